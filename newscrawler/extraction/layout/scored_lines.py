"""The lines of a whole page with their scores, and what continues the text among them.

A score looks at one line in its surroundings; that paragraphs of one text are alike, and stand side
by side, is known only when those are found that surely are text.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice

from lxml.etree import _Element

from newscrawler.extraction.layout.comments import before_comments
from newscrawler.extraction.page.elements import HEADING_TAGS, is_hidden
from newscrawler.extraction.page.text_lines import Line, Lines

MIN_SCORE, MIN_SURE_SCORE = 0.5, 0.8
_MIN_CONTINUING_SCORE = 0.05
"""A lower score is that of a line which is nothing like text, wherever it stands."""
_MAX_LINES_BETWEEN = 5
"""Lines of an advertisement, a caption or links, between two paragraphs."""


@dataclass(frozen=True)
class ScoredLines:
    """The lines of a whole page with their scores: what is known of each reading's quality."""

    lines: Lines
    scores: Sequence[float]

    @property
    def text_size(self) -> float:
        """How many characters of running text to expect on the page."""
        return self.sum_right(range(len(self.scores)))

    def sum_right(self, numbers: Iterable[int]) -> float:
        """Return how many characters of the lines `numbers` are running text, as far as known."""
        return sum(len(self.lines.all[n].text) * self.scores[n] for n in numbers)

    def quality(self, numbers: Sequence[int]) -> float:
        """Return the F1 to expect of the lines `numbers`."""
        taken = sum(len(self.lines.all[n].text) for n in numbers)
        total = self.text_size + taken
        return 2 * self.sum_right(numbers) / total if total else 0.0


def raise_continuations(
    scored: ScoredLines, known: Iterable[int], headline: _Element | None
) -> ScoredLines:
    """Return `scored` with a sure score for each sentence that continues the text.

    The text are the lines `known` and those of a score. What continues it is styled like a sentence
    of it, stands in the same place and after `headline`, is shown, and is said only once.
    """
    lines, start = scored.lines.all, 0
    if headline is not None:
        start = scored.lines.line_range(headline).stop
    numbers = before_comments(scored.lines, range(start, len(lines)))
    prose = [number for number in numbers if lines[number].is_prose]
    text = {n for n in prose if scored.scores[n] >= MIN_SCORE}.union(known)
    places = {place for number in text for place in _places(lines[number])}
    counts = Counter(line.text for line in lines)
    likely = {
        number
        for number in prose
        if counts[lines[number].text] == 1
        and scored.scores[number] >= _MIN_CONTINUING_SCORE
        and not places.isdisjoint(_places(lines[number]))
        and not _stands_hidden(lines[number])
    }
    raised = {n for order in (numbers, numbers[::-1]) for n in _reach(lines, order, text, likely)}
    scores = [
        max(score, MIN_SURE_SCORE) if number in raised else score
        for number, score in enumerate(scored.scores)
    ]
    return replace(scored, scores=scores)


def _places(line: Line) -> Iterator[Hashable]:
    """Yield by what a line is known as one of several alike: it and they share two elements up."""
    parent = line.block.getparent()
    if parent is not None:
        yield line.block_style, parent
        yield line.block_style, parent.tag, parent.getparent()


def _stands_hidden(line: Line) -> bool:
    """Return whether a line is hidden; the places that lines share are two elements deep."""
    return any(map(is_hidden, (line.block, *islice(line.block.iterancestors(), 2))))


def _reach(
    lines: Sequence[Line],
    order: Iterable[int],
    text: AbstractSet[int],
    likely: AbstractSet[int],
) -> Iterator[int]:
    """Yield those of the `likely` lines that follow `text` in `order`, before the next heading."""
    left = 0
    for number in order:
        if number in text:
            left = _MAX_LINES_BETWEEN
        elif left and number in likely:
            yield number
            left = _MAX_LINES_BETWEEN
        elif lines[number].block.tag in HEADING_TAGS:
            left = 0
        else:
            left = max(left - 1, 0)
