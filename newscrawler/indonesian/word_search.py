"""A fast search for many words in a text."""

import re
from collections.abc import Container
from typing import NamedTuple

# A capital begins a new word, because pages lose spaces: "dikutipSuara".
_WORD = re.compile(r"[A-Za-z][a-z-]*")


class Word(NamedTuple):
    """A word as written at `[start:end]` of a text."""

    start: int
    end: int
    text: str


def find_words(text: str, wanted: Container[str]) -> list[Word]:
    """Find all words of the text that are in `wanted` (lower case), in text order.

    A text has few different words, so each is looked up once and then searched for: several times
    faster than one pattern of all wanted words.
    """
    found = []
    for word in set(_WORD.findall(text)):
        if word.lower() not in wanted:
            continue
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or before == "-" or after.islower() or after == "-"):
                found.append(Word(start, end, word))
            start = text.find(word, end)
    return sorted(found)
