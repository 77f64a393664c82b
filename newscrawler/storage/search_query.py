"""What `scrapy search` is asked for: read from plain text, for SQLite and PostgreSQL alike."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from newscrawler.storage.storable import sanitize

MAX_CHARACTERS = 1000
MAX_TERMS = 64
"""Both far above what anybody types, and below what a database refuses."""
_WORD = re.compile("[^\\W_](?:[\u0300-\u036f]|[^\\W_])*")
_MARKS = re.compile("[\u0300-\u036f]")
_QUOTATION_MARKS = str.maketrans("“”„‟«»", '""""""')
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<word>[^\s"]+))')
_INSTEAD = {
    "AND": "all words have to occur anyway: leave AND out",
    "NOT": "write -word for a word that may not occur",
}


class QueryError(ValueError):
    """A query that cannot be read; the message says what to write instead."""


@dataclass(frozen=True)
class Word:
    """A word of a text: letters and digits, which stand from `start` to `end`."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word in small letters and without accents, as the indexes compare words."""
        return word_key(self.text)


@dataclass(frozen=True)
class Term:
    """Words that are found one after another; of a prefix, the last is the start of a word.

    A word is found in all its forms where the database knows them (PostgreSQL), a phrase and a
    prefix as they are written.
    """

    kind: Literal["word", "phrase", "prefix"]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """One of the terms in each of `groups` has to occur, and none that is `excluded`."""

    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()

    @property
    def wanted(self) -> list[Term]:
        """The terms that are to be found."""
        return [term for group in self.groups for term in group]


def find_words(text: str) -> Iterator[Word]:
    """Yield the words of `text`.

    >>> [word.key for word in find_words("Anak-anak Beyoncé, 5G!")]
    ['anak', 'anak', 'beyonce', '5g']
    """
    for match in _WORD.finditer(text):
        yield Word(match[0], *match.span())


@lru_cache(maxsize=100_000)
def word_key(word: str) -> str:
    """Return `word` in small letters and without accents."""
    if word.isascii():
        return word.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare.lower())


def parse_query(text: str) -> Query:
    """Return the query that `text` asks for; raise QueryError for what cannot be meant.

    All words are required. "a phrase" stands in quotation marks, kata* finds the words that begin
    so, -kata leaves out, and OR between two words takes either.

    >>> parse_query('banjir OR longsor "rumah warga" -garut').excluded
    (Term(kind='word', words=('garut',)),)
    """
    text = sanitize(text).translate(_QUOTATION_MARKS)
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"the query is too long; write {MAX_CHARACTERS} characters at most")
    if text.count('"') % 2:
        raise QueryError('a quotation mark is not closed; write a phrase as "rumah warga"')
    parts = [part for part in map(_read, _PART.finditer(text)) if part]
    if len(parts) > MAX_TERMS:
        raise QueryError(f"the query has too many words; write {MAX_TERMS} at most")
    return _combine(parts)


def _read(match: re.Match[str]) -> tuple[str, Term | None] | None:
    """Return a part of a query as its role and its term, None where it has no words."""
    phrase, word = match["phrase"], match["word"]
    if not match["minus"] and word == "OR":
        return "or", None
    if word in _INSTEAD:
        raise QueryError(f'{_INSTEAD[word]}; to search for the word, write "{word.lower()}"')
    stem = word.rstrip("*") if word else phrase
    if word and "*" in stem:
        raise QueryError(f"in {word!r}, * stands before the end; write the start of a word: kata*")
    words = tuple(each.text for each in find_words(stem))
    if not words:
        return None
    is_prefix = bool(match["star"]) or bool(word and word.endswith("*"))
    kind: Literal["word", "phrase"] = "word" if word and len(words) == 1 else "phrase"
    return "not" if match["minus"] else "and", Term("prefix" if is_prefix else kind, words)


def _combine(parts: list[tuple[str, Term | None]]) -> Query:
    """Return the query of the parts, in which OR joins the terms beside it."""
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    before = None
    for role, term in parts:
        if (role == "or" and before != "and") or (role == "not" and before == "or"):
            raise QueryError("OR stands between two words that are wanted: banjir OR longsor")
        if term and role == "not":
            excluded.append(term)
        elif term and before == "or":
            groups[-1] += (term,)
        elif term:
            groups.append((term,))
        before = role
    if before == "or":
        raise QueryError("OR stands between two words that are wanted: banjir OR longsor")
    if not groups:
        lacking = "a word to find beside what is left out: banjir -garut" if excluded else "a word"
        raise QueryError(f"there is nothing to search for; give {lacking}")
    return Query(tuple(groups), tuple(excluded))
