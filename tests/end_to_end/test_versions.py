"""`scrapy versions`: what a publisher changed, word by word."""

import json
from pathlib import Path

import pytest

from newscrawler.items import Article, Block
from newscrawler.storage.articles import save_articles
from newscrawler.storage.database import open_database
from tests.support.site import scrapy

URL = "https://kabar.example/banjir"


@pytest.fixture
def database(database_url: str) -> str:
    engine = open_database(database_url)
    for day, text in ((20, "Air naik dua meter."), (22, "Air naik \x1b[31mtiga meter.")):
        article = Article(
            url=URL,
            fetched_at=f"2026-11-{day}T07:00:00+07:00",
            headline="Air Naik [red]di Muara[/red]",
            body=[Block("paragraph", "Warga mengungsi."), Block("paragraph", text)],
        )
        save_articles(engine, [article])
    engine.dispose()
    return database_url


def test_each_version_shows_what_changed_with_it(database: str) -> None:
    ran = scrapy("versions", URL, database=database)
    assert ran.code == 0, ran.err
    assert "Version 1 of 2: seen 2026-11-20 00:00 UTC to 2026-11-20 00:00 UTC, 1 fetch" in ran.out
    assert (
        "Version 2 of 2: seen 2026-11-22 00:00 UTC to 2026-11-22 00:00 UTC, 1 fetch, current"
        in (ran.out)
    )
    assert "… 1 unchanged" in ran.out
    assert "Air naik [-dua-] {+" in ran.out
    assert "Air Naik [red]di Muara[/red]" in ran.out
    assert "\x1b" not in ran.out


def test_versions_as_json_hold_the_segments(database: str) -> None:
    ran = scrapy("versions", "--json", URL, database=database)
    first, second = json.loads(ran.out)
    assert first["changed"] == {}
    assert list(second["changed"]) == ["body"]
    (unchanged, edited) = second["changed"]["body"]
    assert unchanged == [{"kind": "same", "text": "Warga mengungsi."}]
    assert "".join(each["text"] for each in edited if each["kind"] != "added") == (
        "Air naik dua meter."
    )


def test_what_is_not_stored_is_said(database: str, tmp_path: Path) -> None:
    ran = scrapy("versions", "https://kabar.example/lain", database=database)
    assert (ran.code, ran.out) == (1, "")
    assert "no article has the address or id https://kabar.example/lain" in ran.complaint
    assert scrapy("versions", database=database).code == 2
    ran = scrapy("versions", URL, database=f"sqlite:///{tmp_path}/none.db")
    assert ran.code == 3
    assert not (tmp_path / "none.db").exists()
