"""The texts and names of elements, and the folded forms in which texts are compared."""

import re
from collections.abc import Sequence

from lxml.etree import _Element

LONG_TEXT_CHARS = 60
"""A longer piece of text is hardly a label or a link: running text has many such."""
_MIN_TITLE_CHARS = 10
_MIN_SENTENCE_CHARS = 40
_MIN_SURE_SENTENCE_CHARS = 120
"""A shorter text is a sentence only when it ends like one."""
_PUNCTUATION = re.compile(r"[\W_]+")


def is_sentence(text: str) -> bool:
    """Return whether `text` reads like a sentence, unlike a label or a title."""
    size = len(text)
    if size < _MIN_SENTENCE_CHARS:
        return False
    return size >= _MIN_SURE_SENTENCE_CHARS or text[-1] in ".!?\"”’')"


def fold_whitespace(text: str) -> str:
    r"""Return `text` on one line, with one space between its words.

    >>> fold_whitespace(" Harga beras\n\t naik ")
    'Harga beras naik'
    """
    return " ".join(text.split())


def text_content(element: _Element) -> str:
    """Return the text below `element` on one line."""
    return fold_whitespace("".join(element.itertext()))


def class_and_id(element: _Element) -> str:
    """Return the names that a stylesheet may know `element` by, separated by a space."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def fold_title(text: str) -> str:
    """Return only the letters and digits of a title, casefolded: its copies differ in the rest.

    >>> fold_title("Harga Beras Naik, Ini Sebabnya!")
    'hargaberasnaikinisebabnya'
    """
    return _PUNCTUATION.sub("", text.casefold())


def titles_match(title: str, folded_titles: Sequence[str]) -> bool:
    """Return whether `title` is one of the folded titles, with or without the name of the site.

    >>> titles_match("Harga Beras Naik", [fold_title("Harga beras naik - Kompas.com")])
    True
    """
    shown = fold_title(title)
    return len(shown) >= _MIN_TITLE_CHARS and any(
        shown in folded or (folded in shown and len(folded) > 0.6 * len(shown))
        for folded in folded_titles
    )
