"""Extraction as the spiders call it: one page that fails costs no other page."""

import logging
from datetime import UTC, datetime

from scrapy.http import Response

from newscrawler.crawling.request_meta import meta_of
from newscrawler.extraction import SavedPage
from newscrawler.extraction.extract import Part, read_part
from newscrawler.extraction.page.urls import Pages
from newscrawler.items import Article
from newscrawler.publishers import Publisher

logger = logging.getLogger(__name__)


def headers_of(response: Response) -> dict[str, str]:
    """The headers of `response` as text; those of one name are lines of one value.

    A comma would not do: in X-Robots-Tag the name of a robot holds for its own line only.
    """
    return {
        name.decode("latin-1"): b"\n".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }


def saved_page(response: Response) -> SavedPage:
    """`response` as extraction reads it, with what is known of it, fetched now if nobody knows."""
    assert response.request
    meta = meta_of(response.request)
    return SavedPage(
        url=response.url,
        body=response.body,
        fetched_at=meta.fetched_at or datetime.now(UTC).replace(microsecond=0),
        headers=headers_of(response),
        status=response.status,
        tdm_reserved=meta.tdm_reserved,
    )


def read_article(page: SavedPage, publisher: Publisher | None = None) -> Article:
    """The article of `page`, as `read_one` reads it."""
    return read_one(page, publisher).article


def read_one(page: SavedPage, publisher: Publisher | None = None) -> Part:
    """The article of `page`, or its part; flagged `extraction_failed` where our own code fails.

    Extraction is meant never to raise. Where it does all the same, the page is quarantined with
    the error's name and a line in the log, and the others go on.
    """
    try:
        return read_part(page, publisher)
    except Exception as error:
        logger.exception("Extraction failed on %s", page.source or page.url)
        fetched_at = page.fetched_at.isoformat() if page.fetched_at else None
        flags = [f"extraction_failed:{type(error).__name__}"]
        article = Article(page.url, fetched_at=fetched_at, source=page.source, flags=flags)
        return Part(article, Pages(page.url))
