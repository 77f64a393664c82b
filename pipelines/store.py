"""Store articles in the database."""

import asyncio
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from newscrawler.crawling.database_writer import DatabaseWriter
from newscrawler.items import Article
from newscrawler.outcomes import State, ended
from newscrawler.pipelines import ArticleDropped
from newscrawler.signals import url_finished
from newscrawler.stats import ARTICLES
from newscrawler.storage.runs import start_run


class StorePipeline:
    """Stores every article, and reports how the URLs of dropped articles end.

    An item is done when it is stored: `process_item` waits until its row is committed.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.writer = DatabaseWriter.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return a pipeline that also learns of items that others drop or fail on."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.on_dropped, signals.item_dropped)
        crawler.signals.connect(pipeline.on_error, signals.item_error)
        return pipeline

    async def open_spider(self) -> None:
        """Open the database, and start the run. Raises DatabaseUnavailable."""
        assert self.crawler.spider
        engine = await self.writer.open()
        await asyncio.to_thread(start_run, engine, self.writer.run_id, self.crawler.spider.name)

    async def process_item(self, item: Article) -> Article:
        """Store `item`, and return it when its row is committed.

        Raises ArticleDropped for an article without a URL, and for one that the database refuses.
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
        """Report how the URL of a dropped `item` ends."""
        if isinstance(exception, ArticleDropped):
            self._finish(item, exception.state, exception.reason)
        else:
            self._finish(item, "quarantined", f"dropped: {exception}")

    def on_error(self, item: Article) -> None:
        """Report that a pipeline failed on `item`."""
        self._finish(item, "quarantined", "pipeline_failed")

    def _finish(self, item: Article, state: State, reason: str) -> None:
        if item.url:
            outcome = ended(item.url, state, reason)
            self.crawler.signals.send_catch_log(url_finished, outcome=outcome)
