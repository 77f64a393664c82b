"""Articles in several pages: found by their pagers, joined in order, or flagged."""

from datetime import datetime, timedelta

import pytest

from newscrawler.extraction import Extraction, SavedPage, extract_page
from newscrawler.extraction.pagination import MultiPageAssembler, merge_pages
from newscrawler.items import Article
from tests.support.paginated import (
    FETCHED,
    FORMS,
    HEADLINE,
    QUOTE,
    SENTENCES,
    URL,
    WWW,
    pager,
    part,
    three,
)
from tests.support.site import news


def read(url: str, page: str, fetched: datetime = FETCHED) -> Extraction:
    return extract_page(SavedPage(url, page, fetched))


@pytest.mark.parametrize("form", FORMS)
def test_pages_are_found_and_joined_in_order(form: str) -> None:
    pages = three(*FORMS[form])
    parts = {p.pages.number: p for p in (read(url, pages[url]) for url in reversed(pages))}
    assert sorted(parts) == [1, 2, 3]
    assert {p.article.canonical_url for p in parts.values()} == {FORMS[form][0]}
    joined = merge_pages(parts).article
    assert [block.text for block in joined.body][1:] == [*list(SENTENCES.values())[:3], QUOTE]
    assert joined.editors == ["Bima Prakoso"]
    assert joined.flags == []
    (quote,) = [q for q in joined.quotes if q.kind == "direct"]
    assert joined.text[quote.start : quote.end] == quote.text
    assert quote.text.startswith("Perahu kami")


def test_links_and_cleanings_point_at_their_words_after_joining() -> None:
    linked = f'{SENTENCES[2]} Lihat <a href="/peta">peta dermaga</a> itu.'
    pages = {
        1: read(URL, part(SENTENCES[1], links=(f"{URL}?page=2",))),
        2: read(f"{URL}?page=2", part(linked, links=(URL,))),
    }
    joined = merge_pages(pages).article
    (link,) = joined.links
    assert joined.text[link.start : link.end] == "peta dermaga"
    assert link.url == f"{WWW}/peta"


def test_a_later_page_without_a_publication_raises_no_doubt_about_the_first() -> None:
    address, undated = f"{URL}?page=2", part(SENTENCES[2], links=(URL,))
    undated = undated.replace("article:published_time", "article:modified_time")
    pages = {1: read(URL, part(SENTENCES[1], links=(address,))), 2: read(address, undated)}
    assert "published_is_modified" in pages[2].article.flags
    joined = merge_pages(pages).article
    assert joined.published == pages[1].article.published
    assert joined.flags == []


def test_a_missing_page_is_named() -> None:
    links = tuple(f"{URL}?page={n}" for n in (2, 3, 4))
    pages = {1: read(URL, part(SENTENCES[1], links=links))}
    pages[3] = read(links[1], part(SENTENCES[3], links=(URL, links[0])))
    assert merge_pages(pages).article.flags == ["incomplete", "incomplete:2", "incomplete:4"]


def test_a_page_that_brings_nothing_new_is_missing() -> None:
    first = part(SENTENCES[1], links=(f"{URL}?page=2",))
    joined = merge_pages({1: read(URL, first), 2: read(f"{URL}?page=2", first)}).article
    assert joined.flags == ["incomplete", "incomplete:2"]
    assert [block.text for block in joined.body].count(SENTENCES[1]) == 1


@pytest.mark.parametrize(
    "foot",
    [
        f'<div id="komentar"><a href="{URL}?page=2">2</a></div>',
        f'<div class="paging"><a href="{URL}?page=2#comments">2</a></div>',
        f'<div class="paging"><a href="{WWW}/indeks?page=2">2</a></div>',
        f'<div class="paging"><a href="{WWW}/nasional/7000002/daftar-rute-bus/2">2</a></div>',
        '<div class="paging"><a href="https://[kacau?page=2">2</a></div>',
    ],
)
def test_other_pagers_make_no_article_incomplete(foot: str) -> None:
    found = read(URL, news(HEADLINE, SENTENCES[1], foot=foot))
    assert not found.pages.is_part
    assert "incomplete" not in found.article.flags


def test_the_next_article_of_a_series_is_no_page() -> None:
    """`…-2.html` is a page only where the page itself leads back to the first."""
    url, next_one = f"{WWW}/kisah-nelayan-2.html", f"{WWW}/kisah-nelayan-3.html"
    found = read(url, news(HEADLINE, SENTENCES[1], foot=pager(next_one)))
    assert not found.pages.is_part
    assert found.article.canonical_url == url


