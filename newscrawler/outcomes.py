"""How a URL ends: its state, the reason, and whether it is tried again.

Everything that decides about a URL says so as an `Outcome`, in one of the states named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from newscrawler.items import Article

State = Literal[
    "stored",
    "unchanged",
    "duplicate",
    "listed",
    "skipped",
    "disallowed",
    "offsite",
    "gone",
    "wall",
    "failed",
    "quarantined",
]
"""How a URL ends, as recorded in the table `urls`.

A listing that was read is `listed`; an article that was discovered and not wanted (out of the
range of days, over the limit) is `skipped`; `wall` is a page in an article's place (a login, a
challenge, a lost page).
"""

MAX_ATTEMPTS = 5
"""A URL that failed so often in a row is put into quarantine."""
FIRST_RETRY_DELAY = timedelta(minutes=5)
MAX_RETRY_DELAY = timedelta(days=1)


@dataclass(frozen=True)
class Outcome:
    """How `url` ends: its state, and why where the state alone does not say.

    `article` is what was read from its page, also where that is no article to be stored, None
    where no page was read. `retry` says that the URL is to be tried again later. `is_complete` is
    False for an article that lacks pages: it has to come whole the next time. `links` counts the
    articles and listings that a listing names, 0 where it could not be read, None where it has not
    changed.
    """

    url: str
    state: State
    reason: str | None = None
    article: Article | None = None
    retry: bool = False
    is_complete: bool = True
    is_listing: bool = False
    links: int | None = None


def failed(url: str, reason: str) -> Outcome:
    """Return the outcome of a URL that failed for a `reason` that may pass: it is tried again."""
    return Outcome(url, "failed", reason, retry=True)


def ended(
    url: str, state: State, reason: str | None = None, *, is_listing: bool = False
) -> Outcome:
    """Return the outcome of a URL that brought no page: only one that `failed` is tried again."""
    return Outcome(url, state, reason, retry=state == "failed", is_listing=is_listing)


def of_article(article: Article, state: State, reason: str | None = None) -> Outcome:
    """Return the outcome of a page by its `article`: one that lacks pages may be tried again."""
    return Outcome(
        article.url or article.source or "",
        state,
        reason,
        article,
        retry=state == "stored" and bool(article.failed_pages),
        is_complete=not article.missing_pages,
    )


def next_attempt(attempts: int, at: datetime) -> datetime | None:
    """Return when a URL is tried again that failed for the `attempts`-th time in a row at `at`.

    The delay doubles from five minutes up to a day. None means: no more, after `MAX_ATTEMPTS`.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    delay: timedelta = FIRST_RETRY_DELAY * (1 << (attempts - 1))
    return at + min(delay, MAX_RETRY_DELAY)


_GONE = frozenset((404, 410))
_NOT_MODIFIED = 304


def of_status(url: str, status: int) -> Outcome:
    """Return the outcome of a URL that was answered with an HTTP `status` other than success."""
    if status == _NOT_MODIFIED:
        return ended(url, "unchanged", "not modified")
    return ended(url, "gone" if status in _GONE else "failed", f"http {status}")


_BY_ERROR: Mapping[str, tuple[State, str]] = {
    "DownloadTimeoutError": ("failed", "timeout"),
    "DownloadConnectionRefusedError": ("failed", "refused"),
    "CannotResolveHostError": ("failed", "dns"),
    "ConnectError": ("failed", "no_connection"),
    # The connection ended before the response did: before its head, or within its body.
    "DownloadFailedError": ("failed", "connection_lost"),
    "ResponseDataLossError": ("failed", "connection_lost"),
    "ConnectionClosed": ("failed", "connection_lost"),
    # Scrapy cancels a download for its size only (DOWNLOAD_MAXSIZE).
    "DownloadCancelledError": ("quarantined", "too_large"),
    "UnsupportedURLSchemeError": ("quarantined", "unsupported_scheme"),
}
"""What an error of Scrapy's or Twisted's means, by the name of its class or of a base class."""


def of_error(url: str, error: BaseException) -> Outcome:
    """Return the outcome of a URL whose request raised `error`.

    An error of this project's own has a `state`; one of Scrapy's middlewares says why in words
    only.
    """
    state: State | None = getattr(error, "state", None)
    if state is not None:
        return ended(url, state, str(error))
    names = [kind.__name__ for kind in type(error).__mro__]
    if "IgnoreRequest" in names:
        return _of_ignored(url, str(error))
    known = (_BY_ERROR[name] for name in names if name in _BY_ERROR)
    return ended(url, *next(known, ("failed", f"{type(error).__name__}: {error}")))


def _of_ignored(url: str, text: str) -> Outcome:
    if "max redirections" in text:
        return failed(url, "redirect_loop")
    states: Mapping[str, State] = {"robots.txt": "disallowed", "offsite": "offsite"}
    return ended(url, next((states[word] for word in states if word in text), "failed"), text)
