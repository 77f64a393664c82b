"""Calendar arithmetic: months, weeks, thirds and the nearest year. Pure, on `datetime.date`."""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """Give the same day `months` later, clamped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_from(first: date, count: int) -> tuple[date, date]:
    """Give the first and last day of `count` months that begin with `first`'s month."""
    start = first.replace(day=1)
    return start, add_months(start, count) - timedelta(days=1)


def week_of(day: date, weeks: int = 0) -> tuple[date, date]:
    """Give Monday and Sunday of the week `weeks` after the one that holds `day`."""
    monday = day + timedelta(days=7 * weeks - day.weekday())
    return monday, monday + timedelta(days=6)


def calendar_period(day: date, unit: str, step: int = 0) -> tuple[date, date]:
    """Give first and last day of the calendar week, month or year, `step` units from `day`'s."""
    if unit == "week":
        return week_of(day, step)
    if unit == "month":
        return months_from(add_months(day.replace(day=1), step), 1)
    return months_from(date(day.year + step, 1, 1), 12)


def third_of_period(first: date, last: date, unit: str, third: int) -> tuple[date, date]:
    """Cut a unit in beginning, middle and end.

    Months are cut after the 10th and 20th, years after April and August; the end of a week is
    its Saturday and Sunday, its beginning Monday and Tuesday. A convention, not a fact.
    """
    if unit == "week":
        offset, length = ((0, 2), (2, 2), (5, 2))[third]
        start = first + timedelta(days=offset)
        return start, start + timedelta(days=length - 1)
    if unit == "year":
        return months_from(add_months(first, 4 * third), 4)
    start = first + timedelta(days=10 * third)
    return start, last if third == 2 else start + timedelta(days=9)  # noqa: PLR2004


def weekday_near(day: date, weekday: int, step: int | None) -> date:
    """Give the latest such weekday on or before `day` (step None), before (-1) or after it (1).

    Step 0 gives the one in `day`'s week.
    """
    if step is None:
        return day - timedelta(days=(day.weekday() - weekday) % 7)
    if step == 0:
        return week_of(day)[0] + timedelta(days=weekday)
    if step < 0:
        return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def infer_year(today: date, month: int, day: int, weekday: int | None, step: int | None) -> date:
    """Give the year to a date without one, seen from `today`.

    The nearest that falls on `weekday`; with step -1 the last one up to `today`, with 1 the
    next one, with 0 this year's. A weekday that fits no near year is left out of account.
    Raises ValueError when the month has no such day.
    """
    reach = 8 if (month, day) == (2, 29) else abs(step) if step is not None else 1
    days = [
        date(year, month, day)
        for year in range(today.year - reach, today.year + reach + 1)
        if day <= monthrange(year, month)[1]
    ]
    if step:
        days = [one for one in days if (one - today).days * step >= 0]
    fitting = [one for one in days if one.weekday() == weekday]
    return min(fitting or days, key=lambda one: abs((one - today).days))


def nearest_start(today: date, month: int, count: int, step: int | None) -> date:
    """Give the first day of the nearest `count` months that begin with `month`.

    Step -1 takes the last one wholly past, 1 the next one that has not begun.
    """
    starts = [date(today.year + away, month, 1) for away in (-1, 0, 1)]
    if step == 0:
        return starts[1]
    if step:
        here = today.replace(day=1)
        reach = count if step < 0 else 1
        starts = [one for one in starts if _months_between(here, one) * step >= reach]
    return min(starts, key=lambda one: abs(_months_between(today, one) + (count - 1) / 2))


def nearest_third(today: date, month: int, third: int, step: int | None) -> tuple[date, date]:
    """Give the first and last day of the nearest such third of `month`.

    With step -1 the last one that has begun by `today`, with 1 the next one that has not ended,
    with 0 this year's.
    """
    years = (today.year,) if step == 0 else range(today.year - 1, today.year + 2)
    thirds = [
        third_of_period(*months_from(date(year, month, 1), 1), "month", third) for year in years
    ]
    if step:
        edge = 0 if step < 0 else 1
        thirds = [one for one in thirds if (one[edge] - today).days * step >= 0]
    return min(thirds, key=lambda one: abs((one[0] - today).days))


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
