"""Stamps in formats the grammar does not foresee, read by dateparser under guard.

The guard refuses whatever dateparser could have made up: every word must be a word of dates,
the month must be named, and the numbers of the text must be exactly those of the result.
"""

import re
from datetime import datetime, tzinfo

from newscrawler.indonesian.dates import lexicon
from newscrawler.indonesian.dates.context import DateContext, Interpretation
from newscrawler.indonesian.dates.normalizers import parse_timezone, timezone_name

_MAX_STAMP_CHARS = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ZONE = re.compile(r"\b(?:wib|wita|wit|utc|gmt)\b")
_DATE_WORDS = (
    lexicon.MONTHS.keys()
    | lexicon.WEEKDAYS.keys()
    | lexicon.WEEKDAYS_BESIDE_DATE.keys()
    | {"am", "pm", "pukul", "jam", "pkl"}
)
# A fixed base, so that nothing is ever filled in from the clock.
_DATEPARSER_SETTINGS = {
    "DATE_ORDER": "DMY",
    "STRICT_PARSING": True,
    "RELATIVE_BASE": datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is put to it by us
}


def parse_with_dateparser(context: DateContext) -> Interpretation | None:
    """Read a whole field with a year, a month's name and a day, or give None."""
    folded = context.folded.strip()
    if len(folded) > _MAX_STAMP_CHARS or not _YEAR.search(folded):
        return None
    said = _ZONE.search(folded)
    stamp = _ZONE.sub(" ", folded)
    tokens = _TOKEN.findall(stamp)
    months = {lexicon.MONTHS[token] for token in tokens if token in lexicon.MONTHS}
    if len(months) != 1 or not all(one.isdecimal() or one in _DATE_WORDS for one in tokens):
        return None
    value = _parse(stamp)
    if value is None or value.month not in months:
        return None
    return _check_numbers(value, tokens, parse_timezone(said and said[0], context))


def _check_numbers(value: datetime, tokens: list[str], zone: tzinfo) -> Interpretation | None:
    """Give the reading whose numbers are exactly those of the text."""
    numbers = sorted(int(token) for token in tokens if token.isdecimal())
    day = [value.day, value.year]
    hour = value.hour % 12 or 12 if "pm" in tokens else value.hour
    aware = value.replace(tzinfo=zone)
    if numbers == sorted(day):
        return Interpretation(value.date(), "day")
    if numbers == sorted([*day, hour, value.minute]):
        return Interpretation(aware, "minute", zone=timezone_name(zone))
    if numbers == sorted([*day, hour, value.minute, value.second]):
        return Interpretation(aware, "second", zone=timezone_name(zone))
    return None


def _parse(stamp: str) -> datetime | None:
    import dateparser  # noqa: PLC0415 - slow to import, and few pages need it

    try:
        value = dateparser.parse(stamp, languages=["id", "en"], settings=_DATEPARSER_SETTINGS)
    except (ValueError, OverflowError):
        return None
    return value and value.replace(tzinfo=None)
