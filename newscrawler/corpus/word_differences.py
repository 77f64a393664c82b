"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

ChangeKind = Literal["same", "removed", "added"]
_TOKEN = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
"""A word or a mark, with the space before it."""
_MAX_COMPARED_WORDS = 4000
"""Longer paragraphs are shown as removed and added: to compare them would take minutes."""
_MIN_ALIKE = 0.4
"""The share of their words by which two paragraphs are one that was edited."""


@dataclass(frozen=True)
class Segment:
    """A piece of text that both texts have, or only the old one, or only the new one."""

    kind: ChangeKind
    text: str


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> list[list[Segment]]:
    """Return the paragraphs of both texts in reading order, each as segments.

    A paragraph that stands in both is one segment. One that was edited is compared by words; others
    are removed or added whole. The words of all segments but the added ones are those of `old`.

    >>> compare_paragraphs(["Air naik dua meter."], ["Air naik tiga meter."])[0][1:3]
    [Segment(kind='removed', text=' dua'), Segment(kind='added', text=' tiga')]
    """
    compared: list[list[Segment]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            compared += [[Segment("same", text)] for text in old[i1:i2]]
        else:
            compared += _compare_replaced(old[i1:i2], new[j1:j2])
    return compared


def _compare_replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Segment]]:
    """Yield paragraphs that stand in the place of others: pairs that are alike as one."""
    rest = list(new)
    for paragraph in old:
        place = next((n for n, other in enumerate(rest) if _are_alike(paragraph, other)), None)
        if place is None:
            yield [Segment("removed", paragraph)]
            continue
        yield from ([Segment("added", other)] for other in rest[:place])
        yield compare_words(paragraph, rest[place])
        rest = rest[place + 1 :]
    yield from ([Segment("added", other)] for other in rest)


def _are_alike(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) >= _MIN_ALIKE * max(len(words), len(others))


def compare_words(old: str, new: str) -> list[Segment]:
    """Return the segments of one text that was edited."""
    words, others = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(words) + len(others) > _MAX_COMPARED_WORDS:
        return [Segment("removed", old), Segment("added", new)]
    segments: list[Segment] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag == "equal":
            segments.append(Segment("same", "".join(words[i1:i2])))
            continue
        if i2 > i1:
            segments.append(Segment("removed", "".join(words[i1:i2])))
        if j2 > j1:
            segments.append(Segment("added", "".join(others[j1:j2])))
    return segments
