"""What the database knows of saved pages beside their bytes, as a crawl saw them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Engine

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.urls import split_page_number
from newscrawler.storage.captures import Capture, find_reserved
from newscrawler.storage.url_queue import listing_entries


def with_known_facts(engine: Engine, pages: Iterable[SavedPage]) -> Iterator[SavedPage]:
    """Yield `pages` with what the listing said that named them, and whether they are reserved."""
    for page in pages:
        if page.url is None:
            yield page
            continue
        urls = [page.url, split_page_number(page.url)[0]]
        capture = Capture(url=page.url, fetched_at=page.fetched_at, source=page.source)
        with engine.connect() as connection:
            found = listing_entries(connection, urls)
            reserved = find_reserved(connection, [capture.id]) or None
        listing = next((found[url] for url in urls if url in found), None)
        tdm_reserved = page.tdm_reserved if reserved is None else True
        yield replace(page, listing=listing, tdm_reserved=tdm_reserved)
