"""What each pattern of the grammar means: a match and its context in, an interpretation out.

An interpreter returns None when the words are not of its kind, so that another rule may try them.
It raises ValueError when they look like a date and are none ("31 Februari", "Mei Lan"): no other
rule may use them. It raises `MissingReferenceTimeError` when they need a reference time.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import cast

from newscrawler.indonesian.dates import lexicon, patterns
from newscrawler.indonesian.dates.calendar_arithmetic import (
    add_months,
    calendar_period,
    infer_year,
    months_from,
    nearest_start,
    nearest_third,
    third_of_period,
    week_of,
    weekday_near,
)
from newscrawler.indonesian.dates.context import DateContext, Interpretation
from newscrawler.indonesian.dates.normalizers import (
    check_year,
    normalize_spaces,
    parse_number,
    parse_timezone,
    parse_weekday,
    parse_year,
    timezone_name,
    with_time,
)
from newscrawler.items import Precision

Match = re.Match[str]
_MAX_LIST_CHARS = 60  # of a list of years or weekdays


def interpret_iso8601(match: Match, context: DateContext) -> Interpretation:
    """Interpret a timestamp of ISO 8601; seconds of 00 after a T do not count as known."""
    zone = parse_timezone(match["zone"] or match["glued"], context)
    day = date(check_year(int(match["year"])), int(match["month"]), int(match["day"]))
    clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    value = datetime.combine(day, clock, zone)
    exact = value.second or (match["second"] and match["glued"])
    return Interpretation(value, "second" if exact else "minute", zone=timezone_name(zone))


def interpret_calendar_date(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a day of the calendar, with its weekday and time if it has them."""
    weekday = parse_weekday(match["weekday"])
    day, month, year = _day_month_year(match)
    year = year or _relative_year(match, context) or _year_of_list(match, context, month)
    if weekday is None and context.word_before(match.start()) in lexicon.NUMBERED:
        raise ValueError("a number or the name of something")
    if year is not None:
        value = date(year, month, day)
    elif _is_certain_without_year(match, context) and not _is_yearly(match, context):
        value = infer_year(context.today, month, day, weekday, _direction(match, "near", "far"))
    else:
        return None
    mismatch = weekday is not None and value.weekday() != weekday
    return with_time(value, match, context, ("weekday_mismatch",) if mismatch else ())


def _year_of_list(match: Match, context: DateContext, month: int) -> int | None:
    """Return the year at the end of a list that the match begins: "3 Mei dan 7 Juni 2025"."""
    last = patterns.SHARED_YEAR.match(context.folded, match.end())
    if last is None:
        return None
    return check_year(int(last["year"])) - (month > lexicon.MONTHS[last["month"]])


def _is_yearly(match: Match, context: DateContext) -> bool:
    """Return whether a date recurs every year: "setiap tanggal 10 November"."""
    return any(word in lexicon.EACH for word in context.words_before(match.start())[-2:])


def _day_month_year(match: Match) -> tuple[int, int, int | None]:
    """Return day, month and year of whichever form of date stands in the match."""
    if month := match["month"]:
        return int(parse_number(match["day"])), lexicon.MONTHS[month], parse_year(match["year"])
    if month := match["month_en"]:
        return int(match["day_en"]), lexicon.MONTHS[month], parse_year(match["year_en"])
    if year := match["year_iso"]:
        return int(match["day_iso"]), int(match["month_iso"]), parse_year(year)
    year = match["year_num"]
    # With a year of two digits, only a weekday, brackets or a time make a date of it.
    certain = any(match[name] for name in ("weekday", "open", "bare_time", "clock_time"))
    if year and len(year) == 2 and (match["sep"] == "." or not certain):  # noqa: PLR2004
        raise ValueError("a score, a time or a number")
    return int(match["day_num"]), int(match["month_num"]), parse_year(year)


def _is_certain_without_year(match: Match, context: DateContext) -> bool:
    """Return whether a date without a year is one; "1/2" is a fraction, "7 Des" maybe a village."""
    if match["weekday"]:
        return True
    if match["month"] in lexicon.FULL_MONTHS:
        # "Sebelas Maret" is a university.
        in_digits = match["day"][0].isdigit()
        return in_digits or context.word_before(match.start()) in lexicon.BEFORE_DAY
    if match["month"]:
        return bool(match["clock_time"] or match["bare_time"])
    return bool(match["day_word"] or match["part_day"] or match["part_day_first"])


