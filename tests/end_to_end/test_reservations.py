"""What a site reserves becomes flags, and the policy decides what is kept (R10)."""

import json
from pathlib import Path

import pytest

from tests.support.site import (
    HOST,
    Page,
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
    url,
)

ROBOTS = "X-Robots-Tag"


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def test_r10_what_is_reserved_ends_as_the_policy_says(sqlite_url: str) -> None:
    pages = listed(1, 2, 3, 4) | {
        url(1): Page(news("Saung Satu", head=meta("robots", "noindex"))),
        url(2): Page(news("Saung Dua"), headers={ROBOTS: "noarchive"}),
        url(3): Page(news("Saung Tiga", head=meta("tdm-reservation", "1"))),
        url(4): Page(news("Saung Empat"), headers={ROBOTS: "googlebot: noarchive"}),
    }
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    assert ends(sqlite_url) == {
        url(1): ("stored", None),
        url(2): ("disallowed", "noarchive"),
        url(3): ("disallowed", "tdm_reserved"),
        url(4): ("stored", None),
    }
    kept = dict(rows(sqlite_url, "SELECT url, flags FROM versions"))
    assert {found: json.loads(said) for found, said in kept.items()} == {
        url(1): ["noindex"],
        url(4): [],
    }
    counted = counts_of_last_run(sqlite_url)
    assert (counted["articles/disallowed"], counted["articles/stored"]) == (2, 2)


def test_r10_what_a_site_says_for_all_its_pages_counts(tmp_path: Path, sqlite_url: str) -> None:
    """Also when the pages are extracted again, from the archive, into any database."""
    rules = [{"location": "/news/1000002/*", "tdm-reservation": 1}]
    file = Page(json.dumps(rules), headers={"Content-Type": "application/json"})
    pages = listed(1, 2) | articles(1, 2) | {f"{HOST}/.well-known/tdmrep.json": file}
    with serving(pages) as site:
        archive = tmp_path / "archive"
        words = ("-s", f"ARCHIVE_DIR={archive}")
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video", *words))
    found = {url(1): ("stored", None), url(2): ("disallowed", "tdm_reserved")}
    assert ends(sqlite_url) == found
    for database in (sqlite_url, f"sqlite:///{tmp_path}/other.db"):
        scrapy("reextract", archive, "--store", database=database)
        assert rows(database, "SELECT canonical_url FROM articles") == [(url(1),)]
    assert ends(sqlite_url)[url(2)] == found[url(2)]


POLICY = {"noindex": "refuse", "noarchive": "store", "tdm_reserved": "store"}


def test_r10_the_policy_can_be_turned_round(tmp_path: Path) -> None:
    for name, rule in (("satu", "noindex"), ("dua", "noarchive")):
        page = news(f"Saung {name}", head=meta("robots", rule))
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps({"url": url(ord(name[0]))}))
    ran = scrapy("reextract", tmp_path, "-s", f"RESERVATIONS={json.dumps(POLICY)}")
    assert [article["headline"] for article in ran.lines] == ["Saung dua"]
    assert "satu.html: disallowed: noindex" in ran.err


@pytest.mark.parametrize(
    "policy", [{}, POLICY | {"noindex": "maybe"}, POLICY | {"nofollow": "store"}]
)
def test_r10_a_policy_with_a_hole_is_refused(tmp_path: Path, policy: dict[str, str]) -> None:
    (tmp_path / "saung.html").write_text(news("Saung"), encoding="utf-8")
    (tmp_path / "saung.json").write_text(json.dumps({"url": url(1)}), encoding="utf-8")
    ran = scrapy("reextract", tmp_path, "-s", f"RESERVATIONS={json.dumps(policy)}")
    assert (ran.code, ran.out) == (1, "")
    assert "ValueError: RESERVATIONS['no" in ran.err
