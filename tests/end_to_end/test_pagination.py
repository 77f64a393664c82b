"""Articles in several pages: whole by the site's own page for that, by its pager, or flagged."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from newscrawler.extraction import Extraction, SavedPage, extract_page
from newscrawler.extraction.pagination import MultiPageAssembler, merge_pages
from newscrawler.items import Article
from newscrawler.outcomes import FIRST_RETRY_DELAY, MAX_ATTEMPTS, Outcome
from newscrawler.storage import UrlRecord, record_outcomes, write_transaction
from newscrawler.storage.schema import UrlRow
from tests.support.site import (
    HOST,
    NOON,
    Page,
    assert_quiet,
    crawl,
    ends,
    news,
    rows,
    scrapy,
    serving,
    sitemap,
)

WWW = "https://www.tribunnews.com"
URL = f"{WWW}/nasional/7000001/daftar-rute-perahu"
FETCHED = datetime.fromisoformat("2026-11-18T15:00:00+07:00")
HEADLINE = "Daftar Rute Perahu"
SENTENCES = {
    number: f"Rute ke-{number} melewati dermaga Wanareja sebelum senja turun di muara."
    for number in range(1, 6)
}
QUOTE = '"Perahu kami sudah diperiksa dua kali pekan ini," kata juru mudi Darsa Wiryatama.'


def pager(*links: str) -> str:
    anchors = "".join(f'<a href="{link}">{n}</a>' for n, link in enumerate(links, 1))
    return f'<div class="paging">{anchors}</div>'


def part(*paragraphs: str, links: tuple[str, ...] = (), head: str = "") -> str:
    """A page of the article; its lead is repeated on each, as some sites do."""
    return news(HEADLINE, *paragraphs, head=head, foot=pager(*links) if links else "")


def three(*addresses: str) -> dict[str, str]:
    """An article in three pages; the last has a quote and the editor."""
    texts = [(SENTENCES[1],), (SENTENCES[2],), (SENTENCES[3], QUOTE, "Editor: Bima Prakoso")]
    return {
        own: part(*text, links=tuple(a for a in addresses if a != own))
        for own, text in zip(addresses, texts, strict=True)
    }


FORMS = {
    "query": (URL, f"{URL}?page=2", f"{URL}?page=3"),
    "path": (URL, f"{URL}/2", f"{URL}/3"),
    "page path": (URL, f"{URL}/page/2", f"{URL}/page/3/"),
    "name": (f"{URL}.html", f"{URL}-2.html", f"{URL}-3.html"),
}


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


# A crawl


def crawled(database: str, pages: dict[str, str], url: str, *words: str) -> tuple[Article, Any]:
    with serving({address: Page(page) for address, page in pages.items()}) as site:
        assert_quiet(crawl(site.address, database, "tribunnews", "-a", f"url={url}", *words))
    ((canonical, text, flags),) = rows(database, "SELECT canonical_url, text, flags FROM versions")
    return Article(canonical, flags=json.loads(flags), kind=text), site.asked


def test_the_pager_is_followed_where_no_page_shows_all(sqlite_url: str) -> None:
    pages = three(*FORMS["query"])
    found, asked = crawled(sqlite_url, pages, URL)
    assert found.flags == []
    assert found.kind is not None
    assert found.kind.split("\n")[1:] == [*list(SENTENCES.values())[:3], QUOTE]
    assert [address for address in asked if address.startswith(URL)] == [
        URL,
        f"{URL}?page=all",
        *list(pages)[1:],
    ]
    assert ends(sqlite_url) == {URL: ("stored", None)}


def test_a_page_for_all_that_shows_the_first_only_is_not_believed(sqlite_url: str) -> None:
    pages = three(*FORMS["query"])
    pages[f"{URL}?page=all"] = pages[URL]
    found, _ = crawled(sqlite_url, pages, URL)
    assert found.flags == []
    assert QUOTE in (found.kind or "")


def test_pages_beyond_the_bound_are_missing(sqlite_url: str) -> None:
    found, asked = crawled(sqlite_url, three(*FORMS["query"]), URL, "-s", "PAGES_MAX=2")
    assert found.flags == ["incomplete", "incomplete:3"]
    assert f"{URL}?page=3" not in asked


def two(code: int, headers: Mapping[str, str]) -> dict[str, Page]:
    """An article in two pages that a sitemap lists; the second answers with `code`."""
    second = part(SENTENCES[2], links=(URL,)) if code == OK else "tidak sekarang"
    return {
        f"{WWW}/sitemap.xml": sitemap((URL, NOON)),
        URL: Page(part(SENTENCES[1], links=(f"{URL}?page=2",)), headers={"ETag": '"satu"'}),
        f"{URL}?page=2": Page(second, code, headers),
    }


def owed(database: str) -> tuple[str, int, bool, str | None]:
    """State, tries and validator of the article, and whether it is to be tried again."""
    sql = "SELECT state, attempts, next_try, etag FROM urls WHERE url LIKE '%rute-perahu'"
    ((state, attempts, due, etag),) = rows(database, sql)
    return state, attempts, due is not None, etag


def flags_of(database: str) -> list[list[str]]:
    found = (flags for (flags,) in rows(database, "SELECT flags FROM versions"))
    return [json.loads(flags) if isinstance(flags, str) else flags for flags in found]


OK = 200
TRANSIENT = [(503, {}), (500, {}), (429, {"Retry-After": "3600"})]


@pytest.mark.parametrize(("code", "headers"), TRANSIENT)
def test_an_article_is_tried_again_when_a_page_failed(
    sqlite_url: str, code: int, headers: dict[str, str]
) -> None:
    with serving(two(code, headers)) as site:
        ran = crawl(site.address, sqlite_url, "tribunnews", "-a", "hosts=www")
    assert "Traceback" not in ran.err
    assert flags_of(sqlite_url) == [["incomplete", "incomplete:2", "page_failed:2"]]
    assert owed(sqlite_url) == ("stored", 1, True, None)


def test_what_failed_is_had_when_it_is_tried_again(engine: Engine, database_url: str) -> None:
    with serving(two(503, {})) as site:
        assert_quiet(crawl(site.address, database_url, "tribunnews", "-a", "hosts=www"))
    with write_transaction(engine) as connection:  # the wait is over
        connection.execute(update(UrlRow).values(next_try=UrlRow.last_seen))
    with serving(two(OK, {})) as site:
        del site.pages[f"{WWW}/sitemap.xml"]
        assert_quiet(crawl(site.address, database_url, "tribunnews", "-a", "hosts=www"))
    assert [] in flags_of(database_url)
    assert owed(database_url) == ("stored", 0, False, '"satu"')


def test_an_article_whose_page_is_gone_is_not_tried_again_but_comes_whole_when_listed(
    sqlite_url: str,
) -> None:
    for code, expected in ((OK, '"satu"'), (404, None), (410, None)):
        with serving(two(code, {})) as site:
            assert_quiet(crawl(site.address, sqlite_url, "tribunnews", "-a", "hosts=www"))
        assert owed(sqlite_url)[1:] == (0, False, expected)


def test_an_article_that_lacks_a_page_stays_when_it_was_tried_often_enough(engine: Engine) -> None:
    at = datetime(2026, 11, 18, tzinfo=UTC)
    outcome = Outcome(URL, "stored", retry=True, is_complete=False)
    lacking = UrlRecord(outcome, "tribunnews", at)
    waits = []
    for _ in range(MAX_ATTEMPTS):
        record_outcomes(engine, [lacking])
        with engine.connect() as connection:
            state, due = connection.execute(select(UrlRow.state, UrlRow.next_try)).one()
        waits.append((state, due and due - at))
    assert waits[:2] == [("stored", FIRST_RETRY_DELAY), ("stored", 2 * FIRST_RETRY_DELAY)]
    assert waits[-1] == ("stored", None)


# Saved pages


def save(folder: Path, pages: dict[str, str]) -> None:
    for number, (url, page) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
        sidecar = {"url": url, "fetched_at": FETCHED.isoformat()}
        (folder / f"{number}.json").write_text(json.dumps(sidecar), encoding="utf-8")


def test_saved_pages_of_one_article_are_joined(tmp_path: Path) -> None:
    pages = three(*FORMS["query"])
    alone = {f"{HOST}/news/1/a-b": news("Saung Baca", "Bukunya seribu.")}
    save(tmp_path, {**dict(reversed(pages.items())), **alone})
    ran = scrapy("reextract", tmp_path)
    joined, other = ran.lines
    assert [block["text"] for block in joined["body"]][1:] == [*list(SENTENCES.values())[:3], QUOTE]
    assert joined["flags"] == []
    assert other["headline"] == "Saung Baca"
    assert "joined" in ran.err


def test_an_article_whose_other_pages_never_come_is_let_go_at_the_end(tmp_path: Path) -> None:
    pages = dict(list(three(*FORMS["query"]).items())[:2])
    save(tmp_path, pages)
    (found,) = scrapy("reextract", tmp_path).lines
    assert found["flags"] == ["incomplete", "incomplete:3"]


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
    found = [*assembler.add(read(second, pages[second], FETCHED - timedelta(days=400)))]
    for url, page in pages.items():
        found += assembler.add(read(url, page))
    assert [each.article.flags for each in [*found, *assembler.rest()]] == [
        ["incomplete", "incomplete:1", "incomplete:3"],
        [],
    ]


def version(number: int, words: str = "", later: int = 0) -> Extraction:
    """A page of an article in three, with `words` of its own, fetched `later` by so many hours."""
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
