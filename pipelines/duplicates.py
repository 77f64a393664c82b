"""Drop an article that this run has had already, under the same canonical URL."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawler.items import Article
from newscrawler.storage import content_hash
from pipelines import Duplicate


class DuplicatesPipeline:
    """Keeps the first of each article in a run.

    A live crawl meets one article under several addresses (AMP, mobile, `?page=all`) within
    minutes: one is enough. Saved pages of one URL may be years apart: there only the same
    content is a duplicate, and other content is another version.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats
        self.seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the stats of `crawler`."""
        assert crawler.stats
        return cls(crawler.stats)

    def process_item(self, item: Article) -> Article:
        """Let the first of an article through. Raises Duplicate for the others."""
        content = content_hash(item) if item.source else ""
        key = f"{item.canonical_url} {content}"
        if key in self.seen:
            self.stats.inc_value("duplicates/dropped")
            raise Duplicate(f"same article as {item.canonical_url}")
        self.seen.add(key)
        return item
