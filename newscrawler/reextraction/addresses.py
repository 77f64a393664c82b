"""Under which address, and as which capture, what was read from a page is stored."""

from dataclasses import replace
from datetime import datetime

from newscrawler.extraction.page.urls import SINGLE_PAGE
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.process import PageOutcome
from newscrawler.storage.captures import Capture
from newscrawler.storage.storable import sanitize


def capture_of(article: Article) -> Capture:
    """Return the capture that `article` was read from, as the database knows it."""
    fetched_at = datetime.fromisoformat(article.fetched_at) if article.fetched_at else None
    url, source = sanitize(article.url or ""), sanitize(article.source)
    return Capture(url=url, fetched_at=fetched_at, source=source)


def with_first_address(outcome: Outcome) -> Outcome:
    """Put an article that one page shows whole under the address of its first page, as a crawl."""
    pages = outcome.extraction.pages if isinstance(outcome, PageOutcome) else None
    if pages is None or pages.number != SINGLE_PAGE or outcome.article is None:
        return outcome
    url = pages.first or outcome.url
    return replace(outcome, url=url, article=replace(outcome.article, url=url))
