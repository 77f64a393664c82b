"""Sentence borders of a text whose quotations are masked, so that marks inside do not count."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from newscrawler.indonesian.quotes.quotation_marks import Span

MASK = "\x00"
# A newline; a mark before a space and a capital; a full stop whose space is lost.
_SENTENCE_BREAK = re.compile(
    rf"[\n.?!…](?:(?<=\n)\n*|(?<!\n)[.?!…]{{0,5}}[{MASK})\]]*\s+(?=[A-Z0-9({MASK}])"
    r"|(?<=[a-z)]\.)(?=[A-Z][a-z]{2}(?<!Com)))"
)
_TERMINAL = frozenset(".?!…")
_ABBREVIATIONS = frozenset(
    """
    dr drs drg dra h hj kh ir prof no st jl tn ny sdr rp kec kab kel ds dll mr mrs ms tgl hal
    """.split()
)
_LAST_WORD = re.compile(r"\w{1,12}+$")


def mask(text: str, spans: Iterable[Span]) -> str:
    """Return the text, of the same length, with the spans and their marks masked.

    A full stop, question or exclamation mark at the end of a span stays: it may end the sentence.
    """
    pieces: list[str] = []
    last = 0
    for span in spans:
        pieces.append(text[last : span.outer])
        ending = text[span.end - 1]
        if ending in _TERMINAL:
            pieces += (MASK * (span.end - 1 - span.outer), ending)
            pieces.append(MASK * (span.outer_end - span.end))
        else:
            pieces.append(MASK * (span.outer_end - span.outer))
        last = span.outer_end
    pieces.append(text[last:])
    return "".join(pieces)


class Sentences:
    """The start and end offsets of the sentences of a (masked) text."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        self._ends: list[int] = []
        for match in _SENTENCE_BREAK.finditer(text):
            start = match.start()
            if text[start] == "." and _is_abbreviation(text, start):
                continue
            self._ends.append(start)
            self.starts.append(match.end())
        self._ends.append(len(text))

    def is_start(self, position: int) -> bool:
        """Return whether a sentence begins at `position`."""
        return self.starts[bisect_right(self.starts, position) - 1] == position

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return start and end of the sentence around `position`, without the final punctuation."""
        index = bisect_right(self.starts, position) - 1
        return self.starts[index], self._ends[index]


def _is_abbreviation(text: str, stop: int) -> bool:
    """Return whether the full stop at `stop` belongs to an abbreviation ("dr.") or an initial."""
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return False
    letters = word.group()
    return letters.lower() in _ABBREVIATIONS or (len(letters) == 1 and letters.isupper())
