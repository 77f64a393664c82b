"""The dates pipeline: values for the dates of an article, from whichever spider it comes."""

from copy import deepcopy

import pytest

from newscrawler.items import Article, Block, DateValue, RelatedBlock, RelatedLink
from newscrawler.pipelines.dates import DatesPipeline
from newscrawler.process import process
from newscrawler.reextraction.saved_pages import read_saved
from tests.support.site import FIXTURES


def raw_article() -> Article:
    return Article(
        url="https://bali.tribunnews.com/2026/11/19/saung",
        publisher="tribun_regional",
        fetched_at="2026-11-20T09:00:00+07:00",
        published=DateValue("Kamis, 19 November 2026 10:00"),
        body=[Block("paragraph", "Saung itu dibuka Senin kemarin.")],
        related=[RelatedBlock(None, [RelatedLink("Lain", "https://x.example/", None, None)])],
        inline_related=[RelatedLink("Dulu", None, None, DateValue("20 jam lalu"))],
    )


def test_each_date_counts_from_its_own_anchor() -> None:
    item = DatesPipeline().process_item(raw_article())
    assert item.published
    assert item.published.value == "2026-11-19T10:00:00+08:00", "the host's own zone"
    link = item.inline_related[0].date
    assert link
    assert link.value == "2026-11-19T14:00:00+08:00", "from the fetch, in its own zone"
    assert [date.value for date in item.dates] == ["2026-11-16"], "from the publication"


def test_without_a_fetch_time_a_relative_date_stays_raw() -> None:
    item = raw_article()
    item.fetched_at = None
    link = DatesPipeline().process_item(item).inline_related[0].date
    assert link
    assert (link.raw, link.value) == ("20 jam lalu", None)
    assert "unanchored_dates" in item.flags


def test_an_absurd_date_is_flagged_and_kept_raw() -> None:
    item = raw_article()
    item.published = DateValue("1 Januari 1970")
    published = DatesPipeline().process_item(item).published
    assert published
    assert (published.raw, published.value) == ("1 Januari 1970", None)
    assert "unreadable:published" in item.flags


@pytest.mark.parametrize(("day", "is_kept"), [("20", True), ("22", False)])
def test_d13_a_publication_after_the_fetch_is_flagged_and_kept_raw(day: str, is_kept: bool) -> None:
    item = raw_article()
    item.published = DateValue(f"2026-11-{day}T10:00:00+07:00")
    published = DatesPipeline().process_item(item).published
    assert published
    assert published.raw == f"2026-11-{day}T10:00:00+07:00"
    assert (published.value is not None) is is_kept
    assert ("absurd" not in published.flags) is is_kept
    assert ("unreadable:published" not in item.flags) is is_kept


def test_the_last_change_stands_for_a_publication_that_nothing_tells() -> None:
    item = raw_article()
    item.published, item.modified = None, item.published
    item = DatesPipeline().process_item(item)
    assert item.published == item.modified
    assert item.published
    assert item.published.value == "2026-11-19T10:00:00+08:00"
    assert item.provenance["published"] == "modified"
    assert item.flags == ["unanchored_dates", "published_is_modified"]
    assert [date.value for date in item.dates] == [None], "the text may be years older"
    before = deepcopy(item)
    assert DatesPipeline().process_item(item) == before


def test_a_last_change_that_cannot_be_read_stands_for_nothing() -> None:
    item = raw_article()
    item.published, item.modified = None, DateValue("1 Januari 1970")
    item = DatesPipeline().process_item(item)
    assert item.published is None
    assert item.flags == ["unreadable:modified", "unanchored_dates"]


def test_what_is_normalized_stays_as_it_is() -> None:
    for file in sorted(FIXTURES.glob("tribun*/*.html")):
        article = process(read_saved(str(file))).extraction.article
        before = deepcopy(article)
        assert DatesPipeline().process_item(article) == before
