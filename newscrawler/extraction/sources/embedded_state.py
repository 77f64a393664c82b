"""The article in the state that a page embeds for its scripts, from which Next.js draws some pages.

It is returned in schema.org terms, so that it is read like JSON-LD.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.json_text import without_surrogates
from newscrawler.extraction.page.text import fold_title, titles_match
from newscrawler.extraction.sources.linked_data import Node

_STATE_IDS = ("__NEXT_DATA__",)
_MAX_STATE_CHARS = 20_000_000
_MAX_VALUES = 200_000
_MIN_TEXT_CHARS = 200
_KEYS: Mapping[str, Sequence[str]] = {
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
"""Properties of schema.org, and the keys that content systems use for them."""


def read_embedded(document: Document, title_candidates: Sequence[str]) -> Node:
    """Return the article in the embedded state as a schema.org node; empty when there is none.

    It is the longest text among the objects whose title is one of `title_candidates`, the headlines
    that the page shows or states: the state also holds articles that the page links to. A state
    that is too large or cannot be parsed is flagged `state_unreadable`.
    """
    found: Node = {}
    folded = list(map(fold_title, title_candidates))
    for script in document.root.iter("script"):
        if script.get("id") in _STATE_IDS:
            for value in _objects(_load(script.text or "", document.flags)):
                node = _node(value)
                is_longer = len(node.get("articleBody", "")) > len(found.get("articleBody", ""))
                if is_longer and titles_match(node["headline"], folded):
                    found = node
    return found


def _load(text: str, flags: list[str]) -> Any:
    try:
        state = json.loads(text) if len(text) < _MAX_STATE_CHARS else None
        if "\\ud" in text.lower():
            state = without_surrogates(state)
    except (ValueError, RecursionError):
        state = None
    if state is None:
        flags.append("state_unreadable")
    return state


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
    """Return `value` as a schema.org node; empty when it is not an article."""
    node = {}
    for name, keys in _KEYS.items():
        given = next((value[key] for key in keys if value.get(key)), None)
        plain = [_text(each) for each in given] if isinstance(given, list) else _text(given)
        if plain:
            node[name] = plain
    text, title = node.get("articleBody"), node.get("headline")
    if not isinstance(text, str) or not isinstance(title, str) or len(text) < _MIN_TEXT_CHARS:
        return {}
    return node


def _text(value: Any) -> str | None:
    """Return the name of an object, a text as it is, and None for anything else."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("label")
    return value if isinstance(value, str) else None
