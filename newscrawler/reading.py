"""Read one page from Python, as `scrapy reextract` reads it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from newscrawler.extraction.page.saved_facts import page_from_facts
from newscrawler.extraction.pagination import MultiPageAssembler
from newscrawler.items import Article
from newscrawler.outcomes import State
from newscrawler.process import PageOutcome, Policy, assemble, process
from newscrawler.publishers import GENERIC, Publisher, publishers


class NotAnArticleError(Exception):
    """A page holds no article, or one that its site does not want kept.

    `state` and `reason` say what the page is, as in the summary of `scrapy reextract`: `wall`
    (`challenge`, `login`, `subscription`, `consent`, `soft_404`, `error`), `quarantined` (`index`,
    `empty`, `not_html:binary`, `missing:headline` …) or `disallowed` (`noarchive`, `tdm_reserved`).
    `article` holds what could be read of it nevertheless.
    """

    def __init__(self, outcome: PageOutcome) -> None:
        super().__init__(f"{outcome.state}: {outcome.reason}")
        self._outcome = outcome
        self.state: State = outcome.state
        self.reason = outcome.reason
        self.article: Article = outcome.extraction.article

    def __reduce__(self) -> tuple[type[Self], tuple[PageOutcome]]:
        """Pickle the error, as a pool of processes does with one that a worker raises."""
        return type(self), (self._outcome,)


def read(  # noqa: PLR0913 (what a sidecar may hold)
    html: str | bytes,
    url: str | None = None,
    fetched_at: datetime | str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    status: int | None = None,
    source: str | None = None,
    publisher: str | None = None,
    generic: bool = False,
) -> Article:
    """Return the article of the page `html`.

    The article is the one that `scrapy reextract` writes for the same page with a sidecar of the
    same `url`, `fetched_at`, `headers` and `status`. Bytes are better than text, because their
    encoding is checked. Where `url` is not given, or is no web address, the page's own is taken.
    "20 jam lalu" in a page counts from `fetched_at`, an aware datetime or ISO 8601 with an offset;
    a time that cannot be used is left out, and `article.flags` say so. `source` says where the page
    is kept.

    `publisher` names the publisher whose facts are used, in place of that of `url`; `generic` uses
    none. No network, clock or database is used.

    Raises NotAnArticleError where there is no article, TypeError for another `html`, ValueError for
    an unknown publisher.

    >>> read("<title>404</title>")
    Traceback (most recent call last):
        ...
    newscrawler.reading.NotAnArticleError: wall: soft_404
    """
    if not isinstance(html, str | bytes):
        raise TypeError(f"html must be str or bytes, not {type(html).__name__}")
    facts = {"url": url, "fetched_at": fetched_at, "headers": headers, "status": status}
    policy = Policy(_publisher(publisher, generic=generic))
    page = page_from_facts(html, facts, source)
    (outcome,) = assemble([process(page, policy)], policy, MultiPageAssembler())
    if outcome.state != "stored":
        raise NotAnArticleError(outcome)
    return outcome.extraction.article


def _publisher(key: str | None, *, generic: bool) -> Publisher | None:
    if generic and key is not None:
        raise ValueError("give a publisher or generic=True, not both")
    if key is not None and key not in publishers():
        raise ValueError(f"unknown publisher {key!r}: choose from {', '.join(publishers())}")
    return GENERIC if generic else publishers().get(key or "")
