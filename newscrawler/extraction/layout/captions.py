"""Captions that stand among the paragraphs of a text: lines that say what a picture shows."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lxml.etree import _Element

from newscrawler.extraction.page.text_lines import HEADING_TAGS, PICTURE_TAGS, Line, Lines
from newscrawler.indonesian.boilerplate import names_picture

_MAX_CAPTION_CHARS = 300
_MAX_PICTURE_STEPS = 4
"""How far up from its caption a picture may stand, in elements."""


def find_captions(lines: Lines, numbers: Sequence[int], container: _Element) -> set[int]:
    """Which of the lines `numbers` below `container` are captions.

    None, where they are most of what there is to read: the text of a photo page is its captions.
    """
    prose = [number for number in numbers if lines.all[number].is_prose]
    style_counts = Counter(lines.all[number].block_style for number in prose)
    found = {
        number
        for number in numbers
        if _is_caption(
            lines, number, container, is_usual=style_counts[lines.all[number].block_style] > 1
        )
    }
    return found if 2 * len(found.intersection(prose)) < len(prose) else set()


def _is_caption(lines: Lines, number: int, container: _Element, *, is_usual: bool) -> bool:
    """Whether a line belongs to a picture; one dressed as the paragraphs are must say so itself."""
    line = lines.all[number]
    if (
        line.block is container
        or line.block.tag in HEADING_TAGS
        or len(line.text) > _MAX_CAPTION_CHARS
    ):
        return False
    if (is_usual or line.block.tag in {"p", "li"}) and not names_picture(line.text):
        return False
    return _shares_picture(lines, line, number, container) or _is_under_picture(lines, line)


def _shares_picture(lines: Lines, line: Line, number: int, container: _Element) -> bool:
    """Whether an element near above `line` holds a picture, and no other sentence."""
    for element in islice((line.block, *line.block.iterancestors()), _MAX_PICTURE_STEPS):
        if element is container:
            return False
        if element in lines.pictures and element in lines.ranges:
            others = (lines.all[n] for n in range(*lines.line_range(element)) if n != number)
            return not any(other.is_prose for other in others)
    return False


def _is_under_picture(lines: Lines, line: Line) -> bool:
    """Whether a picture stands right before `line`, with no text between them."""
    for before in line.block.itersiblings("*", preceding=True):
        if before in lines.ranges:
            return False
        if before.tag in PICTURE_TAGS or before in lines.pictures:
            return True
    return False
