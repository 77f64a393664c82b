"""From words to numbers, weekdays, years, time zones and times of day."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import cast

from newscrawler.indonesian.dates import lexicon
from newscrawler.indonesian.dates.context import DateContext, Interpretation
from newscrawler.indonesian.timezones import TIMEZONES
from newscrawler.items import Precision

MIN_YEAR, MAX_YEAR = 1900, 2100
_MAX_SHORT_YEAR_OF_2000S = 70  # "70" is 2070, "71" is 1971
_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?$")
_WEEKDAYS = lexicon.WEEKDAYS | lexicon.WEEKDAYS_BESIDE_DATE
_AFTERNOONS = {
    "siang": range(1, 4),
    "sore": range(2, 7),
    "petang": range(3, 7),
    "malam": range(6, 12),
}
_TIMEZONE_NAMES = {timezone: name for name, timezone in TIMEZONES.items()}
_MIDNIGHT_HOUR = 24  # "pukul 24.00" is the end of its day


def normalize_spaces(phrase: str) -> str:
    """Return a phrase with one space between its words."""
    return " ".join(phrase.split())


def parse_weekday(word: str | None) -> int | None:
    """Return the number of a weekday by its name; Monday is 0."""
    return None if word is None else _WEEKDAYS[re.sub(r"\W", "", word)]


def parse_number(text: str) -> float:
    """Return the value of "3", "1,5", "tiga puluh satu", "setengah" or "se-"."""
    if text[0].isdigit():
        return float(text.replace(",", "."))
    total = 0.0
    for word in text.split():
        if word == "puluh":
            total *= 10
        elif word == "belas":
            total += 10
        elif word == "se":
            total += 1
        else:
            total += lexicon.ONES.get(word) or lexicon.TEENS.get(word) or lexicon.FRACTIONS[word]
    return total


def parse_year(digits: str | None) -> int | None:
    """Return the year that four or two digits name.

    Raises ValueError for a year outside 1900 to 2100.
    """
    if digits is None:
        return None
    year = int(digits)
    if len(digits) == 2:  # noqa: PLR2004
        year += 2000 if year <= _MAX_SHORT_YEAR_OF_2000S else 1900
    return check_year(year)


def check_year(year: int) -> int:
    """Return `year`.

    Raises ValueError when it lies outside 1900 to 2100: it is then no year, but another number.
    """
    if not MIN_YEAR <= year <= MAX_YEAR:
        raise ValueError(f"no news of the year {year}")
    return year


def parse_timezone(text: str | None, context: DateContext) -> tzinfo:
    """Return the time zone of "WIB", "waktu Indonesia Timur", "GMT+7", "+0700" or "Z".

    Without a text it is the local one.
    """
    if not text:
        return context.local_timezone
    word = text.split()[-1]
    word = lexicon.LONG_TIMEZONE_WORDS.get(word, word)
    if word in lexicon.TIMEZONE_WORDS:
        return lexicon.TIMEZONE_WORDS[word]
    offset = _OFFSET.search(text)
    if offset is None:
        return UTC
    size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return timezone(-size if offset[1] == "-" else size)


def timezone_name(zone: tzinfo) -> str:
    """Return WIB, WITA, WIT or UTC, or the offset of any other time zone ("+02:00")."""
    if zone == UTC:
        return "UTC"
    return _TIMEZONE_NAMES.get(cast("timezone", zone)) or str(zone).removeprefix("UTC")


def with_time(
    day: date, match: re.Match[str], context: DateContext, flags: tuple[str, ...] = ()
) -> Interpretation:
    """Return `day` with the time of day that the match holds, if it holds one."""
    lead = "lead_" if match["lead"] else ""
    clock = match[f"{lead}clock_time"] or match[f"{lead}bare_time"]
    check_year(day.year)
    if clock is None:
        return Interpretation(day, "day", flags=flags)
    hour, *rest = map(int, re.split("[.:]", clock)[:3])
    hour = _to_24_hours(hour, match[f"{lead}half"], match[f"{lead}clock_part"])
    if hour == _MIDNIGHT_HOUR and not any(rest):
        day, hour = day + timedelta(days=1), 0
    zone = parse_timezone(match[f"{lead}zone"] or match[f"{lead}zone_of_end"], context)
    minute, second = (*rest, 0, 0)[:2]
    value = datetime.combine(day, time(hour, minute, second), zone)
    precision: Precision = ("hour", "minute", "second")[len(rest)]
    return Interpretation(value, precision, zone=timezone_name(zone), flags=flags)


def _to_24_hours(hour: int, half: str | None, part: str | None) -> int:
    """Return the hour of a 24-hour clock for one with "PM" or a part of the day."""
    if half:
        return hour % 12 + (12 if half == "p" else 0)
    afternoon = _AFTERNOONS.get((part or "").split(" ")[0], ())
    return hour + 12 if hour in afternoon else hour
