"""The HTML of a text that a content system keeps as data: a string, a list, or nested blocks.

The shapes are those of Editor.js, Draft.js, Slate, Tiptap, Portable Text, WordPress and the like:
objects with a type, whose text stands under one of few keys.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_TEXT_KEYS = (
    "text", "value", "html", "innerHTML", "__html", "rendered", "articleBody", "data", "items",
    "content", "body", "children", "blocks", "root",
)  # fmt: skip
_TYPE_KEYS = ("type", "_type", "nodeType", "blockName", "kind")
_INLINE = re.compile(r"text|span|link|hyperlink|a|strong|em|bold|italic", re.IGNORECASE)
_HEADING = re.compile(r"head|^h[1-6]$", re.IGNORECASE)
_NO_TEXT = re.compile(
    r"image|photo|picture|gallery|video|audio|embed|iframe|script|^ad$|^ads|advert|related|code",
    re.IGNORECASE,
)
_JSON = re.compile(r"\{\"|\[\{\"")
_MAX_DEPTH = 20
_MAX_CHARS = 2_000_000


def html_of(value: Any) -> str:
    """Return the HTML of the text in `value`; a string as it is, nothing for what holds no text.

    >>> html_of([{"type": "header", "data": {"text": "Panen"}}, "Kopi dipetik."])
    '<h2>Panen</h2><p>Kopi dipetik.</p>'
    """
    if isinstance(value, str):
        value = _parsed(value)
    return value if isinstance(value, str) else _join(_paragraphs(value, "p", _MAX_DEPTH))


def _parsed(text: str) -> Any:
    """Return the blocks that a string holds in JSON, as some systems keep them; else the string."""
    try:
        return json.loads(text, strict=False) if _JSON.match(text) else text
    except (ValueError, RecursionError):
        return text


def _join(parts: Iterable[str]) -> str:
    """Return `parts` in one, as far as they are bounded: few values may name one text often."""
    found, size = [], 0
    for part in parts:
        size += len(part)
        if size > _MAX_CHARS:
            break
        found.append(part)
    return "".join(found)


def _paragraphs(value: Any, tag: str, depth: int, *, is_block: bool = False) -> Iterator[str]:
    """Yield the paragraphs in `value`, each in its element; `tag` is that of a bare text.

    `is_block` says whether `value` stands in a block, where texts without a type are no paragraphs.
    """
    if isinstance(value, str):
        if value.strip():
            yield value if "<p" in value else f"<{tag}>{value}</{tag}>"
    elif depth and isinstance(value, list):
        if value and all(_is_inline(each, is_block) for each in value):
            line = _join(_inline_text(each, depth - 1) for each in value)
            yield from _paragraphs(line, tag, depth - 1)
        else:
            for each in value:
                yield from _paragraphs(each, tag, depth - 1)
    elif depth and isinstance(value, dict) and not _NO_TEXT.search(kind := _type_of(value)):
        inner = "h2" if _HEADING.search(kind) else tag
        yield from _paragraphs(_text_of(value), inner, depth - 1, is_block=bool(kind) or is_block)


def _text_of(value: Mapping[str, Any]) -> Any:
    return next((value[key] for key in _TEXT_KEYS if value.get(key)), None)


def _type_of(value: Mapping[str, Any]) -> str:
    """Return the type of a block; nothing where none is given."""
    return next((kind for key in _TYPE_KEYS if isinstance(kind := value.get(key), str)), "")


def _is_inline(value: Any, is_block: bool) -> bool:
    """Return whether `value` is a piece of a line: a text that is marked or linked."""
    if not isinstance(value, dict):
        return False
    kind = _type_of(value)
    return bool(_INLINE.fullmatch(kind)) if kind else is_block and isinstance(_text_of(value), str)


def _inline_text(value: Any, depth: int) -> str:
    text = _text_of(value) if isinstance(value, dict) else value
    if isinstance(text, list) and depth:
        return _join(_inline_text(each, depth - 1) for each in text)
    return html.escape(text, quote=False) if isinstance(text, str) else ""
