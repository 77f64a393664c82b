"""Pages that browsers save as one file of MIME parts (MHTML, RFC 2557)."""

from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import NamedTuple

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_MAX_PARTS = 10_000


class MhtmlPage(NamedTuple):
    """The page itself, without its pictures: where it is from, when it was saved, its type."""

    body: bytes
    url: str | None
    saved_at: datetime | None
    content_type: str


def read_mhtml(content: bytes) -> MhtmlPage | None:
    """Return the page in a whole MHTML file, None where none of its parts is one."""
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
    except (MessageError, ValueError, LookupError):
        return None
    part = _root(message)
    if part is None:
        return None
    body = part.get_payload(decode=True)
    url = message.get("Snapshot-Content-Location") or part.get("Content-Location")
    return MhtmlPage(
        body if isinstance(body, bytes) else b"",
        str(url).strip() if url else None,
        _date(message),
        " ".join(str(part.get("Content-Type", "text/html")).split()),
    )


def _root(message: Message) -> Message | None:
    """Return the part that the others belong to: the one that is named, or the first page."""
    start = message.get_param("start")
    pages = [part for part in _parts(message) if part.get_content_type() in _HTML]
    named = (part for part in pages if start and part.get("Content-ID") == start)
    return next(named, None) or next(iter(pages), None)


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number == _MAX_PARTS:
            return
        yield part


def _date(message: Message) -> datetime | None:
    """Return when the page was saved, None where that is not said or no zone is."""
    try:
        found = parsedate_to_datetime(str(message.get("Date", "")))
    except ValueError:
        return None
    return found if found.tzinfo else None
