"""Redirects whose every hop ends in a recorded state."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from newscrawler.crawling.ends import Ended


class Redirects(RedirectMiddleware):
    """Follows a redirect only to where the spider may go and has not been sent before.

    Scrapy drops the others with neither callback nor errback, so that nobody hears of them. A
    spider without the method `end_of_redirect` is served as Scrapy serves it.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, or the request for where it points. Raises Ended for one not followed."""
        result = super().process_response(request, response)
        judge = getattr(self.crawler.spider, "end_of_redirect", None)
        if isinstance(result, Request) and judge is not None:
            if result.url in request.meta.get("redirect_urls", ()):
                raise Ended("failed", "redirect_loop")
            ended = judge(request.url, result.url)
            if ended is not None:
                raise Ended(*ended)
        return result
