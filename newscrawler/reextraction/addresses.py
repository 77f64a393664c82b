"""Under which address, and as which capture, what was read from a page is stored."""

from dataclasses import replace
from datetime import datetime

from newscrawler.extraction.page.urls import SINGLE_PAGE
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.process import PageOutcome
from newscrawler.storage.captures import Capture


def capture_of(article: Article) -> Capture:
    """Return the capture that `article` was read from."""
    fetched_at = datetime.fromisoformat(article.fetched_at) if article.fetched_at else None
    return Capture(url=article.url or "", fetched_at=fetched_at, source=article.source)


def with_first_address(outcome: Outcome) -> Outcome:
    """Put an article that one page shows whole under the address of its first page, as a crawl."""
    pages = outcome.extraction.pages if isinstance(outcome, PageOutcome) else None
    if pages is None or pages.number != SINGLE_PAGE or outcome.article is None:
        return outcome
    url = pages.first or outcome.url
    return replace(outcome, url=url, article=replace(outcome.article, url=url))
