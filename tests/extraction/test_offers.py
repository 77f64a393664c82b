"""What every source offers for a field, recorded where somebody asks for it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawler.extraction import Offer, SavedPage, read_page, trace_page
from newscrawler.extraction.offers import REMOVE
from newscrawler.items import ListingEntry
from newscrawler.publishers import GENERIC
from newscrawler.reextraction.saved_pages import read_saved
from tests.support.site import FIXTURES

PAGES = sorted(FIXTURES.rglob("*.html"))
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
TEXT = "".join(
    f"<p>Warga Kampung {name} bergotong royong memperbaiki saung baca yang lama rusak.</p>"
    for name in ("Cibungur", "Sumari", "Wanareja", "Kalirejo")
)
HTML = f"""<!doctype html><html lang=id><head><title>Saung Baca Dibuka</title>
<meta property="og:title" content="Saung Baca Dibuka Lagi">
<meta name="author" content="https://contoh.example/redaksi">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Saung Baca Dibuka",
"datePublished": "tanpa tanggal", "author": {{"@type": "Organization", "name": "Warta"}}}}
</script></head><body><article><h1 class=new>Saung Baca Dibuka</h1>
<b class=by>Penulis: Raka Dirgantara</b><i class=old>Dian</i>
<div class=text>{TEXT}<div class=ad>Iklan</div></div></article></body></html>"""
FACTS = replace(
    GENERIC,
    selectors={
        "headline": ["h1.newest", "h1.new", "h1"],
        "authors": [".by", ".old"],
        "published": [".by", ".date"],
        "container": ["div.gone", "div.text"],
    },
    remove=[".ad", ".video"],
)
PAGE = SavedPage("https://contoh.example/berita/saung", HTML.encode(), FETCHED)


def offers(field: str, page: SavedPage = PAGE) -> list[Offer]:
    return [offer for offer in trace_page(page, FACTS) if offer.field == field]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_recording_offers_changes_nothing(page: Path) -> None:
    saved = read_saved(str(page))
    recorded: list[Offer] = []
    assert read_page(saved, offers=recorded) == read_page(saved)
    assert recorded == trace_page(saved)
    assert len(set(recorded)) == len(recorded), "an offer is recorded once"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_what_gave_a_field_is_among_its_offers(page: Path) -> None:
    saved = read_saved(str(page))
    article, recorded = read_page(saved).article, trace_page(saved)
    for field, rule in article.provenance.items():
        selector = article.selectors.get("container" if field == "body" else field)
        selector = selector if rule == "site" else None
        kept = [o for o in recorded if (o.field, o.rule, o.selector) == (field, rule, selector)]
        assert any(offer.kept for offer in kept), (field, rule, selector)


def test_selectors_after_the_first_that_matches_are_tried() -> None:
    title = ("Saung Baca Dibuka",)
    assert offers("headline") == [
        Offer("headline", "site", "h1.newest"),
        Offer("headline", "site", "h1.new", title, title),
        Offer("headline", "site", "h1", title, title),
        Offer("headline", "structure", None, title, title),
        Offer("headline", "jsonld", None, title, title),
        Offer(
            "headline",
            "meta",
            None,
            (*title, "Saung Baca Dibuka Lagi", *title),
            (*title, "Saung Baca Dibuka Lagi", *title),
        ),
    ]


def test_what_cleaning_rejects_is_an_offer_of_which_nothing_is_kept() -> None:
    rejected = [offer for offer in offers("published") if not offer.kept]
    assert rejected == [
        Offer("published", "site", ".by", ("Penulis: Raka Dirgantara",)),
        Offer("published", "site", ".date"),
        Offer("published", "jsonld", None, ("tanpa tanggal",)),
    ]


def test_names_that_are_no_authors_are_rejected_offers() -> None:
    found = offers("authors")
    by = Offer("authors", "site", ".by", ("Penulis: Raka Dirgantara",), ("Raka Dirgantara",))
    assert by in found
    assert Offer("authors", "site", ".old", ("Dian",), ("Dian",)) in found
    assert Offer("authors", "jsonld", None, ("Warta",)) in found
    assert Offer("authors", "meta", None, ("https://contoh.example/redaksi",)) in found


def test_each_source_of_a_body_is_read_alone() -> None:
    found = {(offer.rule, offer.selector): offer for offer in offers("body")}
    assert not found["site", "div.gone"].values
    assert len(found["site", "div.text"].kept) == 4
    assert found["structure", None].kept == found["site", "div.text"].kept
    assert found["fallback", None].kept


def test_what_is_removed_from_the_text_is_told() -> None:
    assert offers(REMOVE) == [
        Offer(REMOVE, "site", ".ad", ("Iklan",), ("Iklan",)),
        Offer(REMOVE, "site", ".video"),
    ]


def test_what_the_listing_says_is_offered_last() -> None:
    entry = ListingEntry("https://contoh.example/feed", "Saung!", "2026-11-18T07:00:00+07:00")
    found = offers("headline", replace(PAGE, listing=entry))
    assert found[-1] == Offer("headline", "listing", None, ("Saung!",), ("Saung!",))


def test_bytes_that_are_no_page_offer_nothing() -> None:
    assert trace_page(replace(PAGE, body=b"%PDF-1.7")) == []
