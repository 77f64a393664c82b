"""Store articles, each as soon as the one writer has committed it."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from sqlalchemy.exc import SQLAlchemyError

from newscrawler.crawling.frontier.database_writer import Writer
from newscrawler.items import Article
from newscrawler.outcomes import ended
from newscrawler.storage import UrlRecord, error_message, finish_run, start_run
from pipelines import Dropped, Quarantined

logger = logging.getLogger(__name__)


class StorePipeline:
    """Puts every article into the database and the end of every dropped one into its ledger.

    An item is done when it is stored: `process_item` waits for its row.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.writer = Writer.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for what ends without an article, beside `crawler`'s items."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.on_dropped, signals.item_dropped)
        crawler.signals.connect(pipeline.on_error, signals.item_error)
        crawler.signals.connect(pipeline.on_closed, signals.spider_closed)
        return pipeline

    async def open_spider(self) -> None:
        """Open the database. Raises DatabaseUnavailable."""
        assert self.crawler.spider
        engine = await self.writer.open()
        await asyncio.to_thread(start_run, engine, self.writer.run_id, self.crawler.spider.name)

    async def process_item(self, item: Article) -> Article:
        """Store `item`: done when its row is committed. Raises Quarantined when it cannot be.

        Without an address nothing tells which article it is.
        """
        if item.canonical_url is None:
            raise Quarantined("no_url")
        outcome = await self.writer.submit(item)
        assert outcome
        self.stats.inc_value(f"store/{outcome.state}")
        if outcome.state == "failed":
            raise Quarantined(f"unstorable: {outcome.reason}")
        return item

    async def on_dropped(
        self, item: Article, response: Response | None, spider: Spider, exception: Exception
    ) -> None:
        """Record that `item` went no further, and why."""
        if isinstance(exception, Dropped):
            await self._end(item, exception)

    async def on_error(self, item: Article, response: Response | None, spider: Spider) -> None:
        """Record that a pipeline broke on `item`."""
        await self._end(item, Quarantined("pipeline_failed"))

    async def _end(self, item: Article, why: Dropped) -> None:
        url = item.url or item.source
        if url:
            now = datetime.now(UTC)
            outcome = ended(url, why.state, why.reason)
            is_live = item.source is None
            await self.writer.submit(UrlRecord(outcome, item.publisher, now, is_live))

    async def on_closed(self, spider: Spider, reason: str) -> None:
        """Close the run's record with its counts, when all else is written."""
        if self.writer.engine is None:
            return
        await self.writer.flush()
        stats = self.stats.get_stats()
        counts = {name: value for name, value in stats.items() if isinstance(value, int)}
        run_id = self.writer.run_id
        try:
            await asyncio.to_thread(finish_run, self.writer.engine, run_id, counts, reason)
        except SQLAlchemyError as error:
            logger.error("Database: %s; the run has no end in it", error_message(error))  # noqa: TRY400
        await self.writer.close()
