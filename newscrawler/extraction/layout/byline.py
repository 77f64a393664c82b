"""The writers a page names in an element of its own, without a word that says so."""

import re
from functools import lru_cache
from itertools import islice, takewhile

from lxml.etree import _Element

from newscrawler.indonesian.boilerplate import read_credits
from newscrawler.indonesian.names import is_degree, is_name_word

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nm)?(?:authors?|autor|byline|penulis|reporter|jurnalis|wartawan|writer"
    r"|kontributor)(?=$|[\s_\d-]|list|name)",
    re.IGNORECASE,
)
_PROFILE = re.compile(r"/(?:authors?|penulis|reporter|editor-profile|profil-penulis)/[^/?#]+")
_TAGS = ("a", "div", "span", "p", "ul", "li", "address", "h4", "h5", "h6", "strong")
_PARTS = re.compile(r"\s[-–—|/]\s|[,|]|\s(?:dan|pada)\s")
_SPOKEN = re.compile(r"^(?:oleh|by|penulis|reporter|jurnalis)\s*:?\s+", re.IGNORECASE)
_LONGEST_BYLINE = 120
_MOST_WORDS = 5
_MOST_WRITERS = 8
_PICTURE = re.compile(r"(?:^|[\s_-])(?:photo|foto|image|img|picture)(?:$|[\s_-])", re.IGNORECASE)
_NEAR = 2
_NO_NAMES = frozenset(
    "by oleh news editor redaksi redaktur admin tim facebook twitter instagram google youtube"
    " tiktok diperbarui diterbitkan dipublikasikan tanggal ikuti follow share".split()
)
_INNER_DOT = re.compile(r"\w\w\.\w\w")


def read_byline(scope: _Element, end: _Element | None) -> list[str]:
    """The names in the first byline element below `scope` that stands before `end`.

    The element is known by its class, its `rel`, its `itemprop` or by where it leads; those right
    beside it belong to it. What is in it counts only where it looks like a name, since sites and
    desks sign articles, too.
    """
    for element in takewhile(lambda element: element is not end, scope.iter(*_TAGS)):
        if _is_byline(element) and not _is_of_picture(element):
            siblings = islice(element.itersiblings(*_TAGS), _MOST_WRITERS)
            beside = (other for other in siblings if _is_byline(other))
            if names := [name for each in (element, *beside) for name in _names(each)]:
                return names
    return []


def _is_of_picture(element: _Element) -> bool:
    """Whether this stands beside a picture, whose maker it names."""
    for near in islice(element.iterancestors(), _NEAR):
        if near.tag == "figure" or _PICTURE.search(near.get("class") or ""):
            return near.find(".//h1") is None
    return False


def _is_byline(element: _Element) -> bool:
    return _says_writer(*map(element.get, ("class", "rel", "itemprop", "href")))


@lru_cache(maxsize=4096)
def _says_writer(
    classes: str | None, rel: str | None, itemprop: str | None, href: str | None
) -> bool:
    is_named = classes is not None and _CLASS.search(classes) is not None
    is_profile = href is not None and _PROFILE.search(href) is not None
    return is_named or is_profile or "author" in (rel, itemprop)


def _names(element: _Element) -> list[str]:
    texts = [" ".join(text.split()) for text in element.itertext()]
    if sum(map(len, texts)) > _LONGEST_BYLINE or any(map(read_credits, texts)):
        return []  # a text, or one that says itself who is what
    parts = (part for text in texts for part in _PARTS.split(_SPOKEN.sub("", text)))
    return [part for part in parts if is_name(part) and not is_degree(part)]


def is_name(text: str) -> bool:
    """Whether `text` is a person's name as a byline prints it, and nothing else."""
    words = text.split()
    return 0 < len(words) <= _MOST_WORDS and all(map(_is_name_word, words))


def _is_name_word(word: str) -> bool:
    if word.casefold().rstrip(":") in _NO_NAMES or _CLASS.fullmatch(word):
        return False
    is_initial = len(word) == 1 and word.isupper()
    return is_initial or (is_name_word(word) and not _INNER_DOT.search(word))
