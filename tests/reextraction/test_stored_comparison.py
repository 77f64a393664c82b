"""What comes of a page is held against what the database has of its capture."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from newscrawler.items import Article, Block, RelatedBlock, RelatedLink
from newscrawler.outcomes import State, of_article
from newscrawler.reextraction.changes.stored_comparison import NOT_STORED, StoredComparison
from newscrawler.reextraction.changes.tally import ChangeTally
from newscrawler.storage.articles import save_articles
from newscrawler.storage.captures import Capture, record_captures
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes

URL = "https://kabar.example/1"
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)


def page(**read: Any) -> Article:
    given = Article(
        url=URL,
        canonical_url=URL,
        fetched_at=FETCHED.isoformat(),
        source="arsip.warc.gz:7",
        headline="Jembatan Dibuka",
        body=[Block("paragraph", "Jembatan itu dibuka.")],
        tags=["jembatan"],
    )
    return replace(given, **read)


def compare(
    engine: Engine, article: Article, state: State = "stored", reason: str | None = None
) -> ChangeTally:
    """Return what changes in a page that is in the database."""
    skipped: list[str] = []
    comparison = StoredComparison(engine, skipped.append)
    comparison.compare([of_article(article, state, reason)])
    assert skipped == []
    return comparison.tally


def verdicts(tally: ChangeTally) -> dict[str, dict[str, int]]:
    fields = tally.changed_fields()
    return {each.name: {str(name): n for name, n in each.counts.items()} for each in fields}


def test_the_same_page_changes_nothing(engine: Engine) -> None:
    save_articles(engine, [page()], extractor="A")
    tally = compare(engine, page())
    assert (verdicts(tally), tally.extractors) == ({}, Counter(A=1))
    assert tally.pages == Counter({"kabar.example": 1})


def test_what_no_database_takes_is_no_change_of_what_was_stored_for_it(engine: Engine) -> None:
    odd = page(url=f"{URL}\ud800\0", source="arsip\ud800", headline="Jembatan\0", tags=["\udfff"])
    assert [result.state for result in save_articles(engine, [odd])] == ["stored"]
    assert verdicts(compare(engine, odd)) == {}
    assert verdicts(compare(engine, replace(odd, tags=[]))) == {"tags": {"lost": 1}}


def test_another_capture_of_a_version_is_compared_in_its_content_only(engine: Engine) -> None:
    links = [RelatedBlock(None, [RelatedLink("Baru", None)])]
    later = page(fetched_at="2026-11-22T02:00:00+00:00", source="arsip.warc.gz:9", related=links)
    save_articles(engine, [page(), later])
    assert verdicts(compare(engine, later)) == {}
    assert verdicts(compare(engine, replace(later, tags=[]))) == {}
    shorter = replace(later, body=[], tags=[])
    assert verdicts(compare(engine, shorter)) == {"body": {"lost": 1}}


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("wall", "stored", "better"),
        ("wall", "wall", None),
        ("wall", "quarantined", "different"),
        ("duplicate", "stored", None),
        ("stored", "quarantined", None),  # the URL's article is of another capture
        (None, "quarantined", None),
    ],
)
def test_the_state_of_a_page_that_showed_no_article(
    engine: Engine, before: State | None, now: State, verdict: str | None
) -> None:
    record_captures(engine, [Capture(url=URL, fetched_at=FETCHED, source="arsip.warc.gz:7")])
    if before:
        record_outcomes(engine, [UrlRecord(of_article(page(), before), None, FETCHED)])
    expected = {"state": {verdict: 1}} if verdict else {}
    assert verdicts(compare(engine, page(), now)) == expected


@pytest.mark.parametrize("now", ["quarantined", "wall", "disallowed"])
def test_a_stored_article_that_would_be_none_is_lost_as_a_whole(engine: Engine, now: State) -> None:
    save_articles(engine, [page()])
    tally = compare(engine, page(headline=None, body=[]), now, "why")
    assert verdicts(tally) == {"state": {"lost": 1}}
    (example,) = tally.changed_fields()[0].examples
    assert [str(line) for line in example.new] == [f"{now}: why"]


def test_a_page_that_the_database_does_not_know_is_passed_over(engine: Engine) -> None:
    save_articles(engine, [page()])
    skipped: list[str] = []
    comparison = StoredComparison(engine, skipped.append)
    others = [page(url=f"{URL}0"), page(fetched_at="2026-11-22T02:00:00+00:00"), page(url=None)]
    comparison.compare(of_article(each, "stored") for each in others)
    assert skipped == [NOT_STORED] * 3
    assert comparison.tally.pages.total() == 0
