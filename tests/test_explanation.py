"""Why a page reads as it does, as data."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawler.explanation import EXPLAINED_FIELDS, Explanation, FieldExplanation, explain
from newscrawler.extraction import SavedPage
from newscrawler.flags import meaning_of
from newscrawler.items import ListingEntry
from newscrawler.process import Policy, process
from newscrawler.publishers import GENERIC
from newscrawler.reextraction.saved_pages import read_saved
from tests.support.scored_pages import LED, SCORED_PAGES, page_of
from tests.support.site import FIXTURES, news

PAGES = sorted(FIXTURES.rglob("*.html"))
WITH_FACTS = Policy()
PAGE = SavedPage(
    "https://contoh.example/berita/saung",
    news("Saung Baca Dibuka", "Warga membaca di sana setiap sore sampai malam.").encode(),
    datetime(2026, 11, 20, 2, tzinfo=UTC),
)


def explained(name: str, policy: Policy = WITH_FACTS) -> Explanation:
    return explain(read_saved(str(FIXTURES / f"{name}.html")), policy)


def field(found: Explanation, name: str) -> FieldExplanation:
    return next(each for each in found.fields if each.field == name)


def verdicts(found: Explanation, name: str) -> list[tuple[str, str, str | None]]:
    return [(each.verdict, each.rule, each.selector) for each in field(found, name).offers]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_an_explanation_says_what_processing_says(page: Path) -> None:
    saved = read_saved(str(page))
    outcome, found = process(saved), explain(saved, Policy())
    article = asdict(outcome.extraction.article)
    assert (found.state, found.reason) == (outcome.state, outcome.reason)
    assert {each.field: each.value for each in found.fields} == {
        name: article[name] for name in EXPLAINED_FIELDS
    }
    for each in found.fields:
        taken = [offer for offer in each.offers if offer.verdict == "taken"]
        assert len(taken) == (each.rule is not None), each.field
        assert [(offer.rule, offer.selector) for offer in taken] == [
            (each.rule, each.selector) for _ in taken
        ]
    on_article = {each.flag: each.meaning for each in found.flags if each.on == "article"}
    assert on_article == {flag: meaning_of(flag) for flag in article["flags"]}
    json.dumps(asdict(found))


@pytest.mark.parametrize("where", SCORED_PAGES)
def test_a_body_read_by_scores_is_the_offer_taken(where: str) -> None:
    page = replace(PAGE, body=page_of(SCORED_PAGES[where]))
    body = field(explain(page, Policy(LED)), "body")
    assert (body.rule, body.offers[0].verdict, body.offers[0].rule) == ("score", "taken", "score")
    assert list(body.offers[0].kept) == [block["text"] for block in body.value]
    assert body.note is not None
    assert "scored" in body.note


def test_offers_are_weighed_and_the_taken_one_comes_first() -> None:
    found = explained("detik/new-layout")
    assert verdicts(found, "published") == [
        ("taken", "site", ".detail__date"),
        ("same", "site", "meta[name='dtk:publishdate']::attr(content)"),
        ("same", "jsonld", None),
        ("same", "meta", None),
        ("same", "structure", None),
        ("no match", "site", "h1 ~ div.date"),
    ]
    assert verdicts(found, "authors")[-2:] == [
        ("rejected", "meta", None),
        ("no match", "site", "div.author > strong"),
    ]


def test_selectors_that_match_nothing_are_named_by_field() -> None:
    found = explained("detik/new-layout")
    assert found.unmatched["body"] == ["div.detail_text", "div.text_detail"]
    assert ".newstag" in found.unmatched["remove"]
    assert found.matchless == ["authors"], "of the published and the body another one matches"


def test_a_field_that_stays_empty_has_its_rejected_offers() -> None:
    body = news("Saung Baca Dibuka").replace("Raka Dirgantara", "https://contoh.example/x")
    authors = field(explain(replace(PAGE, body=body), Policy()), "authors")
    assert (authors.value, authors.rule) == ([], None)
    assert [(each.verdict, each.values) for each in authors.offers] == [
        ("rejected", ("https://contoh.example/x",))
    ]


def test_what_only_the_listing_says_is_of_the_listing() -> None:
    body = news("Saung Baca Dibuka").replace("article:published_time", "x")
    entry = ListingEntry("https://contoh.example/feed", published="2026-11-18T07:00:00+07:00")
    found = explain(replace(PAGE, body=body, listing=entry), Policy())
    assert field(found, "published").rule == "listing"
    assert verdicts(found, "published") == [("taken", "listing", None)]


def test_a_publication_that_is_the_last_change_is_explained() -> None:
    body = news("Saung Baca Dibuka").replace("article:published_time", "article:modified_time")
    found = explain(replace(PAGE, body=body), Policy())
    published = field(found, "published")
    assert (published.rule, published.offers) == ("modified", [])
    assert published.note == "Nothing tells the publication: it is the time of the last change."
    assert published.note in {flag.meaning for flag in found.flags}


def test_why_a_later_source_was_preferred_is_noted() -> None:
    assert field(explained("jawapos/next-data"), "body").note == (
        "The data of the page holds more text than the page shows."
    )
    printed = field(explained("tribunnews/new-layout"), "published").note or ""
    assert printed.startswith("The printed time is preferred")


def test_a_field_without_offers_says_what_it_is_derived_from() -> None:
    quotes = field(explained("tribunnews/big"), "quotes")
    assert (quotes.rule, quotes.derived_from, quotes.offers) == (None, "text", [])


def test_without_facts_no_selector_is_tried() -> None:
    found = explained("detik/new-layout", Policy(GENERIC))
    assert (found.publisher, found.selectors, found.unmatched, found.removals) == (None, 0, {}, [])
    assert field(found, "headline").rule == "structure"


def test_doubts_of_single_dates_are_explained_once_for_all() -> None:
    body = news("Saung", "Dibuka Senin (18/11/2026), Selasa (18/11/2026) dan awal bulan depan.")
    found = explain(replace(PAGE, body=body), Policy())
    assert [(each.flag, each.on, each.count) for each in found.flags if each.on != "article"] == [
        ("weekday_mismatch", "dates", 2),
        ("convention", "dates", 1),
    ]


def test_the_other_pages_of_an_article_are_named() -> None:
    found = explained("tribunnews/multi-page")
    assert (found.page, found.other_pages) == (1, [0, 2, 3])


def test_bytes_that_are_no_page_are_explained_by_their_flags() -> None:
    found = explain(replace(PAGE, body=b"%PDF-1.7"), Policy())
    assert (found.state, found.reason) == ("quarantined", "not_html:binary")
    assert found.flags[0].meaning == "The page is not HTML but binary."
    assert not any(each.offers for each in found.fields)
