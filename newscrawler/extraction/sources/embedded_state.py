"""The article in the state that a page embeds for its scripts, from which they draw some pages.

It is returned in schema.org terms, so that it is read like JSON-LD.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_title, titles_match
from newscrawler.extraction.sources.linked_data import Node
from newscrawler.extraction.sources.page_states import read_states
from newscrawler.extraction.sources.text_blocks import html_of

_MAX_VALUES = 200_000
_MIN_TEXT_CHARS = 200
_KEYS: Mapping[str, Sequence[str]] = {
    "headline": ("title", "headline", "judul"),
    "articleBody": (
        "content", "body", "articleBody", "html", "blocks", "paragraphs", "contentHtml",
        "content_html", "bodyHtml", "body_html", "isi", "konten", "text",
    ),
    "datePublished": ("published_at", "publishedAt", "publish_date", "datePublished"),
    "dateModified": ("updated_at", "updatedAt", "dateModified"),
    "author": ("authors", "author", "writer", "reporter", "penulis"),
    "editor": ("editors", "editor"),
    "keywords": ("tags", "keywords"),
    "articleSection": ("category", "section", "channel"),
    "description": ("description", "summary", "excerpt"),
}  # fmt: skip
"""Properties of schema.org, and the keys that content systems use for them."""


def read_embedded(document: Document, title_candidates: Sequence[str]) -> Node:
    """Return the article in the embedded states as a schema.org node; empty when there is none.

    It is the longest text among the objects whose title is one of `title_candidates`, the headlines
    that the page shows or states: a state also holds articles that the page links to. The state
    of Next.js is flagged `state_unreadable` if it is.
    """
    found: Node = {}
    folded = list(map(fold_title, title_candidates))
    for state in read_states(document.root, document.flags):
        for value in _objects(state):
            title = _given(value, "headline")
            if isinstance(title, str) and titles_match(title, folded):
                node = _node(value)
                if len(node.get("articleBody", "")) > len(found.get("articleBody", "")):
                    found = node
    return found


def _objects(state: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object in `state`, the outer ones first."""
    waiting = deque([state])
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting += [each for each in value.values() if isinstance(each, (dict, list))]
        elif isinstance(value, list):
            waiting += [each for each in value if isinstance(each, (dict, list))]


def _node(value: Mapping[str, Any]) -> Node:
    """Return `value` as a schema.org node; empty when it has no text."""
    bodies = (html_of(value[key]) for key in _KEYS["articleBody"] if value.get(key))
    text = next((body for body in bodies if len(body) >= _MIN_TEXT_CHARS), None)
    if text is None:
        return {}
    given = {name: _given(value, name) for name in _KEYS if name != "articleBody"}
    return {name: plain for name, plain in given.items() if plain} | {"articleBody": text}


def _given(value: Mapping[str, Any], name: str) -> str | list[str | None] | None:
    """Return what `value` has under the first key for `name`: texts, and objects by their names."""
    given = next((value[key] for key in _KEYS[name] if value.get(key)), None)
    return [_text(each) for each in given] if isinstance(given, list) else _text(given)


def _text(value: Any) -> str | None:
    """Return the name of an object, a text as it is, and None for anything else."""
    if isinstance(value, dict):
        names = ("name", "title", "label", "rendered")
        value = next((value[key] for key in names if value.get(key)), None)
    return value if isinstance(value, str) else None
