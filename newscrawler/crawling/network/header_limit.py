"""Response headers, bounded while they come in.

Twisted bounds the length of one header line (shorter than some sites' policies are) and not their
number: it keeps whatever comes until the headers end. The limit has to be where the lines arrive.
There is no public door to that place. Scrapy's own handler goes the same way to be lenient with
bad lines, by a factory of its own in Twisted's pool of connections; this one extends it.
"""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import DownloadFailedError
from twisted.internet.defer import Deferred
from twisted.web.client import ResponseFailed

_MAX_HEADERS_BYTES = 256 * 1024
"""In one response, interim responses and all: browsers stop there as well."""


def limit_headers(handler: HTTP11DownloadHandler) -> None:
    """Let the downloads of `handler` fail whose headers are too large."""
    handler._pool._factory = _BoundedFactory


def is_over_limit(error: DownloadFailedError) -> bool:
    """Return whether a download failed because of its headers."""
    failed = error.__cause__
    reasons = failed.reasons if isinstance(failed, ResponseFailed) else ()
    return any(reason.check(_HeadersTooLargeError) for reason in reasons)


class _HeadersTooLargeError(Exception):
    """A response has more headers than anybody needs."""


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
