"""What the log shows: one event is one line, and no secret is ever in it."""

import re
import unicodedata
from pathlib import Path

import pytest

from tests.support.site import HOST, Page, crawl, ends, listed, news, scrapy, serving, sitemap, url

ESC, NEWLINE, BIDI = "\x1b", "\n", "\u202e"
EVIL = f"Saung{NEWLINE}2026-11-18 09:00:00 [root] ERROR: palsu{ESC}[31m{BIDI}kabur\x85\u2028akhir"
STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[[\w.]+\] [A-Z]+: ")
FORGED = "2026-11-18 09:00:00 [root] ERROR: palsu"
"""What a page would have the log say."""


def evil_article(title: str, **where: str) -> str:
    page = news(title, **where)
    return page.replace("Raka Dirgantara", EVIL)


def steering(text: str) -> set[str]:
    """Return the characters of `text` that control a terminal or change its direction."""
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}} - {"\n"}


def lines_that_are_no_event(log: str) -> list[str]:
    """Return the lines that begin no event; the table of a crawl's counts is one event."""
    inside = False
    found = []
    for line in log.partition("What became of the URLs")[0].splitlines():
        if STAMP.match(line):
            inside = line.endswith(("{", ":")) or "Dumping Scrapy stats" in line
            inside = inside or "Enabled" in line or "Overridden" in line
        elif not inside:
            found.append(line)
    return found


def assert_one_line_each(log: str) -> None:
    assert steering(log) == set()
    assert lines_that_are_no_event(log) == []
    assert not any(line.startswith(FORGED) for line in log.splitlines())


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_x5_one_event_of_a_crawl_is_one_line(sqlite_url: str, level: str) -> None:
    """Titles, addresses and headers are hostile; a bad date in a header comes back in an error."""
    address = EVIL.replace("\n", "&#10;").replace(ESC, "").replace(" ", "_")
    canonical = f'<link rel="canonical" href="{HOST}/news/1/a{address}">'
    broken = f'<script type="application/ld+json">{{"@type": "Report", "name": "{EVIL}</script>'
    dated = [(url(number), "2026-11-18T12:00:00+07:00") for number in range(1, 8)]
    pages = {
        f"{HOST}/sitemap.xml": sitemap(*dated, (f"{HOST}/news/1000050/a{address}", dated[0][1])),
        url(1): Page(evil_article(EVIL)),
        url(2): Page(evil_article("Saung", head=canonical)),
        url(3): Page(evil_article("Saung", head=canonical)),
        url(4): Page(status=302, headers={"Location": f"/x{ESC}[31m\x85{FORGED}"}),
        url(5): Page(status=302, headers={"Location": f"https://lain.example/{ESC}[31m{FORGED}"}),
        url(6): Page(f"<html><body><h1>{EVIL}</h1>{broken}</body></html>"),
        url(7): Page("saung", headers={"Memento-Datetime": f"kemarin {ESC}[31m\x85{FORGED}"}),
    }
    with serving(pages) as site:
        ran = crawl(site.address, sqlite_url, "tribun_video", "-L", level)
    assert {"failed", "offsite", "gone"} <= {state for state, _ in ends(sqlite_url).values()}
    assert r"kemarin \x1b[31m\x85" in ran.err
    assert_one_line_each(ran.err)


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_x5_one_event_of_a_re_extraction_is_one_line(tmp_path: Path, level: str) -> None:
    (tmp_path / f"{EVIL}.html").write_text(evil_article(EVIL), encoding="utf-8")
    log = tmp_path / "log.txt"
    database = f"sqlite:///{tmp_path}/news.db"
    ran = scrapy("reextract", tmp_path, "--store", "-L", level, "--logfile", log, database=database)
    assert "quarantined: no_url" in ran.err
    said = log.read_text(encoding="utf-8")
    assert "quarantined (no_url)" in said
    assert_one_line_each(said)
    assert steering(ran.err) == set()


SECRET = "rahasia-sumari-9"  # noqa: S105 (it opens nothing)


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_x6_the_password_of_the_database_is_never_shown(postgresql_url: str, level: str) -> None:
    database = f"{postgresql_url}{'&' if '?' in postgresql_url else '?'}password={SECRET}"
    with serving(listed(1) | {url(1): Page(news("Saung Baca"))}) as site:
        ran = crawl(site.address, database, "tribun_video", "-L", level)
    assert ran.code == 0, ran.err
    assert "stored" in ran.err
    assert SECRET not in ran.err + ran.out


@pytest.mark.parametrize("words", [("crawl", "tribun_video", "-L", "DEBUG"), ("demo",)])
def test_x6_nor_when_it_cannot_be_reached(words: tuple[str, ...]) -> None:
    ran = scrapy(*words, database=f"postgresql://sumari:{SECRET}@127.0.0.1:1/news")
    assert ran.code == 3
    assert SECRET not in ran.err + ran.out
