"""Name what was probably meant where a word is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

_MIN_LIKENESS = 0.7
"""Of a word that was meant, as difflib measures it from 0 to 1."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of an error message: the one of the `known` words like `word`, or all.

    >>> did_you_mean("tribunews", ["tempo", "tribunnews"])
    'did you mean tribunnews?'
    >>> did_you_mean("saung", ["tempo", "tribunnews"])
    'choose from tempo, tribunnews'
    """
    words = list(known)
    found = get_close_matches(word, words, n=1, cutoff=_MIN_LIKENESS)
    return f"did you mean {found[0]}?" if found else f"choose from {', '.join(words)}"
