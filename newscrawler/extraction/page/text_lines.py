"""The page as lines: every run of text between two block borders, in reading order.

One walk over the tree serves everything that reads the layout (body, byline, dates, notices): a
line is classified by what it says and where it stands, not by class names.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice

from lxml.etree import _Element, iterwalk

from newscrawler.extraction.page.boilerplate_blocks import BoilerplateBlocks
from newscrawler.extraction.page.elements import (
    BLOCK_TAGS,
    HEADING_TAGS,
    PICTURE_TAGS,
    ancestors_of,
    count_long_texts,
    drawn_character,
    is_hidden,
)
from newscrawler.extraction.page.galleries import find_gallery_captions
from newscrawler.extraction.page.text import fold_whitespace, is_sentence
from newscrawler.indonesian.boilerplate import is_role
from newscrawler.items import Link

_BOLD_TAGS = frozenset(("b", "strong"))
_MAX_PROSE_LINK_SHARE, _MIN_LINK_SHARE = 0.5, 0.9
_MIN_TITLE_CHARS = 20
_MIN_ARTICLE_LONG_TEXTS = 4
_MAX_SCOPE_STEPS = 40
"""Elements: each step up counts the texts anew, and only damaged pages nest deeper."""


@dataclass(slots=True)
class Line:
    """One line: its text with white space folded, its block element, and its links.

    `bold` says that all of it is in bold type, `hidden` that a reader sees it only on demand,
    `is_prose` that it reads like a sentence, unlike a label or a list of links. `block_style` are
    the name and the classes of the block, `linked_size` the characters inside links. The URLs of
    links are as written, not yet absolute.
    """

    text: str
    block: _Element
    bold: bool = False
    links: Sequence[Link] = ()
    hidden: bool = False
    block_style: tuple[object, str | None] = field(init=False)
    linked_size: int = field(init=False, default=0)
    is_prose: bool = field(init=False)

    def __post_init__(self) -> None:
        self.block_style = self.block.tag, self.block.get("class")
        if self.links:
            self.linked_size = sum([link.end - link.start for link in self.links])
        self.is_prose = self.link_share <= _MAX_PROSE_LINK_SHARE and is_sentence(self.text)

    @property
    def link_share(self) -> float:
        """The share of the characters that stand inside links."""
        return self.linked_size / len(self.text)

    @property
    def is_link_to_article(self) -> bool:
        """Whether the line is nothing but a link, long enough for a headline."""
        is_title = bool(self.links) and len(self.text) >= _MIN_TITLE_CHARS
        return is_title and self.link_share > _MIN_LINK_SHARE

    def joined_with(self, rest: "Line") -> "Line":
        """Return this line and `rest` as one line, in the place of `rest`."""
        shift = len(self.text) + 1
        moved = [Link(link.start + shift, link.end + shift, link.url) for link in rest.links]
        return replace(rest, text=f"{self.text} {rest.text}", links=[*self.links, *moved])


@dataclass
class Lines:
    """All lines of a page, and the range of their numbers below each block element.

    `pictures` are the elements with a picture somewhere below them; `parts` are those that hold a
    later part of the text, which the page shows on a click. `captions` are those that are the text
    of a page of pictures. `prose` sums up the characters of prose before each line.
    """

    all: list[Line] = field(default_factory=list)
    ranges: dict[_Element, range] = field(default_factory=dict)
    pictures: set[_Element] = field(default_factory=set)
    parts: list[_Element] = field(default_factory=list)
    captions: set[_Element] = field(default_factory=set)
    prose: list[int] = field(default_factory=list)

    def line_range(self, element: _Element) -> range:
        """Return the numbers of the lines below `element`; empty when there are none."""
        return self.ranges.get(element, range(0))

    def sum_prose(self, excluded: AbstractSet[int] = frozenset()) -> None:
        """Sum up the prose that a reader sees, without the lines numbered in `excluded`."""
        sizes = (
            len(line.text) if line.is_prose and not line.hidden and number not in excluded else 0
            for number, line in enumerate(self.all)
        )
        self.prose = list(accumulate(sizes, initial=0))

    def merge_label_value(self, number: int) -> Line:
        """Return line `number`, with the next one where a table splits "Penulis" and ": Name"."""
        line, rest = self.all[number], self.all[number + 1 : number + 2]
        if rest and is_role(line.text) and line.text.endswith(":") != rest[0].text.startswith(":"):
            return line.joined_with(rest[0])
        return line

    def prose_size(self, element: _Element) -> int:
        """Return how many characters of prose stand below `element`."""
        numbers = self.line_range(element)
        return self.prose[numbers.stop] - self.prose[numbers.start]


def article_scope(headline: _Element) -> _Element:
    """Return the part of the page worth reading: an ancestor of `headline` that holds running text.

    It is one level more than needed, for the credits and links right after the text. What is cut
    away is mostly the menu, which on a news page is most of the tree.
    """
    scope = headline
    for scope in islice(headline.iterancestors(), _MAX_SCOPE_STEPS):
        if count_long_texts(scope) >= _MIN_ARTICLE_LONG_TEXTS:
            break
    else:
        return headline.getroottree().getroot()
    parent = scope.getparent()
    return scope if parent is None else parent


def read_lines(
    root: _Element,
    removed: AbstractSet[_Element] = frozenset(),
    known: _Element | None = None,
    *,
    whole: bool = False,
) -> Lines:
    """Read the tree below `root` into lines, without boilerplate and the elements `removed`.

    The element `known` holds text, whatever its names and those around it say. With `whole`, what
    may be boilerplate is read as well: asides, captions, blocks with such names.
    """
    return _LineBuilder(root, BoilerplateBlocks(root, removed, known, is_whole=whole)).run()


class _LineBuilder:
    """The state of the walk: the pieces of the current line, the open blocks, the open link."""

    def __init__(self, root: _Element, boilerplate: BoilerplateBlocks) -> None:
        self.root = root
        self.boilerplate = boilerplate
        self.sentences = boilerplate.sentences
        self.lines = Lines(
            pictures=ancestors_of(root.iter(*PICTURE_TAGS)),
            parts=boilerplate.parts,
            captions=find_gallery_captions(root),
        )
        self.captioned = {
            each for each in ancestors_of(self.lines.captions) if each.tag == "figure"
        }
        self.blocks: list[tuple[_Element, int]] = [(root, 0)]
        self.pieces: list[str] = []
        self.marks: list[tuple[int, str | None]] = []
        self.href: str | None = None
        self.bold_depth = 0
        self.is_bold = self.is_plain = False
        self.hidden: _Element | None = None
        self.prose_lines = 0

    def run(self) -> Lines:
        skipped: _Element | None = None
        walker = iterwalk(self.root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self.is_left_out(element):
                    walker.skip_subtree()
                    skipped = element
                    if self.sentences.are_broken_by(element):
                        self.flush()
                    elif shown := drawn_character(element):
                        self.add(shown)
                else:
                    self.open(element)
                    if element.text:
                        self.add(element.text)
                continue
            if element is not skipped:
                self.close(element)
            if element.tail:
                self.add(element.tail)
        self.flush()
        self.lines.ranges[self.root] = range(len(self.lines.all))
        self.lines.sum_prose()
        return self.lines

    def is_left_out(self, element: _Element) -> bool:
        if element in self.lines.captions or element in self.captioned:
            return is_hidden(element)
        return self.boilerplate.include(element, self.prose_lines)

    def open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self.href = element.get("href")
            self.marks.append((len(self.pieces), self.href))
        elif tag in _BOLD_TAGS:
            self.bold_depth += 1
        elif tag == "br":
            self.flush()
        elif tag in BLOCK_TAGS or not self.sentences.is_inline(element):
            self.flush()
            self.blocks.append((element, len(self.lines.all)))
            if self.hidden is None and self.boilerplate.is_hidden_part(element):
                self.hidden = element

    def close(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self.href = None
            self.marks.append((len(self.pieces), None))
        elif tag in _BOLD_TAGS:
            self.bold_depth -= 1
        elif element is self.blocks[-1][0]:
            self.flush()
            _, first = self.blocks.pop()
            if len(self.lines.all) > first:
                self.lines.ranges[element] = range(first, len(self.lines.all))
            if element is self.hidden:
                self.hidden = None

    def add(self, text: str) -> None:
        if text.isspace():
            if self.pieces:  # no line begins with white space
                self.pieces.append(text)
            return
        self.pieces.append(text)
        if self.bold_depth:
            self.is_bold = True
        else:
            self.is_plain = True

    def flush(self) -> None:
        if self.pieces:
            text = fold_whitespace("".join(self.pieces))
            links = _links(self.pieces, self.marks) if self.marks else ()
            bold = self.is_bold and not self.is_plain
            line = Line(text, self.blocks[-1][0], bold, links, self.hidden is not None)
            self.prose_lines += line.is_prose and line.block.tag not in HEADING_TAGS
            self.lines.all.append(line)
            self.pieces = []
        self.marks = [(0, self.href)] if self.href else []
        self.is_bold = self.is_plain = False


def _links(pieces: list[str], marks: list[tuple[int, str | None]]) -> list[Link]:
    """Return the links of a line, with offsets into its folded text and URLs as written."""
    links = []
    size, spaced = 0, False
    href: str | None = None
    start: int | None = None
    upcoming = iter([*marks, (len(pieces), None)])
    at, mark = next(upcoming)
    for number, piece in enumerate([*pieces, ""]):
        while at == number:
            if href and start is not None:
                links.append(Link(start, size, href))
            href, start = mark, None
            at, mark = next(upcoming, (-1, None))
        if words := fold_whitespace(piece):
            size += bool(size and (spaced or piece[0].isspace()))
            start = size if start is None else start
            size += len(words)
            spaced = piece[-1].isspace()
        else:
            spaced = spaced or bool(piece)
    return links
