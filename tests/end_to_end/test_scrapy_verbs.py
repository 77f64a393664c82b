"""Scrapy's own verbs in this project: pages looked at, and nothing of them kept."""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.site import (
    HOST,
    Page,
    Ran,
    Site,
    assert_quiet,
    in_a_hurry,
    news,
    scrapy,
    serving,
    url,
)

PAGE = news("Saung Baca Dibuka")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Serve pages over HTTP on loopback, as a site of the web."""
    pages = {
        "robots.txt": Page("User-agent: *\nDisallow: /rahasia"),
        "berita": Page(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"}),
        "rahasia": Page(PAGE),
        "pindah": Page(status=302, headers={"Location": "/berita"}),
    }
    with serving(pages) as served:
        yield served


@pytest.fixture
def nothing_kept(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Give a database and an archive that are not there, and hold that they are not made."""
    places = {"DATABASE_URL": f"sqlite:///{tmp_path}/news.db", "ARCHIVE_DIR": f"{tmp_path}/archive"}
    yield places
    assert not (tmp_path / "news.db").exists()
    assert not (tmp_path / "archive").exists()


def reaching(site: Site) -> Sequence[str]:
    """Return the settings that let a command connect to `site`."""
    port = site.address.rpartition(":")[2]
    settings = ("ALLOWED_NETWORKS=127.0.0.0/8", f"ALLOWED_PORTS={port}", "DOWNLOAD_DELAY=0")
    return [word for each in settings for word in ("-s", each)]


@pytest.mark.parametrize("page", ["berita", "pindah"])
def test_fetch_prints_a_page(site: Site, nothing_kept: dict[str, Any], page: str) -> None:
    ran = scrapy("fetch", f"{site.address}/{page}", *reaching(site), **nothing_kept)
    assert_quiet(ran)
    assert ran.out.strip() == PAGE


def test_fetch_obeys_robots_txt(site: Site, nothing_kept: dict[str, Any]) -> None:
    ran = scrapy("fetch", f"{site.address}/rahasia", *reaching(site), **nothing_kept)
    assert (ran.out, "Traceback" in ran.err) == ("", False)
    assert "rahasia" not in site.asked


def test_shell_gives_a_page_to_code(site: Site, nothing_kept: dict[str, Any]) -> None:
    code = "response.css('h1::text').get(), type(response).__name__"
    words = ("shell", f"{site.address}/berita", "-c", code)
    ran = scrapy(*words, *reaching(site), **nothing_kept)
    assert_quiet(ran)
    assert ran.out.strip() == "('Saung Baca Dibuka', 'HtmlResponse')"


def test_shell_has_the_spider_of_the_publisher_of_a_page(nothing_kept: dict[str, Any]) -> None:
    with serving({url(1): Page(PAGE)}) as site:
        code = "response.css('h1::text').get(), spider.publisher.key"
        ran = scrapy("shell", url(1), "-c", code, *in_a_hurry(site.address), **nothing_kept)
    assert_quiet(ran)
    assert ran.out.strip() == "('Saung Baca Dibuka', 'tribun_video')"


