"""The bounds of a crawl: every request, each hop of a redirect included, is held against them."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK
from scrapy.statscollectors import StatsCollector

from newscrawler.crawling.ends import Ended
from newscrawler.crawling.network.dns_resolver import (
    DEFAULT_PORTS,
    allowed_networks,
    allowed_ports,
    may_reach,
    written_address,
)


def refusal(stats: StatsCollector, kind: str, what: object) -> Ended:
    """The end of a request that is out of bounds, counted under `kind`; `what` was asked for."""
    stats.inc_value(f"refused/{kind}")
    return Ended("offsite", f"{kind} {what}")


class Guard:
    """Lets through requests for http and https, on the ports of the web, to the spider's own site.

    Stands in for Scrapy's OffsiteMiddleware, which lets a request with `dont_filter` pass (a
    retried one bears it, and hands it on to where it is redirected) and drops others unheard.
    A spider without the method `is_on_site` has the whole web for its site.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.ports = allowed_ports(crawler.settings)
        self.longest = crawler.settings.getint("URLLENGTH_LIMIT")
        self.networks = allowed_networks(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the bounds from the settings ALLOWED_PORTS and ALLOWED_NETWORKS."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Ended for a request that is out of bounds.

        A site may keep its robots.txt elsewhere (RFC 9309, section 2.3.1.2): such requests, which
        have no callback, are held only against the first three.
        """
        self.check(request.url)
        judge = getattr(self.crawler.spider, "is_on_site", None)
        if judge and request.callback is not NO_CALLBACK and not judge(request.url):
            raise refusal(self.stats, "other_site", request.url)

    def check(self, url: str) -> None:
        """Raises Ended for a scheme, a port or an address that no site is reached by.

        The resolver judges the addresses that are connected to; a number in the URL is judged here
        as well, since a replayed page is fetched without looking up its own host.
        """
        if len(url) > self.longest:
            raise refusal(self.stats, "url_too_long", len(url))
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS:
            raise refusal(self.stats, "scheme_not_allowed", parts.scheme)
        port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
        if port not in self.ports:
            raise refusal(self.stats, "port_not_allowed", port)
        address = written_address(parts.hostname or "")
        if address and not may_reach(address, self.networks):
            raise refusal(self.stats, "address_not_public", address)
