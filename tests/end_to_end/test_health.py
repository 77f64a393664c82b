"""Drift: `scrapy health` names what has dropped, and only that."""

import json
import signal
from collections.abc import Iterable
from pathlib import Path

import pytest

from newscrawler.storage.database import open_database
from tests.support.site import (
    HOST,
    NOON,
    Page,
    Ran,
    articles,
    crawl,
    listed,
    news,
    rows,
    scrapy,
    start_crawl,
    url,
)
from tests.support.site import serving as serve

KEY = "tribun_video"
PAGES = 20
RENAMED = range(0, PAGES, 3)
"""The pages of the mutation test whose body element bears another class: more than 30 %."""


def varied(number: int) -> str:
    """Return a page with a text of its own, with its body where the publisher's selectors look."""
    return news(
        f"Saung Baca {number} Dibuka di Cibungur",
        f"Sebanyak {number + 3} warga mengangkut bambu bekas pasar sejak subuh, kata Sumari. Bambu "
        f"itu direndam {number + 2} pekan di Sungai Tirtasari supaya tidak dimakan rayap.",
        f'"Anak-anak boleh membaca sampai pukul {number % 9 + 1} sore," kata Sumari di Wanareja.',
    )


def save(folder: Path, pages: Iterable[str], fetched_at: str = NOON) -> Path:
    """Save `pages` with their sidecars."""
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number:02}.html").write_text(page, encoding="utf-8")
        facts = {"url": f"{HOST}/news/10001{number:02}/saung-{number}", "fetched_at": fetched_at}
        (folder / f"{number:02}.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


def store(folder: Path, database: str) -> list[str]:
    """Store the pages of `folder` in a run of its own, and give the texts of their articles."""
    output = folder / "articles.jsonl"
    assert scrapy("reextract", folder, "--store", "-O", output, database=database).code == 0
    found = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    return ["\n".join(block["text"] for block in article["body"]) for article in found]


def regressions(ran: Ran) -> list[tuple[str, str, str]]:
    """Return the publisher, subject and name of each regression in the JSON of `scrapy health`."""
    return [
        (health["publisher"], regression["subject"], regression["name"])
        for health in json.loads(ran.out)["publishers"]
        for regression in health["regressions"]
    ]


# A publisher changes its pages


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[list[str]]]:
    """Store good pages, then the same with the body's class renamed on some of them."""
    folder = tmp_path_factory.mktemp("drifted")
    database = f"sqlite:///{folder}/news.db"
    good = [varied(number) for number in range(PAGES)]
    renamed = [
        page.replace("txt-article", "isi-berita") if number in RENAMED else page
        for number, page in enumerate(good)
    ]
    assert good != renamed
    before = store(save(folder / "before", good), database)
    first = scrapy("health", database=database)
    assert (first.code, "not judged" in first.out) == (0, True), "one run alone says nothing"
    return database, [before, store(save(folder / "after", renamed), database)]


def test_a_renamed_body_is_named_with_publisher_field_and_pages(
    drifted: tuple[str, list[list[str]]],
) -> None:
    ran = scrapy("health", database=drifted[0])
    assert ran.code == 4
    assert f"{KEY}: container (body): selector div.txt-article matches 65% of 20 pages" in ran.out
    assert "site 65%, structure 35%" in ran.out
    named = [line.strip() for line in ran.out.splitlines() if line.strip().startswith(HOST)]
    assert named == [f"{HOST}/news/10001{number:02}/saung-{number}" for number in RENAMED[:5]]
    assert "reextract" in ran.out
    assert regressions(scrapy("health", "--format", "json", database=drifted[0])) == [
        (KEY, "selector", "container")
    ]


def test_the_text_is_still_there_by_structure(drifted: tuple[str, list[list[str]]]) -> None:
    before, after = drifted[1]
    assert after == before
    assert len(after) == PAGES
    assert all("Sumari" in text for text in after)


def test_a_publisher_asked_for_is_shown_field_by_field(
    drifted: tuple[str, list[list[str]]],
) -> None:
    ran = scrapy("health", KEY, "--max-drop", "0.5", database=drifted[0])
    assert ran.code == 0
    assert "healthy" in ran.out
    assert "headline: h1#arttitle" in ran.out
    assert "█" in ran.out


def test_pages_of_long_ago_are_no_news_of_a_publisher(tmp_path: Path, sqlite_url: str) -> None:
    for name in ("first", "second"):
        store(save(tmp_path / name, map(varied, range(PAGES))), sqlite_url)
    other = [varied(number).replace("txt-article", "isi") for number in range(PAGES)]
    store(save(tmp_path / "old", other, "2009-11-18T12:00:00+07:00"), sqlite_url)
    assert scrapy("health", KEY, database=sqlite_url).code == 0
    store(save(tmp_path / "new", other), sqlite_url)
    assert scrapy("health", KEY, database=sqlite_url).code == 4


