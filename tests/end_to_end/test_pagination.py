"""Articles in several pages: whole by the site's own page for that, by its pager, or flagged."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from newscrawler.items import Article
from newscrawler.storage.database import write_transaction
from newscrawler.storage.schema import UrlRow
from tests.support.paginated import FETCHED, FORMS, QUOTE, SENTENCES, URL, WWW, part, three
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
    found, asked = crawled(sqlite_url, three(*FORMS["query"]), URL, "-s", "ARTICLE_MAX_PAGES=2")
    assert found.flags == ["incomplete", "incomplete:3"]
    assert f"{URL}?page=3" not in asked


def two(code: int, headers: Mapping[str, str]) -> dict[str, Page]:
    """Return an article in two pages that a sitemap lists; the second answers with `code`."""
    second = part(SENTENCES[2], links=(URL,)) if code == OK else "tidak sekarang"
    return {
        f"{WWW}/sitemap.xml": sitemap((URL, NOON)),
        URL: Page(part(SENTENCES[1], links=(f"{URL}?page=2",)), headers={"ETag": '"satu"'}),
        f"{URL}?page=2": Page(second, code, headers),
    }


def owed(database: str) -> tuple[str, int, bool, str | None]:
    """Return the state, tries and validator of the article, and whether it will be tried again."""
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


def test_an_article_from_its_single_page_is_no_edit_when_it_is_read_again(
    tmp_path: Path, sqlite_url: str
) -> None:
    pages = three(*FORMS["query"])
    pages[f"{URL}?page=all"] = part(*list(SENTENCES.values())[:3], QUOTE)
    archive: dict[str, Any] = {"ARCHIVE_DIR": str(tmp_path / "archive")}
    with serving({address: Page(page) for address, page in pages.items()}) as site:
        asked = ("tribunnews", "-a", f"url={URL}")
        assert_quiet(crawl(site.address, sqlite_url, *asked, **archive))
    before = rows(sqlite_url, "SELECT id, url, source FROM versions")
    assert rows(sqlite_url, "SELECT count(*) FROM captures WHERE status IS NULL") == [(0,)]
    again = scrapy("reextract", tmp_path / "archive", "--store", database=sqlite_url, **archive)
    assert re.search("in the database: unchanged +│ 1", again.err), again.err
    assert rows(sqlite_url, "SELECT id, url, source FROM versions") == before
    assert list(ends(sqlite_url)) == [URL]


def test_a_later_page_without_a_pager_is_the_page_that_was_asked_for(sqlite_url: str) -> None:
    second = f"{URL}/2"
    pages = {URL: part(SENTENCES[1], links=(second,)), second: part(SENTENCES[2])}
    found, _ = crawled(sqlite_url, pages, URL)
    assert found.flags == []
    assert SENTENCES[1] in (found.kind or "")
    assert SENTENCES[2] in (found.kind or "")


def test_a_page_that_leads_to_another_article_is_missing(sqlite_url: str) -> None:
    second, other = f"{URL}?page=2", f"{WWW}/nasional/7000009/kabar-lain"
    pages = {
        URL: Page(part(SENTENCES[1], links=(second,))),
        second: Page(status=301, headers={"Location": other}),
        other: Page(news("Kabar Lain", SENTENCES[5])),
    }
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribunnews", "-a", f"url={URL}")
    assert flags_of(sqlite_url) == [["incomplete", "incomplete:2"]]
    ((text,),) = rows(sqlite_url, "SELECT text FROM versions")
    assert SENTENCES[5] not in text
