"""When a WARC record was made: WARC-Date in every form in which it is found."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_DATE = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?:[T\s]*(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?(?:[.,](?P<fraction>\d{1,9}))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_UTC = frozenset(("", "z", "utc", "gmt"))


def read_warc_date(text: str) -> datetime | None:
    """Return the time that `text` names, in UTC where it names no zone; None for no time.

    The standard asks for 2026-11-20T02:00:00Z, in version 1.1 with fractions or without a time.
    Crawlers also write fourteen digits, offsets, a space in place of T, and dates of HTTP.

    >>> read_warc_date("20261120020000").isoformat()
    '2026-11-20T02:00:00+00:00'
    >>> read_warc_date("Fri, 20 Nov 2026 02:00:00 GMT").isoformat()
    '2026-11-20T02:00:00+00:00'
    """
    match = _DATE.fullmatch(text.strip())
    try:
        if match is None:
            found = parsedate_to_datetime(text)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        return datetime.fromisoformat(_iso(match)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _iso(match: re.Match[str]) -> str:
    part = {name: value or "" for name, value in match.groupdict().items()}
    clock = ":".join(part[name] or "00" for name in ("hour", "minute", "second"))
    fraction = part["fraction"].ljust(6, "0")[:6]
    zone = part["zone"].replace(":", "")
    offset = "+00:00" if zone.lower() in _UTC else f"{zone[:3]}:{zone[3:] or '00'}"
    return f"{part['year']}-{part['month']}-{part['day']}T{clock}.{fraction}{offset}"
