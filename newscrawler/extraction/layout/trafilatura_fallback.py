"""The body by trafilatura, for pages where neither selectors nor structure find one."""

import logging
from collections.abc import Sequence

import lxml.html
from lxml import etree

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_whitespace, is_sentence
from newscrawler.items import Block

logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of each page without text
_MIN_PROSE_SHARE = 0.6
"""Of the characters of a text that is no menu, no list of names and the like."""
_MIN_SENTENCE_WORDS = 4


def read_fallback(document: Document, headline: str | None) -> list[Block]:
    """Return the paragraphs that trafilatura finds in `document`, without its headline.

    It is imported here because it is slow to import and few pages need it. It changes the tree it
    is given, so it gets a copy.
    """
    import trafilatura  # noqa: PLC0415

    tree = lxml.html.fromstring(etree.tostring(document.root, encoding="unicode", method="html"))
    text = trafilatura.extract(tree, include_comments=False, include_tables=False, fast=True)
    lines = (fold_whitespace(line) for line in (text or "").splitlines())
    return [Block("paragraph", line) for line in lines if line and line != headline]


def is_prose(blocks: Sequence[Block]) -> bool:
    """Return whether a text consists mostly of sentences, as a menu does not."""
    size = sum(len(block.text) for block in blocks)
    prose = sum(len(block.text) for block in blocks if _is_prose_line(block.text))
    return prose > _MIN_PROSE_SHARE * size


def _is_prose_line(text: str) -> bool:
    is_closed = text.endswith((".", "!", "?")) and len(text.split()) >= _MIN_SENTENCE_WORDS
    return is_closed or is_sentence(text)
