"""`scrapy crawl` as a person runs it: over HTTP on loopback, into a real database."""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from newscrawler.crawling.network.replay import replay_server
from newscrawler.publishers import publishers
from newscrawler.storage.articles import load_article
from newscrawler.storage.database import open_database, table_counts
from newscrawler.storage.schema import Base
from tests.support.site import (
    FIXTURES,
    HOST,
    NOWHERE,
    Page,
    Ran,
    articles,
    assert_quiet,
    counts_of_last_run,
    crawl,
    ends,
    listed,
    news,
    rows,
    scrapy,
    serving,
    start_crawl,
    url,
)

WWW = "https://www.tribunnews.com"
SITEMAP = f"{HOST}/sitemap.xml"
PDF = Page(b"%PDF-1.7\n\x00\x01\x02\xff" * 50, headers={"Content-Type": "application/pdf"})
FULL = {
    # words of a crawl; articles stored; listed pages that are not there, and those of other days
    "tribun_video": ((), 4, 2, 0),
    "tribunnews": (
        ("-a", "hosts=www", "-a", "since=2026-11-17", "-a", "until=2026-11-18"),
        4,
        2,
        6,
    ),
    "tribun_regional": (
        ("-a", "hosts=jabar,bali,papua", "-a", "since=2026-11-18", "-a", "until=2026-11-18"),
        3,
        2,
        3,
    ),
}


# The publishers of this checkout, whole


def test_list_names_the_publishers() -> None:
    ran = scrapy("list")
    assert ran.out.split() == sorted([*publishers(), "any"])
    assert ran.code == 0


@pytest.fixture(scope="module")
def replay() -> Iterator[str]:
    """Serve the pages under `fixtures/`."""
    with replay_server(FIXTURES) as address:
        yield address


@pytest.fixture(scope="module", params=FULL)
def full(
    request: pytest.FixtureRequest, replay: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str, Ran]:
    """Crawl all of one publisher's fixtures: its name, the database and how it went."""
    name = request.param
    database = f"sqlite:///{tmp_path_factory.mktemp(name)}/news.db"
    return name, database, crawl(replay, database, name, *FULL[name][0])


def test_a_full_crawl_stores_every_article_that_is_there(full: tuple[str, str, Ran]) -> None:
    name, database, ran = full
    assert_quiet(ran)
    _, stored, gone, skipped = FULL[name]
    assert Counter(ends(database).values()) == Counter(
        {("stored", None): stored, ("gone", "http 404"): gone, ("skipped", "out of range"): skipped}
    )
    assert rows(database, "SELECT count(*) FROM articles") == [(stored,)]


def test_a_second_crawl_adds_a_run_and_its_captures_only(
    full: tuple[str, str, Ran], replay: str, tmp_path: Path
) -> None:
    name, first, _ = full
    copy = shutil.copy(first.removeprefix("sqlite:///"), tmp_path)
    database = f"sqlite:///{copy}"
    before = row_counts(database)
    assert_quiet(crawl(replay, database, name, *FULL[name][0]))
    after = row_counts(database)
    assert after.pop("captures") > before.pop("captures"), "what was fetched once more"
    assert after == before | {"runs": before["runs"] + 1}


def test_the_same_crawl_gives_the_same_rows_on_postgresql(
    full: tuple[str, str, Ran], replay: str, empty_postgresql_url: str
) -> None:
    name, database, _ = full
    assert_quiet(crawl(replay, empty_postgresql_url, name, *FULL[name][0]))
    assert contents(empty_postgresql_url) == contents(database)


def row_counts(database: str) -> dict[str, int]:
    """Return the number of rows of every table but the tallies, which every run adds to."""
    engine = open_database(database)
    try:
        return {
            name: n for name, n in table_counts(engine).items() if not name.endswith("_tallies")
        }
    finally:
        engine.dispose()


def without_captures(database: str) -> dict[str, int]:
    """Return the number of rows of every table but the captures, which every crawl adds to."""
    return {name: rows for name, rows in row_counts(database).items() if name != "captures"}


