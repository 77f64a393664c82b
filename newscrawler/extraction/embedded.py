"""The article in the state that a page gives its scripts: Next.js draws some pages from it alone.

It is given back in the words of schema.org, so that it is read as linked data are.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from lxml.etree import _Element

from newscrawler.extraction.linked_data import Node
from newscrawler.extraction.page import Document

_STATES = ("__NEXT_DATA__",)
_LARGEST = 5_000_000
_MOST_VALUES = 50_000
_SHORTEST_TEXT = 200
_NAMES: Mapping[str, Sequence[str]] = {
    "headline": ("title", "headline"),
    "articleBody": ("content", "body", "articleBody", "html"),
    "datePublished": ("published_at", "publishedAt", "publish_date", "datePublished"),
    "dateModified": ("updated_at", "updatedAt", "dateModified"),
    "author": ("authors", "author", "writer", "reporter"),
    "editor": ("editors", "editor"),
    "keywords": ("tags", "keywords"),
    "articleSection": ("category", "section", "channel"),
    "description": ("description", "summary", "excerpt"),
}
"""Words of schema.org and the keys that content systems have been seen to use for them."""


def read_embedded(document: Document) -> Node:
    """The article in the page's embedded state as a schema.org node; empty when there is none.

    It is the object with a title and the longest text.
    """
    found: Node = {}
    for script in document.root.iter("script"):
        text = script.text or ""
        if script.get("id") in _STATES and len(text) < _LARGEST:
            for value in _objects(_load(text)):
                node = _node(value)
                if len(node.get("articleBody", "")) > len(found.get("articleBody", "")):
                    found = node
    return found


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _objects(state: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in `state`, the outer ones first."""
    waiting = [state]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _node(value: Mapping[str, Any]) -> Node:
    """`value` as a schema.org node, empty when it is no article."""
    node = {}
    for name, keys in _NAMES.items():
        said = next((value[key] for key in keys if value.get(key)), None)
        if plain := _plain(said):
            node[name] = plain
    text, title = node.get("articleBody"), node.get("headline")
    if not isinstance(text, str) or not isinstance(title, str) or len(text) < _SHORTEST_TEXT:
        return {}
    return node


def _plain(value: Any) -> Any:
    """An object or a list of objects by their names, anything else as it is."""
    if isinstance(value, list):
        return [plain for each in value if isinstance(plain := _plain(each), str)]
    if isinstance(value, dict):
        return value.get("name") or value.get("title") or value.get("label")
    return value


def parse_text(text: str) -> _Element | None:
    """The HTML of an article's text as a tree; plain text gets a paragraph for each line."""
    if "<p" not in text and "<br" not in text:
        paragraphs = (line.strip() for line in text.splitlines())
        root = etree.Element("div")
        for line in filter(None, paragraphs):
            etree.SubElement(root, "p").text = line
        return root
    return etree.fromstring(text, etree.HTMLParser(huge_tree=True))
