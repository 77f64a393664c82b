"""What an element is to its reader: part of a line, a block of its own, or nothing to read.

Names of classes are hints: the walk over the page decides what they are worth.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.text import LONG_TEXT_CHARS

INLINE_TAGS = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb "
    "ruby s samp small span strike strong sub sup tt u var wbr amp-fit-text".split()
)
BLOCK_TAGS = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul "
    "frame frameset noframes option optgroup amp-ad amp-accordion amp-carousel".split()
)
SILENT_TAGS = frozenset(
    "script style noscript template svg canvas select option textarea input img picture rt rp "
    "source track link meta param map area datalist progress meter amp-img amp-analytics "
    "amp-pixel amp-state".split()
)
"""Elements without text, which do not break the line they stand in."""
EMBEDDED_TAGS = frozenset(
    "head iframe object embed audio video math amp-ad amp-sidebar amp-embed amp-social-share "
    "amp-video amp-youtube amp-sticky-ad amp-consent".split()
)
ASIDE_TAGS = frozenset(("nav", "aside", "figcaption"))
HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PICTURE_TAGS = ("img", "amp-img", "picture")
TEXT_TAGS = HEADING_TAGS | {"p", "li", "dt", "dd", "td", "th", "blockquote", "pre"}
_MIN_SENTENCE_CHARS = 40
_MAX_FEW = 32
"""Elements: what is asked of all elements below an element, at each of them, must be bounded."""
_MAX_EMOJI_CHARS, _LAST_LETTER = 12, 0x1FFF
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])"
    r"|(?<![\w-])(?:left|right|top)\s*:\s*-\d{4,9}(?:\.\d{1,9})?px",
    re.IGNORECASE,
)
_TRANSPARENT_STYLE = re.compile(r"(?<![\w-])opacity\s*:\s*0(?![.\d])", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:hidden|is-hidden|d-none)(?:$|\s)", re.IGNORECASE)
_SHOWN_CLASS = re.compile(
    r"(?:^|\s)(?:d-)?(?:sm|md|lg|xl|2xl|xxl)[:-](?:block|flex|grid|inline(?:-\w+)?)(?:$|\s)",
    re.IGNORECASE,
)
"""Class names of what is hidden on narrow screens only."""
_SPOKEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|screen-?reader(?:-only|-text)?|visually-?hidden|offscreen)(?:$|\s)",
    re.IGNORECASE,
)
"""Class names of text that only a screen reader says."""
_HOLDS_BLOCK = XPath(
    "boolean(.//p or .//div or .//section or .//article or .//ul or .//ol or .//table or .//h2"
    " or .//h3 or .//li or .//blockquote)"
)
_HOLDS_TEXT = XPath("boolean(.//table or .//blockquote or .//pre or .//ul or .//ol or .//p)")
_LONG_TEXTS = (
    f".//text()[string-length() > {LONG_TEXT_CHARS}"
    " and not(parent::script or parent::style or parent::a)]"
)
_FIND_LONG_TEXTS, _COUNT_LONG_TEXTS = XPath(_LONG_TEXTS), XPath(f"count({_LONG_TEXTS})")


class Sentences:
    """Which elements of a tree stand amid a sentence: worked out once for each parent.

    The tree must not change meanwhile.
    """

    def __init__(self) -> None:
        self._parents: dict[_Element, bool] = {}

    def hold(self, element: _Element) -> bool:
        """Return whether `element`, such as a button or a time, stands amid words."""
        parent = element.getparent()
        if parent is None:
            return False
        known = self._parents.get(parent)
        if known is None:
            known = self._parents[parent] = _has_sentence(parent)
        return known

    def is_inline(self, element: _Element) -> bool:
        """Return whether `element` is part of a line: its tag is, or nobody knows its tag.

        Browsers show unknown elements in their line, unless a stylesheet says otherwise: such a one
        is taken for a block where it holds blocks, or stands neither in a paragraph nor amid a
        sentence.
        """
        tag = element.tag
        if tag in BLOCK_TAGS:
            return False
        if tag in INLINE_TAGS:
            return True
        if tag == "time":
            return self.hold(element)
        if len(element) and _HOLDS_BLOCK(element):
            return False
        parent = element.getparent()
        return parent is not None and (parent.tag in TEXT_TAGS or self.hold(element))

    def are_broken_by(self, element: _Element) -> bool:
        """Return whether the words before and after `element`, which is not read, are two lines."""
        if element.tag in SILENT_TAGS:
            return False
        return element.tag in EMBEDDED_TAGS or not self.is_inline(element)

    def is_spoken(self, element: _Element) -> bool:
        """Return whether only a screen reader says `element`, amid what others read.

        Alone in its line it is a label, such as that of a byline.
        """
        names, parent = element.get("class"), element.getparent()
        if names is None or parent is None or not _is_spoken_class(names):
            return False
        return parent.tag == "a" or self.hold(element)


def _has_sentence(parent: _Element) -> bool:
    said = (parent.text, *(child.tail for child in parent))
    return sum(len(text.strip()) for text in said if text) >= _MIN_SENTENCE_CHARS


def count_long_texts(element: _Element) -> int:
    """Return how many long pieces of text outside links stand below `element`."""
    return int(_COUNT_LONG_TEXTS(element))


def size_of_long_texts(element: _Element) -> int:
    """Return how many characters the long pieces of text outside links below `element` have."""
    return sum(map(len, _FIND_LONG_TEXTS(element)))


def ancestors_of(elements: Iterable[_Element]) -> set[_Element]:
    """Return every element that holds one of `elements`."""
    found: set[_Element] = set()
    for element in elements:
        for outer in element.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found


def drawn_character(element: _Element) -> str:
    """Return the character that `element` is a small picture of, such as an emoji, or nothing."""
    if element.tag != "img":
        return ""
    shown = element.get("alt", "")
    is_emoji = len(shown) <= _MAX_EMOJI_CHARS and all(ord(each) > _LAST_LETTER for each in shown)
    return shown if is_emoji else ""


def is_picture_frame(figure: _Element) -> bool:
    """Return whether `figure` shows a picture, and no table, quotation or list."""
    return not _HOLDS_TEXT(figure)


def is_hidden(element: _Element) -> bool:
    """Return whether the attributes of `element` hide it from a reader.

    Class names and transparency count for parts of a line: a block may wait for a script or a
    click that shows it, and so may a part that holds several long texts.
    """
    style = element.get("style")
    if element.get("hidden") is not None or (style is not None and _hides(style)):
        return True
    if element.tag not in INLINE_TAGS:
        return False
    is_hidden_part = _hides_part(style or "", element.get("class") or "")
    return is_hidden_part and holds_few(element) and count_long_texts(element) <= 1


def holds_few(element: _Element) -> bool:
    """Return whether few elements stand below `element`, as below a part of a line or a caption."""
    return next(islice(element.iter(), _MAX_FEW, None), None) is None


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return _HIDDEN_STYLE.search(style) is not None


@lru_cache(maxsize=4096)
def _hides_part(style: str, names: str) -> bool:
    if _TRANSPARENT_STYLE.search(style):
        return True
    return bool(_HIDDEN_CLASS.search(names)) and not _SHOWN_CLASS.search(names)


@lru_cache(maxsize=4096)
def _is_spoken_class(names: str) -> bool:
    return _SPOKEN_CLASS.search(names) is not None
