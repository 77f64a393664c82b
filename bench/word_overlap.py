"""How much of the words of a text another text has."""

import re
from collections import Counter


def word_f1(found: str, truth: str) -> float:
    """Return the F1 of the words of `found` held against those of `truth`, from 0 to 1."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, truth))
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
