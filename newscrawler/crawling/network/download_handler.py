"""Downloads over HTTP/1.1, live or replayed, from addresses that a crawl may connect to."""

from copy import copy
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.http import Response
from scrapy.settings import Settings

from newscrawler.crawling.errors import RequestRejected
from newscrawler.crawling.network.dns_resolver import PublicResolver
from newscrawler.crawling.network.header_limit import is_over_limit, limit_headers
from newscrawler.crawling.network.offsite import out_of_bounds
from newscrawler.crawling.request_meta import meta_of


class HttpDownloadHandler(BaseDownloadHandler):
    """Downloads with Scrapy's handler for HTTP/1.1, under this project's bounds.

    From the server in the setting `REPLAY_SERVER` instead of the live web, if there is one: the
    time of the original fetch, where it tells that, is noted as `fetched_at` of the request (see
    `RequestMeta`). The certificates of hosts in `UNVERIFIED_HOSTS` are taken as they are: each
    such response bears the flag `tls_unverified` and is counted.

    Raises RuntimeError unless `PublicResolver` is installed: without it there is no download.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 (there is none before the crawl)

        if not isinstance(reactor.nameResolver, PublicResolver):
            raise RuntimeError("TWISTED_DNS_RESOLVER is not PublicResolver")  # noqa: TRY004
        super().__init__(crawler)
        self.refused = reactor.nameResolver.refused
        self.replay_server: str = crawler.settings["REPLAY_SERVER"].rstrip("/")
        self.unverified_hosts = frozenset(crawler.settings.getlist("UNVERIFIED_HOSTS"))
        self.verified = HTTP11DownloadHandler(crawler)
        self.unverified = HTTP11DownloadHandler(_without_certificates(crawler))
        limit_headers(self.verified)
        limit_headers(self.unverified)

    async def download_request(self, request: Request) -> Response:
        """Fetch `request` or its replay; the response bears the original URL.

        Raises RequestRejected: offsite where no address of its host is let through, quarantined
        `headers_too_large`.
        """
        if not self.replay_server:
            return await self._fetch(request)
        response = await self._fetch(request.replace(url=f"{self.replay_server}/{request.url}"))
        if memento := response.headers.get("Memento-Datetime"):
            meta_of(request).fetched_at = parsedate_to_datetime(memento.decode("latin-1"))
        return response.replace(url=request.url)

    async def _fetch(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        is_verified = parts.scheme != "https" or host not in self.unverified_hosts
        handler = self.verified if is_verified else self.unverified
        assert self.crawler.stats
        try:
            response = await handler.download_request(request)
        except CannotResolveHostError as error:
            if host not in self.refused:
                raise
            address = self.refused[host]
            raise out_of_bounds(self.crawler.stats, "address_not_public", address) from error
        except DownloadFailedError as error:
            if is_over_limit(error):
                raise RequestRejected("quarantined", "headers_too_large") from error
            raise
        if is_verified:
            return response
        self.crawler.stats.inc_value(f"tls/unverified/{host}")
        return response.replace(flags=[*response.flags, "tls_unverified"])

    async def close(self) -> None:
        """Close what connections are left."""
        await self.verified.close()
        await self.unverified.close()


def _without_certificates(crawler: Crawler) -> Crawler:
    """Return `crawler` for a handler that verifies no certificate."""
    same = copy(crawler)
    same.settings = Settings(crawler.settings)
    same.settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="cmdline")
    return same
