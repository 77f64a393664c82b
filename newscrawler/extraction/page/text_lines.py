"""The page as lines: every run of text between two block borders, in reading order.

One walk over the tree serves everything that reads structure (body, byline, dates, notices),
because a page is told apart by what its lines say and where they stand, not by class names.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, islice

from lxml.etree import XPath, _Element, iterwalk

from newscrawler.indonesian.boilerplate import is_role
from newscrawler.items import Link

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp "
    "small span strike strong sub sup tt u var wbr amp-fit-text".split()
)
_SKIPPED = frozenset(
    "script style noscript template head iframe svg canvas object embed select option textarea "
    "input button nav aside figure figcaption audio video picture map math amp-ad amp-sidebar "
    "amp-embed amp-social-share amp-video amp-youtube amp-analytics amp-sticky-ad "
    "amp-consent".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PICTURES = ("img", "amp-img", "picture")
_BOLD = frozenset(("b", "strong"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:share|sharebtn|sharebox|sosmed|komentar|komen|comments?|breadcr?umbs?|ads?|"
    r"adsbygoogle|iklan|advertisement|navbar|cookie|newsletter|caption|"
    r"twitter-tweet|instagram-media|tiktok-embed|fb-post|fb-video|reddit-card)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAGER = re.compile(r"(?:^|[\s_-])(?:paging|pagination)(?:$|[\s_-])", re.IGNORECASE)
_SHORTEST_PROSE = 40
_SURE_PROSE = 120
"""Characters: a line in between is prose when it ends like a sentence."""
_MOSTLY, _WHOLLY = 0.5, 0.9
_SHORTEST_TITLE = 20
_LONG_TEXTS_OF_ARTICLE = 4
_LONG_TEXTS_OF_PART = 2
"""A hidden element with fewer is a menu or a window, no part of a text."""
_HIGHEST_SCOPE = 40
"""Elements: each step up counts the texts anew, and only damaged pages nest deeper."""


@dataclass(slots=True)
class Line:
    """One line: its text (white space folded), the block element it stands in, and its links.

    `bold` says that all of it is in bold type, `hidden` that a reader sees it only on demand. URLs
    of links are as written, not yet absolute.
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
        """Whether this is nothing but a link, long enough for a headline."""
        return bool(self.links) and len(self.text) >= _SHORTEST_TITLE and self.link_share > _WHOLLY

    @property
    def dress(self) -> tuple[object, str | None]:
        """How its block is set: the name and the classes of the element."""
        return self.block.tag, self.block.get("class")

    @property
    def is_prose(self) -> bool:
        """Whether this reads as a sentence and not as a label or a list of links."""
        size = len(self.text)
        if size < _SHORTEST_PROSE or (self.links and self.link_share > _MOSTLY):
            return False
        return size >= _SURE_PROSE or self.text[-1] in ".!?\"”’')"

    def joined(self, rest: "Line") -> "Line":
        """One line of both, which stands where `rest` stood."""
        shift = len(self.text) + 1
        moved = [Link(link.start + shift, link.end + shift, link.url) for link in rest.links]
        return replace(rest, text=f"{self.text} {rest.text}", links=[*self.links, *moved])


@dataclass
class Lines:
    """All lines of a page, and which of them stand below each block element.

    `pictures` are the elements with a picture somewhere below them, `parts` those that hold a
    later part of a text, which waits for a click.
    """

    all: list[Line] = field(default_factory=list)
    ranges: dict[_Element, tuple[int, int]] = field(default_factory=dict)
    pictures: set[_Element] = field(default_factory=set)
    parts: list[_Element] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)

    def below(self, element: _Element) -> tuple[int, int]:
        """The half-open range of line numbers below `element` (empty when it holds none)."""
        return self.ranges.get(element, (0, 0))

    def weigh(self, without: AbstractSet[int] = frozenset()) -> None:
        """Sum up the prose a reader sees, the lines numbered in `without` left out."""
        sizes = (
            len(line.text) if line.is_prose and not line.hidden and number not in without else 0
            for number, line in enumerate(self.all)
        )
        self.prose = list(accumulate(sizes, initial=0))

    def with_value(self, number: int) -> Line:
        """Line `number`, with the next one where a table parts them: "Penulis" and ": Name"."""
        line, rest = self.all[number], self.all[number + 1 : number + 2]
        is_parted = (
            rest
            and is_role(line.text)
            and line.text.endswith(":") != (rest[0].text.startswith(":"))
        )
        return line.joined(rest[0]) if is_parted else line

    def prose_below(self, element: _Element) -> int:
        """How many characters of prose stand below `element`."""
        start, end = self.below(element)
        return self.prose[end] - self.prose[start]


_LONG_TEXTS = XPath(
    "count(.//text()[string-length() > 60 and not(parent::script or parent::style or parent::a)])"
)


_EMBEDDED = XPath(
    "boolean(.//a[contains(@href, 'twitter.com/') or contains(@href, '//x.com/')"
    " or contains(@href, 'instagram.com/') or contains(@href, 'tiktok.com/')]"
    "[contains(@href, '/status/') or contains(@href, '/p/') or contains(@href, '/reel/')"
    " or contains(@href, '/video/')])"
)
"""A post of another site, shown in place."""


