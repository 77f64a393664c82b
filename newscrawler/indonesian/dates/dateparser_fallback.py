"""Stamps in formats the grammar does not foresee, read by dateparser under guard.

The guard refuses whatever dateparser could have made up: every word must be a word of dates,
the month must be named, and the numbers of the text must be exactly those of the result.
"""

import re
from datetime import datetime, tzinfo

from newscrawler.indonesian.dates import lexicon
from newscrawler.indonesian.dates.context import Reading, Scene
from newscrawler.indonesian.dates.normalizers import zone_name, zone_of

_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ZONE = re.compile(r"\b(?:wib|wita|wit|utc|gmt)\b")
_OF_DATES = (
    lexicon.MONTHS.keys()
    | lexicon.WEEKDAYS.keys()
    | lexicon.WEEKDAYS_BESIDE_DATE.keys()
    | {"am", "pm", "pukul", "jam", "pkl"}
)
# A fixed base, so that nothing is ever filled in from the clock.
_SETTINGS = {
    "DATE_ORDER": "DMY",
    "STRICT_PARSING": True,
    "RELATIVE_BASE": datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is put to it by us
}


def read_stamp(scene: Scene) -> Reading | None:
    """Read a whole field with a year, a month's name and a day, or give None."""
    low = scene.low.strip()
    if len(low) > _LONGEST or not _YEAR.search(low):
        return None
    said = _ZONE.search(low)
    stamp = _ZONE.sub(" ", low)
    tokens = _TOKEN.findall(stamp)
    months = {lexicon.MONTHS[token] for token in tokens if token in lexicon.MONTHS}
    if len(months) != 1 or not all(one.isdecimal() or one in _OF_DATES for one in tokens):
        return None
    value = _parse(stamp)
    if value is None or value.month not in months:
        return None
    return _agreed(value, tokens, zone_of(said and said[0], scene))


def _agreed(value: datetime, tokens: list[str], zone: tzinfo) -> Reading | None:
    """Give the reading whose numbers are exactly those of the text."""
    numbers = sorted(int(token) for token in tokens if token.isdecimal())
    day = [value.day, value.year]
    hour = value.hour % 12 or 12 if "pm" in tokens else value.hour
    aware = value.replace(tzinfo=zone)
    if numbers == sorted(day):
        return Reading(value.date(), "day")
    if numbers == sorted([*day, hour, value.minute]):
        return Reading(aware, "minute", zone=zone_name(zone))
    if numbers == sorted([*day, hour, value.minute, value.second]):
        return Reading(aware, "second", zone=zone_name(zone))
    return None


def _parse(stamp: str) -> datetime | None:
    import dateparser  # noqa: PLC0415 - slow to import, and few pages need it

    try:
        value = dateparser.parse(stamp, languages=["id", "en"], settings=_SETTINGS)
    except (ValueError, OverflowError):
        return None
    return value and value.replace(tzinfo=None)
