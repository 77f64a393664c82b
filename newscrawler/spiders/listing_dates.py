"""Read the dates that sitemaps and feeds give, in whatever form they are written."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from newscrawler.indonesian.dates import find_dates
from newscrawler.indonesian.timezones import TIMEZONES

DAY_PRECISIONS = frozenset(("second", "minute", "hour", "day"))
"""The precisions of a date that names a single day."""
_MAX_CHARS = 100
_MIN_YEAR = 1990
"""The first year of the Web: what is older is a date that was never set (0001, 1970)."""
_MAX_YEAR = 2100
_UNIVERSAL_TIME = re.compile(r"\bUT$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@lru_cache(10_000)
def parse_listing_date(text: str, zone: str = "WIB") -> datetime | None:
    """Return the aware datetime that `text` names, None for none, or for one of no single day.

    The forms are those of ISO 8601, RFC 822 and Indonesian. A time without a zone is one of
    `zone`, and a day begins at midnight there.

    >>> parse_listing_date("Rab, 18 Nov 2026 14:00:00 WITA").isoformat()
    '2026-11-18T14:00:00+08:00'
    >>> parse_listing_date("2026-11") is None
    True
    """
    text = _UNIVERSAL_TIME.sub("UTC", text.strip())
    if len(text) > _MAX_CHARS:
        return None
    time = _parse_iso(text) or _parse_indonesian(text, zone) or _parse_rfc822(text)
    if time is None or not _MIN_YEAR <= time.year <= _MAX_YEAR:
        return None
    return time if time.tzinfo else time.replace(tzinfo=TIMEZONES[zone])


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_indonesian(text: str, zone: str) -> datetime | None:
    found = next(iter(find_dates(text, None, zone)), None)
    if found is None or found.value is None or found.precision not in DAY_PRECISIONS:
        return None
    return datetime.fromisoformat(found.value)


def _parse_rfc822(text: str) -> datetime | None:
    """Return what the parser of e-mail headers makes of `text`; it takes the year 1 for 2001."""
    try:
        return parsedate_to_datetime(text) if _YEAR.search(text) else None
    except ValueError:
        return None