def article_scope(headline: _Element) -> _Element:
    """The part of the page worth reading: an ancestor of `headline` with running text below it.

    One level more is taken in, for the credits and links that stand right after the text. What is
    cut away is mostly the menu, which on a news page is most of the tree.
    """
    scope = headline
    for scope in islice(headline.iterancestors(), _HIGHEST_SCOPE):
        if _LONG_TEXTS(scope) >= _LONG_TEXTS_OF_ARTICLE:
            break
    else:
        return headline.getroottree().getroot()
    parent = scope.getparent()
    return scope if parent is None else parent


def read_lines(root: _Element, dropped: AbstractSet[_Element] = frozenset()) -> Lines:
    """Read the tree below `root` into lines, without what is never text and without `dropped`."""
    walk = _Walk(root, dropped)
    walk.run()
    lines = Lines(walk.lines, walk.ranges, _around(root.iter(*PICTURES)), walk.parts)
    lines.weigh()
    return lines


class _Walk:
    """The walk's state: the pieces of the line being read, the open blocks, the open link."""

    def __init__(self, root: _Element, dropped: AbstractSet[_Element]) -> None:
        self.root = root
        self.dropped = dropped
        self.around_headlines = _around(root.iter("h1"))
        self.lines: list[Line] = []
        self.ranges: dict[_Element, tuple[int, int]] = {}
        self.blocks: list[tuple[_Element, int]] = [(root, 0)]
        self.pieces: list[str] = []
        self.marks: list[tuple[int, str | None]] = []
        self.href: str | None = None
        self.bold_depth = 0
        self.is_bold = self.is_plain = False
        self.hidden: _Element | None = None
        self.parts: list[_Element] = []

    def run(self) -> None:
        left_out: _Element | None = None
        walker = iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event == "start":
                if self.is_left_out(element):
                    walker.skip_subtree()
                    left_out = element
                    self.flush()
                else:
                    self.open(element)
                    if element.text:
                        self.add(element.text)
                continue
            if event == "end" and element is not left_out:
                self.close(element)
            if element.tail:
                self.add(element.tail)
        self.flush()
        self.ranges[self.root] = (0, len(self.lines))

    def is_left_out(self, element: _Element) -> bool:
        if element.tag in _SKIPPED or element in self.dropped:
            return True
        if element.tag == "footer":  # an article's own footer holds its tags and credits
            return next(element.iterancestors("article"), None) is None
        if element.tag == "blockquote" and _EMBEDDED(element):
            return True
        return element.tag not in INLINE and bool(element.attrib) and self.is_set_apart(element)

    def is_set_apart(self, element: _Element) -> bool:
        """Whether names or style say that this block is no text, and nothing in it is."""
        names = element.get("class"), element.get("id")
        if _says(_NOISE, *names):
            return element not in self.around_headlines
        is_hidden = _is_hidden(element)
        is_paged = element.tag not in HEADINGS and _says(_PAGER, *names)
        if not is_hidden and not is_paged:
            return False
        fewest = 1 if is_paged else _LONG_TEXTS_OF_PART
        if _LONG_TEXTS(element) < fewest:
            return True
        self.parts.append(element)
        if is_hidden and self.hidden is None:
            self.hidden = element
        return False

    def open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self.href = element.get("href")
            self.marks.append((len(self.pieces), self.href))
        elif tag in _BOLD:
            self.bold_depth += 1
        elif tag not in INLINE:
            self.flush()
            if tag != "br":
                self.blocks.append((element, len(self.lines)))

    def close(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a":
            self.href = None
            self.marks.append((len(self.pieces), None))
        elif tag in _BOLD:
            self.bold_depth -= 1
        elif tag not in INLINE and tag != "br":
            self.flush()
            _, first = self.blocks.pop()
            if len(self.lines) > first:
                self.ranges[element] = (first, len(self.lines))
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
            text = " ".join("".join(self.pieces).split())
            if text:
                links = _links(self.pieces, self.marks) if self.marks else ()
                bold = self.is_bold and not self.is_plain
                block, is_hidden = self.blocks[-1][0], self.hidden is not None
                self.lines.append(Line(text, block, bold, links, is_hidden))
            self.pieces = []
        self.marks = [(0, self.href)] if self.href else []
        self.is_bold = self.is_plain = False


def _around(elements: Iterable[_Element]) -> set[_Element]:
    """All that holds one of `elements`: a noisy class name on it is no reason to leave it out."""
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
        style is not None and _HIDDEN.search(style) is not None
    )


@lru_cache(maxsize=4096)
def _says(pattern: re.Pattern[str], *names: str | None) -> bool:
    return any(name and pattern.search(name) for name in names)


def _links(pieces: list[str], marks: list[tuple[int, str | None]]) -> list[Link]:
    """The links of a line, with offsets into its folded text; their URLs are as written."""
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
        if words := " ".join(piece.split()):
            size += bool(size and (spaced or piece[0].isspace()))
            start = size if start is None else start
            size += len(words)
            spaced = piece[-1].isspace()
        else:
            spaced = spaced or bool(piece)
    return links
