"""The captions of a page of pictures, which are its text."""

import re
from collections.abc import Iterable

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.elements import INLINE_TAGS, holds_few, size_of_long_texts
from newscrawler.extraction.page.text import is_sentence, text_content

_CAPTIONS = XPath(".//figcaption | .//*[contains(@class, 'caption')]")
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])captions?(?:$|[\s_-])", re.IGNORECASE)
_MIN_CAPTIONS = 3


def find_gallery_captions(root: _Element) -> set[_Element]:
    """Return the elements below `root` that hold captions, where these hold most of its text.

    The set is empty on any other page: there a caption says what a picture beside the text shows.
    """
    named = (each for each in _CAPTIONS(root) if _is_caption(each))
    captions = _outermost(map(_line_of, named))
    told = [size for each in captions if (size := _size_told(each))]
    if len(told) < _MIN_CAPTIONS:
        return set()
    outside = size_of_long_texts(root) - sum(map(size_of_long_texts, captions))
    return captions if sum(told) > outside else set()


def _is_caption(element: _Element) -> bool:
    is_named = element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class", ""))
    return bool(is_named) and holds_few(element)


def _line_of(caption: _Element) -> _Element:
    """Return the element whose whole text `caption` is, where it is but a part of a line."""
    parent = caption.getparent()
    if parent is None or caption.tag not in INLINE_TAGS or not holds_few(parent):
        return caption
    return parent if text_content(parent) == text_content(caption) else caption


def _outermost(elements: Iterable[_Element]) -> set[_Element]:
    """Return those of `elements`, which come in the order of the page, that stand in no other."""
    found: set[_Element] = set()
    for element in elements:
        if found.isdisjoint(element.iterancestors()):
            found.add(element)
    return found


def _size_told(caption: _Element) -> int:
    """Return how many characters a caption has that is a sentence, and no title of a link."""
    links = (caption.iter("a"), caption.iterancestors("a"))
    text = text_content(caption)
    is_linked = any(next(each, None) is not None for each in links)
    return len(text) if is_sentence(text) and not is_linked else 0
