"""The body of an article: its blocks, and the notices and credits taken out of it."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, takewhile

from lxml.etree import _Element

from newscrawler.extraction.layout.captions import find_captions
from newscrawler.extraction.layout.comments import before_comments, before_posts
from newscrawler.extraction.page.cleaning import clean_text, cleaned_offset
from newscrawler.extraction.page.elements import HEADING_TAGS, TEXT_TAGS
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import (
    is_sign_off,
    is_time,
    labels_related,
    names_comments,
    names_service,
    read_credits,
    read_notice,
)
from newscrawler.indonesian.dateline import read_dateline
from newscrawler.items import Block, BlockKind, Cleaning, Credit, Link

_LISTED_TAGS = frozenset(("li", "td", "th", "dt", "dd"))
_LIST_TAGS = ("ul", "ol", "dl", "table")
_OPENING_TAGS = (HEADING_TAGS | _LISTED_TAGS) - {"h1"}
"""Short lines that may open a text: its first subheading, the points of its summary."""
_ENDING_TAGS = TEXT_TAGS - {"blockquote"}
"""Short lines that may end a text."""
_DASHES = ("-", "–", "—")
_SENTENCE_END = (".", "!", "?", '"', "”", "’")
_MAX_ENDING_LINK_SHARE = 0.3
"""Of a line that ends the text; one with a larger part in links leads elsewhere."""
_MAX_NOTICE_CHARS = 400
_MAX_HEADING_CHARS = 120
_MAX_LINES_AFTER_SIGN_OFF = 2
_MAX_LINES_AFTER_BODY = 40
"""How many lines after the body may hold its credits and notices."""


@dataclass(frozen=True)
class LineRoles:
    """What is known of lines before a body is read from them, by their numbers.

    `excluded` are those in link blocks and the like, `references` are links, and yet text.
    """

    excluded: AbstractSet[int] = frozenset()
    references: AbstractSet[int] = frozenset()


@dataclass
class Body:
    """The blocks of a body with their links and cleanings, and the lines taken out of it.

    `notices`, `credits` and `captions` are in reading order; the URLs of links are as written in
    the page. `line_numbers` are those of the lines that became blocks; `size` is the length of
    the text in characters.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cleaned: list[Cleaning] = field(default_factory=list)
    notices: list[tuple[str, Line]] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    line_numbers: list[int] = field(default_factory=list)
    size: int = 0

    def add(self, kind: BlockKind, line: Line) -> None:
        """Append `line` as a block, and shift its offsets to its place in the text."""
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
    """Return the element that holds the running text: descend while one child holds most of it.

    The descent stops where text stands beside that child: old pages do not wrap their first
    paragraph in an element, and a list is rarely the whole of a text.
    """
    while True:
        child = max((c for c in scope if c in lines.ranges), key=lines.prose_size, default=None)
        if child is None or lines.prose_size(child) < 0.7 * lines.prose_size(scope):
            return scope
        if child.tag in {"ul", "ol", "dl"} and lines.prose_size(child) < lines.prose_size(scope):
            return scope
        direct = (line for n in lines.line_range(scope) if (line := lines.all[n]).block is scope)
        if len(lines.line_range(child)) == 1 or any(line.is_prose for line in direct):
            return scope
        scope = child


def read_body(
    lines: Lines,
    container: _Element,
    roles: LineRoles,
    headline: str | None,
    *,
    trusted: bool,
) -> Body:
    """Read the body below `container`, and the notices in and right after it.

    A `trusted` container was named by the publisher; one found by its structure may begin and end
    with lines that are not text, which are cut.
    """
    excluded = roles.excluded
    inside = lines.line_range(container)
    shown = (n for n in inside if n not in excluded and lines.all[n].text != headline)
    numbers = before_comments(lines, shown)
    if not trusted:
        numbers = _trim_to_prose(lines, numbers)
    numbers = _cut_after_sign_off(lines, numbers)
    if numbers:  # link blocks amid the text are read as links
        numbers = sorted({*numbers, *(excluded & set(range(numbers[0], numbers[-1])))})
    body = Body()
    captions = find_captions(lines, numbers, container)
    body.captions = [lines.all[number] for number in sorted(captions)]
    _read_lines(body, lines, numbers, replace(roles, excluded=excluded | captions))
    after = range(inside.stop, min(inside.stop + _MAX_LINES_AFTER_BODY, len(lines.all)))
    for number in before_comments(lines, (n for n in after if n not in excluded)):
        _take_notice(body, lines.merge_label_value(number))
    return body


