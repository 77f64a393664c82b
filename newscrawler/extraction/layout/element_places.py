"""Where the elements of a page stand: what the names and tags around them say.

The names of classes are hints, and never a verdict. The words are Indonesian and English.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from lxml.etree import _Element

from newscrawler.extraction.page.text import class_and_id

_T = TypeVar("_T")

NO_HINT = 12.0
"""How far away the nearest element is that has such a name, where none has."""
_HINTS: Mapping[str, str] = {
    "text": "article articles content contents entry post body story text main rich "
    "richtext prose wysiwyg isi konten berita detail read baca paragraph copy "
    "markdown blog news single",
    "comment": "comment comments commentlist komentar komen disqus respond reply replies "
    "review reviews discussion responses",
    "share": "share sharing social sosmed bagikan follow addtoany sharedaddy like likes",
    "related": "related terkait recommend recommended recommendations rekomendasi more "
    "popular populer trending latest terbaru terkini similar next prev previous "
    "pager pagination also list cards card teaser loop feed grid item items "
    "carousel slider swiper posts",
    "menu": "nav navbar navigation menu breadcrumb breadcrumbs header footer sidebar "
    "aside topbar masthead toolbar tabs tab widget widgets rail secondary sticky "
    "bottom top skip search",
    "promotion": "ad ads advert advertisement iklan promo promotion sponsor sponsored "
    "newsletter subscribe subscription signup banner cta offer optin form "
    "download affiliate callout demo",
    "author": "author authors bio byline profile penulis avatar contributor editor reviewer "
    "about team staff person",
    "meta": "meta tag tags category categories date time timestamp kicker label labels "
    "info rating breadcrumb topics published",
    "consent": "cookie cookies consent gdpr modal popup dialog overlay login signin paywall "
    "tooltip notice alert disclaimer disclosure legal copyright",
    "contents": "toc contents jump anchor anchors outline daftar",
    "caption": "caption captions figure credit image photo foto gallery galeri video media embed",
    "product": "product products price pricing buy shop deal deals cart rating specs spec "
    "pros cons table box faq accordion summary takeaways key",
}
_HINT_NUMBERS = {
    word: number for number, words in enumerate(_HINTS.values()) for word in words.split()
}
_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_TAGS = ("nav", "header", "footer", "aside", "form", "figure", "table", "article", "main", "ul")
PLACE_FEATURES = [
    *(f"hint_{name}" for name in _HINTS),
    *(f"in_{tag}" for tag in _TAGS),
    "in_container",
    "in_item",
    "depth",
]
_TAG_COLUMNS: Mapping[object, int] = {
    **{tag: PLACE_FEATURES.index(f"in_{tag}") for tag in _TAGS},
    "ol": PLACE_FEATURES.index("in_ul"),
}
_IN_CONTAINER, _IN_ITEM, _DEPTH = map(PLACE_FEATURES.index, ("in_container", "in_item", "depth"))
_OUTSIDE = [*[NO_HINT] * len(_HINTS), *[0.0] * (len(PLACE_FEATURES) - len(_HINTS))]


@dataclass(frozen=True)
class FirstReading:
    """What the structure of a page said of its lines before they were scored.

    `container` is the element that was taken to hold the text, `items` are the elements that show
    links to other articles, `taken` the lines that became text, by their block and their words.
    """

    container: _Element
    items: AbstractSet[_Element]
    taken: AbstractSet[tuple[_Element, str]]


def inherited(
    element: _Element, known: dict[_Element, _T], outside: _T, below: Callable[[_T, _Element], _T]
) -> _T:
    """Return what holds for `element`: what `below` makes of that which holds for its parent.

    It is kept in `known` for each element; `outside` is what holds for the parent of the root.
    """
    waiting: list[_Element] = []
    at: _Element | None = element
    while at is not None and at not in known:
        waiting.append(at)
        at = at.getparent()
    found = outside if at is None else known[at]
    for each in reversed(waiting):
        found = known[each] = below(found, each)
    return found


class Places:
    """The features of the places of the elements of a page, each worked out from its parent's."""

    def __init__(self, first: FirstReading) -> None:
        self._first = first
        self._known: dict[_Element, Sequence[float]] = {}

    def of(self, element: _Element) -> Sequence[float]:
        """Return the numbers named in `PLACE_FEATURES` for `element`."""
        return inherited(element, self._known, _OUTSIDE, self._below)

    def _below(self, outer: Sequence[float], element: _Element) -> Sequence[float]:
        tag = element.tag
        names = class_and_id(element) if element.attrib and tag not in {"body", "html"} else ""
        place = [far + 1 if far < NO_HINT else NO_HINT for far in outer[: len(_HINTS)]]
        place += outer[len(_HINTS) :]
        place[_DEPTH] += 1
        if len(names) > 1:
            for number in _hints_in(names):
                place[number] = 0.0
        if tag in _TAG_COLUMNS:
            place[_TAG_COLUMNS[tag]] = 1.0
        if element is self._first.container:
            place[_IN_CONTAINER] = 1.0
        if element in self._first.items:
            place[_IN_ITEM] = 1.0
        return place


@lru_cache(maxsize=8192)
def _hints_in(names: str) -> frozenset[int]:
    words = (word.lower() for word in _WORD.findall(names))
    return frozenset(_HINT_NUMBERS[word] for word in words if word in _HINT_NUMBERS)
