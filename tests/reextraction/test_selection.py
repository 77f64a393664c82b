"""Filters before extraction: what is known not to be wanted is left out."""

from datetime import UTC, date, datetime

import pytest

from newscrawler.extraction import SavedPage
from newscrawler.reextraction.selection import Selection, page_language

URL = "https://regional.kompas.com/read/2026/11/17/154210078/jembatan-gantung-cibungur"
LATE = datetime(2026, 11, 20, 18, tzinfo=UTC)  # 01.00 WIB on the 21st
CASES = [
    (Selection(), None),
    (Selection(hosts=frozenset(["kompas.com"])), None),
    (Selection(hosts=frozenset(["regional.kompas.com", "detik.com"])), None),
    (Selection(hosts=frozenset(["ompas.com"])), "host"),
    (Selection(publishers=frozenset(["kompas"])), None),
    (Selection(publishers=frozenset(["tempo"])), "publisher"),
    (Selection(since=date(2026, 11, 21)), None),
    (Selection(since=date(2026, 11, 22)), "since"),
    (Selection(until=date(2026, 11, 21)), None),
    (Selection(until=date(2026, 11, 20)), "until"),
]


@pytest.mark.parametrize(("selection", "why"), CASES)
def test_a_page_is_left_out_by_its_address_or_the_day_of_its_fetch(
    selection: Selection, why: str | None
) -> None:
    assert selection.why_left_out(URL, LATE) == why
    assert selection.why_left_out(None, None) is None, "nothing is known of it"


INDONESIAN = "Warga desa menanam pohon di lereng yang longsor, dan mereka akan merawatnya. " * 4
ENGLISH = "The villagers planted trees on the slope that was washed away by the rain. " * 4
MALAY = "Kerajaan negeri telah mengumumkan bahawa projek itu akan disiapkan tahun hadapan. " * 4


def page(text: str, declared: str = "", content_language: str = "") -> SavedPage:
    lang = f' lang="{declared}"' if declared else ""
    body = f"<!DOCTYPE html><html{lang}><script>the and of to in</script><p>{text}</p></html>"
    headers = {"content-language": content_language} if content_language else None
    return SavedPage(URL, body.encode(), LATE, headers)


@pytest.mark.parametrize(
    ("given", "language"),
    [
        (page(INDONESIAN, "id-ID"), "id"),
        (page(INDONESIAN, "en-US"), "id"),
        (page(INDONESIAN), "id"),
        (page(ENGLISH, "id"), "en"),
        (page(ENGLISH), "en"),
        (page("Foto", "in"), "id"),
        (page("Foto", content_language="id-ID"), "id"),
        (page("Foto"), None),
    ],
)
def test_the_language_is_that_of_the_paragraphs(given: SavedPage, language: str | None) -> None:
    assert page_language(given) == language


def test_a_page_in_another_language_is_left_out_and_one_in_none_is_not() -> None:
    selection = Selection(languages=frozenset(["id"]))
    assert selection.is_other_language(page(ENGLISH, "id"))
    assert not selection.is_other_language(page(INDONESIAN, "en"))
    assert not selection.is_other_language(page("Foto"))
    assert not Selection().is_other_language(page(ENGLISH))
