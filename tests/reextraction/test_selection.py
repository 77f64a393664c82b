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
    assert selection.why_left_out(URL, LATE, "a.html") == why
    assert selection.why_left_out(None, None, "a.html") is None, "nothing is known of it"


@pytest.mark.parametrize("shards", [1, 2, 7])
def test_every_page_is_in_one_shard_and_the_pages_of_an_article_are_together(shards: int) -> None:
    parts = [Selection(shard=(number, shards)) for number in range(1, shards + 1)]

    def shard_of(url: str | None, source: str) -> int:
        (found,) = [
            n for n, part in enumerate(parts) if part.why_left_out(url, LATE, source) is None
        ]
        return found

    articles = [f"{URL}-{number}" for number in range(200)]
    shard_numbers = [shard_of(url, "a.html") for url in articles]
    assert set(shard_numbers) == set(range(shards))
    assert [shard_of(f"{url}?page=2", "b.html") for url in articles] == shard_numbers
    assert {shard_of(None, f"{number}.html") for number in range(200)} == set(range(shards))


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
