"""The body by trafilatura, for pages where neither selectors nor structure find one."""

import logging

import lxml.html
from lxml import etree

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_whitespace
from newscrawler.items import Block

logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of each page without text


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
