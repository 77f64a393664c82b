"""One article, met as desktop, mobile and AMP page: one in the database."""

import json
from pathlib import Path

import pytest

from tests.support.site import Page, assert_quiet, crawl, news, rows, scrapy, serving, sitemap

WWW = "https://www.tribunnews.com"
PATH = "nasional/7000001/perahu-wanareja"
URL = f"{WWW}/{PATH}"
MOBILE, AMP = f"https://m.tribunnews.com/{PATH}", f"https://m.tribunnews.com/amp/{PATH}"
HEADLINE = "Perahu Wanareja Berlayar Lagi"
DATE = "2026-11-18T12:00:00+07:00"
CANONICAL = f'<link rel="canonical" href="{URL}">'


@pytest.mark.parametrize("head", [CANONICAL, ""], ids=["canonical link", "none"])
def test_a_crawl_keeps_one_of_all_variants(sqlite_url: str, head: str) -> None:
    variants = (URL, MOBILE, AMP, f"{URL}?amp=1")
    pages = {url: Page(news(HEADLINE, head=head)) for url in variants}
    pages[f"{WWW}/sitemap.xml"] = sitemap(*((url, DATE) for url in variants))
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribunnews", "-a", "hosts=www"))
        assert set(variants) <= set(site.asked)
    assert rows(sqlite_url, "SELECT canonical_url FROM articles") == [(URL,)]
    ended = "SELECT state, count(*) FROM urls WHERE url LIKE '%perahu%' GROUP BY 1 ORDER BY 1"
    assert rows(sqlite_url, ended) == [("duplicate", 3), ("stored", 1)]


def test_saved_variants_of_any_site_are_one_article(sqlite_url: str, tmp_path: Path) -> None:
    """A site nobody knows: its AMP paths are told, and its mobile host by the same text there."""
    site = "https://www.kabarsumari.example"
    addresses = (f"{site}/desa/perahu", f"{site}/amp/desa/perahu", f"{site}/desa/perahu/amp")
    for number, url in enumerate((*addresses, "https://m.kabarsumari.example/desa/perahu")):
        (tmp_path / f"{number}.html").write_text(news(HEADLINE), encoding="utf-8")
        sidecar = {"url": url, "fetched_at": DATE}
        (tmp_path / f"{number}.json").write_text(json.dumps(sidecar), encoding="utf-8")
    scrapy("reextract", tmp_path, "--store", database=sqlite_url)
    assert rows(sqlite_url, "SELECT canonical_url FROM articles") == [(addresses[0],)]
