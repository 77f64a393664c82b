"""Charsets: what was doubtful is stored, what was saved stays as it is."""

import json
from pathlib import Path

from tests.support.site import Page, assert_quiet, crawl, news, rows, scrapy, serving, url

SAID = "“Kami siap,” kata Élise – begitu saja… ‘ya’"
READ = "\"Kami siap,\" kata Élise – begitu saja… 'ya'"


def markup(meta: str | None = None, said: str = SAID) -> str:
    page = news("Saung Kafé Dibuka", said, "Saung itu berdiri di tepi sungai Sumari.")
    declared = f"<meta charset={meta}>" if meta else ""
    return page.replace("<meta charset=utf-8>", declared)


def test_n29_a_conflict_is_stored_with_the_article(sqlite_url: str) -> None:
    headers = {"Content-Type": "text/html; charset=iso-8859-1"}
    with serving({url(1): Page(markup("utf-8"), headers=headers)}) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video", "-a", f"url={url(1)}"))
    ((text, flags),) = rows(sqlite_url, "SELECT text, flags FROM versions")
    assert READ in text
    assert "charset:header=cp1252,meta=utf-8,read=utf-8" in json.loads(flags)


def test_n30_the_saved_page_is_left_as_it_is(tmp_path: Path) -> None:
    damaged = markup("utf-8").encode().replace(b"tepi", b"tepi\xff")
    (tmp_path / "saung.html").write_bytes(damaged)
    (tmp_path / "saung.json").write_text(json.dumps({"url": url(1)}), encoding="utf-8")
    ran = scrapy("reextract", tmp_path)
    assert "undecodable_bytes:1" in ran.lines[0]["flags"]
    assert (tmp_path / "saung.html").read_bytes() == damaged
