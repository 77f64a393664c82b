"""The page as lines: every run of text between two block borders, in reading order.

One walk over the tree serves everything that reads the layout (body, byline, dates, notices): a
line is classified by what it says and where it stands, not by class names.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, islice

from lxml.etree import XPath, _Element, iterwalk

from newscrawler.extraction.page.text import fold_whitespace
from newscrawler.indonesian.boilerplate import is_role
from newscrawler.items import Link

INLINE_TAGS = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp "
    "small span strike strong sub sup tt u var wbr amp-fit-text".split()
)
_SKIPPED_TAGS = frozenset(
    "script style noscript template head iframe svg canvas object embed select option textarea "
    "input button nav aside figure figcaption audio video picture map math amp-ad amp-sidebar "
    "amp-embed amp-social-share amp-video amp-youtube amp-analytics amp-sticky-ad "
    "amp-consent".split()
)
HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PICTURE_TAGS = ("img", "amp-img", "picture")
_BOLD_TAGS = frozenset(("b", "strong"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOISE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharebtn|sharebox|sosmed|komentar|komen|comments?|breadcr?umbs?|ads?|"
    r"adsbygoogle|iklan|advertisement|navbar|cookie|newsletter|caption|"
    r"twitter-tweet|instagram-media|tiktok-embed|fb-post|fb-video|reddit-card)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAGER_CLASS = re.compile(r"(?:^|[\s_-])(?:paging|pagination)(?:$|[\s_-])", re.IGNORECASE)
_MIN_PROSE_CHARS = 40
_CERTAIN_PROSE_CHARS = 120
"""A shorter line is prose only when it ends like a sentence."""
_MAX_PROSE_LINK_SHARE, _MIN_LINK_SHARE = 0.5, 0.9
_MIN_TITLE_CHARS = 20
_MIN_ARTICLE_LONG_TEXTS = 4
_MIN_PART_LONG_TEXTS = 2
"""A hidden element with fewer is a menu or a dialog, not a part of the text."""
_MAX_SCOPE_STEPS = 40
"""Elements: each step up counts the texts anew, and only damaged pages nest deeper."""
_LONG_TEXTS = XPath(
    "count(.//text()[string-length() > 60 and not(parent::script or parent::style or parent::a)])"
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


def read_lines(root: _Element, removed: AbstractSet[_Element] = frozenset()) -> Lines:
    """Read the tree below `root` into lines, without boilerplate and the elements `removed`."""
    return _LineBuilder(root, removed).run()


class _LineBuilder:
    """The state of the walk: the pieces of the current line, the open blocks, the open link."""

    def __init__(self, root: _Element, removed: AbstractSet[_Element]) -> None:
        self.root = root
        self.removed = removed
        self.headline_ancestors = _ancestors_of(root.iter("h1"))
        self.lines = Lines(pictures=_ancestors_of(root.iter(*PICTURE_TAGS)))
        self.blocks: list[tuple[_Element, int]] = [(root, 0)]
        self.pieces: list[str] = []
        self.marks: list[tuple[int, str | None]] = []
        self.href: str | None = None
        self.bold_depth = 0
        self.is_bold = self.is_plain = False
        self.hidden: _Element | None = None

    def run(self) -> Lines:
        skipped: _Element | None = None
        walker = iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event == "start":
                if self.is_skipped(element):
                    walker.skip_subtree()
                    skipped = element
                    self.flush()
                else:
                    self.open(element)
                    if element.text:
                        self.add(element.text)
                continue
            if event == "end" and element is not skipped:
                self.close(element)
            if element.tail:
                self.add(element.tail)
        self.flush()
        self.lines.ranges[self.root] = range(len(self.lines.all))
        self.lines.sum_prose()
        return self.lines

    def is_skipped(self, element: _Element) -> bool:
        if element.tag in _SKIPPED_TAGS or element in self.removed:
            return True
        if element.tag == "footer":  # an article's own footer holds its tags and credits
            return next(element.iterancestors("article"), None) is None
        if element.tag == "blockquote" and _HOLDS_EMBED(element):
            return True
        is_named_block = element.tag not in INLINE_TAGS and bool(element.attrib)
        return is_named_block and self.is_boilerplate(element)

    def is_boilerplate(self, element: _Element) -> bool:
        """Return whether its names or style say that nothing in this block is text.

        A name is not trusted on a block that holds a headline.
        """
        names = element.get("class"), element.get("id")
        if _matches_any(_NOISE_CLASS, *names):
            return element not in self.headline_ancestors
        is_hidden = _is_hidden(element)
        is_paged = element.tag not in HEADING_TAGS and _matches_any(_PAGER_CLASS, *names)
        if not is_hidden and not is_paged:
            return False
        min_texts = 1 if is_paged else _MIN_PART_LONG_TEXTS
        if _LONG_TEXTS(element) < min_texts:
            return True
        self.lines.parts.append(element)
        if is_hidden and self.hidden is None:
            self.hidden = element
        return False

    def open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self.href = element.get("href")
            self.marks.append((len(self.pieces), self.href))
        elif tag in _BOLD_TAGS:
            self.bold_depth += 1
        elif tag not in INLINE_TAGS:
            self.flush()
            if tag != "br":
                self.blocks.append((element, len(self.lines.all)))

    def close(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self.href = None
            self.marks.append((len(self.pieces), None))
        elif tag in _BOLD_TAGS:
            self.bold_depth -= 1
        elif tag not in INLINE_TAGS and tag != "br":
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
                block, is_hidden = self.blocks[-1][0], self.hidden is not None
                self.lines.all.append(Line(text, block, bold, links, is_hidden))
            self.pieces = []
        self.marks = [(0, self.href)] if self.href else []
        self.is_bold = self.is_plain = False


def _ancestors_of(elements: Iterable[_Element]) -> set[_Element]:
    """Return every element that holds one of `elements`."""
    found: set[_Element] = set()
    for element in elements:
        for outer in element.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found


def _is_hidden(element: _Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (
        style is not None and _HIDDEN_STYLE.search(style) is not None
    )


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
