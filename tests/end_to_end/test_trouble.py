"""Trouble in the middle: a database that is lost, pages that mean harm, text no file can hold."""

import json
import threading
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import text

from newscrawler.storage.database import open_database
from tests.support.site import (
    Page,
    articles,
    crawl,
    ends,
    listed,
    news,
    scrapy,
    serving,
    start_crawl,
    url,
)

HOST = "https://video.tribunnews.com"


def test_a_database_lost_in_the_middle_ends_the_crawl(sqlite_url: str) -> None:
    release = threading.Event()
    pages = listed(1, 2) | articles(1) | {url(2): Page(news("Saung Baca 2"), hold=release)}
    with serving(pages) as site, start_crawl(site.address, sqlite_url, "tribun_video") as process:
        try:
            assert site.wait_for(url(2))
            engine = open_database(sqlite_url)
            with engine.begin() as connection:
                connection.execute(text("ALTER TABLE versions RENAME TO versions_lost"))
            engine.dispose()
        finally:
            release.set()
        assert process.stderr
        said = process.stderr.read()
        assert process.wait() == 3
    assert "Traceback" not in said
    assert "the crawl stops here" in said


def save(folder: Path, name: str, body: str, **facts: object) -> None:
    (folder / f"{name}.html").write_text(body, encoding="utf-8")
    sidecar = {"url": f"{HOST}/news/1000777/{name}", "fetched_at": "2026-11-20T09:00:00+07:00"}
    (folder / f"{name}.json").write_text(json.dumps(sidecar | facts), encoding="utf-8")


HALF = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": "Budi \\ud800"}</script>'
)
HARMFUL = {
    "port": news(
        "Saung port", head='<link rel="canonical" href="https://www.example.org:abc/x/1">'
    ),
    "ports": news("Saung ports", head='<link rel="canonical" href="https://a.example:99999/x">'),
    "half": news("Saung half").replace("<head>", f"<head>{HALF}"),
    "based": news("Saung based", head='<base href="https://cdn.example.net/a/">'),
}


def test_one_harmful_page_costs_no_other(tmp_path: Path) -> None:
    for name, body in HARMFUL.items():
        save(tmp_path, name, body)
    save(tmp_path, "last-day", news("Saung terakhir"), fetched_at="9999-12-31T23:59:59+07:00")
    ran = scrapy("reextract", tmp_path)
    assert ran.code == 0
    assert "Traceback" not in ran.err
    assert {Path(article["source"]).stem for article in ran.lines} == {*HARMFUL, "last-day"}


@pytest.mark.parametrize(
    "body", [b"<?xml version='1.0'?><rss><channel><title>Saung</title></channel></rss>", b"<feed/>"]
)
def test_a_feed_is_no_article(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "saung.html").write_bytes(body)
    ran = scrapy("reextract", tmp_path / "saung.html")
    assert (ran.code, ran.out) == (1, "")
    assert "not_html:xml" in ran.err


def test_a_page_that_is_nested_too_deeply_is_read_whole(tmp_path: Path) -> None:
    deep, text = "<div>" * 5_000, "Warga membawa papan dan paku untuk saung baca di tepi muara."
    save(
        tmp_path, "dalam", f"<html><body><h1>Saung yang Dalam</h1>{deep}<p>{text}</p></body></html>"
    )
    (article,) = scrapy("reextract", tmp_path).lines
    assert [block["text"] for block in article["body"]] == [text]
    assert "depth_limit" in article["flags"]


def test_xml_has_elements_and_no_python(tmp_path: Path) -> None:
    save(tmp_path, "saung", news("Saung dalam XML"))
    out = tmp_path / "articles.xml"
    assert scrapy("reextract", tmp_path / "saung.html", "-O", out).code == 0
    item = ET.parse(out).getroot().find("item")  # noqa: S314 (our own file)
    assert item is not None
    assert item.findtext("headline") == "Saung dalam XML"
    assert "Block(" not in out.read_text(encoding="utf-8")


def test_redirects_in_a_circle_have_failed(sqlite_url: str) -> None:
    pages = listed(1, 2, 3)
    pages |= {
        url(1): Page(status=302, headers={"Location": url(1)}),
        url(2): Page(status=302, headers={"Location": f"{HOST}/putar?n=1"}),
        f"{HOST}/putar?n=1": Page(status=302, headers={"Location": f"{HOST}/putar?n=2"}),
        f"{HOST}/putar?n=2": Page(status=302, headers={"Location": f"{HOST}/putar?n=1"}),
    }
    with serving(pages) as site:
        ran = crawl(site.address, sqlite_url, "tribun_video")
    assert ran.code == 1, "nothing came out"
    assert "Traceback" not in ran.err
    found = ends(sqlite_url)
    assert found[url(1)] == ("failed", "redirect_self")
    assert found[url(2)][0] in {"failed", "duplicate"}
    assert found[url(3)][0] == "gone"


def test_a_sister_site_is_crawled_by_its_own_spider(sqlite_url: str) -> None:
    ran = scrapy("crawl", "tribun_regional", "-a", f"url={url(1)}", database=sqlite_url)
    assert ran.code == 2
    assert "not on a host of Tribun regional" in ran.err
    assert ran.err.count("\n") == 1


def test_an_impossible_port_is_no_web_address(sqlite_url: str) -> None:
    words = ("crawl", "tribunnews", "-a", "url=https://www.tribunnews.com:99999/a")
    ran = scrapy(*words, database=sqlite_url)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
