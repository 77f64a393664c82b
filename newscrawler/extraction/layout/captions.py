"""Captions among the paragraphs of a text: lines that say what a picture shows."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from lxml.etree import _Element

from newscrawler.extraction.page.elements import HEADING_TAGS, PICTURE_TAGS
from newscrawler.extraction.page.text import text_content
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import names_picture, read_credits

_SLANTED_TAGS = ("em", "i", "small")
_MAX_CAPTION_CHARS = 300
_MAX_PICTURE_STEPS = 4
"""How many ancestors of a caption may hold its picture."""


def find_captions(lines: Lines, numbers: Sequence[int], container: _Element) -> set[int]:
    """Return which of the lines `numbers` below `container` are captions.

    There are none where they would be most of the text: the text of a photo page is its captions.
    """
    if lines.captions:
        return set()
    prose = [number for number in numbers if lines.all[number].is_prose]
    counts = Counter(lines.all[number].block_style for number in prose)
    usual_styles = {style for style, count in counts.items() if count > 1}
    found = {n for n in numbers if _is_caption(lines, n, container, usual_styles)}
    return found if 2 * len(found.intersection(prose)) < len(prose) else set()


def _is_caption(
    lines: Lines, number: int, container: _Element, usual_styles: AbstractSet[object]
) -> bool:
    """Return whether a line belongs to a picture; one styled as a paragraph must say so."""
    line, tag = lines.all[number], lines.all[number].block.tag
    if line.block is container or tag in HEADING_TAGS or len(line.text) > _MAX_CAPTION_CHARS:
        return False
    is_usual = line.block_style in usual_styles or tag in {"p", "li"}
    if is_usual and not names_picture(line.text) and not _is_slanted(line):
        return False
    return _shares_picture(lines, line, number, container) or _is_under_picture(lines, line)


def _is_slanted(line: Line) -> bool:
    """Return whether all of the line is set in italics or small type, and is no credit."""
    slanted = line.block.iter(*_SLANTED_TAGS)
    is_whole = any(text_content(element) == line.text for element in slanted)
    return is_whole and not read_credits(line.text)


def _shares_picture(lines: Lines, line: Line, number: int, container: _Element) -> bool:
    """Return whether an ancestor near `line` holds a picture, and no other sentence."""
    for element in islice((line.block, *line.block.iterancestors()), _MAX_PICTURE_STEPS):
        if element is container:
            return False
        if element in lines.pictures and element in lines.ranges:
            others = (lines.all[n] for n in lines.line_range(element) if n != number)
            return not any(other.is_prose for other in others)
    return False


def _is_under_picture(lines: Lines, line: Line) -> bool:
    """Return whether a picture stands right before `line`, with no text between them."""
    for before in line.block.itersiblings("*", preceding=True):
        if before in lines.ranges:
            return False
        if before.tag in PICTURE_TAGS or before in lines.pictures:
            return True
    return False
