"""The HTML of an article's text, as the data of a page hold it beside the page's own."""

import html
import re

from lxml import etree
from lxml.etree import _Element

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse_body_html(text: str) -> _Element | None:
    """Parse the HTML of an article's text; in plain text every line becomes a paragraph.

    It is parsed inside a page of its own, so that nothing in it can declare another encoding.
    """
    text = _CONTROL_CHARACTERS.sub("", text)
    if "<p" not in text and "<br" not in text:
        paragraphs = (html.escape(line.strip()) for line in text.splitlines())
        text = "".join(f"<p>{line}</p>" for line in paragraphs if line)
    parser = etree.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    page = f"<html><body>{text}</body></html>".encode("utf-8", "replace")
    root: _Element | None = etree.fromstring(page, parser)
    return root
