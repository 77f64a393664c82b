"""Two values side by side: the lines that differ, shortened around what differs in them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

_MAX_LINES = 4
_MAX_CONTEXT_CHARS = 60
_MAX_CHANGED_CHARS = 240
_TOKEN = re.compile(r"\w{1,50}|\W")
"""A word, or a part of one that is too long to be shown."""


@dataclass(frozen=True)
class ExcerptLine:
    """A line of a value: `changed` is what the other value has not, between what both have."""

    before: str
    changed: str
    after: str

    def __str__(self) -> str:
        """Return the line as one text."""
        return f"{self.before}{self.changed}{self.after}"


Excerpt = tuple[ExcerptLine, ...]


def excerpts(old: Sequence[str], new: Sequence[str]) -> tuple[Excerpt, Excerpt]:
    """Return what differs in two values, which are given as lines that are not all the same."""
    gone, come = _without(old, new), _without(new, old)
    if not gone and not come:  # they stand in another order
        moved = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
        gone, come = [line for line, _ in moved], [line for _, line in moved]
    pairs = zip_longest(gone[:_MAX_LINES], come[:_MAX_LINES])
    sides = [_pair(one, other) for one, other in pairs]
    left = [line for line, _ in sides if line]
    right = [line for _, line in sides if line]
    return _excerpt(left, len(gone), old), _excerpt(right, len(come), new)


def _excerpt(shown: Sequence[ExcerptLine], number: int, value: Sequence[str]) -> Excerpt:
    """Return the lines that are `shown` of a `number` that differ, and what is not shown."""
    if hidden := number - len(shown):
        return (*shown, ExcerptLine(f"… and {hidden} more", "", ""))
    is_rest = not shown and value
    return (ExcerptLine("… (the rest is the same)", "", ""),) if is_rest else tuple(shown)


def _without(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return those of `lines` that are not among `others`, each as often as it is missing there."""
    left = Counter(others)
    missing = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            missing.append(line)
    return missing


def _pair(one: str | None, other: str | None) -> tuple[ExcerptLine | None, ExcerptLine | None]:
    """Return two lines with what differs between them; where one is missing, all of the other."""
    if one is None or other is None:
        return _line(one, 0, 0), _line(other, 0, 0)
    words, others = _TOKEN.findall(one), _TOKEN.findall(other)
    start = _count_shared(words, others)
    end = _count_shared(words[start:][::-1], others[start:][::-1])
    sizes = len("".join(words[:start])), len("".join(words[len(words) - end :]))
    return _line(one, *sizes), _line(other, *sizes)


def _count_shared(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words two texts have in common at their beginnings."""
    pairs = enumerate(zip(words, others, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(words), len(others)))


def _line(text: str | None, start: int, end: int) -> ExcerptLine | None:
    """Return a line of which the first `start` and the last `end` characters are unchanged."""
    if text is None:
        return None
    before, changed, after = text[:start], text[start : len(text) - end], text[len(text) - end :]
    if len(before) > _MAX_CONTEXT_CHARS:
        before = f"…{before[-_MAX_CONTEXT_CHARS:]}"
    if len(after) > _MAX_CONTEXT_CHARS:
        after = f"{after[:_MAX_CONTEXT_CHARS]}…"
    return ExcerptLine(*map(_visible, (before, _shortened(changed), after)))


def _shortened(text: str) -> str:
    half = _MAX_CHANGED_CHARS // 2
    return text if len(text) <= _MAX_CHANGED_CHARS else f"{text[:half]} […] {text[-half:]}"


def _visible(text: str) -> str:
    """Return `text` with what cannot be seen, or steers a terminal, by its code point."""
    return "".join(char if char.isprintable() else f"‹U+{ord(char):04X}›" for char in text)
