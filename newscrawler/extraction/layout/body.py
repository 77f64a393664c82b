"""The body of an article: its blocks, and the lines cut off from it."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import _Element

from newscrawler.extraction.layout.captions import find_captions
from newscrawler.extraction.page.cleaning import clean_text, cleaned_offset
from newscrawler.extraction.page.text_lines import HEADINGS, Line, Lines
from newscrawler.indonesian.boilerplate import (
    is_sign_off,
    labels_related,
    opens_comments,
    read_credits,
    read_notice,
)
from newscrawler.indonesian.dateline import read_dateline
from newscrawler.items import Block, BlockKind, Cleaning, Credit, Link

_TEXT_TAGS = HEADINGS | {"p", "li"}
_DASHES = ("-", "–", "—")
_SENTENCE_END = (".", "!", "?", '"', "”", "’")
_LONGEST_NOTICE = 400
_LONGEST_HEADING = 120
_MOST_AFTER_SIGN_OFF = 2
_AFTERMATH = 40
"""How many lines after the body may still be its credits and notices."""


@dataclass
class Body:
    """The blocks of a body with their links and cleanings, and the lines cut off from them.

    `notices`, `credits` and `captions` are in reading order; link URLs are as written in the page.
    `numbers` are those of the lines that became blocks, `size` is the length of the text so far.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cleaned: list[Cleaning] = field(default_factory=list)
    notices: list[tuple[str, Line]] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    size: int = 0

    def add(self, kind: BlockKind, line: Line) -> None:
        """Append `line` as a block, moving its offsets to where it stands in the text."""
        text, cleanings = clean_text(line.text)
        if not text:
            return
        shift = self.size
        self.size += len(text) + 1
        self.blocks.append(Block(kind, text))
        self.links += [
            Link(
                cleaned_offset(link.start, cleanings) + shift,
                cleaned_offset(link.end, cleanings) + shift,
                link.url,
            )
            for link in line.links
        ]
        self.cleaned += [Cleaning(c.start + shift, c.end + shift, c.raw) for c in cleanings]


def find_container(lines: Lines, scope: _Element) -> _Element:
    """The element that holds the running text: go down while one child holds most of it.

    It goes no further where text stands beside that child: old pages set their first paragraph in
    no element of its own.
    """
    while True:
        child = max((c for c in scope if c in lines.ranges), key=lines.prose_below, default=None)
        if child is None or lines.prose_below(child) < 0.7 * lines.prose_below(scope):
            return scope
        start, end = lines.below(child)
        if end - start == 1 or _has_own_prose(lines, scope):
            return scope
        scope = child


def _has_own_prose(lines: Lines, element: _Element) -> bool:
    start, end = lines.below(element)
    return any(lines.all[n].block is element and lines.all[n].is_prose for n in range(start, end))


def read_body(
    lines: Lines,
    container: _Element,
    left_out: AbstractSet[int],
    headline: str | None,
    *,
    known: bool,
) -> Body:
    """Read the body below `container`, and the notices in and right after it.

    `left_out` are numbers of lines that belong to link blocks. A `known` container was named by
    the publisher's facts and is believed; one found by structure may begin and end with lines
    that are no text, which are cut.
    """
    start, end = lines.below(container)
    shown = (n for n in range(start, end) if n not in left_out and lines.all[n].text != headline)
    numbers = _until_comments(lines, shown)
    if not known:
        numbers = _between_prose(lines, numbers)
    numbers = _until_sign_off(lines, numbers)
    if numbers:  # link blocks amid the text are read as links
        numbers = sorted({*numbers, *(left_out & set(range(numbers[0], numbers[-1])))})
    body = Body()
    captions = find_captions(lines, numbers, container)
    body.captions = [lines.all[number] for number in sorted(captions)]
    _read_lines(body, lines, numbers, left_out | captions)
    after = range(end, min(end + _AFTERMATH, len(lines.all)))
    for number in _until_comments(lines, (n for n in after if n not in left_out)):
        _cut_off(body, lines.with_value(number))
    return body


def _read_lines(
    body: Body, lines: Lines, numbers: Sequence[int], left_out: AbstractSet[int]
) -> None:
    """Add the lines `numbers` to `body`; of those left out only links to articles are kept."""
    again = _shown_again(lines, numbers)
    opening: Line | None = None
    for number in numbers:
        line = lines.with_value(number)
        if number in again or _cut_off(body, line) or _labels_links(lines, number):
            continue
        if line.is_link_to_article:
            body.notices.append(("read_also", line))
        elif number in left_out:
            continue
        elif not body.blocks and _opens_line(line):
            opening = line
        else:
            body.add(_kind(line), line if opening is None else opening.joined(line))
            body.numbers.append(number)
            opening = None


