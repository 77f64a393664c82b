"""Calendar arithmetic on `datetime.date`: months, weeks, thirds and the nearest year.

Where a function takes a `step`, -1 is the past ("lalu"), 0 the present ("ini"), 1 the future
("depan") and None no direction at all.
"""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_from(first: date, count: int) -> tuple[date, date]:
    """Return the first and last day of `count` months, beginning with the month of `first`."""
    start = first.replace(day=1)
    return start, add_months(start, count) - timedelta(days=1)


def week_of(day: date, weeks: int = 0) -> tuple[date, date]:
    """Return Monday and Sunday of the week that is `weeks` after the week of `day`."""
    monday = day + timedelta(days=7 * weeks - day.weekday())
    return monday, monday + timedelta(days=6)


def calendar_period(day: date, unit: str, step: int = 0) -> tuple[date, date]:
    """Return the first and last day of the week, month or year `step` after that of `day`."""
    if unit == "week":
        return week_of(day, step)
    if unit == "month":
        return months_from(add_months(day.replace(day=1), step), 1)
    return months_from(date(day.year + step, 1, 1), 12)


def third_of_period(first: date, last: date, unit: str, third: int) -> tuple[date, date]:
    """Return the first and last day of the beginning (0), middle (1) or end (2) of a period.

    Months are cut after the 10th and the 20th, years after April and August. A week begins with
    Monday and Tuesday and ends with Saturday and Sunday. This is a convention, not a fact.
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
    """Return the latest such weekday on or before `day`; before it (-1), after it (1).

    With step 0 it is the one in the week of `day`. Monday is 0.
    """
    if step is None:
        return day - timedelta(days=(day.weekday() - weekday) % 7)
    if step == 0:
        return week_of(day)[0] + timedelta(days=weekday)
    if step < 0:
        return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def infer_year(today: date, month: int, day: int, weekday: int | None, step: int | None) -> date:
    """Return the date that a day and month without a year mean, as seen from `today`.

    It is the nearest one that falls on `weekday`; with step -1 the last one up to `today`, with 1
    the next one, with 0 this year's. A weekday that fits no near year is ignored.

    Raises ValueError when the month has no such day.
    """
    # 29 February may be eight years away, around 1900 and 2100.
    reach = 8 if (month, day) == (2, 29) else abs(step) if step is not None else 1
    days = [
        date(year, month, day)
        for year in range(today.year - reach, today.year + reach + 1)
        if day <= monthrange(year, month)[1]
    ]
    if step:
        days = [candidate for candidate in days if (candidate - today).days * step >= 0]
    fitting = [candidate for candidate in days if candidate.weekday() == weekday]
    return min(fitting or days, key=lambda candidate: abs((candidate - today).days))


def nearest_start(today: date, month: int, count: int, step: int | None) -> date:
    """Return the first day of the nearest period of `count` months that begins with `month`.

    With step -1 it is the last period that is over, with 1 the next one that has not begun, with 0
    this year's.
    """
    starts = [date(today.year + away, month, 1) for away in (-1, 0, 1)]
    if step == 0:
        return starts[1]
    if step:
        here = today.replace(day=1)
        reach = count if step < 0 else 1
        starts = [start for start in starts if _months_between(here, start) * step >= reach]
    return min(starts, key=lambda start: abs(_months_between(today, start) + (count - 1) / 2))


def nearest_third(today: date, month: int, third: int, step: int | None) -> tuple[date, date]:
    """Return the first and last day of the nearest such third of `month`.

    With step -1 it is the last third that has begun by `today`, with 1 the next one that has not
    ended, with 0 this year's.
    """
    years = (today.year,) if step == 0 else range(today.year - 1, today.year + 2)
    months = [months_from(date(year, month, 1), 1) for year in years]
    thirds = [third_of_period(first, last, "month", third) for first, last in months]
    if step:
        edge = 0 if step < 0 else 1
        thirds = [days for days in thirds if (days[edge] - today).days * step >= 0]
    return min(thirds, key=lambda days: abs((days[0] - today).days))


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