def contents(database: str) -> dict[str, list[str]]:
    """Return all rows but those of runs and tallies, without when and where they were kept."""
    own = {"discovered_at", "last_seen", "run_id", "id", "fetched_at", "source"}
    of_crawl = {"urls": own, "captures": own, "versions": {"source"}}
    engine = open_database(database)
    try:
        with engine.connect() as connection:
            return {
                table.name: sorted(
                    json.dumps(
                        {
                            name: value | {"source": None} if name == "article" else value
                            for name, value in row._asdict().items()
                            if name not in of_crawl.get(table.name, ())
                        },
                        default=str,
                        sort_keys=True,
                    )
                    for row in connection.execute(select(table))
                )
                for table in Base.metadata.sorted_tables
                if table.name != "runs" and not table.name.endswith("_tallies")
            }
    finally:
        engine.dispose()


def test_limit_and_feeds(replay: str, sqlite_url: str, tmp_path: Path) -> None:
    table, lines = tmp_path / "articles.csv", tmp_path / "articles.jsonl"
    words = ("tribun_video", "-a", "limit=2", "-O", table, "-O", lines)
    assert_quiet(crawl(replay, sqlite_url, *words))
    stored = {found for (found,) in rows(sqlite_url, "SELECT url FROM versions")}
    assert len(stored) == 2
    written = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert {article["url"] for article in written} == stored
    with table.open(encoding="utf-8", newline="") as file:
        assert {row["url"] for row in csv.DictReader(file)} == stored


# How URLs end


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], Ran]:
    """Crawl a site with all sorts of trouble: the database, what was asked for, how it went."""
    database = f"sqlite:///{tmp_path_factory.mktemp('troubled')}/news.db"
    robots = f"User-agent: *\nDisallow: /news/1000002/\nSitemap: {SITEMAP}\n"
    pages = listed(*range(1, 8)) | articles(1, 2)
    pages |= {
        f"{HOST}/robots.txt": Page(robots, headers={"Content-Type": "text/plain"}),
        url(4): Page("maaf", status=410),
        url(5): Page("maaf", status=503),
        url(6): PDF,
        url(7): Page(""),
    }
    with serving(pages) as site:
        ran = crawl(site.address, database, "tribun_video")
        return database, site.asked, ran


def test_every_url_ends_with_a_state_and_a_reason(troubled: tuple[str, list[str], Ran]) -> None:
    database, _, ran = troubled
    assert_quiet(ran)
    assert ends(database) == {
        url(1): ("stored", None),
        url(2): ("disallowed", "robots.txt"),
        url(3): ("gone", "http 404"),
        url(4): ("gone", "http 410"),
        url(5): ("failed", "http 503"),
        url(6): ("quarantined", "not_html:binary"),
        url(7): ("failed", "empty"),
    }


def test_robots_txt_is_asked_for_first_and_obeyed(troubled: tuple[str, list[str], Ran]) -> None:
    _, asked, _ = troubled
    assert asked[0] == f"{HOST}/robots.txt"
    assert url(2) not in asked


def test_nothing_is_asked_for_twice(troubled: tuple[str, list[str], Ran]) -> None:
    _, asked, _ = troubled
    assert len(asked) == len(set(asked))


def test_what_a_run_counted_adds_up(troubled: tuple[str, list[str], Ran]) -> None:
    counted = counts_of_last_run(troubled[0])
    assert counted["discovery/articles"] == 7
    ended = ("stored", "gone", "disallowed", "failed", "quarantined")
    assert sum(counted[f"articles/{state}"] for state in ended) == 7


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], Ran]:
    """Crawl a site whose articles have moved, once, off the site, and to one another."""
    database = f"sqlite:///{tmp_path_factory.mktemp('moved')}/news.db"
    pages = listed(1, 2, 3) | articles(4)
    pages |= {
        url(1): Page(status=301, headers={"Location": url(4)}),
        url(2): Page(status=302, headers={"Location": "https://iklan.example/promo"}),
        url(3): Page(status=301, headers={"Location": url(4)}),
    }
    with serving(pages) as site:
        ran = crawl(site.address, database, "tribun_video")
        return database, site.asked, ran


def test_a_moved_article_is_stored_once(moved: tuple[str, list[str], Ran]) -> None:
    database, _, ran = moved
    assert_quiet(ran)
    assert rows(database, "SELECT canonical_url FROM articles") == [(url(4),)]


def test_a_redirect_off_the_site_is_not_followed(moved: tuple[str, list[str], Ran]) -> None:
    assert "https://iklan.example/promo" not in moved[1]


def test_every_moved_url_ends_in_a_recorded_state(moved: tuple[str, list[str], Ran]) -> None:
    states = {found: state for found, (state, _) in ends(moved[0]).items()}
    assert states.keys() >= {url(1), url(2), url(3)}
    assert states[url(2)] == "offsite"


