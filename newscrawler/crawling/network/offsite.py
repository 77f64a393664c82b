"""The bounds of a crawl, which every request and each hop of a redirect has to keep."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK
from scrapy.statscollectors import StatsCollector

from newscrawler.crawling.crawl_spider import crawl_spider
from newscrawler.crawling.errors import RequestRejected
from newscrawler.crawling.network.dns_resolver import (
    DEFAULT_PORTS,
    allowed_networks,
    allowed_ports,
    may_reach,
    written_address,
)
from newscrawler.crawling.request_meta import reset_response_facts


def out_of_bounds(stats: StatsCollector, kind: str, what: object) -> RequestRejected:
    """Count a request that is out of bounds under `kind`, and return the error that ends it."""
    stats.inc_value(f"refused/{kind}")
    return RequestRejected("offsite", f"{kind} {what}")


class OffsiteMiddleware:
    """Lets through requests for http and https, on the ports of the web, to the spider's own site.

    Stands in for Scrapy's OffsiteMiddleware, which lets a request with `dont_filter` pass (a
    retried one bears it, and hands it on to where it is redirected) and drops others unheard.
    A spider that is no `CrawlSpider` has the whole web for its site.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.ports = allowed_ports(crawler.settings)
        self.max_url_chars = crawler.settings.getint("URLLENGTH_LIMIT")
        self.networks = allowed_networks(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the bounds from the settings ALLOWED_PORTS and ALLOWED_NETWORKS."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise RequestRejected for a request that is out of bounds.

        A site may keep its robots.txt elsewhere (RFC 9309, section 2.3.1.2): such requests, which
        have no callback, may be on another site.
        """
        reset_response_facts(request)  # this middleware is the first to see a request
        self.check(request.url)
        spider = crawl_spider(self.crawler)
        if spider and request.callback is not NO_CALLBACK and not spider.is_on_site(request.url):
            raise out_of_bounds(self.stats, "other_site", request.url)

    def check(self, url: str) -> None:
        """Raise RequestRejected for a scheme, a port or an address that no site is reached by.

        The resolver judges the addresses that are connected to; a number in the URL is judged here
        as well, since a replayed page is fetched without looking up its own host.
        """
        if len(url) > self.max_url_chars:
            raise out_of_bounds(self.stats, "url_too_long", len(url))
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS:
            raise out_of_bounds(self.stats, "scheme_not_allowed", parts.scheme)
        port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
        if port not in self.ports:
            raise out_of_bounds(self.stats, "port_not_allowed", port)
        address = written_address(parts.hostname or "")
        if address and not may_reach(address, self.networks):
            raise out_of_bounds(self.stats, "address_not_public", address)
