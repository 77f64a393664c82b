"""Quotation marks, paired into the spans they enclose.

The characters around a mark decide whether it opens or closes, not its shape: pages mix straight
and typographic marks and use them the wrong way round. Apostrophes (Jum'at, O'Brien) are no marks.
"""

import re
from typing import NamedTuple

from newscrawler.indonesian.quotes.lexicon import BARE_ALTERNATIVES

# Any double mark or newline; two single marks in place of a double one; a single mark that is not
# inside a word and not before a decade ('90-an).
_MARK = re.compile(
    r"[\n\"“”„«»'‘’‚`](?:(?<=[\n\"“”„«»])|'(?<='')|’(?<=’’)|‘(?<=‘‘)|`(?<=``)"
    r"|(?<!\w.)(?!\d0(?:-?an|s)\b)|(?!\w))"
)
_SINGLE = frozenset("'‘’‚`")
_OPENS_BEFORE = frozenset("([{-–—/\"“”„«'‘’:\x00")
# An attribution inside a quotation that is never closed: "Kami siap, tegas Budi.
_ATTRIBUTION = re.compile(
    rf"(?<=[,.?!])\s+(?:{BARE_ALTERNATIVES})(?:nya\b|\s+(?=[A-Z@]|dia\b|ia\b|beliau\b|mereka\b))"
)
_CUE_AFTER = re.compile(rf",?\s*(?:{BARE_ALTERNATIVES})(?:nya)?\b")
# Over more paragraphs than this, the closing mark counts as missing.
_MAX_PARAGRAPHS = 6
# How many marks ahead the closing one is looked for; keeps the time linear on damaged pages.
_MAX_MARKS = 40
_MAX_QUOTATION_CHARS = 2000


class Span(NamedTuple):
    """Text between quotation marks: `[start:end]` without and `[outer:outer_end]` with them."""

    outer: int
    start: int
    end: int
    outer_end: int


class _Mark(NamedTuple):
    """One mark, whether it can open or close a quotation, and the number of its paragraph."""

    start: int
    end: int
    single: bool
    opens: bool
    closes: bool
    paragraph: int


def _find_marks(text: str) -> tuple[list[_Mark], list[int]]:
    """Return all marks of the text in order, and the end offset of each paragraph."""
    marks: list[_Mark] = []
    ends: list[int] = []
    size = len(text)
    for match in _MARK.finditer(text):
        start, end = match.span()
        sign = match.group()
        if sign == "\n":
            ends.append(start)
            continue
        before = text[start - 1] if start else " "
        after = text[end] if end < size else " "
        opens = not after.isspace() and (before.isspace() or before in _OPENS_BEFORE)
        closes = not before.isspace() and not after.isalnum()
        if opens == closes:  # ("Ya.") or ,"kata: the shape decides; a straight mark may do both
            opens, closes = sign[0] not in "”’»", sign[0] not in "“‘«„"
        marks.append(_Mark(start, end, sign in _SINGLE, opens, closes, len(ends)))
    ends.append(size)
    return marks, ends


def _find_closing_mark(marks: list[_Mark], first: int) -> int | None:
    """Return the index of the mark that closes `marks[first]`, None if it is never closed.

    Within the paragraph an opening mark of the same sort begins a quotation inside the quotation;
    in a later paragraph it means that the first one was never closed.
    """
    opener = marks[first]
    depth = 0
    for index in range(first + 1, min(len(marks), first + _MAX_MARKS)):
        mark = marks[index]
        later = mark.paragraph - opener.paragraph
        if mark.single != opener.single:
            continue
        if later > _MAX_PARAGRAPHS or (later and (depth or not mark.closes)):
            return None
        if not mark.closes:
            depth += 1
        elif depth:
            depth -= 1
        else:
            return index
    return None


def _may_span_paragraphs(text: str, opener: _Mark) -> bool:
    """Return whether a single mark may open a quotation of several paragraphs.

    It may where it is surely no apostrophe.
    """
    before = text[max(0, opener.start - 2) : opener.start].rstrip(" ")
    return before.endswith((":", "\n")) or opener.start == 0


def find_spans(text: str) -> list[Span]:
    """Return the top-level quoted spans of a text, in order; marks inside a span are ignored."""
    marks, ends = _find_marks(text)
    spans: list[Span] = []
    index = 0
    while index < len(marks):
        opener = marks[index]
        index += 1
        if not opener.opens:
            _add_unopened(text, spans, opener, ends)
            continue
        closing = _find_closing_mark(marks, index - 1)
        if closing is not None:
            closer = marks[closing]
            runs_on = opener.single and closer.paragraph > opener.paragraph
            if runs_on and not _may_span_paragraphs(text, opener):
                continue
            spans.append(_trimmed_span(text, opener.start, opener.end, closer.start, closer.end))
            index = closing + 1
        elif not opener.single or _may_span_paragraphs(text, opener):
            # Without a closing mark it ends before its attribution, or with its paragraph.
            attribution = _ATTRIBUTION.search(text, opener.end, ends[opener.paragraph])
            end = attribution.start() if attribution else ends[opener.paragraph]
            spans.append(_trimmed_span(text, opener.start, opener.end, end, end))
            while index < len(marks) and marks[index].start < end:
                index += 1
    return [span for span in spans if span.end > span.start]


def _add_unopened(text: str, spans: list[Span], closer: _Mark, ends: list[int]) -> None:
    """Add the span of a closing double mark that nothing opened, if an attribution follows it.

    It then begins with its paragraph, or with the sentence after the last quotation.
    """
    if closer.single or not _CUE_AFTER.match(text, closer.end):
        return
    start = ends[closer.paragraph - 1] + 1 if closer.paragraph else 0
    last = spans[-1].outer_end if spans else 0
    if last > start:
        stop = text.rfind(". ", max(last, closer.start - _MAX_QUOTATION_CHARS), closer.start)
        if stop < 0:
            return
        start = stop + 2
    spans.append(_trimmed_span(text, start, start, closer.start, closer.end))


def _trimmed_span(text: str, outer: int, start: int, end: int, outer_end: int) -> Span:
    """Return a span whose inner border leaves out spaces and a closing comma."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(outer, start, end, outer_end)
