"""Count what every page and listing gave, publisher by publisher: `scrapy health` compares runs."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawler.crawling.frontier.database_writer import Writer
from newscrawler.extraction.verdict.blocked_pages import wall_of
from newscrawler.items import KINDS_WITHOUT_TEXT, Article, DateValue, State
from newscrawler.publishers import Publisher, publisher_of, publishers
from newscrawler.signals import listing_ended, url_ended
from newscrawler.storage import FieldTally, ListingTally, record_tallies
from pipelines.completeness import UNREADABLE, why_no_article
from pipelines.listings import LISTING

_NOT_GIVEN = frozenset(
    "url canonical_url publisher fetched_at source kind flags raw provenance links cleaned".split()
)
"""Fields that say where an article comes from and how it was read, not what a page gives."""
_FIELDS = tuple(each.name for each in fields(Article) if each.name not in _NOT_GIVEN)
_OF_THE_TEXT = frozenset("body dateline quotes citations dates".split())
"""Fields that a page whose kind has no text cannot give."""
_NO_PAGE: frozenset[State] = frozenset(("disallowed", "failed", "gone", "wall"))
_NUMBER = re.compile(r"\d+")


class TallyPipeline:
    """Counts every page at an article's address, whatever becomes of it afterwards.

    A page that gives nothing is what drift looks like, so one that is quarantined later counts as
    well, and so does an index or an error where an article should be. Other addresses (index
    pages among saved ones) do not count. What is counted as a field beside those of `Article`:
    `article`, whether there was one at all, and `text`, whether its kind is one that has a text.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.writer = Writer.of(crawler)
        self.fields: dict[tuple[str, str, str], FieldTally] = {}
        self.listings: dict[tuple[str, str], ListingTally] = {}
        self.fetched: list[float] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for listings, and for pages that never came, beside `crawler`'s items."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.on_listing_ended, listing_ended)
        crawler.signals.connect(pipeline.on_url_ended, url_ended)
        return pipeline

    def process_item(self, item: Article) -> Article:
        """Count `item` and let it through."""
        publisher = publishers().get(item.publisher or "") or publisher_of(item.url)
        if item.url and publisher.is_article(item.url):
            if item.fetched_at:
                self.fetched.append(datetime.fromisoformat(item.fetched_at).timestamp())
            lack = "wall" if wall_of(item) else why_no_article(item)
            self._tally(publisher, "article").count(
                item.url, found=lack is None, rule=lack or item.kind
            )
            if lack is None or not lack.startswith(("wall", *UNREADABLE)):
                self._count_fields(publisher, item, item.url)
        return item

    def _count_fields(self, publisher: Publisher, item: Article, url: str) -> None:
        has_text = item.kind not in KINDS_WITHOUT_TEXT
        self._tally(publisher, "text").count(url, found=has_text)
        for name in _FIELDS:
            if has_text or name not in _OF_THE_TEXT:
                has_value = _says(getattr(item, name))
                rule = item.provenance.get(name) if has_value else None
                found = has_value and rule != LISTING  # else drift of the pages would not show
                self._tally(publisher, name).count(url, found=found, rule=rule)
        for name, selectors in publisher.selectors.items():
            for css in selectors:
                found = item.selectors.get(name) == css
                self._tally(publisher, name, css).count(url, found=found)
                if found:
                    break  # the others were not needed

    def _tally(self, publisher: Publisher, name: str, selector: str = "") -> FieldTally:
        tally = FieldTally(publisher=publisher.key, field=name, selector=selector)
        return self.fields.setdefault((publisher.key, name, selector), tally)

    def on_url_ended(self, url: str, state: State) -> None:
        """Count an article that was asked for and brought no page."""
        publisher = publisher_of(url)
        if state in _NO_PAGE and publisher.is_article(url):
            self._tally(publisher, "article").count(url, found=False, rule=state)

    def on_listing_ended(self, url: str, named: int) -> None:
        """Count a listing under the form of its address: a new day is no new listing."""
        key = publisher_of(url).key
        form = _NUMBER.sub("*", url)
        tally = ListingTally(publisher=key, listing=form)
        self.listings.setdefault((key, form), tally).count(url, named)

    async def close_spider(self) -> None:
        """Keep the tallies with the run, where runs are kept: before its record is closed."""
        tallies: list[FieldTally | ListingTally] = [*self.fields.values(), *self.listings.values()]
        if self.writer.engine is not None:
            await self.writer.start(
                partial(
                    record_tallies,
                    run_id=self.writer.run_id,
                    tallies=tallies,
                    pages_at=self._pages_at(),
                )
            )

    def _pages_at(self) -> datetime | None:
        """The median time of the fetches, None where no page says when it was fetched."""
        return datetime.fromtimestamp(median(self.fetched), UTC) if self.fetched else None


def _says(value: Any) -> bool:
    """Whether a field has a value; a date that could not be read has none."""
    if isinstance(value, DateValue):
        return value.value is not None
    return value not in (None, "", [])
