"""The dates of sitemaps and feeds, in every form that sites write them in."""

import pytest

from newscrawler.spiders.listing_dates import parse_listing_date

NOON = "2026-11-18T12:00:00+07:00"
MIDNIGHT = "2026-11-18T00:00:00+07:00"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        (NOON, NOON),
        ("2026-11-18T12:00+07", NOON),
        ("2026-11-18 12:00:00 +0700", NOON),
        ("2026-11-18T12:00:00WIB", NOON),
        ("2026-11-18T05:00:00.123Z", "2026-11-18T05:00:00.123000+00:00"),
        ("\n 2026-11-18 12:00:00 \n", NOON),
        ("2026-11-18", MIDNIGHT),
        ("20261118", MIDNIGHT),
        ("2026/11/18", MIDNIGHT),
        ("18-11-2026", MIDNIGHT),
        ("18/11/2026 12:00", NOON),
        ("18 November 2026 12:00 WITA", "2026-11-18T12:00:00+08:00"),
        ("Wed, 18 Nov 2026 12:00:00 GMT+7", NOON),
        ("Wed, 18 Nov 2026 05:00:00 UT", "2026-11-18T05:00:00+00:00"),
        ("Wed, 18 Nov 26 12:00:00 +0700", NOON),
        ("Wed Nov 18 12:00:00 2026", NOON),
        ("Rab, 18 Agt 2026 12.00 WIB", "2026-08-18T12:00:00+07:00"),
        ("Sel, 18 Mei 2026 12:00:00 +0700", "2026-05-18T12:00:00+07:00"),
    ],
)
def test_a_date_is_read_in_each_form(text: str, time: str) -> None:
    found = parse_listing_date(text)
    assert found is not None
    assert found.isoformat() == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-11",
        "November 2026",
        "kemarin",
        "2026-11-31",
        "0000-00-00 00:00:00",
        "-0001-11-30T00:00:00+00:00",
        "0001-01-01T00:00:00+14:00",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "9999-12-31T23:59:59Z",
        "18 November 2026 " * 9,
    ],
)
def test_what_names_no_day_of_the_web_is_no_date(text: str) -> None:
    assert parse_listing_date(text) is None


def test_a_time_without_a_zone_is_one_of_the_zone_given() -> None:
    found = parse_listing_date("2026-11-18 12:00:00", "WIT")
    assert found is not None
    assert found.isoformat() == "2026-11-18T12:00:00+09:00"
