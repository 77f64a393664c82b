"""The safety net of the body: a second reading where the structure of a page leaves doubt.

The first reading trusts one container. Where much of the running text of the page stands outside
it, or much in it is no running text, every line of the whole page is scored (`line_scores`), and
the better of the readings is taken. A page whose structure is sure is not read twice.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.etree import XPath, _Element

from newscrawler.extraction.layout.body import Body, read_numbered
from newscrawler.extraction.layout.line_features import FirstReading
from newscrawler.extraction.layout.line_scores import score_lines
from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.loaders import compiled
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import text_content
from newscrawler.extraction.page.text_lines import Line, Lines, read_lines
from newscrawler.publishers import Publisher

DOUBTFUL = "doubtful:body"
RULE = "score"
_LONG_TEXTS = XPath(
    "//*[not(self::script or self::style or self::a or self::noscript or self::template"
    " or self::textarea or self::title)]/text()[string-length() > 60]",
    smart_strings=False,
)
_MIN_SURE_SHARE, _MAX_SURE_SHARE = 0.85, 1.3
"""How the length of a body that is not doubted compares with the long texts of its page."""
_MIN_SURE_PROSE, _MIN_SURE_STYLE = 0.95, 0.8
_MIN_KNOWN_SHARE = 0.25
"""The share that is enough where the publisher names the container."""
_MIN_SCORE = 0.5
_MIN_GAIN, _MIN_KNOWN_GAIN = 0.08, 0.3
"""How much better the second reading must be, as far as the scores tell."""
_MIN_AGREEMENT = 0.8
_MIN_TEXT_SHARE = 0.5


@dataclass(frozen=True)
class _Scored:
    """The lines of a whole page with their scores: what is known of each reading's quality."""

    lines: Lines
    scores: Sequence[float]

    @property
    def text_size(self) -> float:
        """How many characters of running text to expect on the page."""
        return self.sum_right(range(len(self.scores)))

    def sum_right(self, numbers: Iterable[int]) -> float:
        """Return how many characters of the lines `numbers` are running text, as far as known."""
        return sum(len(self.lines.all[n].text) * self.scores[n] for n in numbers)

    def quality(self, numbers: Sequence[int]) -> float:
        """Return the F1 to expect of the lines `numbers`."""
        taken = sum(len(self.lines.all[n].text) for n in numbers)
        total = self.text_size + taken
        return 2 * self.sum_right(numbers) / total if total else 0.0


def settle_body(structure: Structure, document: Document, publisher: Publisher) -> bool:
    """Read the body of `structure` again where it is doubtful, and keep the better reading.

    Return whether doubt remains: the readings differ much, or the body is a small part of the
    running text that the page seems to hold.
    """
    if _is_sure(structure, document):
        return False
    first = [structure.lines.all[number] for number in structure.body.line_numbers]
    scored = _score(structure, document, publisher)
    title = "" if structure.headline is None else text_content(structure.headline)
    chosen = [
        number
        for number, line in enumerate(scored.lines.all)
        if scored.scores[number] >= _MIN_SCORE and line.text != title
    ]
    body = read_numbered(scored.lines, chosen)
    second = [scored.lines.all[number] for number in body.line_numbers]
    places = {_place(line): number for number, line in enumerate(scored.lines.all)}
    known = [places[place] for line in first if (place := _place(line)) in places]
    gain = scored.quality(body.line_numbers) - scored.quality(known)
    agreement = _agreement(first, second)
    if gain > (_MIN_KNOWN_GAIN if structure.rule == "site" else _MIN_GAIN):
        _replace_body(structure, body, second)
    is_small = structure.body.size < _MIN_TEXT_SHARE * scored.text_size
    return bool(structure.body.blocks) and (agreement < _MIN_AGREEMENT or is_small)


def _score(structure: Structure, document: Document, publisher: Publisher) -> _Scored:
    removed = {element for css in publisher.remove for element in compiled(css)(document.root)}
    lines = read_lines(document.root, removed, whole=True)
    told = first_reading(structure)
    return _Scored(lines, score_lines(lines, structure.headline, told))


def first_reading(structure: Structure) -> FirstReading:
    """Return what `structure` says of the lines of its page."""
    items = {item.element for block in structure.link_blocks for item in block.items}
    taken = {_place(structure.lines.all[number]) for number in structure.body.line_numbers}
    return FirstReading(structure.container, items, taken)


def _is_sure(structure: Structure, document: Document) -> bool:
    """Return whether the body holds most of the long texts of the page and next to nothing else.

    Its prose is styled alike; a container that the publisher names needs only not to be tiny.
    """
    total = sum(map(len, _LONG_TEXTS(document.root)))
    share = structure.body.size / total if total else 1.0
    if structure.rule == "site":
        return share > _MIN_KNOWN_SHARE
    if not _MIN_SURE_SHARE < share < _MAX_SURE_SHARE:
        return False
    inside = [structure.lines.all[number] for number in structure.body.line_numbers]
    styles = Counter[object]()
    for line in inside:
        if line.is_prose:
            styles[line.block.tag, line.block.getparent()] += len(line.text)
    prose = styles.total()
    is_pure = prose >= _MIN_SURE_PROSE * sum(len(line.text) for line in inside)
    return is_pure and max(styles.values(), default=0) >= _MIN_SURE_STYLE * prose


def _place(line: Line) -> tuple[_Element, str]:
    return line.block, line.text


def _agreement(first: Sequence[Line], second: Sequence[Line]) -> float:
    """Return how much of the characters in two readings is in both, from 0 to 1."""
    sizes = [Counter({_place(line): len(line.text) for line in each}) for each in (first, second)]
    total = sizes[0].total() + sizes[1].total()
    return 2 * (sizes[0] & sizes[1]).total() / total if total else 1.0


def _replace_body(structure: Structure, body: Body, taken: Sequence[Line]) -> None:
    """Put `body` in the place of the first; its line numbers become those of `structure.lines`."""
    places = {_place(line): number for number, line in enumerate(structure.lines.all)}
    body.line_numbers = [places[place] for line in taken if (place := _place(line)) in places]
    body.captions = structure.body.captions
    known = {line.text for _, line in structure.body.notices}
    new = [notice for notice in body.notices if notice[1].text not in known]
    body.notices = [*structure.body.notices, *new]
    body.credits = [
        *structure.body.credits,
        *(c for c in body.credits if c not in structure.body.credits),
    ]
    structure.body, structure.rule = body, RULE
