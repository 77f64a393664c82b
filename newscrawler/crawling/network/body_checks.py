"""No response is silently incomplete: what arrived damaged ends in a recorded state.

Scrapy hands on what it could decode of a cut body, and what had come when the connection ended.
"""

import logging
import re
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.responsetypes import responsetypes

from newscrawler.crawling.errors import RequestRejected
from newscrawler.crawling.network.content_encoding import (
    BadEncodingError,
    BodyTooLargeError,
    TruncatedBodyError,
    decode_body,
    split_codings,
)

logger = logging.getLogger(__name__)

_ACCEPTED = "gzip, deflate, br, zstd"
_IDENTITY = "identity"
_SUCCESS = range(200, 300)
_END = re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
_MAX_BYTES_AFTER_END = 10_000
"""How far from its end a whole page may be closed; some sites append their tracking."""


def _is_success(response: Response) -> bool:
    """Return whether the page itself was sent: the status of any other answer says it all."""
    return response.status in _SUCCESS


class ContentEncodingMiddleware:
    """Asks for compressed bodies and decodes them, in the place of HttpCompressionMiddleware.

    Scrapy's hands on what it could decode of a cut or damaged body as if it were whole.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("COMPRESSION_ENABLED"):
            raise NotConfigured
        self.crawler = crawler
        self.max_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the limit and the engine of `crawler`.

        Raises NotConfigured unless COMPRESSION_ENABLED is set.
        """
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Say which codings can be decoded here, unless `request` says something already."""
        request.headers.setdefault("Accept-Encoding", _ACCEPTED)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the response decoded, and so proven whole; one without a coding as it is.

        Raises RequestRejected: failed `gzip_eof` (whatever the coding) for a body that ends before
        its coding does, quarantined `too_large`, quarantined `bad_encoding` when the server has no
        readable body for a client that accepts no coding either.
        """
        fields = response.headers.getlist("Content-Encoding")
        kept, codings = split_codings(field.decode("latin-1") for field in fields)
        if not codings or not response.body:
            return response
        max_bytes = request.meta.get("download_maxsize", self.max_bytes)
        try:
            body = decode_body(response.body, codings, max_bytes)
        except (TruncatedBodyError, BodyTooLargeError, BadEncodingError) as error:
            if not _is_success(response):  # nobody can read its body, and nobody has to
                return _with_body(response, b"", [])
            return await self._retry_or_reject(request, error)
        return _with_body(response, body, kept)

    async def _retry_or_reject(self, request: Request, error: Exception) -> Response:
        """Ask again where that may help. Raises RequestRejected where it may not."""
        if isinstance(error, TruncatedBodyError):
            raise RequestRejected("failed", "gzip_eof") from error
        if isinstance(error, BodyTooLargeError):
            raise RequestRejected("quarantined", "too_large") from error
        if request.headers.get("Accept-Encoding") == _IDENTITY.encode():
            raise RequestRejected("quarantined", "bad_encoding") from error
        assert self.crawler.stats
        self.crawler.stats.inc_value("integrity/asked_for_identity")
        logger.info("Asked again for a readable body (%s): %s", error, request.url)
        again = request.replace()
        again.headers["Accept-Encoding"] = _IDENTITY
        assert self.crawler.engine
        return await self.crawler.engine.download_async(again)


class TruncationMiddleware:
    """Rejects a page of which nothing came, or not all, where no download error has told of it."""

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
        start = max(0, len(response.body) - _MAX_BYTES_AFTER_END)
        if is_doubtful and not _END.search(response.body, start):
            raise RequestRejected("quarantined", "partial")
        return response


def _with_body(response: Response, body: bytes, codings: list[str]) -> Response:
    """Return `response` with a decoded `body` that is still in `codings`.

    Its class depends on the body (Scrapy chose one by the coded bytes), and a text is in whatever
    encoding that one finds. A body that was decoded to its end is no longer `partial`.
    """
    headers = response.headers.copy()
    headers.setlist("Content-Encoding", codings)
    if not codings:
        del headers["Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    text: dict[str, Any] = {"encoding": None} if issubclass(kind, TextResponse) else {}
    flags = [flag for flag in response.flags if flag != "partial"]
    decoded: Response = response.replace(cls=kind, headers=headers, body=body, flags=flags, **text)
    return decoded
