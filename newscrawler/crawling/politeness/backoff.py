"""Leave hosts alone that ask for it: Retry-After, and a circuit breaker for refusals."""

from collections import Counter
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached

from newscrawler.crawling.errors import RequestDeferred
from newscrawler.crawling.politeness.crawl_delay import DAY, pause_host, retry_after

_TOO_MANY_REQUESTS = 429
_REFUSALS = frozenset((403, _TOO_MANY_REQUESTS, 503))
_FIRST_PAUSE_SECONDS = 60
_BREAK_SECONDS = 3600
"""Seconds a host rests when its answers are refusals only; twice as long each time."""


class BackoffMiddleware:
    """Pauses a host for as long as it says (RFC 9110, 10.2.3), and when it refuses again and again.

    A request that was put off so is no failed try. After `THROTTLE_REFUSALS` refusals in a row
    (403, 429, 503) the host rests for an hour, which is counted as `throttle/broken`: nobody is
    served by asking a site that has said no.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.max_refusals = crawler.settings.getint("THROTTLE_REFUSALS")
        self.refusals: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Count the refusals in the stats of `crawler`."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response. Raises RequestDeferred for one that says: later."""
        if request.callback is NO_CALLBACK:  # robots.txt has rules of its own
            return response
        host = urlparse_cached(request).hostname or ""
        if response.status not in _REFUSALS:
            self.refusals.pop(host, None)
            return response
        self.refusals[host] += 1
        self.stats.inc_value(f"throttle/refusals/{response.status}")
        if self.refusals[host] >= self.max_refusals:
            breaks = self.refusals[host] // self.max_refusals
            self.stats.inc_value("throttle/broken")
            self._pause(
                host, _BREAK_SECONDS * 2 ** (breaks - 1), f"refused (http {response.status})"
            )
        asked = retry_after(response, datetime.now(UTC))
        if asked is not None:
            self._pause(host, asked, f"retry_after (http {response.status})")
        if response.status == _TOO_MANY_REQUESTS:
            waits = _FIRST_PAUSE_SECONDS * 2 ** (self.refusals[host] - 1)
            self._pause(host, waits, f"too many requests (http {response.status})")
        return response

    def _pause(self, host: str, seconds: float, reason: str) -> None:
        self.stats.inc_value("throttle/paused")
        pause_host(self.crawler, host, min(seconds, DAY), reason)
        raise RequestDeferred(reason)
