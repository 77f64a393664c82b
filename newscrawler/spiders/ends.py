"""What a failed request means for its URL: its state and a reason that stays the same word."""

from collections.abc import Mapping

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure

from newscrawler.crawling.errors import RequestRejected
from newscrawler.extraction.verdict.blocked_pages import wall_of
from newscrawler.outcomes import State
from newscrawler.spiders.page_from_response import read_article, saved_page

_GONE = frozenset((404, 410))
_NOT_MODIFIED = 304
_CHALLENGING = frozenset((403, 429, 503))
_ENDS: Mapping[type[BaseException], tuple[State, str]] = {
    DownloadTimeoutError: ("failed", "timeout"),
    DownloadConnectionRefusedError: ("failed", "refused"),
    CannotResolveHostError: ("failed", "dns"),
    ConnectError: ("failed", "no_connection"),
    # The connection ended before the response did: before its head, or within its body.
    DownloadFailedError: ("failed", "connection_lost"),
    ResponseDataLossError: ("failed", "connection_lost"),
    ConnectionClosed: ("failed", "connection_lost"),
    # Scrapy cancels a download for its size only (DOWNLOAD_MAXSIZE).
    DownloadCancelledError: ("quarantined", "too_large"),
    UnsupportedURLSchemeError: ("quarantined", "unsupported_scheme"),
}
"""What an error of the download means; a subclass means what its class does."""


def end_of(error: BaseException | None) -> tuple[State, str]:
    """The state in which an error leaves the URL that was asked for, and why."""
    if isinstance(error, RequestRejected):
        return error.state, str(error)
    if isinstance(error, HttpError):
        status = error.response.status
        if status in _CHALLENGING and _is_challenge(error.response):
            return "wall", "challenge"
        if status == _NOT_MODIFIED:
            return "unchanged", "not modified"
        return ("gone" if status in _GONE else "failed"), f"http {status}"
    if isinstance(error, IgnoreRequest):
        return _end_of_ignored(str(error))
    known = (_ENDS[kind] for kind in type(error).__mro__ if kind in _ENDS)
    return next(known, ("failed", f"{type(error).__name__}: {error}"))


def _is_challenge(response: Response) -> bool:
    return wall_of(read_article(saved_page(response))) == "challenge"


def _end_of_ignored(text: str) -> tuple[State, str]:
    """Scrapy's own middlewares say why in words only."""
    if "max redirections" in text:
        return "failed", "redirect_loop"
    states: dict[str, State] = {"robots.txt": "disallowed", "offsite": "offsite"}
    return next((state for word, state in states.items() if word in text), "failed"), text


def asked_url(failure: Failure) -> str:
    """The URL that was asked for."""
    request: Request = failure.request  # type: ignore[attr-defined]
    return str(request.url)
