"""How long a host asks to be left alone."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy.http import Response

from newscrawler.crawling.politeness.crawl_delay import DAY, retry_after

NOW = datetime(2026, 11, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("120", 120),
        ("Wed, 18 Nov 2026 05:02:00 GMT", 120),
        ("Wed, 18 Nov 2026 04:00:00 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", None),
        ("0", None),
        ("-5", None),
        ("nanti saja", None),
        ("", None),
        ("1e3", None),
        ("1" * 5000, 86_400),
        ("1000000000", 86_400),
        ("Wed, 18 Nov 9999 05:02:00 GMT", 86_400),
        ("Wed, 99 Nov 2026 05:02:00 GMT", None),
    ],
)
def test_n11_retry_after_is_read_and_bounded(given: str, seconds: float | None) -> None:
    response = Response("https://jabar.tribunnews.com/", headers={"Retry-After": given})
    assert retry_after(response, NOW) == seconds


HOST = "https://www.saung.example"
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("120", 120),
        (format_datetime(NOON + timedelta(hours=2), usegmt=True), 7200),
        (format_datetime(NOON - timedelta(hours=2), usegmt=True), None),
        ("0", None),
        ("9" * 5000, DAY),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
        ("-5", None),
        ("sebentar", None),
        ("Wed, 99 Nov 2026 99:00:00 GMT", None),
        ("Wed, 18 Nov 2026 13:00:00 -0000", None),
        ("²", None),
        ("", None),
    ],
)
def test_r4_retry_after_is_read_and_bounded(given: str, seconds: float | None) -> None:
    response = Response(HOST, headers={"Retry-After": given.encode("latin-1")})
    assert retry_after(response, NOON) == seconds
