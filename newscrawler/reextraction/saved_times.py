"""When a page was saved, by the comment that the tool which saved it left in the page."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_BEGIN_BYTES = 16 * 1024
_TIMES = {
    "singlefile": re.compile(
        r"page saved with singlefile\b[^>]{0,3000}?saved date: ([^\r\n(]{20,40})", re.IGNORECASE
    ),
    "monolith": re.compile(r"saved from \S{1,2083} at (\S{19,35}) using monolith\b", re.IGNORECASE),
    "httrack": re.compile(
        r"mirrored from \S{1,2083} by httrack [^\n]{1,100}\], ([^\n]{20,40})", re.IGNORECASE
    ),
}
_MAX_COMMENTS = 50
_JAVASCRIPT = "%a %b %d %Y %H:%M:%S GMT%z"
"""How Date.toString writes a time."""


def saved_time(body: bytes) -> datetime | None:
    """Return when the page `body` was saved, None where no tool says so with a zone.

    Such comments are left by SingleFile, monolith and HTTrack.

    >>> saved_time(b"<!-- Saved from https://a.id/ at 2026-11-20T02:00:00Z using monolith v2 -->")
    datetime.datetime(2026, 11, 20, 2, 0, tzinfo=datetime.timezone.utc)
    """
    for begun in body[:_BEGIN_BYTES].split(b"<!--")[1:_MAX_COMMENTS]:
        text = begun.partition(b"-->")[0].decode("ascii", "replace").strip()
        for tool, pattern in _TIMES.items():
            if match := pattern.match(text):
                return _read(tool, match[1].strip())
    return None


def _read(tool: str, text: str) -> datetime | None:
    """Return the time that `text` names as `tool` writes it, None for none with a zone."""
    try:
        if tool == "singlefile":
            time = datetime.strptime(text, _JAVASCRIPT)  # noqa: DTZ007 (%z is in it)
        elif tool == "monolith":
            time = datetime.fromisoformat(text)
        else:
            time = parsedate_to_datetime(text)
    except ValueError:
        return None
    return time if time.tzinfo else None
