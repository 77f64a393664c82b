"""Count which fields the pages of a crawl have, and the links of its listings."""

from functools import partial
from typing import Self

from scrapy.crawler import Crawler

from newscrawler.crawling.database_writer import DatabaseWriter
from newscrawler.items import Article
from newscrawler.monitoring.coverage import CoverageCounter
from newscrawler.outcomes import Outcome
from newscrawler.signals import url_finished
from newscrawler.storage.runs import record_coverage


class CoveragePipeline:
    """Counts every article, and every URL that ends without one, for `scrapy health`."""

    def __init__(self, crawler: Crawler) -> None:
        self.writer = DatabaseWriter.of(crawler)
        self.coverage = CoverageCounter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return a pipeline that also counts the URLs of `crawler` that give no item."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.on_finished, url_finished)
        return pipeline

    def process_item(self, item: Article) -> Article:
        """Count `item`, and return it."""
        self.coverage.count(Outcome(item.url or "", "stored", article=item))
        return item

    def on_finished(self, outcome: Outcome) -> None:
        """Count a URL that ended without an item."""
        self.coverage.count(outcome)

    async def close_spider(self) -> None:
        """Store the counts with the run, if there is a database, before the run is closed."""
        if self.writer.engine is not None:
            record = partial(
                record_coverage,
                run_id=self.writer.run_id,
                tallies=self.coverage.records,
                pages_at=self.coverage.pages_at,
            )
            await self.writer.run_nowait(record)
