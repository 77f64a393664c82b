"""Downloads over connections that the address guard has judged."""

from copy import copy
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.settings import Settings

from newscrawler.crawling.network.dns_resolver import PublicResolver
from newscrawler.crawling.network.header_limit import BoundedHandler
from newscrawler.crawling.network.offsite import out_of_bounds


class GuardedHandler(BoundedHandler):
    """Downloads over HTTP/1.1 from addresses that `PublicResolver` lets through.

    The certificates of hosts in the setting `UNVERIFIED_HOSTS` are taken as they are: each such
    response bears the flag `tls_unverified` and is counted.

    Raises RuntimeError where another resolver is installed: without the guard there is no download.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 (there is none before the crawl)

        if not isinstance(reactor.nameResolver, PublicResolver):
            raise RuntimeError("TWISTED_DNS_RESOLVER is not the guard's")  # noqa: TRY004
        super().__init__(crawler)
        self.refused = reactor.nameResolver.refused
        self.unverified_hosts = frozenset(crawler.settings.getlist("UNVERIFIED_HOSTS"))
        self.unverified = BoundedHandler(_without_certificates(crawler))

    async def download_request(self, request: Request) -> Response:
        """Fetch `request`. Raises RequestRejected where no address of its host is let through."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        assert self.crawler.stats
        try:
            if parts.scheme != "https" or host not in self.unverified_hosts:
                return await super().download_request(request)
            response = await self.unverified.download_request(request)
        except CannotResolveHostError as error:
            if host not in self.refused:
                raise
            address = self.refused[host]
            raise out_of_bounds(self.crawler.stats, "address_not_public", address) from error
        self.crawler.stats.inc_value(f"tls/unverified/{host}")
        return response.replace(flags=[*response.flags, "tls_unverified"])

    async def close(self) -> None:
        """Close what connections are left."""
        await super().close()
        await self.unverified.close()


def _without_certificates(crawler: Crawler) -> Crawler:
    """`crawler` for a handler that verifies no certificate."""
    same = copy(crawler)
    same.settings = Settings(crawler.settings)
    same.settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="cmdline")
    return same
