"""No response is silently incomplete: what arrived damaged ends in a recorded state.

Scrapy hands on what it could unpack of a cut body, and what had come when the connection ended.
"""

import logging
import re
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from newscrawler.crawling.errors import RequestRejected
from newscrawler.crawling.network.content_encoding import (
    BadEncodingError,
    TooLargeError,
    decode_body,
)

logger = logging.getLogger(__name__)

_SUCCESS = range(200, 300)
_PLAIN = "asked_for_identity"
_END = re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
_TAIL_BYTES = 10_000
"""Bytes: how far from its end a whole page may be closed; some sites append their tracking."""


def _is_success(response: Response) -> bool:
    """Whether the page itself was sent: the status of any other answer says all there is."""
    return response.status in _SUCCESS


class ContentEncodingMiddleware:
    """Unpacks a body as a test, as it was received, before Scrapy does so and forgives."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the limit and the engine of `crawler`."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the response, proven whole by its coding; one that has none as it is.

        Raises RequestRejected: failed `gzip_eof` (whatever the coding) for a body that ends before
        its coding does, quarantined `too_large`, quarantined `bad_encoding` when the server has no
        readable body for a client that accepts no coding either.
        """
        codings = _codings(response)
        if not codings or not response.body:
            return response
        try:
            decode_body(response.body, codings, request.meta.get("download_maxsize", self.limit))
        except (EOFError, TooLargeError, BadEncodingError) as error:
            if not _is_success(response):
                return _bare(response)
            return await self._without_end(request, error)
        whole = [flag for flag in response.flags if flag != "partial"]
        return response.replace(flags=whole)

    async def _without_end(self, request: Request, error: Exception) -> Response:
        """Ask again where that may help. Raises RequestRejected where it may not."""
        if isinstance(error, EOFError):
            raise RequestRejected("failed", "gzip_eof") from error
        if isinstance(error, TooLargeError):
            raise RequestRejected("quarantined", "too_large") from error
        if request.meta.get(_PLAIN):
            raise RequestRejected("quarantined", "bad_encoding") from error
        assert self.crawler.stats
        self.crawler.stats.inc_value("integrity/asked_for_identity")
        logger.info("Asked again for a readable body (%s): %s", error, request.url)
        plain = request.replace(meta=request.meta | {_PLAIN: True})
        plain.headers["Accept-Encoding"] = "identity"
        assert self.crawler.engine
        return await self.crawler.engine.download_async(plain)


class TruncationMiddleware:
    """Ends a page of which nothing came, or not all: what no download error has told of."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response to a request for a page if it is whole, and any other as it is.

        A body that ends with the connection (RFC 9112, section 6.3) may be whole or cut: a page
        in HTML shows by its end, and a listing by its reading. An empty robots.txt is a valid one.
        Raises RequestRejected: failed `empty`, quarantined `partial`.
        """
        if request.callback is NO_CALLBACK or not _is_success(response):
            return response
        if not response.body.strip():
            raise RequestRejected("failed", "empty")
        is_doubtful = "partial" in response.flags and isinstance(response, HtmlResponse)
        if is_doubtful and not _END.search(response.body, max(0, len(response.body) - _TAIL_BYTES)):
            raise RequestRejected("quarantined", "partial")
        return response


def _codings(response: Response) -> list[str]:
    """Return the content codings of a response, in the order they were applied."""
    fields = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    return [name for field in fields.split(",") if (name := field.strip().lower())]


def _bare(response: Response) -> Response:
    """Return a response without its body, which nobody can read."""
    bare: Response = response.replace(body=b"")
    del bare.headers["Content-Encoding"]
    return bare
