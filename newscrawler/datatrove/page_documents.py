"""Saved pages as documents of datatrove, and back."""

from dataclasses import replace

from datatrove.data import Document, Media, MediaType

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.saved_facts import page_from_facts

PAGE_FACTS = frozenset(
    ("url", "fetched_at", "date", "headers", "status", "flags", "tdm_reserved", "file_path")
)
"""The metadata of a document that are about its page, and not about what was read from it."""


def document_of_page(page: SavedPage) -> Document:
    """Return `page` as a document: its bytes are a medium of it, what is known is metadata."""
    source = page.source or ""
    facts = {
        "url": page.url,
        "fetched_at": page.fetched_at and page.fetched_at.isoformat(),
        "headers": page.headers and dict(page.headers),
        "status": page.status,
        "flags": list(page.flags),
        "tdm_reserved": page.tdm_reserved,
    }
    medium = Media(source, MediaType.DOCUMENT, page.url or "", media_bytes=page.body)
    return Document("", source, [medium], facts)


def page_of_document(document: Document) -> SavedPage:
    """Return the page of a `document`, whose text is its HTML where the page is no medium of it.

    `url`, `fetched_at` (or `date`), `headers` and `status` are taken from its metadata where they
    can be used, as those of a sidecar.
    """
    facts = document.metadata
    body = document.media[0].media_bytes if document.media else document.text
    fetched_at = facts.get("fetched_at", facts.get("date"))
    page = page_from_facts(
        body, {**facts, "fetched_at": fetched_at}, document.id, facts.get("flags", ())
    )
    return replace(page, tdm_reserved=facts.get("tdm_reserved"))