def test_rel_next_of_a_blog_is_another_article() -> None:
    head = f'<link rel="next" href="{WWW}/nasional/7000003/kabar-lain">'
    assert not read(URL, part(SENTENCES[1], head=head)).pages.is_part
    head = f'<link rel="next" href="{URL}?page=2">'
    assert read(URL, part(SENTENCES[1], head=head)).pages.others == {2: f"{URL}?page=2"}


@pytest.mark.parametrize("order", [1, -1])
def test_the_page_that_shows_all_stands_for_the_parts(order: int) -> None:
    pages = three(*FORMS["query"])
    pages[f"{URL}?page=all"] = part(*list(SENTENCES.values())[:3], QUOTE)
    assembler, found = MultiPageAssembler(), list[Extraction]()
    for url in (URL, f"{URL}?page=all")[::order]:
        found += assembler.add(read(url, pages[url]))
    found += assembler.rest()
    assert [each.article.flags for each in found] == [[]]
    assert assembler.merged == 1


def test_pages_of_another_day_are_of_another_version() -> None:
    pages, assembler = three(*FORMS["query"]), MultiPageAssembler()
    second = list(pages)[1]
    found = [*assembler.add(read(second, pages[second], FETCHED + timedelta(days=400)))]
    for url, page in pages.items():
        found += assembler.add(read(url, page))
    assert [each.article.flags for each in [*found, *assembler.rest()]] == [
        ["incomplete", "incomplete:1", "incomplete:3"],
        [],
    ]


def version(number: int, words: str = "", later: int = 0) -> Extraction:
    """Return one of three pages of an article with its own `words`, fetched `later` hours later."""
    addresses = FORMS["query"]
    links = tuple(each for each in addresses if each != addresses[number - 1])
    page = part(f"{SENTENCES[number]} {words}".strip(), links=links)
    return read(addresses[number - 1], page, FETCHED + timedelta(hours=later))


def assembled(*parts: Extraction) -> tuple[list[Article], int]:
    assembler, found = MultiPageAssembler(), list[Extraction]()
    for each in parts:
        found += assembler.add(each)
    return [each.article for each in [*found, *assembler.rest()]], assembler.merged


@pytest.mark.parametrize("numbers", [(1, 2, 1, 3), (1, 1, 2, 3), (2, 2, 3, 1), (1, 2, 3, 1, 3)])
def test_a_page_that_comes_again_changes_nothing(numbers: tuple[int, ...]) -> None:
    found, joined = assembled(*map(version, numbers))
    assert [article.flags for article in found] == [[]]
    assert [block.text for block in found[0].body][1:] == list(SENTENCES.values())[:3]
    assert joined == len(numbers) - 1


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_pages_with_one_number_the_newer_stands(order: int) -> None:
    two = [version(2), version(2, "Rambu dicat ulang.", later=1)][::order]
    (found,), _ = assembled(version(1), *two, version(3))
    assert (found.flags, "Rambu dicat ulang." in found.text) == ([], True)


def test_another_first_page_begins_another_version() -> None:
    other = "Rambu dicat ulang."
    found, joined = assembled(version(1), version(2), version(1, other), version(2), version(3))
    assert [article.flags for article in found] == [["incomplete", "incomplete:3"], []]
    assert [other in article.text for article in found] == [False, True]
    assert joined == 3


def test_a_later_page_that_has_changed_makes_the_article_another() -> None:
    first = [version(number) for number in (1, 2, 3)]
    again = [version(1, later=1), version(2, "Rambu dicat ulang.", later=1), version(3, later=1)]
    found, joined = assembled(*first, *again)
    assert [article.flags for article in found] == [[], []]
    assert ["Rambu dicat ulang." in article.text for article in found] == [False, True]
    assert joined == 4


def test_articles_in_parts_wait_in_bounded_numbers() -> None:
    assembler, found = MultiPageAssembler(max_held=3), list[Extraction]()
    for number in range(10):
        url = f"{URL}-{number}"
        found += assembler.add(read(url, part(SENTENCES[1], links=(f"{url}?page=2",))))
    assert len(found) == 7
    assert len([*assembler.rest()]) == 3
