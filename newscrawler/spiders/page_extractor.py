"""A Scrapy extension that reads pages in worker processes, off the event loop."""

import asyncio
import resource
import time
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawler import stats
from newscrawler.extraction import SavedPage
from newscrawler.extraction_pool import ExtractionPool
from newscrawler.process import PageOutcome, Policy


class PageExtractor:
    """Reads the pages of a crawl; its workers start with the first page.

    The stats say in the end how many pages there were, and what CPU time they cost.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.pool: ExtractionPool | None = None
        self.pages = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read for `crawler`, until its spider has closed."""
        extractor = cls(crawler)
        crawler.signals.connect(extractor.on_closed, signals.spider_closed)
        return extractor

    @classmethod
    def of(cls, crawler: Crawler) -> "PageExtractor":
        """Return the extractor of `crawler`."""
        extractor = crawler.get_extension(cls)
        assert extractor
        return extractor

    async def process(self, page: SavedPage, policy: Policy) -> PageOutcome:
        """Return what `newscrawler.process.process` returns for `page`."""
        if self.pool is None:
            self.started = time.process_time()
            self.pool = ExtractionPool.from_settings(self.crawler.settings)
        self.pages += 1
        (outcome,) = await asyncio.wrap_future(self.pool.submit([page], policy))
        return outcome

    def on_closed(self, spider: Spider) -> None:
        """End the workers, and say what the pages have cost."""
        if self.pool is None:
            return
        before = _seconds_of_children()
        self.pool.close()
        assert self.crawler.stats
        self.crawler.stats.set_value(stats.PAGES_READ, self.pages)
        main_seconds = time.process_time() - self.started
        self.crawler.stats.set_value(stats.MAIN_MILLISECONDS, round(main_seconds * 1000))
        worker_seconds = _seconds_of_children() - before
        self.crawler.stats.set_value(stats.WORKER_MILLISECONDS, round(worker_seconds * 1000))


def _seconds_of_children() -> float:
    """Return the CPU time of the child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
