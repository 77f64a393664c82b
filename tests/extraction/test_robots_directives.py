"""What a page says of robots and of mining becomes flags (R10)."""

import pytest

from newscrawler.extraction import SavedPage, extract
from tests.support.site import news, url

ROBOTS = "X-Robots-Tag"


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def flags(head: str = "", **headers: str) -> set[str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    found = extract(SavedPage(url(1), news("Saung Baca", head=head), None, named)).flags
    return set(found) & {"noindex", "noarchive", "tdm_reserved"}


@pytest.mark.parametrize(
    ("head", "headers", "expected"),
    [
        ("", {}, set()),
        (meta("robots", "index, follow"), {}, set()),
        (meta("ROBOTS", "NOINDEX, nofollow"), {}, {"noindex"}),
        (meta("robots", "none"), {}, {"noindex"}),
        (meta("robots", "all") + meta("robots", "noarchive"), {}, {"noarchive"}),
        (meta("newscrawler", "noarchive"), {}, {"noarchive"}),
        (meta("googlebot", "noarchive, noindex"), {}, set()),
        ("", {ROBOTS: "noarchive"}, {"noarchive"}),
        ("", {ROBOTS.lower(): "newscrawler: noarchive"}, {"noarchive"}),
        ("", {ROBOTS: "googlebot: noindex, noarchive"}, set()),
        ("", {ROBOTS: "googlebot: noindex, newscrawler: noarchive"}, {"noarchive"}),
        ("", {ROBOTS: "googlebot: noindex\nnoarchive"}, {"noarchive"}),
        ("", {ROBOTS: "max-snippet: 20, noindex"}, {"noindex"}),
        ("", {"TDM-Reservation": "1"}, {"tdm_reserved"}),
        ("", {"tdm-reservation": "0"}, set()),
        ("", {"tdm-reservation": "ya"}, set()),
        (meta("tdm-reservation", "1"), {}, {"tdm_reserved"}),
        (meta("tdm-reservation", "1"), {"tdm-reservation": "0"}, {"tdm_reserved"}),
    ],
)
def test_r10_reservations_become_flags(
    head: str, headers: dict[str, str], expected: set[str]
) -> None:
    assert flags(head, **headers) == expected
