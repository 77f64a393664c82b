"""Redirects whose every hop ends in a recorded state."""

from typing import Self
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Response

from newscrawler.crawling.crawl_spider import crawl_spider
from newscrawler.crawling.errors import RequestRejected
from newscrawler.crawling.network.offsite import OffsiteMiddleware

_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Follows a redirect only within the bounds of the crawl, and to where it has not been before.

    Scrapy drops the others with neither callback nor errback, so that nobody hears of them. A
    spider that is no `CrawlSpider` is served as Scrapy serves it. Who asks with `dont_redirect`,
    as for robots.txt, follows by itself: each hop is then a request of its own.
    """

    offsite: OffsiteMiddleware

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Hold every hop against the bounds of `crawler`."""
        middleware = super().from_crawler(crawler)
        middleware.offsite = OffsiteMiddleware.from_crawler(crawler)
        return middleware

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return the response, or the request for where it points.

        Raises RequestRejected for a redirect that is not followed.
        """
        if request.meta.get("dont_redirect"):
            return response
        result = super().process_response(request, response)
        if isinstance(result, Request):
            self.offsite.check(result.url)
            self._reject_unwanted(request, result)
            self.offsite.process_request(result)
        elif response.status in _REDIRECTS and (location := response.headers.get("Location")):
            self.offsite.check(urljoin(request.url, location.decode("latin-1")))
        return result

    def _reject_unwanted(self, request: Request, target: Request) -> None:
        spider = crawl_spider(self.crawler)
        if spider is None:
            return
        if target.url in request.meta.get("redirect_urls", ()):
            raise RequestRejected("failed", "redirect_loop")
        ended = spider.end_of_redirect(request.url, target.url)
        if ended is not None:
            raise RequestRejected(*ended)