def _shown_again(lines: Lines, numbers: Iterable[int]) -> set[int]:
    """The lines of the second showing, where a page made for two widths shows its text twice.

    A sentence or two that come again, such as a chorus, are text.
    """
    seen: set[str] = set()
    again = set()
    for number in numbers:
        line = lines.all[number]
        if line.is_prose and line.text in seen:
            again.add(number)
        elif line.is_prose:
            seen.add(line.text)
    return again if 2 * len(again) > len(seen) else set()


def _labels_links(lines: Lines, number: int) -> bool:
    """Whether this is the label of the links right after it: "Jangan lewatkan!"."""
    label, rest = lines.all[number], lines.all[number + 1 : number + 2]
    is_label = not label.is_prose and labels_related(label.text)
    return is_label and all(line.is_link_to_article for line in rest)


def _opens_line(line: Line) -> bool:
    """Whether this is a dateline that some markup has cut off from its paragraph: "Jakarta -"."""
    return len(line.text) <= _LONGEST_HEADING and line.text.endswith(_DASHES)


def _until_comments(lines: Lines, numbers: Iterable[int]) -> list[int]:
    kept = []
    for number in numbers:
        if opens_comments(lines.all[number].text):
            break
        kept.append(number)
    return kept


def _until_sign_off(lines: Lines, numbers: list[int]) -> list[int]:
    """Cut what follows the initials of writer and editor, "(abc/def)": a line or two at the most.

    Where more follows, they close one part of a text that goes on.
    """
    for at, number in enumerate(numbers):
        if is_sign_off(lines.all[number].text):
            after = [n for n in numbers[at:] if lines.all[n].is_prose]
            if len(after) <= _MOST_AFTER_SIGN_OFF:
                return numbers[: at + 1]
    return numbers


def _between_prose(lines: Lines, numbers: list[int]) -> list[int]:
    """Cut what stands before the first and after the last sentence, except notices."""
    prose = [at for at, number in enumerate(numbers) if lines.all[number].is_prose]
    if not prose:
        return []
    before = ((at, lines.all[numbers[at]]) for at in range(prose[0]))
    datelines = (at for at, line in before if _opens_line(line) or read_dateline(line.text))
    first, last = next(datelines, prose[0]), prose[-1] + 1
    dress = {lines.all[numbers[at]].dress for at in prose}
    places = {_place(lines.all[numbers[at]]) for at in prose}
    while last < len(numbers) and _goes_on(lines.all[numbers[last]], dress, places):
        last += 1
    around = (numbers[:first], numbers[last:])
    head, tail = ([n for n in part if _is_cut_off(lines.all[n])] for part in around)
    return head + numbers[first:last] + tail


def _place(line: Line) -> _Element | None:
    """The element that holds the paragraphs or lists of which `line` is one."""
    parent = line.block.getparent()
    return parent.getparent() if parent is not None and line.block.tag == "li" else parent


def _goes_on(
    line: Line,
    dress: AbstractSet[tuple[object, str | None]],
    places: AbstractSet[_Element | None],
) -> bool:
    """Whether a short line after the last sentence is text: an end to it, or more of its list."""
    if line.links:
        return False
    if line.text.endswith(_SENTENCE_END) and line.dress in dress:
        return True
    return line.block.tag in _TEXT_TAGS and _place(line) in places


def _is_cut_off(line: Line) -> bool:
    return _cut_off(Body(), line)


def _cut_off(body: Body, line: Line) -> bool:
    """Take `line` as a notice or credit of `body`; False when it is neither."""
    if len(line.text) > _LONGEST_NOTICE:
        return False
    if notice := read_notice(line.text):
        body.notices.append((notice, line))
        return True
    if not line.is_prose and (credits := _leading_credits(line.text)):
        body.credits += credits
        body.notices.append(("byline", line))
        return True
    return False


def _leading_credits(text: str) -> list[Credit]:
    credits = read_credits(text)
    return credits if credits and text.startswith(credits[0].role) else []


def _kind(line: Line) -> BlockKind:
    tags = _tags(line.block)
    if line.block.tag in HEADINGS or line.block.get("role") == "heading":
        return "heading"
    if "blockquote" in tags:
        return "blockquote"
    if (
        line.bold
        and len(line.text) <= _LONGEST_HEADING
        and not line.text.endswith((*_SENTENCE_END, ",", ";", ")"))
    ):
        return "heading"
    return "list_item" if "li" in tags else "paragraph"


def _tags(block: _Element) -> set[str]:
    """The tags of `block` and the two elements around it."""
    around = islice(block.iterancestors(), 2)
    return {str(element.tag) for element in (block, *around)}
