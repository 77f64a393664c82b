"""The authors that a page names in an element of its own, without a word for their role."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice, takewhile

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.text import class_and_id, fold_whitespace
from newscrawler.indonesian.boilerplate import read_credits
from newscrawler.indonesian.bylines import (
    author_names,
    is_titled_name,
    names_other_role,
)

_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nm)?(?:authors?|autor|byline|penulis|reporter|jurnalis|wartawan|writer"
    r"|kontributor)(?=$|[\s_\d-]|list|name)",
    re.IGNORECASE,
)
_PROFILE_URL = re.compile(r"/(?:authors?|penulis|reporter|editor-profile|profil-penulis)/[^/?#]+")
_MARKED_AUTHORS = XPath(
    "//body//*[contains(concat(' ', @rel, ' '), ' author ') or contains(@itemprop, 'author')]"
)
_MAX_MARKED = 100
_TAGS = ("a", "div", "span", "p", "ul", "li", "address", "h4", "h5", "h6", "strong")
_NAME_SEPARATOR = re.compile(r"\s[-–—|/]\s|[,|]|\spada\s")
_HIDDEN_NAMES = XPath(".//meta[@itemprop = 'name']/@content", smart_strings=False)
_MAX_BYLINE_CHARS = 120
_MAX_AUTHORS = 8
_PHOTO_CLASS = re.compile(
    r"(?:^|[\s_-])(?:photo|foto|image|img|picture)(?:$|[\s_-])", re.IGNORECASE
)
_MAX_PICTURE_STEPS = 2
_FOREIGN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|komentar|replies|testimonials?|menu|tooltip)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAX_FOREIGN_STEPS = 6


def read_byline(scope: _Element, end: _Element | None) -> list[str]:
    """Return the names in the first byline element below `scope` that stands before `end`.

    The element is known by its class, `rel`, `itemprop` or link; byline elements right beside it
    belong to it. A text counts only if it looks like a name, since sites and desks sign articles,
    too.
    """
    for element in takewhile(lambda element: element is not end, scope.iter(*_TAGS)):
        if _is_byline(element) and not _credits_picture(element) and not _is_foreign(element):
            siblings = islice(element.itersiblings(*_TAGS), _MAX_AUTHORS)
            beside = (other for other in siblings if _is_byline(other))
            if names := [name for each in (element, *beside) for name in _names_in(each)]:
                return names
    return []


def read_lone_author(root: _Element, listed: AbstractSet[_Element]) -> list[str]:
    """Return the only person that the page marks as an author, wherever that stands.

    `listed` are the items of link blocks, which may name the authors of other articles.
    """
    named: dict[str, None] = {}
    for element in islice(_MARKED_AUTHORS(root), _MAX_MARKED):
        if listed.isdisjoint(element.iterancestors()) and not _is_foreign(element):
            named |= dict.fromkeys(_names_in(element))
    return list(named) if len(named) == 1 else []


def _credits_picture(element: _Element) -> bool:
    """Return whether the element stands beside a picture, and so names its maker."""
    for near in islice(element.iterancestors(), _MAX_PICTURE_STEPS):
        if near.tag == "figure" or _PHOTO_CLASS.search(near.get("class") or ""):
            return near.find(".//h1") is None
    return False


def _is_foreign(element: _Element) -> bool:
    """Return whether the element names who wrote a comment, or another article in a menu."""
    return any(
        outer.tag in {"nav", "figcaption"} or _FOREIGN_CLASS.search(class_and_id(outer))
        for outer in islice(element.iterancestors(), _MAX_FOREIGN_STEPS)
        if outer.tag != "body"
    )


def _is_byline(element: _Element) -> bool:
    return _marks_author(*map(element.get, ("class", "rel", "itemprop", "href")))


@lru_cache(maxsize=4096)
def _marks_author(
    classes: str | None, rel: str | None, itemprop: str | None, href: str | None
) -> bool:
    is_named = classes is not None and _BYLINE_CLASS.search(classes) is not None
    is_profile = href is not None and _PROFILE_URL.search(href) is not None
    return is_named or is_profile or "author" in (rel, itemprop)


def _names_in(element: _Element) -> list[str]:
    shown = map(fold_whitespace, (*element.itertext(), *_HIDDEN_NAMES(element)))
    texts = list(takewhile(lambda text: not names_other_role(text), shown))
    roles = {credit.role.casefold() for text in texts for credit in read_credits(text)}
    if sum(map(len, texts)) > _MAX_BYLINE_CHARS or roles - {"by"}:
        return []  # a longer text, or one that names the roles itself
    parts = (
        part
        for text in texts
        for piece in _NAME_SEPARATOR.split(text)
        for part in author_names(piece)
    )
    return [part for part in parts if is_titled_name(part) and not _BYLINE_CLASS.fullmatch(part)]
