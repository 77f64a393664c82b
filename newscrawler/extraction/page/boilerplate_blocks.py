"""What a walk over a page leaves out: menus, asides, hidden dialogs, blocks named like noise.

The names of classes are hints: what many long texts stand in is text, whatever its name says.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Literal

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.elements import (
    ASIDE_TAGS,
    EMBEDDED_TAGS,
    HEADING_TAGS,
    INLINE_TAGS,
    SILENT_TAGS,
    Sentences,
    ancestors_of,
    count_long_texts,
    is_hidden,
    is_picture_frame,
)
from newscrawler.extraction.page.text import is_sentence, text_content

_UNREAD_TAGS = SILENT_TAGS | EMBEDDED_TAGS
_NOISE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharebtn|sharebox|sosmed|komentar|komen|comments?|breadcr?umbs?|ads?|"
    r"adsbygoogle|iklan|advertisement|navbar|cookie|newsletter|caption|"
    r"twitter-tweet|instagram-media|tiktok-embed|fb-post|fb-video|reddit-card)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(r"caption|twitter|instagram|tiktok|fb-|reddit", re.IGNORECASE)
"""Those of the names above that say what a text is, and not what may stand beside it."""
_PAGER_CLASS = re.compile(r"(?:^|[\s_-])(?:paging|pagination)(?:$|[\s_-])", re.IGNORECASE)
_MIN_PART_LONG_TEXTS = 2
"""A hidden element with fewer is a menu or a dialog, not a part of the text."""
_MAX_PROSE_BEFORE_TEXT = 1
"""Lines: a summary or a caption. Headings are no prose, however long."""
_HOLDS_EMBED = XPath(
    "boolean(.//a[contains(@href, 'twitter.com/') or contains(@href, '//x.com/')"
    " or contains(@href, 'instagram.com/') or contains(@href, 'tiktok.com/')]"
    "[contains(@href, '/status/') or contains(@href, '/p/') or contains(@href, '/reel/')"
    " or contains(@href, '/video/')])"
)
"""Whether it is a post of another site, shown in place."""


class BoilerplateBlocks:
    """Which elements below `root` are not read, asked for in the order of the page.

    `removed` and `known` are those of `read_lines`; with `is_whole`, only what no reader sees is
    left out. `parts` become those elements that hold a later part of the text, shown on a click.
    """

    def __init__(
        self,
        root: _Element,
        removed: AbstractSet[_Element],
        known: _Element | None,
        *,
        is_whole: bool,
    ) -> None:
        self.sentences = Sentences()
        self.parts: list[_Element] = []
        self._root = root
        self._removed = removed
        self._is_whole = is_whole
        self._kept = ancestors_of(root.iter("h1"))
        if known is not None:
            self._kept.update((known, *known.iterancestors()))
        self._long_texts: int | None = None

    def include(self, element: _Element, prose_lines: int) -> bool:
        """Return whether nothing below `element` is to be read, after `prose_lines` of prose."""
        tag = element.tag
        if tag in _UNREAD_TAGS or element in self._removed:
            return True
        if tag == "button":
            return not self.sentences.hold(element) and _is_short(element)
        if tag == "blockquote" and _HOLDS_EMBED(element):
            return True
        if self._is_whole:
            return bool(element.attrib) and is_hidden(element) and _is_short(element)
        return _stands_aside(element) or (
            bool(element.attrib) and self._is_unread(element, prose_lines)
        )

    def _is_unread(self, element: _Element, prose_lines: int) -> bool:
        if element.tag in INLINE_TAGS:
            return is_hidden(element) or self.sentences.is_spoken(element)
        return self._is_boilerplate(element, prose_lines)

    def _is_boilerplate(self, element: _Element, prose_lines: int) -> bool:
        """Return whether its names or style say that nothing in this block is text."""
        named = _named(element.get("class"), element.get("id"))
        if named == "noise":
            return not self._is_text_all_the_same(element, prose_lines)
        is_paged = named == "pager" and element.tag not in HEADING_TAGS
        if not is_paged and not is_hidden(element):
            return False
        min_texts = 1 if is_paged else _MIN_PART_LONG_TEXTS
        if count_long_texts(element) < min_texts:
            return True
        self.parts.append(element)
        return False

    def _is_text_all_the_same(self, element: _Element, prose_lines: int) -> bool:
        """Return whether a block is text although its names are those of boilerplate.

        It holds the headline or what the caller knows to be text, or many of the page's long texts
        before all others; or it is a paragraph that reads like one.
        """
        if element in self._kept:
            return True
        if element.tag == "p":
            names = filter(None, (element.get("class"), element.get("id")))
            return not any(map(_CAPTION_CLASS.search, names)) and _reads_like_sentence(element)
        if prose_lines > _MAX_PROSE_BEFORE_TEXT:
            return False
        if self._long_texts is None:
            self._long_texts = count_long_texts(self._root)
        return count_long_texts(element) > max(1, self._long_texts / 3)

    def is_hidden_part(self, element: _Element) -> bool:
        """Return whether `element`, just asked for, holds a part of the text that is hidden."""
        return bool(self.parts) and self.parts[-1] is element and is_hidden(element)


def _stands_aside(element: _Element) -> bool:
    """Return whether its tag says that the element is no part of a text."""
    tag = element.tag
    if tag == "footer":  # an article's own footer holds its tags and credits
        return next(element.iterancestors("article"), None) is None
    return tag in ASIDE_TAGS or (tag == "figure" and is_picture_frame(element))


def _is_short(element: _Element) -> bool:
    """Return whether `element` is a menu, a dialog or a control, not a part of the text.

    A damaged page may hold its text inside the last element that it forgot to close.
    """
    return count_long_texts(element) < _MIN_PART_LONG_TEXTS


def _reads_like_sentence(paragraph: _Element) -> bool:
    """Return whether the text of `paragraph` is a sentence and not the title of a link."""
    return is_sentence(text_content(paragraph)) and next(paragraph.iter("a"), None) is None


@lru_cache(maxsize=4096)
def _named(*names: str | None) -> Literal["noise", "pager"] | None:
    """Return what the class and the id of a block say that it is."""
    known = [name for name in names if name]
    if any(map(_NOISE_CLASS.search, known)):
        return "noise"
    return "pager" if any(map(_PAGER_CLASS.search, known)) else None
