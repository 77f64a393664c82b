"""The page as lines: every run of text between two block borders, in reading order.

One walk over the tree serves everything that reads the layout (body, byline, dates, notices): a
line is classified by what it says and where it stands, not by class names.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, islice

from lxml.etree import XPath, _Element, iterwalk

from newscrawler.extraction.page.elements import (
    ASIDE_TAGS,
    EMBEDDED_TAGS,
    HEADING_TAGS,
    INLINE_TAGS,
    PICTURE_TAGS,
    SILENT_TAGS,
    Sentences,
    ancestors_of,
    drawn_character,
    is_hidden,
    is_picture_frame,
)
from newscrawler.extraction.page.text import LONG_TEXT_CHARS, fold_whitespace, text_content
from newscrawler.indonesian.boilerplate import is_role
from newscrawler.items import Link

_BOLD_TAGS = frozenset(("b", "strong"))
_NOISE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharebtn|sharebox|sosmed|komentar|komen|comments?|breadcr?umbs?|ads?|"
    r"adsbygoogle|iklan|advertisement|navbar|cookie|newsletter|caption|"
    r"twitter-tweet|instagram-media|tiktok-embed|fb-post|fb-video|reddit-card)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(r"caption|twitter|instagram|tiktok|fb-|reddit", re.IGNORECASE)
"""Those of the names above that say what a text is, and not what may stand beside it."""
_PAGER_CLASS = re.compile(r"(?:^|[\s_-])(?:paging|pagination)(?:$|[\s_-])", re.IGNORECASE)
_MIN_PROSE_CHARS = 40
_CERTAIN_PROSE_CHARS = 120
"""A shorter line is prose only when it ends like a sentence."""
_MAX_PROSE_LINK_SHARE, _MIN_LINK_SHARE = 0.5, 0.9
_MIN_TITLE_CHARS = 20
_MIN_ARTICLE_LONG_TEXTS = 4
_MIN_PART_LONG_TEXTS = 2
"""A hidden element with fewer is a menu or a dialog, not a part of the text."""
_MAX_PROSE_BEFORE_TEXT = 1
"""Lines: a summary or a caption. Headings are no prose, however long."""
_MAX_SCOPE_STEPS = 40
"""Elements: each step up counts the texts anew, and only damaged pages nest deeper."""
_LONG_TEXTS = XPath(
    f"count(.//text()[string-length() > {LONG_TEXT_CHARS}"
    " and not(parent::script or parent::style or parent::a)])"
)
_HOLDS_EMBED = XPath(
    "boolean(.//a[contains(@href, 'twitter.com/') or contains(@href, '//x.com/')"
    " or contains(@href, 'instagram.com/') or contains(@href, 'tiktok.com/')]"
    "[contains(@href, '/status/') or contains(@href, '/p/') or contains(@href, '/reel/')"
    " or contains(@href, '/video/')])"
)
"""Whether it is a post of another site, shown in place."""


@dataclass(slots=True)
class Line:
    """One line: its text with white space folded, its block element, and its links.

    `bold` says that all of it is in bold type, `hidden` that a reader sees it only on demand. The
    URLs of links are as written, not yet absolute.
    """

    text: str
    block: _Element
    bold: bool = False
    links: Sequence[Link] = ()
    hidden: bool = False

    @property
    def link_share(self) -> float:
        """The share of the characters that stand inside links."""
        return sum(link.end - link.start for link in self.links) / len(self.text)

    @property
    def is_link_to_article(self) -> bool:
        """Whether the line is nothing but a link, long enough for a headline."""
        is_title = bool(self.links) and len(self.text) >= _MIN_TITLE_CHARS
        return is_title and self.link_share > _MIN_LINK_SHARE

    @property
    def block_style(self) -> tuple[object, str | None]:
        """How the block is styled: the name and the classes of its element."""
        return self.block.tag, self.block.get("class")

    @property
    def is_prose(self) -> bool:
        """Whether the line reads like a sentence, unlike a label or a list of links."""
        size = len(self.text)
        if size < _MIN_PROSE_CHARS or (self.links and self.link_share > _MAX_PROSE_LINK_SHARE):
            return False
        return size >= _CERTAIN_PROSE_CHARS or self.text[-1] in ".!?\"”’')"

    def joined_with(self, rest: "Line") -> "Line":
        """Return this line and `rest` as one line, in the place of `rest`."""
        shift = len(self.text) + 1
        moved = [Link(link.start + shift, link.end + shift, link.url) for link in rest.links]
        return replace(rest, text=f"{self.text} {rest.text}", links=[*self.links, *moved])


@dataclass
class Lines:
    """All lines of a page, and the range of their numbers below each block element.

    `pictures` are the elements with a picture somewhere below them; `parts` are those that hold a
    later part of the text, which the page shows on a click. `prose` sums up the characters of
    prose before each line.
    """

    all: list[Line] = field(default_factory=list)
    ranges: dict[_Element, range] = field(default_factory=dict)
    pictures: set[_Element] = field(default_factory=set)
    parts: list[_Element] = field(default_factory=list)
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
        if _LONG_TEXTS(scope) >= _MIN_ARTICLE_LONG_TEXTS:
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
    return _LineBuilder(root, removed, known, is_whole=whole).run()


class _LineBuilder:
    """The state of the walk: the pieces of the current line, the open blocks, the open link."""

    def __init__(
        self,
        root: _Element,
        removed: AbstractSet[_Element],
        known: _Element | None,
        *,
        is_whole: bool,
    ) -> None:
        self.root = root
        self.removed = removed
        self.is_whole = is_whole
        self.kept = set() if known is None else {known, *known.iterancestors()}
        self.long_texts: float | None = None
        self.sentences = Sentences()
        self.headline_ancestors = ancestors_of(root.iter("h1"))
        self.lines = Lines(pictures=ancestors_of(root.iter(*PICTURE_TAGS)))
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
                if self.is_skipped(element):
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

    def is_skipped(self, element: _Element) -> bool:
        tag = element.tag
        if tag in SILENT_TAGS or tag in EMBEDDED_TAGS or element in self.removed:
            return True
        if tag == "button":
            return not self.sentences.hold(element) and self.is_short(element)
        if tag == "blockquote" and _HOLDS_EMBED(element):
            return True
        if self.is_whole:
            return bool(element.attrib) and is_hidden(element) and self.is_short(element)
        return self.stands_aside(element) or (bool(element.attrib) and self.is_unread(element))

    def stands_aside(self, element: _Element) -> bool:
        """Return whether its tag says that the element is no part of a text."""
        tag = element.tag
        if tag == "footer":  # an article's own footer holds its tags and credits
            return next(element.iterancestors("article"), None) is None
        return tag in ASIDE_TAGS or (tag == "figure" and is_picture_frame(element))

    def is_unread(self, element: _Element) -> bool:
        if element.tag in INLINE_TAGS:
            return is_hidden(element) or self.sentences.is_spoken(element)
        return self.is_boilerplate(element)

    def is_short(self, element: _Element) -> bool:
        """Return whether `element` is a menu, a dialog or a control, not a part of the text.

        A damaged page may hold its text inside the last element that it forgot to close.
        """
        return bool(_LONG_TEXTS(element) < _MIN_PART_LONG_TEXTS)

    def is_boilerplate(self, element: _Element) -> bool:
        """Return whether its names or style say that nothing in this block is text."""
        names = element.get("class"), element.get("id")
        if _matches_any(_NOISE_CLASS, *names):
            return not self.is_text_all_the_same(element)
        hides = is_hidden(element)
        is_paged = element.tag not in HEADING_TAGS and _matches_any(_PAGER_CLASS, *names)
        if not hides and not is_paged:
            return False
        min_texts = 1 if is_paged else _MIN_PART_LONG_TEXTS
        if _LONG_TEXTS(element) < min_texts:
            return True
        self.lines.parts.append(element)
        if hides and self.hidden is None:
            self.hidden = element
        return False

    def is_text_all_the_same(self, element: _Element) -> bool:
        """Return whether a block is text although its names are those of boilerplate.

        It holds the headline or what the caller knows to be text, or many of the page's long texts
        before all others; or it is a paragraph that reads like one.
        """
        if element in self.headline_ancestors or element in self.kept:
            return True
        if element.tag == "p":
            names = element.get("class"), element.get("id")
            return not _matches_any(_CAPTION_CLASS, *names) and _reads_like_sentence(element)
        if self.prose_lines > _MAX_PROSE_BEFORE_TEXT:
            return False
        if self.long_texts is None:
            self.long_texts = float(_LONG_TEXTS(self.root))
        return float(_LONG_TEXTS(element)) > max(1, self.long_texts / 3)

    def open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self.href = element.get("href")
            self.marks.append((len(self.pieces), self.href))
        elif tag in _BOLD_TAGS:
            self.bold_depth += 1
        elif tag == "br":
            self.flush()
        elif not self.sentences.is_inline(element):
            self.flush()
            self.blocks.append((element, len(self.lines.all)))

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
        self.pieces.append(text)
        if self.bold_depth:
            self.is_bold = self.is_bold or not text.isspace()
        else:
            self.is_plain = self.is_plain or not text.isspace()

    def flush(self) -> None:
        if self.pieces:
            text = fold_whitespace("".join(self.pieces))
            if text:
                links = _links(self.pieces, self.marks) if self.marks else ()
                bold = self.is_bold and not self.is_plain
                line = Line(text, self.blocks[-1][0], bold, links, self.hidden is not None)
                self.prose_lines += line.is_prose and line.block.tag not in HEADING_TAGS
                self.lines.all.append(line)
            self.pieces = []
        self.marks = [(0, self.href)] if self.href else []
        self.is_bold = self.is_plain = False


def _reads_like_sentence(paragraph: _Element) -> bool:
    """Return whether the text of `paragraph` is a sentence and not the title of a link."""
    line = Line(text_content(paragraph), paragraph)
    return line.is_prose and next(paragraph.iter("a"), None) is None


@lru_cache(maxsize=4096)
def _matches_any(pattern: re.Pattern[str], *names: str | None) -> bool:
    return any(name and pattern.search(name) for name in names)


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
