"""A Scrapy extension that reads what a crawl fetches in worker processes, off the event loop."""

import asyncio
import resource
import time
from functools import partial
from typing import Self, TypeVar

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawler import stats
from newscrawler.extraction import SavedPage
from newscrawler.extraction_pool import ExtractionPool, Task, extraction
from newscrawler.process import PageOutcome, Policy, is_challenge
from newscrawler.publishers import Publisher
from newscrawler.spiders.listing_reader import read_listing
from newscrawler.spiders.listings import Listing

T = TypeVar("T")


class PageExtractor:
    """Reads the articles and listings of a crawl; its workers start with the first of them.

    The stats say in the end how many pages of articles there were, and what CPU time they cost.
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
        self.pages += 1
        return await self._read(page, extraction(policy))

    async def read_listing(self, page: SavedPage, publisher: Publisher, max_urls: int) -> Listing:
        """Return what `read_listing` returns for `page`; one that cannot be read is refused."""
        read = partial(read_listing, publisher=publisher, max_urls=max_urls)
        return await self._read(page, Task(read, _refuse))

    async def is_challenge(self, page: SavedPage) -> bool:
        """Return what `newscrawler.process.is_challenge` returns for `page`."""
        return await self._read(page, Task(is_challenge, _deny))

    async def _read(self, page: SavedPage, task: Task[T]) -> T:
        if self.pool is None:
            self.started = time.process_time()
            self.pool = ExtractionPool.from_settings(self.crawler.settings)
        (result,) = await asyncio.wrap_future(self.pool.submit([page], task))
        return result

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


def _refuse(_page: SavedPage, error_name: str) -> Listing:
    return Listing(refused=f"reading failed: {error_name}")


def _deny(_page: SavedPage, _error_name: str) -> bool:
    return False


def _seconds_of_children() -> float:
    """Return the CPU time of the child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
