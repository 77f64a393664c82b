"""Downloads whose response headers are bounded while they come in.

Twisted bounds the length of one header line (shorter than some sites' policies are) and not their
number: it keeps whatever comes until the headers end. The limit is held where the lines arrive.
There is no public door to that place. Scrapy's own handler goes the same way to be lenient with
bad lines: a factory of its own in Twisted's pool of connections; this one extends it.
"""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.web.client import ResponseFailed

from newscrawler.crawling.errors import RequestRejected

_MAX_HEADERS_BYTES = 256 * 1024
"""Bytes of headers in one response, interim responses and all: browsers stop there as well."""


class _HeadersTooLargeError(Exception):
    """A response with more headers than anybody needs."""


class _BoundedParser(_LenientHTTPClientParser):
    """Stops at the line that goes over the limit; the protocol then closes the connection."""

    MAX_LENGTH = _MAX_HEADERS_BYTES
    length = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (the name is given)
        self.length += len(line)
        if self.length > _MAX_HEADERS_BYTES:
            raise _HeadersTooLargeError
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 (the name is given)
        raise _HeadersTooLargeError


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> "Deferred[Any]":
        answered = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _BoundedParser  # as Scrapy does: the class is fixed in Twisted
        return answered


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802 (the name is given)
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler, except that it gives up on headers without end."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory

    async def download_request(self, request: Request) -> Response:
        """Fetch `request`. Raises RequestRejected (`headers_too_large`) past the limit."""
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            failed = error.__cause__
            reasons = failed.reasons if isinstance(failed, ResponseFailed) else ()
            if any(reason.check(_HeadersTooLargeError) for reason in reasons):
                raise RequestRejected("quarantined", "headers_too_large") from error
            raise
