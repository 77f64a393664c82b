"""People and organisations in Indonesian text: names, and the titles and roles around them."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from newscrawler.indonesian.names.lexicon import (
    DAYS,
    DEGREES,
    FIELDS,
    HONORIFICS,
    OFFICE_SHORT,
    OFFICE_WORDS,
    ORGANISATION_HEADS,
    OUTLET_HEADS,
    PLACE_HEADS,
    PLACES,
    RANKS,
    ROLE_HEADS,
)

_TOKEN = re.compile(r"\([^()]{1,80}\)|@?\w[\w'’.&/-]*")
_NO_NAME = ORGANISATION_HEADS | OFFICE_WORDS | RANKS | HONORIFICS | ROLE_HEADS | PLACES | DAYS
# Academic degrees behind a name, one or more: "SH", ", S.H., M. Si.", ", Ph.D", ", Sp.PD.".
_DEGREES = re.compile(
    r"(?:,?[ \u00a0]?(?:[SMAD]\.(?:[A-Z][A-Za-z]{0,4}\b\.?){1,3}|Sp\.?[A-Z]\w{0,3}\b\.?"
    rf"|[SMAD]\. (?:{'|'.join(FIELDS)})\b\.?|Ph\.?D\b\.?|(?:{'|'.join(DEGREES)})\b\.?)){{1,9}}"
)
_DOMAIN = re.compile(r"\w\.[a-z]{2}")
_SUFFIX_LENGTHS = (2, 3)
_ORIGIN = frozenset("dari asal of milik".split())
_ROLE_SIGNS = ROLE_HEADS | RANKS
_SEVERAL = frozenset("para ratusan puluhan ribuan belasan sejumlah beberapa sekelompok".split())
_CALLED = HONORIFICS | {"bernama", "berinisial", "inisial"}
_CLAUSE = frozenset("agar supaya bahwa".split())
# Before "jenderal", which is no rank in "Sekretaris Jenderal".
_CIVIL = frozenset("sekretaris direktur inspektur jaksa direktorat".split())
_TITLES = ROLE_HEADS | HONORIFICS
_PARTICLES = frozenset("bin binti van von de da dos el al der den di".split())


# `name`: the name of a person. `office`: a title alone. `organisation`: an organisation or a place.
# `phrase`: any other description. `pronoun`: ia, dia, -nya …. `handle`: a social media account.
PersonKind = Literal["name", "office", "organisation", "phrase", "pronoun", "handle"]


class Person(NamedTuple):
    """Somebody named or described at `[start:end]` of a text, and the role beside the name."""

    name: str
    start: int
    end: int
    kind: PersonKind
    role: str = ""


class _PhraseParts(NamedTuple):
    """The parts of a noun phrase: the name at `[start:end]` of the phrase, and the role."""

    start: int
    end: int
    kind: PersonKind
    role: str = ""


def is_name_word(word: str, before: str = "") -> bool:
    """Return whether a token can be part of a person's name; `before` is the token to its left.

    Behind a word of a name, a title is a name as well: "Lukman Hakim", "Agus Raja".
    """
    if not word[0].isupper() or (word.isupper() and len(word) > 1 and not word.endswith(".")):
        return False
    if _DOMAIN.search(word):
        return False
    lowered = word.rstrip(".").lower()
    if lowered in _NO_NAME:
        return lowered in _TITLES and bool(before) and is_name_word(before)
    return "/" not in word or _NO_NAME.isdisjoint(lowered.split("/"))


def _is_suffix(word: str) -> bool:
    """Return whether a token can be the capitals behind a name, as in "Wibawa MD"."""
    return word.isupper() and len(word) in _SUFFIX_LENGTHS and word.lower() not in _NO_NAME


def split_role(text: str, start: int, end: int) -> Person:
    """Split the noun phrase `text[start:end]` into a role and the name behind it.

    "Menteri Keuangan Sri Mulyani" has a role and a name. A phrase without a person's name (an
    organisation, a description, an office alone) is its own name and has no role.
    """
    phrase = text[start:end]
    parts = _split_phrase(phrase)
    name = phrase[parts.start : parts.end]
    return Person(name, start + parts.start, start + parts.end, parts.kind, parts.role)


def is_degree(text: str) -> bool:
    """Return whether `text` is nothing but academic degrees: "S.Pd", "M. Si.", "Ph.D"."""
    return _DEGREES.fullmatch(text) is not None


def skip_degrees(text: str, position: int, end: int) -> int:
    """Return the offset behind the academic degrees at `position`, or `position`."""
    degrees = _DEGREES.match(text, position, end)
    return degrees.end() if degrees else position


@lru_cache(maxsize=8192)  # names and places recur
def _split_phrase(phrase: str) -> _PhraseParts:
    """Split a noun phrase; brackets behind the name do not belong to it."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(phrase)]
    if not tokens:
        return _PhraseParts(0, len(phrase), "phrase")
    end = len(phrase)
    while len(tokens) > 1 and (tokens[-1][0][0] == "(" or _DEGREES.fullmatch(tokens[-1][0])):
        tokens.pop()
        end = tokens[-1][2]
    words = [token[0].lower().rstrip(".") for token in tokens]
    if words[0] in _SEVERAL:
        return _PhraseParts(0, len(phrase), "phrase")
    first = _name_start(tokens, words)
    if first is None or first >= len(tokens):
        return _PhraseParts(0, len(phrase), _kind_without_name(words, tokens[0][0]))
    is_role = not _CLAUSE.intersection(words[:first]) and _ROLE_SIGNS.intersection(words[:first])
    stop = first if is_role else 0
    while stop and words[stop - 1] in _CALLED:
        stop -= 1
    role = phrase[tokens[0][1] : tokens[stop - 1][2]] if stop else ""
    return _PhraseParts(tokens[first][1], end, "name", role)


def _kind_without_name(words: list[str], first: str) -> PersonKind:
    """Return the kind of a phrase that holds no person's name."""
    if words[0] in ROLE_HEADS or words[0] in OFFICE_SHORT or words[0] in RANKS:
        return "office"
    return "organisation" if first[0].isupper() else "phrase"


def _name_start(tokens: list[tuple[str, int, int]], words: list[str]) -> int | None:
    """Return the index of the first token of the name, None if the phrase holds no name."""
    for index in range(len(tokens) - 1, 0, -1):
        titled = words[index - 1] in HONORIFICS or (
            words[index - 1] in RANKS and words[max(0, index - 2)] not in _CIVIL
        )
        if titled and is_name_word(tokens[index][0]):
            return index
    is_outlet = words[0] in OUTLET_HEADS or " ".join(words[:2]) in OUTLET_HEADS
    if words[0] in ORGANISATION_HEADS and not is_outlet:
        return None
    first = len(tokens)
    if first > 1 and _is_suffix(tokens[-1][0]) and is_name_word(tokens[-2][0]):
        first -= 1
    while first and (
        is_name_word(tokens[first - 1][0], tokens[first - 2][0] if first > 1 else "")
        or (words[first - 1] in _PARTICLES and first < len(tokens))
    ):
        first -= 1
    if 0 < first < len(tokens) and words[first - 1] in PLACE_HEADS:
        first += 1
    if first and words[first - 1] in _ORIGIN:
        return None
    titled = any(word in _ROLE_SIGNS for word in words[:first])
    if first and not is_outlet and not titled and tokens[first - 1][0][0].isupper():
        return None
    return first
