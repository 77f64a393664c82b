"""What a page leads to is filed before the page counts as read."""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawler.crawling.request_meta import meta_of
from newscrawler.outcomes import ended
from newscrawler.signals import url_finished


class PersistRequestsMiddleware:
    """Files requests at once, in the order a callback gives them, and records one that fails.

    Scrapy itself may ask a callback for more before it has scheduled what came first: the callback
    could end, and its page be done, while a URL it found is nowhere yet. Stands nearest to the
    engine, so that what Scrapy's own middlewares drop is not filed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return a middleware that stores the requests of `crawler`."""
        return cls(crawler)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Yield the items of a callback, and store its requests."""
        assert self.crawler.engine
        try:
            async for output in result:
                if isinstance(output, Request):
                    self.crawler.engine.crawl(output)
                else:
                    yield output
        except Exception as error:
            reason = f"callback_failed: {type(error).__name__}"
            is_listing = bool(response.request and meta_of(response.request).kind == "listing")
            outcome = ended(response.url, "quarantined", reason, is_listing=is_listing)
            self.crawler.signals.send_catch_log(url_finished, outcome=outcome)
            raise
