"""Name what was probably meant where a word is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of an error message: the one of the `known` words like `word`, or all.

    >>> did_you_mean("tribunews", ["tempo", "tribunnews"])
    'did you mean tribunnews?'
    >>> did_you_mean("saung", ["tempo", "tribunnews"])
    'choose from tempo, tribunnews'
    """
    words = list(known)
    found = get_close_matches(word, words, n=1)
    return f"did you mean {found[0]}?" if found else f"choose from {', '.join(words)}"
