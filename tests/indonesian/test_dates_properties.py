"""Dates: what holds for every day, every format and every string."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawler.indonesian.dates import find_dates, parse_date, parse_stamps

ANCHOR = datetime.fromisoformat("2024-05-14T10:20:30+07:00")
DAYS = [date(1990, 1, 1) + timedelta(days=number) for number in range(51 * 365 + 13)]
WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
ABBREVIATED = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

Write = Callable[[date], str]
FORMATS: dict[str, Write] = {
    "words": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "weekday and words": lambda d: (
        f"{WEEKDAYS[d.weekday()]}, {d.day:02} {MONTHS[d.month - 1]} {d.year}"
    ),
    "abbreviated": lambda d: f"{d.day:02} {ABBREVIATED[d.month - 1]} {d.year}",
    "english": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "capitals": lambda d: f"{WEEKDAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}".upper(),
    "brackets": lambda d: f"{WEEKDAYS[d.weekday()]} ({d.day}/{d.month}/{d.year})",
    "slashes": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "dashes": lambda d: f"{d.day}-{d.month}-{d.year}",
    "dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "iso": lambda d: d.isoformat(),
}
TIMED: dict[str, Callable[[datetime], str]] = {
    "header": lambda t: (
        f"Tayang: {WEEKDAYS[t.weekday()]}, {t.day} {MONTHS[t.month - 1]} {t.year} {t:%H:%M} WIB"
    ),
    "numbers": lambda t: f"Kanal - {t:%d/%m/%Y, %H:%M} WIB",
    "dotted": lambda t: f"{t.day} {MONTHS[t.month - 1]} {t.year} | {t:%H.%M} WIB",
    "clock": lambda t: f"{WEEKDAYS[t.weekday()]} ({t.day}/{t.month}/{t.year}) pukul {t:%H.%M} WIB",
    "iso": lambda t: f"{t:%Y-%m-%dT%H:%M}+07:00",
    "feed": lambda t: f"{t.day:02} {ENGLISH[t.month - 1]} {t.year} {t:%H:%M} +0700",
}
# Words that neither are of dates nor name what a number or a weekday before or after could count.
NEUTRAL = st.lists(
    st.sampled_from("warga desa itu mengatakan bahwa air sungai keruh menurut bupati".split()),
    min_size=1,
    max_size=6,
).map(" ".join)


@pytest.mark.parametrize("name", FORMATS)
def test_every_day_comes_back(name: str) -> None:
    write = FORMATS[name]
    read = {day: parse_date(write(day), ANCHOR) for day in DAYS}
    wrong = [day for day, value in read.items() if not value or value.value != day.isoformat()]
    assert wrong == []
    assert {value.precision for value in read.values() if value} == {"day"}
    assert not any(value.flags for value in read.values() if value)


@pytest.mark.parametrize("name", TIMED)
@given(
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2040, 12, 31)).map(  # noqa: DTZ001
        lambda one: one.replace(second=0, microsecond=0)
    )
)
def test_every_minute_comes_back(name: str, moment: datetime) -> None:
    read = parse_date(TIMED[name](moment), ANCHOR)
    assert read is not None
    assert (read.value, read.precision) == (f"{moment.isoformat()}+07:00", "minute")


@given(text=st.text() | st.text("0123456789/.-: ()JjuniSselasmggu lhari,'’W"), aware=st.booleans())
@example(text="İ" * 9 + " 12 Juni 2023", aware=True)
@example(text="\ud800 12 Juni", aware=True)
@example(text="9999 tahun lalu", aware=True)
@example(text="00/00/0000 99:99", aware=False)
def test_no_string_is_an_error(text: str, aware: bool) -> None:
    anchor = ANCHOR if aware else None
    parse_date(text, anchor)
    parse_stamps(text, anchor)
    ends = 0
    for found in find_dates(text, anchor):
        assert text[found.start : found.end] == found.text
        assert ends <= found.start < found.end
        ends = found.end
        for value in (found.value, found.until):
            assert value is None or "1900" <= value[:4] <= "2101"


@pytest.mark.parametrize("name", FORMATS)
@given(before=NEUTRAL, after=NEUTRAL, day=st.sampled_from(DAYS))
def test_words_around_change_nothing(name: str, before: str, after: str, day: date) -> None:
    text = FORMATS[name](day)
    found = find_dates(f"{before} {text} {after}", ANCHOR)
    assert [(one.text, one.value, one.start) for one in found] == [
        (text, day.isoformat(), len(before) + 1)
    ]


@given(number=st.integers(1, 59), day=st.sampled_from(DAYS))
def test_counting_back_is_arithmetic(number: int, day: date) -> None:
    anchor = datetime.combine(day, ANCHOR.timetz())
    for unit, size in (
        ("detik", timedelta(seconds=1)),
        ("menit", timedelta(minutes=1)),
        ("jam", timedelta(hours=1)),
    ):
        read = parse_date(f"{number} {unit} lalu", anchor)
        assert read is not None
        assert read.value == (anchor - number * size).isoformat()
    for unit, days in (("hari", 1), ("pekan", 7)):
        read = parse_date(f"{number} {unit} lalu", anchor)
        assert read is not None
        assert read.value == (day - timedelta(days=days * number)).isoformat()
