"""Name what was probably meant where a word is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of an error message: the one of the `known` words that is like `word`.

    >>> did_you_mean("tribunews", ["tempo", "tribunnews"])
    '; did you mean tribunnews?'
    >>> did_you_mean("saung", ["tempo", "tribunnews"])
    ''
    """
    found = get_close_matches(word, list(known), n=1)
    return f"; did you mean {found[0]}?" if found else ""
