"""Reading a capture again repairs what is stored, and is no edit of the publisher's."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from newscrawler.storage.captures import Capture, record_captures
from newscrawler.storage.database import open_database
from tests.support.site import Ran, rows, scrapy, with_publisher

URL = "https://www.sumari.example/kabar/pasar-ikan-2"
PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{headline}</title>
<meta property="article:published_time" content="2026-11-18T14:00:00+07:00"></head><body>
<h1 class="judul">{headline}</h1><h2 class="judul-lain">Pasar Ikan Baru</h2>
<p class="penulis">Raka Dirgantara</p><div class="isi">
<p>Pasar ikan di Muara Sumari dibuka lagi setelah dua bulan diperbaiki oleh warga, Rabu.</p>
<p>{text}</p></div>
<div class="label"><a href="/label/ikan">ikan</a></div>
<div class="label-baru"><a href="/label/pasar">pasar</a> <a href="/label/muara">muara</a></div>
</body></html>"""
TEXT = "Sebanyak 38 pedagang kembali menempati lapak yang kini beratap dan berlantai keramik."
FACTS: dict[str, Any] = {
    "name": "Kabar Sumari",
    "hosts": ["www.sumari.example"],
    "article_pattern": r"https?://www\.sumari\.example/kabar/.+",
}
OLD = {"tags": ["div.label a"], "headline": ["h1.judul"], "authors": ["p.penulis"]}


def save(folder: Path, name: str, day: int, headline: str = "Pasar Ikan", text: str = TEXT) -> None:
    page = PAGE.format(headline=headline, text=text)
    (folder / f"{name}.html").write_text(page, encoding="utf-8")
    sidecar = {"url": URL, "fetched_at": f"2026-11-{day}T09:00:00+07:00"}
    (folder / f"{name}.json").write_text(json.dumps(sidecar), encoding="utf-8")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    save(folder, "page", 20)
    return folder


def store(pages: Path, database: str, **selectors: list[str]) -> Ran:
    """Re-extract `pages` into `database` by the rules OLD, but for `selectors`."""
    before = with_publisher(pages.parent, **FACTS, selectors=OLD | selectors)
    ran = scrapy("reextract", pages, "--store", database=database, before=before)
    assert ran.code == 0, ran.err
    return ran


def reported(ran: Ran) -> dict[str, int]:
    """Return what `--store` says was done in the database."""
    cells = [line.strip("│ ").split("│") for line in ran.err.splitlines() if "database:" in line]
    return {name.strip().removeprefix("in the database: "): int(n) for name, n in cells}


TAGS = "SELECT tag FROM tags ORDER BY ordinal"
VERSIONS = "SELECT headline, first_seen, last_seen FROM versions"


def test_a_mended_rule_reaches_the_rows_of_what_was_read_before(
    pages: Path, database_url: str
) -> None:
    assert reported(store(pages, database_url)) == {"new": 1}
    assert rows(database_url, TAGS) == [("ikan",)]
    assert reported(store(pages, database_url)) == {"unchanged": 1}
    mended = store(pages, database_url, tags=["div.label-baru a"])
    assert reported(mended) == {"rewritten": 1}
    assert rows(database_url, TAGS) == [("pasar",), ("muara",)]


def test_a_mended_headline_is_no_edit_of_the_publisher(pages: Path, database_url: str) -> None:
    store(pages, database_url)
    mended = store(pages, database_url, headline=["h2.judul-lain"])
    assert reported(mended) == {"rewritten": 1}
    (version,) = rows(database_url, VERSIONS)
    assert version[0] == "Pasar Ikan Baru"


def test_an_edit_between_two_captures_is_a_version(pages: Path, database_url: str) -> None:
    save(pages, "later", 21, text=TEXT.replace("38", "41"))
    assert reported(store(pages, database_url)) == {"new": 1, "new version": 1}
    mended = store(pages, database_url, headline=["h2.judul-lain"])
    assert reported(mended) == {"rewritten": 2}
    headlines = [headline for headline, *_ in rows(database_url, VERSIONS)]
    assert headlines == ["Pasar Ikan Baru"] * 2