def interpret_day_word(match: Match, context: DateContext) -> Interpretation:
    """Interpret a day named from the day of writing: "kemarin", "tadi malam", "hari ini"."""
    if word := match["day_word"]:
        away = lexicon.DAY_WORDS[normalize_spaces(word)]
    else:
        word = match["part_day"] or match["part_day_first"]
        part = match["part_first"] or match["part_last"]
        last_night = word == "tadi" and "malam" in part
        away = -1 if last_night else lexicon.PART_DAYS[word]
    return with_time(context.today + timedelta(days=away), match, context)


def interpret_weekday(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a weekday that has no date: "Senin malam", "Jumat pekan lalu"."""
    if match["to"] or context.word_before(match.start()) in lexicon.WEEKDAYS:
        raise ValueError("days of every week")  # "Senin-Kamis", "Jumat Sabtu Minggu"
    number = cast("int", parse_weekday(match["weekday"]))
    timed = match["clock_time"] or match["bare_time"] or match["lead"]
    if not context.is_capitalized(match.start("weekday")):
        # In lower case "minggu" is a week, and a bare weekday more likely a name or a typo.
        part = match["part"] or match["late_part"]
        if not (part or timed or (match["near"] and match["weekday"] != "minggu")):
            return None
    if not match["near"] and patterns.BEFORE_RECURRING_DAY.search(
        context.folded, *_list_before(match)
    ):
        raise ValueError("a day that recurs")
    if not (match["near"] or timed):
        _reject_name(match, context)
    step = _direction(match, "near")
    if match["near_unit"]:
        weeks = (step or 0) * int(parse_number(match["weeks"] or "1"))
        return with_time(week_of(context.today, weeks)[0] + timedelta(days=number), match, context)
    value = weekday_near(context.today, number, step)
    # At the start of a sentence the capital does not tell "Minggu" (Sunday) from "minggu" (week).
    unclear = match["weekday"] == "minggu" and match["near"] and _opens_sentence(match, context)
    return with_time(value, match, context, ("sunday_or_week",) if unclear else ())


def _opens_sentence(match: Match, context: DateContext) -> bool:
    """Return whether the match stands at the start of a sentence."""
    before = context.folded[max(0, match.start() - 8) : match.start()].rstrip(" \"'")
    return not before or before[-1] in ".!?:\n"


def _reject_name(match: Match, context: DateContext) -> None:
    """Raise ValueError for names such as "Minggu Pagi Band" and "Sabtu Suci"."""
    part = max(match.start("part"), match.start("late_part"))
    if (part >= 0 and not context.is_capitalized(part)) or not context.is_before_name(match.end()):
        return
    # "pada Senin Gubernur meninjau" is a day, "pada Sabtu Suci" a feast.
    after = context.word_after(match.end())
    feast = after in lexicon.FEASTS or after in lexicon.WEEKDAYS
    if part >= 0 or feast or context.word_before(match.start()) not in ("pada", "hari"):
        raise ValueError("a name")


def interpret_day_range(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a range of days: "27–29 Juni", "30 Juni - 2 Juli 2025"."""
    last_month = lexicon.MONTHS[match["month"]] if match["month"] else int(match["month_num"])
    first_month = _first_month(match) or last_month
    year = parse_year(match["year"] or match["year_num"]) or _relative_year(match, context)
    if match["month_num"] and year is None and not match["weekdays"]:
        return None  # "3-4/5" without weekdays is arithmetic
    if year is None:
        step = _direction(match, "far")
        last = infer_year(context.today, last_month, int(match["day"]), None, step)
    else:
        last = date(year, last_month, int(match["day"]))
    first_year = parse_year(match["first_year"] or match["first_year_num"])
    wraps = first_month > last_month
    first = date(first_year or last.year - wraps, first_month, int(match["first_day"]))
    is_next_day = last - first == timedelta(days=1)
    if match["pair"] and not is_next_day and not _is_behind_antara(match, context):
        return None  # "3 dan 17 Mei" is two days
    return Interpretation(first, "day", last) if first < last else None


def _is_behind_antara(match: Match, context: DateContext) -> bool:
    """Return whether a range with "dan" is one, being "antara … dan …"."""
    return "antara" in context.words_before(match.start())[-2:]


def _first_month(match: Match) -> int | None:
    """Return the month that stands with the first day of a range, if one does."""
    if name := match["first_month"]:
        return lexicon.MONTHS[name]
    return int(match["first_month_num"]) if match["first_month_num"] else None


def interpret_month_range(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a range of months: "Januari-Maret 2025", "antara April dan Juni"."""
    if match["pair"] and not _is_behind_antara(match, context):
        return None
    first_month, last_month = lexicon.MONTHS[match["first_month"]], lexicon.MONTHS[match["month"]]
    if year := parse_year(match["year"]) or _relative_year(match, context):
        first_year = parse_year(match["first_year"]) or year - (first_month > last_month)
        last = months_from(date(year, last_month, 1), 1)[1]
        return Interpretation(date(first_year, first_month, 1), "month", last)
    if not {match["first_month"], match["month"]} <= lexicon.FULL_MONTHS:
        raise ValueError("a name")
    count = (last_month - first_month) % 12 + 1
    first = nearest_start(context.today, first_month, count, _direction(match, "far"))
    return Interpretation(first, "month", months_from(first, count)[1])


def interpret_month(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a month, or its beginning, middle or end: "Juli 2022", "awal Juni"."""
    number = lexicon.MONTHS[match["month"]]
    year = parse_year(match["year"]) or _relative_year(match, context)
    if year is None and match["month"] in lexicon.FULL_MONTHS:
        year = _year_of_list(match, context, number)
    if year:
        first = date(year, number, 1)
    else:
        before = context.word_before(match.start()) in lexicon.BEFORE_MONTH
        known = match["third"] or match["far"] or before
        if not (known and match["month"] in lexicon.FULL_MONTHS):
            return None
        if not match["far"] and (context.is_before_name(match.end()) or _is_yearly(match, context)):
            raise ValueError("a name, or a month that recurs")
        step = _direction(match, "far")
        if match["third"]:
            third = lexicon.THIRDS[match["third"]]
            first, last = nearest_third(context.today, number, third, step)
            return Interpretation(first, "month", last, flags=("convention",))
        first = nearest_start(context.today, number, 1, step)
    return _whole_or_third(*months_from(first, 1), "month", match["third"])


def interpret_years(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a year, its third, or a range of years: "tahun 2019", "awal 2024", "2019-2022"."""
    before = context.word_before(match.start())
    if match["named"] and before.isdigit():
        raise ValueError("the year of a law")
    if not (match["named"] or match["third"] or _is_year_by_context(match, context)):
        return None
    first = check_year(int(match["first_year"]))
    last = first + 9 if match["decade"] else parse_year(match["year"]) or first
    if first > last or (match["third"] and first < last):
        raise ValueError("no range of years")
    return _whole_or_third(date(first, 1, 1), date(last, 12, 31), "year", match["third"])


def _is_year_by_context(match: Match, context: DateContext) -> bool:
    """Return whether a bare number of four digits is a year, by the words around it."""
    start, end = match.span()
    *earlier, before = ["", *context.words_before(start)]
    if match["counted"] or (before == "dari" and earlier[-1:] in (["lebih"], ["kurang"])):
        return False  # "hingga 2000 orang", "lebih dari 1950 rumah"
    if before in lexicon.BEFORE_YEAR:
        return True
    if match["year"]:
        bracketed = context.folded[start - 1] == "(" and context.folded[end : end + 1] == ")"
        return bracketed or before in lexicon.BEFORE_TERM or "-" not in match["to"]
    if patterns.LAST_OF_YEARS.search(context.folded, *_list_before(match)):
        return True
    if patterns.MORE_YEARS_AFTER.match(context.folded, end) is None:
        return False
    return patterns.MORE_YEARS_BEFORE.search(context.folded, *_list_before(match)) is not None


def _list_before(match: Match) -> tuple[int, int]:
    """Return where a list that ends with the match may begin, and where the match begins."""
    return max(0, match.start() - _MAX_LIST_CHARS), match.start()


def interpret_calendar_unit(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a week, month or year seen from now: "pekan lalu", "awal tahun ini"."""
    if match["unit"] == "minggu" and context.is_capitalized(match.start("unit")):
        return None  # the weekday
    before = context.word_before(match.start())
    *_, amount = before.split("-")  # "dua-tiga tahun lalu"; a lone dash is no amount
    if before.strip("-") and (not amount or amount[-1].isdigit() or amount in lexicon.AMOUNTS):
        raise ValueError("an amount of an unknown size")
    unit = lexicon.CALENDAR_UNITS[match["unit"]]
    direction = normalize_spaces(match["direction"])
    if match["third"] and direction in lexicon.LATER:
        # "akhir tahun nanti" is still of this year.
        interpretation = _whole_or_third(
            *calendar_period(context.today, unit), unit, match["third"]
        )
        if cast("date", interpretation.until) >= context.today:
            return interpretation
    step = lexicon.DIRECTIONS[direction]
    return _whole_or_third(*calendar_period(context.today, unit, step), unit, match["third"])


def interpret_period(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret a quarter or half of a year: "kuartal I 2025", "semester II/2024"."""
    in_year, precision = lexicon.PERIODS[match["kind"] or "kuartal"]
    ordinal = normalize_spaces(match["number"] or match["q"])
    number = lexicon.ORDINALS[ordinal]
    if number > in_year:
        return None
    count = 12 // in_year
    opening = count * (number - 1) + 1
    if year := parse_year(match["year"]) or _relative_year(match, context):
        first = date(year, opening, 1)
    elif in_year == 4 and match["kind"] and (ordinal in lexicon.ROMAN or ordinal.isdigit()):  # noqa: PLR2004
        first = nearest_start(context.today, opening, count, None)
    else:
        return None  # the quarter of a basketball match, the semester of somebody's studies
    return Interpretation(first, precision, months_from(first, count)[1])


def interpret_ago(match: Match, context: DateContext) -> Interpretation | None:
    """Interpret an amount of time counted from now: "dua tahun lalu", "1 jam 20 menit lalu"."""
    if context.folded[match.start() - 1] == "-":
        return None  # "dua-tiga tahun lalu" is an estimate
    months = days = seconds = 0
    precision: Precision = "second"
    for place in (place for place in "012" if match[f"unit{place}"]):
        amount, (precision, unit_months, unit_days, unit_seconds) = _amount_and_unit(match, place)
        months += amount * unit_months
        days += amount * unit_days
        seconds += amount * unit_seconds
    sign = lexicon.AGO[normalize_spaces(match["direction"])]
    day = add_months(context.today, sign * months)
    away = sign * timedelta(days=days, seconds=seconds)
    if not seconds:
        check_year((day + away).year)
        return Interpretation(day + away, precision)
    value = datetime.combine(day, context.now.timetz()) + away
    check_year(value.year)
    return Interpretation(value, precision, zone=timezone_name(context.local_timezone))


def _amount_and_unit(match: Match, place: str) -> tuple[int, lexicon.Unit]:
    """Return a whole amount and its unit; a fraction is counted in a smaller unit."""
    name = match[f"unit{place}"]
    unit = lexicon.UNITS.get(name) or lexicon.ENGLISH_UNITS[name]
    amount = parse_number(match[f"number{place}"]) + (0.5 if match[f"half{place}"] else 0)
    if amount.is_integer():
        return int(amount), unit
    if unit[0] not in lexicon.SMALLER_UNITS:
        raise ValueError(f"a fraction of a {unit[0]}")
    finer, unit = lexicon.SMALLER_UNITS[unit[0]]
    return round(amount * finer), unit


def interpret_just_now(match: Match, context: DateContext) -> Interpretation:  # noqa: ARG001 - every interpreter takes both
    """Interpret "baru saja", "beberapa detik lalu"."""
    return Interpretation(context.now, "minute", zone=timezone_name(context.local_timezone))


def _whole_or_third(first: date, last: date, unit: Precision, third: str | None) -> Interpretation:
    """Return a period, or the third of it that is named."""
    check_year(first.year)
    if third is None:
        return Interpretation(first, unit, last)
    first, last = third_of_period(first, last, unit, lexicon.THIRDS[third])
    # Saturday and Sunday end a week by any convention; the other thirds are ours alone.
    weekend = unit == "week" and third == "akhir"
    return Interpretation(first, unit, last, flags=() if weekend else ("convention",))


def _relative_year(match: Match, context: DateContext) -> int | None:
    """Return the year that "tahun lalu" or the like names behind a day or month."""
    if not match["far_unit"]:
        return None
    return context.today.year + lexicon.DIRECTIONS[normalize_spaces(match["far"])]


def _direction(match: Match, *groups: str) -> int | None:
    """Return the direction (-1, 0, 1) of the first group that has one."""
    words = next((match[group] for group in groups if match[group]), None)
    return None if words is None else lexicon.DIRECTIONS[normalize_spaces(words)]