def test_view_opens_a_page(site: Site, nothing_kept: dict[str, Any], tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\ncp "${{1#file://}}" "{tmp_path}/seen.html"\n')
    browser.chmod(0o755)
    words = ("view", f"{site.address}/berita", *reaching(site))
    assert_quiet(scrapy(*words, **nothing_kept, BROWSER=f"{browser} %s"))
    assert "<h1" in (tmp_path / "seen.html").read_text(encoding="utf-8")


def test_parse_prints_the_article_of_an_unknown_site(
    site: Site, nothing_kept: dict[str, Any]
) -> None:
    words = ("parse", f"{site.address}/berita", "--nocolour", *reaching(site))
    ran = scrapy(*words, **nothing_kept)
    assert_quiet(ran)
    assert "'headline': 'Saung Baca Dibuka'" in ran.out
    assert "'publisher': None" in ran.out


def test_parse_reads_a_page_by_the_facts_of_its_publisher(nothing_kept: dict[str, Any]) -> None:
    with serving({url(1): Page(PAGE)}) as site:
        words = ("parse", url(1), "--nocolour", *in_a_hurry(site.address))
        ran = scrapy(*words, **nothing_kept)
    assert_quiet(ran)
    assert "'publisher': 'tribun_video'" in ran.out


def test_parse_follows_a_listing_where_it_is_told_to(nothing_kept: dict[str, Any]) -> None:
    feed = f"<rss><channel><item><link>{url(1)}</link></item></channel></rss>"
    with serving({f"{HOST}/rss": Page(feed, headers={"Content-Type": "text/xml"})}) as site:
        words = ("parse", f"{HOST}/rss", "-c", "parse_listing", "--nocolour")
        ran = scrapy(*words, *in_a_hurry(site.address), **nothing_kept)
    assert_quiet(ran)
    assert f"<GET {url(1)}>" in ran.out


def test_parse_refuses_a_site_that_refuses_crawlers(nothing_kept: dict[str, Any]) -> None:
    ran = scrapy("parse", "https://republika.co.id/berita/1", **nothing_kept)
    assert ran.code == 2
    assert "permitted=yes" in ran.complaint


# A new publisher


@pytest.fixture
def checkout(tmp_path: Path) -> str:
    """Return the code after which new publishers go to `tmp_path`."""
    return f"import newscrawler.publishers as p\np.__path__.insert(0, {str(tmp_path)!r})\n"


def genspider(checkout: str, *words: str) -> Ran:
    return scrapy("genspider", *words, before=checkout)


@pytest.mark.parametrize("place", ["www.sumari.example", "https://www.sumari.example/berita"])
def test_genspider_writes_a_publisher_that_is_listed(
    tmp_path: Path, checkout: str, place: str
) -> None:
    ran = genspider(checkout, "sumari_post", place)
    assert_quiet(ran)
    assert str(tmp_path / "sumari_post.py") in ran.out
    assert "scrapy fixture sumari_post https://www.sumari.example/" in ran.out
    assert "sumari_post" in scrapy("list", before=checkout).out.split()
    module = (tmp_path / "sumari_post.py").read_text(encoding="utf-8")
    assert 'name="Sumari Post"' in module
    assert 'hosts=["www.sumari.example"]' in module


def test_genspider_writes_a_publisher_that_can_be_parsed_at_once(
    checkout: str,
) -> None:
    assert_quiet(genspider(checkout, "sumari", "www.sumari.example"))
    address = "https://www.sumari.example/berita/1"
    with serving({address: Page(PAGE)}) as site:
        words = ("parse", address, "--nocolour", *in_a_hurry(site.address))
        ran = scrapy(*words, before=checkout)
    assert_quiet(ran)
    assert "'publisher': 'sumari'" in ran.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["kompas", "www.sumari.example"], "kompas exists already"),
        (["tribun_network", "www.sumari.example"], "tribun_network exists already"),
        (["any", "www.sumari.example"], "any exists already"),
        (["site", "www.sumari.example"], "site is taken"),
        (["Sumari-Post", "www.sumari.example"], "'Sumari-Post' is not a valid key"),
        (["class", "www.sumari.example"], "'class' is not a valid key"),
        (["sumari", "sumari"], "'sumari' is not a host"),
        (["sumari", "https://127.0.0.1:80/"], "'127.0.0.1' is not a host"),
        (["sumari", "www.kompas.com"], "www.kompas.com is a host of "),
        (["sumari", "jateng.tribunnews.com"], "jateng.tribunnews.com is a host of "),
    ],
)
def test_genspider_refuses(
    tmp_path: Path, checkout: str, words: Sequence[str], complaint: str
) -> None:
    ran = genspider(checkout, *words)
    assert ran.code == 2
    assert complaint in ran.complaint
    assert list(tmp_path.glob("*.py")) == []


def test_genspider_does_not_write_over_a_module(tmp_path: Path, checkout: str) -> None:
    (tmp_path / "sumari.py").write_text("KEPT = 1\n", encoding="utf-8")
    ran = genspider(checkout, "sumari", "www.sumari.example")
    assert (ran.code, "sumari exists already" in ran.complaint) == (2, True)
    assert (tmp_path / "sumari.py").read_text(encoding="utf-8") == "KEPT = 1\n"


@pytest.mark.parametrize(
    "words",
    [("fetch",), ("fetch", "--nolog"), ("view",), ("parse",), ("shell", "-c", "print(response)")],
    ids=" ".join,
)
def test_a_page_that_does_not_come_is_no_success(
    site: Site, nothing_kept: dict[str, Any], words: Sequence[str]
) -> None:
    address = f"{site.address}/rahasia"
    verb, *options = words
    ran = scrapy(verb, address, *options, *reaching(site), BROWSER="true", **nothing_kept)
    assert ran.code == 1
    assert ran.complaint == f"{address}: no page came (-L INFO says why)"
