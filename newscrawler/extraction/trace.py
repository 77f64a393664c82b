"""Offers that no loader sees: for the body, from the listing, and what selectors remove.

A normal run reads only the body that it takes. Here each source of a body is read as if it were
the only one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml.etree import _Element

from newscrawler.extraction.layout.body import Body
from newscrawler.extraction.layout.second_reading import SCORED
from newscrawler.extraction.layout.structure import (
    MIN_STATED_CHARS,
    Structure,
    read_stated_body,
    read_structure,
)
from newscrawler.extraction.layout.trafilatura_fallback import read_fallback
from newscrawler.extraction.loaders import clean_line, compiled
from newscrawler.extraction.offers import LISTING, REMOVE, Offer, plain_texts
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import text_content
from newscrawler.items import Block, ListingEntry
from newscrawler.publishers import Publisher


def body_offers(
    document: Document,
    publisher: Publisher,
    title_candidates: Sequence[str],
    summary: str,
    stated_bodies: Mapping[str, str],
) -> Iterator[Offer]:
    """Yield the bodies that selectors, structure and the data of the page give.

    `title_candidates` and `summary` are those of `read_structure`, `stated_bodies` the texts in
    the page's data by the rule that found them.
    """
    for css in publisher.selectors.get("container", ()):
        alone = replace(publisher, selectors={"container": [css]})
        structure = read_structure(document, alone, title_candidates, summary)
        if structure.rule == "site":
            yield _offer("site", structure.body.blocks, css)
        else:
            found = plain_texts(map(text_content, compiled(css)(document.root)))
            yield Offer("body", "site", css, found)
    without = replace(publisher, selectors={})
    structure = read_structure(document, without, title_candidates, summary)
    if structure.body.blocks:
        yield _offer("structure", structure.body.blocks)
    for rule, text in stated_bodies.items():
        body, _ = read_stated_body(text, structure.headline) if text else (Body(), None)
        if len(text) < MIN_STATED_CHARS:
            yield from (Offer("body", rule, values=(each,)) for each in plain_texts([text]))
        elif body.blocks:
            yield _offer(rule, body.blocks)


def score_offers(structure: Structure) -> Iterator[Offer]:
    """Yield the body that the article has, where it was read by scores."""
    if structure.rule == SCORED:
        yield _offer(SCORED, structure.body.blocks)


def fallback_offers(document: Document, headline: str | None) -> Iterator[Offer]:
    """Yield the body that trafilatura finds below `headline`."""
    if blocks := read_fallback(document, headline):
        yield _offer("fallback", blocks)


def _offer(rule: str, blocks: Sequence[Block], css: str | None = None) -> Offer:
    texts = plain_texts(block.text for block in blocks)
    return Offer("body", rule, css, texts, texts)


def removal_offers(scope: _Element, publisher: Publisher) -> Iterator[Offer]:
    """Yield what each `remove` selector of `publisher` takes out of the text below `scope`."""
    for css in publisher.remove:
        elements = compiled(css)(scope)
        found = tuple(text_content(element) or f"<{element.tag}>" for element in elements)
        yield Offer(REMOVE, "site", css, found, found)


def listing_offers(listing: ListingEntry | None) -> Iterator[Offer]:
    """Yield what the listing says that named the page."""
    if listing is not None and listing.published:
        yield Offer("published", LISTING, None, (listing.published,), (listing.published,))
    if listing is not None and (title := clean_line(listing.title or "")):
        yield Offer("headline", LISTING, None, (title,), (title,))
