"""`scrapy crawl any`: pages of whatever site, asked for by address; and sites that refuse."""

from pathlib import Path

import pytest

from tests.support.site import (
    NOWHERE,
    Page,
    assert_quiet,
    crawl,
    ends,
    news,
    rows,
    scrapy,
    serving,
    with_publisher,
)

WWW = "https://www.tribunnews.com"
ONE = "https://www.kabarsumari.example/desa/saung-baca"
TWO = "https://tirtasari.example/kabar/2026/perahu.html"
KNOWN = f"{WWW}/nasional/7000001/jembatan-bambu"
STORED = ("stored", None)


def test_pages_of_several_sites_are_stored_each_by_its_own_facts(
    sqlite_url: str, tmp_path: Path
) -> None:
    listing = tmp_path / "urls.txt"
    listing.write_text("\n".join((ONE, TWO, KNOWN)), encoding="utf-8")
    pages = {url: Page(news(f"Kabar {n}")) for n, url in enumerate((ONE, TWO, KNOWN))}
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "any", "-a", f"urls_file={listing}"))
    assert ends(sqlite_url) == dict.fromkeys((ONE, TWO, KNOWN), STORED)
    found = rows(sqlite_url, "SELECT canonical_url, publisher FROM versions ORDER BY 1")
    assert found == [(TWO, None), (ONE, None), (KNOWN, "tribunnews")]
    for url in (ONE, TWO, KNOWN):
        robots = url.split("/", 3)[:3]
        assert "/".join([*robots, "robots.txt"]) in site.asked


def test_robots_txt_of_any_site_is_obeyed(sqlite_url: str) -> None:
    rules = "User-agent: *\nDisallow: /desa/\n"
    robots = "https://www.kabarsumari.example/robots.txt"
    pages = {robots: Page(rules, headers={"Content-Type": "text/plain"}), ONE: Page(news("Kabar"))}
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "any", "-a", f"url={ONE}")
        assert ONE not in site.asked
    assert ends(sqlite_url) == {ONE: ("disallowed", "robots.txt")}


def test_a_page_of_any_site_is_followed_where_it_has_moved(sqlite_url: str) -> None:
    pages = {ONE: Page(status=301, headers={"Location": TWO}), TWO: Page(news("Kabar"))}
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "any", "-a", f"url={ONE}"))
    assert ends(sqlite_url) == {ONE: ("duplicate", f"redirected to {TWO}"), TWO: STORED}


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ((), "-a url="),
        (("-a", "since=2026-11-01"), "unknown argument 'since'"),
        (("-a", "url=saung baca"), "is not a URL"),
        (("-a", f"url={ONE}", "-a", "permitted=maybe"), "must be yes"),
    ],
)
def test_wrong_words_are_refused_in_one_line(words: tuple[str, ...], part: str) -> None:
    ran = scrapy("crawl", "any", *words)
    assert ran.code == 2
    assert part in ran.complaint
    assert len(ran.err.splitlines()) == 1


# Sites that refuse crawlers


@pytest.fixture
def refusing(tmp_path: Path) -> str:
    """Return the code that adds one more publisher, which refuses crawlers."""
    return with_publisher(
        tmp_path,
        name="Kabar Sumari",
        hosts=["www.kabarsumari.example"],
        article_pattern=r"https?://www[.]kabarsumari[.]example/desa/[^/]+",
        opt_out_reason="its robots.txt names Scrapy",
    )


@pytest.mark.parametrize("words", [("sumari",), ("any", "-a", f"url={ONE}")])
def test_a_site_that_refuses_is_left_alone(
    refusing: str, sqlite_url: str, words: tuple[str, ...]
) -> None:
    ran = crawl(NOWHERE, sqlite_url, *words, before=refusing)
    assert ran.code == 5
    assert ran.complaint == (
        "Kabar Sumari refuses crawlers (its robots.txt names Scrapy); "
        "ask its owner, and add -a permitted=yes when they agree"
    )
    assert len(ran.err.splitlines()) == 1


def test_a_site_whose_owner_agreed_is_crawled_and_the_log_says_so(
    refusing: str, sqlite_url: str
) -> None:
    words = ("sumari", "-a", f"url={ONE}", "-a", "permitted=yes")
    with serving({ONE: Page(news("Kabar"))}) as site:
        ran = crawl(site.address, sqlite_url, *words, before=refusing)
    assert_quiet(ran)
    assert "permitted=yes" in ran.err
    assert ends(sqlite_url) == {ONE: STORED}


def test_no_redirect_leads_to_a_site_that_refuses(refusing: str, sqlite_url: str) -> None:
    pages = {TWO: Page(status=301, headers={"Location": ONE}), ONE: Page(news("Kabar"))}
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "any", "-a", f"url={TWO}", before=refusing)
        assert ONE not in site.asked
    assert ends(sqlite_url)[TWO][0] == "offsite"