@pytest.fixture(scope="module")
def down(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Ran]:
    """Crawl one article of a site that does not answer."""
    database = f"sqlite:///{tmp_path_factory.mktemp('down')}/news.db"
    return database, crawl(NOWHERE, database, "tribun_video", "-a", f"url={url(1)}")


def test_a_site_that_is_down_is_no_success(down: tuple[str, Ran]) -> None:
    database, ran = down
    assert ends(database) == {url(1): (None, None)}, "it waits: robots.txt was not to be had"
    assert "robots_unavailable" in rows(database, "SELECT reason FROM hosts")[0][0]
    assert ran.code == 1


def test_a_site_that_is_down_gives_no_traceback(down: tuple[str, Ran]) -> None:
    assert "Traceback" not in down[1].err


# Again, and changed


def test_a_changed_page_adds_a_version_and_keeps_the_old_one(sqlite_url: str) -> None:
    with serving(listed(1, 2) | articles(1, 2)) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
        once = without_captures(sqlite_url)
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
        assert without_captures(sqlite_url) == once | {"runs": 2}
        site.pages[url(1)] = Page(news("Saung Baca 1 Dibuka", "Raknya kini dua belas."))
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    texts = [text for (text,) in rows(sqlite_url, "SELECT text FROM versions")]
    assert len(texts) == 3
    assert sum("dua belas" in text for text in texts) == 1
    engine = open_database(sqlite_url)
    current = load_article(engine, url(1))
    engine.dispose()
    assert current is not None
    assert current.body[-1].text == "Raknya kini dua belas."


# Articles in several pages


PARTS = f"{WWW}/nasional/7000001/daftar-rute"
PAGER = f'<div class="paging"><a href="{PARTS}?page=2">2</a></div>'
FIRST = Page(news("Daftar Rute", "Bagian pertama.", foot=PAGER))
CANONICAL = f'<link rel="canonical" href="{PARTS}">'
WHOLE = Page(news("Daftar Rute", "Bagian pertama.", "Bagian kedua.", head=CANONICAL))


@pytest.mark.parametrize(
    ("whole", "last", "flags"),
    [
        pytest.param(WHOLE, "Bagian kedua.", [], id="there"),
        pytest.param(None, "Bagian pertama.", ["incomplete", "incomplete:2"], id="404"),
        pytest.param(PDF, "Bagian pertama.", ["incomplete", "incomplete:2"], id="no page at all"),
    ],
)
def test_an_article_in_parts_is_stored_whole_or_flagged(
    sqlite_url: str, whole: Page | None, last: str, flags: list[str]
) -> None:
    pages = {PARTS: FIRST} | ({f"{PARTS}?page=all": whole} if whole else {})
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribunnews", "-a", f"url={PARTS}"))
    ((canonical, text, found),) = rows(
        sqlite_url, "SELECT canonical_url, text, flags FROM versions"
    )
    assert canonical == PARTS
    assert text.split("\n")[1:][-1] == last
    assert json.loads(found) == flags
    assert ends(sqlite_url)[PARTS] == ("stored", None), "the address that was asked for"


# Stopped half-way


def test_sigterm_ends_a_crawl_with_what_was_fetched_stored(sqlite_url: str) -> None:
    """What is under way is finished (Scrapy has up to 16 requests under way), the rest is left."""
    release = Event()
    everything = range(1, 41)
    pages = listed(*everything) | articles(*everything)
    pages[url(20)] = Page(news("Saung Baca 20 Dibuka"), hold=release)
    with serving(pages) as site, start_crawl(site.address, sqlite_url, "tribun_video") as process:
        assert process.stderr
        try:
            assert site.wait_for(url(20))
            process.terminate()
            heard = next((line for line in process.stderr if "SIGTERM" in line), None)
        finally:
            release.set()
        rest = process.stderr.read()
        assert process.wait() == 13
    fetched = {address for address in site.asked if "/news/" in address}
    assert heard
    assert "Traceback" not in rest
    assert url(20) in fetched
    assert len(fetched) < len(everything)
    ended = {found: end for found, end in ends(sqlite_url).items() if end[0]}
    assert ended == dict.fromkeys(fetched, ("stored", None)), "the others wait"
    assert rows(sqlite_url, "SELECT finish_reason FROM runs") == [("shutdown",)]