def read_numbered(lines: Lines, numbers: Sequence[int], roles: LineRoles) -> Body:
    """Read the body that consists of the lines `numbers`, but for notices and links among them."""
    body = Body()
    _read_lines(body, lines, before_posts(lines, numbers), roles)
    return body


def _read_lines(body: Body, lines: Lines, numbers: Sequence[int], roles: LineRoles) -> None:
    """Add the lines `numbers` to `body`; of the excluded ones only links to articles."""
    duplicates = _duplicate_lines(lines, numbers)
    subheadings = _doubtful_subheadings(lines, numbers, roles.excluded)
    opening: Line | None = None
    for number in numbers:
        line = lines.merge_label_value(number)
        if number not in subheadings and (
            number in duplicates or _take_notice(body, line) or _labels_links(lines, number)
        ):
            continue
        if line.is_link_to_article and number not in roles.references | subheadings:
            body.notices.append(("read_also", line))
        elif number in roles.excluded - subheadings:
            continue
        elif not body.blocks and _is_split_dateline(line):
            opening = line
        else:
            body.add(
                _block_kind(line, lines.captions),
                line if opening is None else opening.joined_with(line),
            )
            body.line_numbers.append(number)
            opening = None


def _doubtful_subheadings(
    lines: Lines, numbers: Sequence[int], excluded: AbstractSet[int]
) -> set[int]:
    """Return the headings that stand over a paragraph, and read like links or buttons.

    One link in a heading may lead elsewhere. Several, or a numbered one, head the parts of a list
    article; so does the name of a service that a button bears as well.
    """
    over_prose = [
        number
        for number, after in pairwise(numbers)
        if after not in excluded and _heads_paragraph(lines, number, after)
    ]
    linked = {number for number in over_prose if lines.all[number].is_link_to_article}
    numbered = {number for number in over_prose if lines.all[number].text[0].isdigit()}
    named = {number for number in over_prose if _may_head(lines.all[number].text)}
    return (linked if len(linked) > 1 else linked & numbered) | named


def _may_head(text: str) -> bool:
    return names_service(text) or names_comments(text)


def _heads_paragraph(lines: Lines, number: int, after: int) -> bool:
    """Return whether line `number` is a heading without a label, beside its paragraph `after`."""
    line, paragraph = lines.all[number], lines.all[after]
    if line.block.tag not in HEADING_TAGS or not paragraph.is_prose or read_notice(paragraph.text):
        return False
    is_beside = line.block.getparent() is paragraph.block.getparent()
    return is_beside and not (number and labels_related(lines.all[number - 1].text))


def _duplicate_lines(lines: Lines, numbers: Iterable[int]) -> set[int]:
    """Return the lines of the second copy, where a page for two screen widths holds its text twice.

    A sentence or two that are repeated, such as a chorus, are text.
    """
    seen: set[str] = set()
    duplicates = set()
    for number in numbers:
        line = lines.all[number]
        if line.is_prose and line.text in seen:
            duplicates.add(number)
        elif line.is_prose:
            seen.add(line.text)
    return duplicates if 2 * len(duplicates) > len(seen) else set()


def _labels_links(lines: Lines, number: int) -> bool:
    """Return whether the line is the label of the links right after it: "Jangan lewatkan!"."""
    label, rest = lines.all[number], lines.all[number + 1 : number + 2]
    is_label = not label.is_prose and labels_related(label.text)
    return is_label and all(line.is_link_to_article for line in rest)


def _is_split_dateline(line: Line) -> bool:
    """Return whether markup split this dateline from its paragraph: "Jakarta -"."""
    return len(line.text) <= _MAX_HEADING_CHARS and line.text.endswith(_DASHES)


