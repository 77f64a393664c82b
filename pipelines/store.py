"""Store articles, each as soon as the one writer has committed it."""

import asyncio
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from newscrawler.crawling.database_writer import DatabaseWriter
from newscrawler.items import Article
from newscrawler.outcomes import State, ended
from newscrawler.signals import url_finished
from newscrawler.stats import ARTICLES
from newscrawler.storage import start_run
from pipelines import ArticleDropped


class StorePipeline:
    """Puts every article into the database, and makes known how those end that are dropped.

    An item is done when it is stored: `process_item` waits for its row.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.writer = DatabaseWriter.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for what any pipeline drops or fails on."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.on_dropped, signals.item_dropped)
        crawler.signals.connect(pipeline.on_error, signals.item_error)
        return pipeline

    async def open_spider(self) -> None:
        """Open the database. Raises DatabaseUnavailable."""
        assert self.crawler.spider
        engine = await self.writer.open()
        await asyncio.to_thread(start_run, engine, self.writer.run_id, self.crawler.spider.name)

    async def process_item(self, item: Article) -> Article:
        """Store `item`: done when its row is committed. Raises ArticleDropped where it cannot be.

        Without an address nothing tells which article it is.
        """
        if item.canonical_url is None:
            raise ArticleDropped("quarantined", "no_url")
        result = await self.writer.enqueue(item)
        assert result
        if result.state == "failed":
            raise ArticleDropped("quarantined", f"unstorable: {result.reason}")
        self.stats.inc_value(f"{ARTICLES}{result.state}")
        return item

    def on_dropped(self, item: Article, exception: DropItem) -> None:
        """Make known that `item` went no further, and why."""
        if isinstance(exception, ArticleDropped):
            self._finish(item, exception.state, exception.reason)
        else:
            self._finish(item, "quarantined", f"dropped: {exception}")

    def on_error(self, item: Article) -> None:
        """Make known that a pipeline broke on `item`."""
        self._finish(item, "quarantined", "pipeline_failed")

    def _finish(self, item: Article, state: State, reason: str) -> None:
        if item.url:
            outcome = ended(item.url, state, reason)
            self.crawler.signals.send_catch_log(url_finished, outcome=outcome)
