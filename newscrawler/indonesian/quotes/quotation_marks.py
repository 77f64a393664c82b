"""Find quotation marks and pair them into the spans they enclose.

A mark opens or closes by what stands around it, not by its shape: pages mix straight and
typographic marks and turn them the wrong way. Apostrophes (Jum'at, O'Brien) are no marks.
"""

import re
from typing import NamedTuple

from newscrawler.indonesian.quotes.lexicon import BARE_ALTERNATIVES

# Any double mark or new line; two single marks for a double one; a single mark that is not inside
# a word nor before a decade ('90-an).
_MARK = re.compile(
    r"[\n\"“”„«»'‘’‚`](?:(?<=[\n\"“”„«»])|'(?<='')|’(?<=’’)|‘(?<=‘‘)|`(?<=``)"
    r"|(?<!\w.)(?!\d0(?:-?an|s)\b)|(?!\w))"
)
_SINGLE = frozenset("'‘’‚`")
_OPENS_BEFORE = frozenset("([{-–—/\"“”„«'‘’:\x00")
# An attribution inside a quotation that was never closed: "Kami siap, tegas Budi.
_ATTRIBUTION = re.compile(
    rf"(?<=[,.?!])\s+(?:{BARE_ALTERNATIVES})(?:nya\b|\s+(?=[A-Z@]|dia\b|ia\b|beliau\b|mereka\b))"
)
_CUE_AFTER = re.compile(rf",?\s*(?:{BARE_ALTERNATIVES})(?:nya)?\b")
# How many paragraphs one quotation may run over before its mark counts as lost.
_MAX_PARAGRAPHS = 6
# How many marks ahead the closing one is looked for; keeps damaged pages linear.
_MAX_MARKS = 40
_MAX_QUOTATION_CHARS = 2000


class Span(NamedTuple):
    """Text between marks: `[start:end]` inside them, `[outer:outer_end]` with them."""

    outer: int
    start: int
    end: int
    outer_end: int


class _Mark(NamedTuple):
    """One mark, what it can do by what stands around it, and the number of its paragraph."""

    start: int
    end: int
    single: bool
    opens: bool
    closes: bool
    paragraph: int


def _find_marks(text: str) -> tuple[list[_Mark], list[int]]:
    """Read all marks of the text in order, and the end offset of each paragraph."""
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
        if opens == closes:  # ("Ya.") or ,"kata: the shape decides, or else what is open so far
            opens, closes = sign[0] not in "”’»", sign[0] not in "“‘«„"
        marks.append(_Mark(start, end, sign in _SINGLE, opens, closes, len(ends)))
    ends.append(size)
    return marks, ends


def _find_closing_mark(marks: list[_Mark], first: int) -> int | None:
    """Find the index of the mark that closes `marks[first]`; None if it never closes.

    An opening mark of the same sort is a quotation inside the quotation while the paragraph
    lasts; in a later paragraph it means that the first was never closed.
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


def _unclosed_end(text: str, start: int, paragraph_end: int) -> int:
    """Find where a quotation without closing mark ends: its attribution or its paragraph."""
    attribution = _ATTRIBUTION.search(text, start, paragraph_end)
    return attribution.start() if attribution else paragraph_end


def _may_span_paragraphs(text: str, opener: _Mark) -> bool:
    """Tell whether a single mark may open several paragraphs, being surely no apostrophe."""
    before = text[max(0, opener.start - 2) : opener.start].rstrip(" ")
    return before.endswith((":", "\n")) or opener.start == 0


def find_spans(text: str) -> list[Span]:
    """Find the top-level quoted spans of a text, in order; marks inside a span are ignored."""
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
            end = _unclosed_end(text, opener.end, ends[opener.paragraph])
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
    """Make a span whose inner border leaves out blanks and a closing comma."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(outer, start, end, outer_end)