def test_pages_that_give_nothing_count(tmp_path: Path, sqlite_url: str) -> None:
    """What is quarantined for having no text is what drift looks like."""
    store(save(tmp_path / "before", map(varied, range(12))), sqlite_url)
    empty = "<html><head><title>Saung</title></head><body><script>muat()</script></body></html>"
    pages = [varied(number) if number < 4 else empty for number in range(12)]
    store(save(tmp_path / "after", pages), sqlite_url)
    ran = scrapy("health", "--format", "json", database=sqlite_url)
    assert ran.code == 4
    assert {(KEY, "article", "article"), (KEY, "field", "body")} <= {*regressions(ran)}


def test_without_a_publishers_facts_nothing_is_counted(tmp_path: Path, sqlite_url: str) -> None:
    folder = save(tmp_path / "pages", map(varied, range(2)))
    assert scrapy("reextract", folder, "--store", "--generic", database=sqlite_url).code == 0
    assert rows(sqlite_url, "SELECT count(*) FROM field_tallies") == [(0,)]


# A crawl counts its listings as well


def test_a_listing_that_falls_silent_is_named(sqlite_url: str) -> None:
    site = {**listed(*range(12)), **articles(*range(12))}
    with serve(site) as served:
        assert crawl(served.address, sqlite_url, KEY).code == 0
        assert scrapy("health", database=sqlite_url).code == 0
        served.pages |= listed()
        assert crawl(served.address, sqlite_url, KEY).code == 0
        silent = scrapy("health", "--format", "json", database=sqlite_url)
        del served.pages[f"{HOST}/sitemap.xml"]
        crawl(served.address, sqlite_url, KEY)
        shown = scrapy("health", "--runs", "1", database=sqlite_url)
    assert silent.code == 4
    assert regressions(silent) == [(KEY, "listing", f"{HOST}/sitemap.xml")]
    assert shown.code == 0, "against a run that named nothing either, nothing has changed"


def test_what_a_listing_says_hides_no_lost_dates(sqlite_url: str) -> None:
    """Articles keep their dates, from the sitemap; that pages say none any more is drift."""
    with serve({**listed(*range(12)), **articles(*range(12))}) as served:
        assert crawl(served.address, sqlite_url, KEY).code == 0
        stamp = '<meta property="article:published_time" content="2026-11-18T14:00:00+07:00">'
        for number in range(12, 24):
            page = str(articles(number)[url(number)].body).replace(stamp, "")
            served.pages[url(number)] = Page(page)
        served.pages |= listed(*range(12, 24))
        assert crawl(served.address, sqlite_url, KEY).code == 0
    undated = "SELECT count(*) FROM versions WHERE published_value IS NULL"
    assert rows(sqlite_url, undated) == [(0,)]
    ran = scrapy("health", "--format", "json", database=sqlite_url)
    assert (ran.code, regressions(ran)) == (4, [(KEY, "field", "published")])
    assert '"listing": 12' in ran.out


def test_pages_that_never_come_are_no_articles(sqlite_url: str) -> None:
    """A host that answers each article with an error is named, though no page was read."""
    with serve({**listed(*range(12)), **articles(*range(12))}) as served:
        crawl(served.address, sqlite_url, KEY)
        served.pages = listed(*range(20, 32))
        crawl(served.address, sqlite_url, KEY)
    ran = scrapy("health", database=sqlite_url)
    assert ran.code == 4
    assert f"{KEY}: article: 0% of 12 pages now, 100% of 12 pages before: gone 100%" in ran.out


def test_a_crawl_that_is_stopped_keeps_what_it_counted(sqlite_url: str) -> None:
    held = {f"{HOST}/news/1000001/berita-1": Page(varied(1))}
    with (
        serve({**listed(*range(9)), **articles(*range(9)), **held}) as served,
        start_crawl(served.address, sqlite_url, KEY) as process,
    ):
        assert served.wait_for(f"{HOST}/news/1000001/berita-1")
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 11
    found = rows(sqlite_url, "SELECT asked, named FROM listing_tallies WHERE named > 0")
    assert found == [(1, 9)]


# What the command answers


def test_without_any_run_there_is_nothing_to_say(sqlite_url: str) -> None:
    open_database(sqlite_url).dispose()
    for words in ((), (KEY,)):
        ran = scrapy("health", *words, database=sqlite_url)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err


@pytest.mark.parametrize(
    "words", ["saung", "--max-drop 0", "--max-drop 1.5", "--runs 0", "--min-pages -3"]
)
def test_wrong_words_are_answered_in_one_line(words: str, sqlite_url: str) -> None:
    ran = scrapy("health", *words.split(), database=sqlite_url)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
