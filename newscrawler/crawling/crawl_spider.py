"""What the frontier and the middlewares ask of the spider that they serve."""

from datetime import date
from functools import lru_cache
from typing import Protocol, runtime_checkable

from scrapy import Spider
from scrapy.crawler import Crawler

from newscrawler.outcomes import State
from newscrawler.publishers import Publisher


@runtime_checkable
class CrawlSpider(Protocol):
    """A spider that knows its site. Any other is served as Scrapy serves it.

    `frontier_name` is the name that its URLs wait under: two spiders of one name share them.
    """

    frontier_name: str

    @property
    def days_wanted(self) -> tuple[date | None, date | None] | None:
        """The days, both inclusive, of which articles that earlier crawls skipped are fetched now.

        None in their place is no limit; None for both of them means that none is fetched.
        """

    def publisher_of(self, url: str) -> Publisher:
        """Return the publisher by whose facts the page at `url` is read."""

    def is_on_site(self, url: str) -> bool:
        """Return whether `url` is on the spider's own site: no other page is fetched."""

    def end_of_redirect(self, asked: str, target: str) -> tuple[State, str] | None:
        """Return how the URL `asked` ends that redirects to `target`; None to follow."""


def crawl_spider(crawler: Crawler) -> CrawlSpider | None:
    """Return the spider of `crawler`, None for one that is not of this project's kind."""
    return _as_crawl_spider(crawler.spider)


@lru_cache(maxsize=1)  # asked several times for each page, and every attribute is looked up
def _as_crawl_spider(spider: Spider | None) -> CrawlSpider | None:
    return spider if isinstance(spider, CrawlSpider) else None