def _cut_after_sign_off(lines: Lines, numbers: list[int]) -> list[int]:
    """Cut the few lines after the initials of author and editor, "(abc/def)".

    Where more lines follow, the initials close only a part of the text.
    """
    for at, number in enumerate(numbers):
        if is_sign_off(lines.all[number].text):
            after = [n for n in numbers[at:] if lines.all[n].is_prose]
            if len(after) <= _MAX_LINES_AFTER_SIGN_OFF:
                return numbers[: at + 1]
    return numbers


def _trim_to_prose(lines: Lines, numbers: list[int]) -> list[int]:
    """Cut what stands before the first and after the last sentence, except for notices."""
    prose = [at for at, number in enumerate(numbers) if lines.all[number].is_prose]
    if not prose:
        return []
    before = ((at, lines.all[numbers[at]]) for at in range(prose[0]))
    datelines = (at for at, line in before if _is_split_dateline(line) or read_dateline(line.text))
    styles = {lines.all[numbers[at]].block_style for at in prose}
    parents = {_list_parent(lines.all[numbers[at]]) for at in prose}
    opening = _opening_lines([lines.all[n] for n in numbers[: prose[0]]], styles, parents)
    first, last = min(next(datelines, prose[0]), prose[0] - opening), prose[-1] + 1
    while last < len(numbers) and _continues_body(lines.all[numbers[last]], styles, parents):
        last += 1
    around = (numbers[:first], numbers[last:])
    head, tail = ([n for n in part if _take_notice(Body(), lines.all[n])] for part in around)
    return head + numbers[first:last] + tail


def _opening_lines(
    before: Sequence[Line],
    styles: AbstractSet[tuple[object, str | None]],
    parents: AbstractSet[_Element | None],
) -> int:
    """Return how many lines right before the first sentence open the text.

    They are subheadings, lists and short sentences beside its paragraphs, and the times of a live
    report.
    """
    is_live = any(is_time(line.text) for line in before) and len(parents) > 1

    def opens(line: Line) -> bool:
        if line.links:
            return False
        if is_live and is_time(line.text):
            return True
        is_short_sentence = line.block_style in styles and line.text.endswith(_SENTENCE_END)
        is_opening = is_short_sentence or line.block.tag in _OPENING_TAGS
        return is_opening and _list_parent(line) in parents

    return len(list(takewhile(opens, reversed(before))))


def _list_parent(line: Line) -> _Element | None:
    """Return the element that holds the paragraphs, lists or tables that `line` is part of."""
    element = line.block
    if element.tag in _LISTED_TAGS:
        element = next(element.iterancestors(*_LIST_TAGS), element)
    return element.getparent()


def _continues_body(
    line: Line,
    styles: AbstractSet[tuple[object, str | None]],
    parents: AbstractSet[_Element | None],
) -> bool:
    """Return whether a line after the last sentence ends the text or extends its list."""
    if line.link_share > _MAX_ENDING_LINK_SHARE:
        return False
    if line.text.endswith(_SENTENCE_END) and line.block_style in styles:
        return True
    return line.block.tag in _ENDING_TAGS and _list_parent(line) in parents


def _take_notice(body: Body, line: Line) -> bool:
    """Add `line` to `body` as a notice or a credit; return False when it is neither."""
    if len(line.text) > _MAX_NOTICE_CHARS:
        return False
    if notice := read_notice(line.text):
        body.notices.append((notice, line))
        return True
    credits = [] if line.is_prose else read_credits(line.text)
    if not credits or not line.text.startswith(credits[0].role):
        return False
    body.credits += credits
    body.notices.append(("byline", line))
    return True


def _block_kind(line: Line, captions: AbstractSet[_Element]) -> BlockKind:
    if line.block.tag in HEADING_TAGS or line.block.get("role") == "heading":
        return "heading"
    around = (line.block, *islice(line.block.iterancestors(), 2))
    tags = {element.tag for element in around}
    if "figcaption" in tags or not captions.isdisjoint(around):
        return "caption"
    if "blockquote" in tags:
        return "blockquote"
    is_sentence = line.text.endswith((*_SENTENCE_END, ",", ";", ")"))
    if line.bold and len(line.text) <= _MAX_HEADING_CHARS and not is_sentence:
        return "heading"
    return "list_item" if "li" in tags else "paragraph"