def test_two_captures_that_a_mended_rule_reads_alike_are_one_version(
    pages: Path, database_url: str
) -> None:
    save(pages, "later", 21, headline="Pasar Ikan (diperbarui 5 menit lalu)")
    assert reported(store(pages, database_url)) == {"new": 1, "new version": 1}
    mended = store(pages, database_url, headline=["h2.judul-lain"])
    assert reported(mended) == {"rewritten": 2}
    (version,) = rows(database_url, VERSIONS)
    assert [str(moment)[:10] for moment in version[1:]] == ["2026-11-20", "2026-11-21"]


def test_the_extractor_that_read_a_version_is_kept(pages: Path, database_url: str) -> None:
    store(pages, database_url)
    ((extractor,),) = rows(database_url, "SELECT extractor_version FROM versions")
    assert extractor.partition("+")[2]


def test_what_a_site_reserves_now_is_withdrawn(pages: Path, database_url: str) -> None:
    store(pages, database_url)
    saved = pages / "page.html"
    reserved = saved.read_text(encoding="utf-8").replace(
        "<head>", '<head><meta name="tdm-reservation" content="1">'
    )
    saved.write_text(reserved, encoding="utf-8")
    before = with_publisher(pages.parent, **FACTS, selectors=OLD)
    ran = scrapy("reextract", pages, "--store", database=database_url, before=before)
    assert "disallowed: tdm_reserved" in ran.err
    for table in ("articles", "versions", "tags"):
        assert rows(database_url, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608
    assert rows(database_url, "SELECT state, reason FROM urls") == [("disallowed", "tdm_reserved")]


def test_a_reservation_that_only_the_database_knows_is_obeyed(
    pages: Path, database_url: str
) -> None:
    """An archive of an earlier version does not say what tdmrep.json of its host did."""
    engine = open_database(database_url)
    fetched_at = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
    record_captures(engine, [Capture(url=URL, fetched_at=fetched_at, tdm_reserved=True)])
    engine.dispose()
    before = with_publisher(pages.parent, **FACTS, selectors=OLD)
    ran = scrapy("reextract", pages, "--store", database=database_url, before=before)
    assert "disallowed: tdm_reserved" in ran.err
    assert rows(database_url, "SELECT count(*) FROM articles") == [(0,)]


def test_a_page_without_an_address_leaves_no_row(tmp_path: Path, database_url: str) -> None:
    for name in ("one", "two"):
        page = PAGE.format(headline="Pasar Ikan", text=TEXT)
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    ran = scrapy("reextract", tmp_path, "--store", database=database_url)
    assert ran.err.count("quarantined: no_url") == 2
    assert rows(database_url, "SELECT count(*) FROM urls") == [(0,)]


def test_a_generic_reading_is_no_edit_of_the_publisher(pages: Path, database_url: str) -> None:
    """One of two captures of an article is read again, without its publisher's selectors."""
    save(pages, "later", 21)
    store(pages, database_url, headline=["h2.judul-lain"])
    (pages / "later.html").unlink()
    ran = scrapy("reextract", pages, "--store", "--generic", database=database_url)
    assert reported(ran) == {"rewritten": 1}
    ((extractor,),) = rows(database_url, "SELECT extractor_version FROM versions")
    assert extractor.endswith("-generic")


def test_different_pages_of_standard_input_are_different_articles(
    tmp_path: Path, database_url: str
) -> None:
    before = with_publisher(tmp_path, **FACTS, selectors=OLD)
    addresses = [URL, URL.replace("-2", "-3"), URL]
    for address in addresses:
        page = PAGE.format(headline="Pasar Ikan", text=TEXT)
        head = f'<head><link rel="canonical" href="{address}">'
        given = page.replace("<head>", head).encode()
        ran = scrapy("reextract", "-", "--store", stdin=given, database=database_url, before=before)
        assert ran.code == 0, ran.err
    stored = rows(database_url, "SELECT canonical_url FROM articles ORDER BY canonical_url")
    assert stored == [(address,) for address in addresses[:2]]
    assert len(rows(database_url, VERSIONS)) == len(stored)
