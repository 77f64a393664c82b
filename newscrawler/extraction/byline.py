"""The writers a page names in an element of its own, without a word that says so."""

import re
from functools import lru_cache

from lxml.etree import _Element

from newscrawler.indonesian.names import is_name_word
from newscrawler.indonesian.notices import read_credits

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nm)?(?:authors?|autor|byline|penulis|reporter|jurnalis|wartawan|writer"
    r"|kontributor)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s[-–—|/]\s|[,|]|\s(?:dan|pada)\s")
_SPOKEN = re.compile(r"^(?:oleh|by|penulis|reporter|jurnalis)\s*:?\s+", re.IGNORECASE)
_LONGEST_BYLINE = 120
_MOST_WORDS = 5
_NO_NAMES = frozenset(
    "by oleh editor redaksi redaktur admin tim facebook twitter instagram google youtube tiktok"
    " diperbarui diterbitkan dipublikasikan tanggal ikuti follow share".split()
)
_INNER_DOT = re.compile(r"\w{2,}\.\w{2,}")


def read_byline(scope: _Element, end: _Element | None) -> list[str]:
    """The names in the first byline element below `scope` that stands before `end`.

    The element is known by its class, its `rel` or its `itemprop`; what is in it counts only
    where it looks like a name, since sites and desks sign articles, too.
    """
    for element in scope.iter("a", "div", "span", "p", "li", "address", "h4", "h5", "h6", "strong"):
        if element is end:
            break
        if _is_byline(element.get("class"), element.get("rel"), element.get("itemprop")):
            texts = [" ".join(text.split()) for text in element.itertext()]
            if sum(map(len, texts)) <= _LONGEST_BYLINE and (names := _names(texts)):
                return names
    return []


@lru_cache(maxsize=4096)
def _is_byline(classes: str | None, rel: str | None, itemprop: str | None) -> bool:
    return "author" in (rel, itemprop) or (classes is not None and bool(_CLASS.search(classes)))


def _names(texts: list[str]) -> list[str]:
    if any(read_credits(text) for text in texts):
        return []  # it says itself who is what
    parts = (part for text in texts for part in _PARTS.split(_SPOKEN.sub("", text)))
    return [part for part in parts if is_name(part)]


def is_name(text: str) -> bool:
    """Whether `text` is a person's name as a byline prints it, and nothing else."""
    words = text.split()
    return 0 < len(words) <= _MOST_WORDS and all(map(_is_name_word, words))


def _is_name_word(word: str) -> bool:
    if word.casefold().rstrip(":") in _NO_NAMES or _CLASS.fullmatch(word):
        return False
    is_initial = len(word) == 1 and word.isupper()
    return is_initial or (is_name_word(word) and not _INNER_DOT.search(word))
