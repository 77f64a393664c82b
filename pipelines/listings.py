"""Take from the listing that named an article what its own page does not say.

What a listing said is kept with the URL in the frontier, so that a page that is extracted again
into the same database is read as it was in the crawl.
"""

from functools import partial
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawler.crawling.frontier.database_writer import DatabaseLost, Writer
from newscrawler.extraction.loaders import clean_line
from newscrawler.items import Article, DateValue
from newscrawler.storage import listing_entries

LISTING = "listing"
"""What `Article.provenance` says of such a field: it is to be trusted less than the page."""


class ListingsPipeline:
    """Fills in `published` and `headline`, where a page says neither and its listing does."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.stats: StatsCollector = crawler.stats
        self.writer = Writer.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read what listings said from the database of `crawler`."""
        return cls(crawler)

    async def process_item(self, item: Article) -> Article:
        """Fill in what `item` lacks.

        A page without text gets no headline: it is no article, whatever a listing calls it. Where
        articles are not stored there is no database to ask.
        """
        is_complete = item.published and (item.headline or not item.body)
        if is_complete or item.url is None or self.writer.engine is None:
            return item
        try:
            said = await self.writer.call(partial(listing_entries, urls=[item.url]))
        except DatabaseLost:  # the crawl is about to end, and the article waits
            return item
        entry = said.get(item.url)
        if entry is None:
            return item
        if item.published is None and entry.published:
            item.published = DateValue(entry.published)
            self._took(item, "published")
        if not item.headline and item.body and (title := clean_line(entry.title or "")):
            item.headline = title
            self._took(item, "headline")
        return item

    def _took(self, item: Article, field: str) -> None:
        item.provenance[field] = LISTING
        self.stats.inc_value(f"listings/{field}")
