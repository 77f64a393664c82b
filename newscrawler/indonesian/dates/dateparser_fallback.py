"""Dates in formats that the grammar does not know, parsed by the library dateparser.

An answer that dateparser may have made up is rejected: every word must be a word of dates, the
month must be named, and the numbers of the text must be exactly those of the answer.
"""

import re
from datetime import datetime, tzinfo

from newscrawler.indonesian.dates import lexicon
from newscrawler.indonesian.dates.context import DateContext, Interpretation
from newscrawler.indonesian.dates.normalizers import parse_timezone, timezone_name

_MAX_CHARS = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ZONE = re.compile(r"\b(?:wib|wita|wit|utc|gmt)\b")
_DATE_WORDS = (
    lexicon.MONTHS.keys()
    | lexicon.WEEKDAYS.keys()
    | lexicon.WEEKDAYS_BESIDE_DATE.keys()
    | {"am", "pm", "pukul", "jam", "pkl"}
)
# The base is fixed, so that nothing is ever filled in from the clock.
_DATEPARSER_SETTINGS = {
    "DATE_ORDER": "DMY",
    "STRICT_PARSING": True,
    "RELATIVE_BASE": datetime(1900, 1, 1),  # noqa: DTZ001 - our code adds the time zone
}


def parse_with_dateparser(context: DateContext) -> Interpretation | None:
    """Parse a whole field that holds a year, the name of a month and a day; else return None."""
    folded = context.folded.strip()
    if len(folded) > _MAX_CHARS or not _YEAR.search(folded):
        return None
    zone = _ZONE.search(folded)
    text = _ZONE.sub(" ", folded)
    tokens = _TOKEN.findall(text)
    months = {lexicon.MONTHS[token] for token in tokens if token in lexicon.MONTHS}
    if len(months) != 1 or not all(token.isdecimal() or token in _DATE_WORDS for token in tokens):
        return None
    value = _parse(text)
    if value is None or value.month not in months:
        return None
    return _check_numbers(value, tokens, parse_timezone(zone and zone[0], context))


def _check_numbers(value: datetime, tokens: list[str], zone: tzinfo) -> Interpretation | None:
    """Return the interpretation whose numbers are exactly those of the text, if one has them."""
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


def _parse(text: str) -> datetime | None:
    import dateparser  # noqa: PLC0415 - slow to import, and few pages need it

    try:
        value = dateparser.parse(text, languages=["id", "en"], settings=_DATEPARSER_SETTINGS)
    except (ValueError, OverflowError):
        return None
    return value and value.replace(tzinfo=None)
