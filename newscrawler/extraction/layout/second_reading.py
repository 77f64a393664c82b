"""The safety net of the body: a second reading where the structure of a page leaves doubt.

The first reading trusts one container. Where much of the running text of the page stands outside
it, or much in it is no running text, every line of the whole page is scored (`line_scores`), and
the better of the readings is taken. A page whose structure is sure is not read twice.
"""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from lxml.etree import _Element

from newscrawler.extraction.layout.body import (
    Body,
    LineRoles,
    find_container,
    read_body,
    read_numbered,
)
from newscrawler.extraction.layout.comments import before_comments
from newscrawler.extraction.layout.element_places import FirstReading
from newscrawler.extraction.layout.line_scores import score_lines
from newscrawler.extraction.layout.long_texts import (
    LongText,
    LongTexts,
    find_long_texts,
    measure_long_texts,
)
from newscrawler.extraction.layout.scored_lines import (
    MIN_SCORE,
    MIN_SURE_SCORE,
    ScoredLines,
    raise_continuations,
)
from newscrawler.extraction.layout.structure import Structure, find_references, removed_elements
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import text_content
from newscrawler.extraction.page.text_lines import Line, Lines, read_lines
from newscrawler.publishers import Publisher

DOUBTFUL = "doubtful:body"
SCORED = "score"
"""The rule of a body that was read by scores."""
_MIN_SURE_SHARE = 0.85
"""Of the long texts of a page, in a body that is not doubted."""
_MIN_SURE_PROSE, _MIN_SURE_STYLE, _MIN_SURE_TAKEN = 0.95, 0.8, 0.9
_MIN_KNOWN_SHARE = 0.25
"""The share that is enough where the publisher names the container."""
_MIN_RIGHT_SHARE = 0.8
"""Of a reading that is right as far as it goes: the share of its characters that is text."""
_MIN_GAIN, _MIN_KNOWN_GAIN = 0.05, 0.3
"""How much better the second reading must be, as far as the scores tell."""
_MAX_SCORED_LINES = 5_000
"""A longer page is no article, and to score a line takes as long as to read many."""
_MIN_AGREEMENT = 0.8
_MIN_TEXT_SHARE = 0.5


def settle_body(structure: Structure, document: Document, publisher: Publisher) -> bool:
    """Read the body of `structure` again where it is doubtful, and keep the better reading.

    Return whether doubt remains: the readings differ much, or the body is a small part of the
    running text that the page seems to hold.
    """
    texts = list(find_long_texts(document.root))
    measured = _measure(texts, structure, publisher)
    is_sure = _is_sure(structure, measured)
    if is_sure and not measured.has_neighbors:
        return False
    lines = _read_whole_page(document, publisher)
    if len(lines.all) > _MAX_SCORED_LINES:
        return bool(structure.body.blocks)
    first = [structure.lines.all[number] for number in structure.body.line_numbers]
    scored = _score(structure, lines)
    numbers = {_key(line): number for number, line in enumerate(lines.all)}
    known = [numbers[key] for line in first if (key := _key(line)) in numbers]
    scored = raise_continuations(scored, known, structure.headline)
    likely = (n for n, score in enumerate(scored.scores) if score >= MIN_SCORE)
    references = find_references(lines, {*likely, *known}, document)
    chosen = _choose(structure, scored, known, references)
    if is_sure:
        near = before_comments(lines, _near_lines(structure, lines))
        chosen = sorted({*known, *set(near).intersection(chosen)})
    body = read_numbered(lines, chosen, LineRoles(references=references))
    second = [lines.all[number] for number in body.line_numbers]
    gain = scored.quality(body.line_numbers) - scored.quality(known)
    agreement = _agreement(first, second)
    min_gain = _MIN_KNOWN_GAIN if structure.rule == "site" else _MIN_GAIN
    if gain > (0 if is_sure else min_gain):
        _replace_body(structure, body, second)
    is_small = structure.body.size < _MIN_TEXT_SHARE * scored.text_size
    left = _measure(texts, structure, publisher)
    is_partial = left.has_neighbors or left.share_inside < _MIN_TEXT_SHARE
    return bool(structure.body.blocks) and (agreement < _MIN_AGREEMENT or is_small or is_partial)


def _choose(
    structure: Structure,
    scored: ScoredLines,
    known: Sequence[int],
    references: AbstractSet[int],
) -> list[int]:
    """Return the numbers of the lines that are text by their scores.

    What stands among links to other articles must be surer, unless it is among `references`. Where
    the container is right as far as it goes (`known` are the lines taken from it), so must all that
    stands neither beside it nor between it and the headline.
    """
    title = "" if structure.headline is None else text_content(structure.headline)
    size = sum(len(scored.lines.all[n].text) for n in known)
    is_right = size > 0 and scored.sum_right(known) >= _MIN_RIGHT_SHARE * size
    near = _near_lines(structure, scored.lines)
    items = (item.element for block in structure.link_blocks for item in block.items)
    linked = {n for item in items for n in scored.lines.line_range(item)}
    suspect = linked.difference(known, references)

    def bound(number: int) -> float:
        is_far = is_right and number not in near
        return MIN_SURE_SCORE if is_far or number in suspect else MIN_SCORE

    return [
        number
        for number, line in enumerate(scored.lines.all)
        if scored.scores[number] >= bound(number) and line.text != title
    ]


def _near_lines(structure: Structure, lines: Lines) -> range:
    """Return the numbers of the lines from the headline to the end of what holds the container."""
    parent = structure.container.getparent()
    near = lines.line_range(structure.container if parent is None else parent)
    headline = structure.headline
    title = range(0) if headline is None else lines.line_range(headline)
    start = min(title.stop, near.start) if title else near.start
    return range(start, near.stop)


def _read_whole_page(document: Document, publisher: Publisher) -> Lines:
    return read_lines(document.root, removed_elements(document.root, publisher), whole=True)


def _score(structure: Structure, lines: Lines) -> ScoredLines:
    is_named = structure.rule == "site"
    told = (_reading_without_name if is_named else first_reading)(structure)
    return ScoredLines(lines, score_lines(lines, structure.headline, told))


def first_reading(structure: Structure) -> FirstReading:
    """Return what `structure` says of the lines of its page."""
    items = {item.element for block in structure.link_blocks for item in block.items}
    taken = {_key(structure.lines.all[number]) for number in structure.body.line_numbers}
    return FirstReading(structure.container, items, taken)


def _reading_without_name(structure: Structure) -> FirstReading:
    """Return what the page would say of its lines if the publisher named no container."""
    lines, container = structure.lines, find_container(structure.lines, structure.scope)
    items = {item.element for block in structure.link_blocks for item in block.items}
    linked = {number for item in items for number in lines.line_range(item)}
    body = read_body(lines, container, LineRoles(linked), None, trusted=False)
    return FirstReading(container, items, {_key(lines.all[n]) for n in body.line_numbers})


def _is_sure(structure: Structure, texts: LongTexts) -> bool:
    """Return whether the body holds most of the long texts of the page and next to nothing else.

    It took nearly all of its container, and its prose is styled
    alike. A container that the publisher names needs only not to be tiny.
    """
    if structure.rule == "site":
        return texts.share > _MIN_KNOWN_SHARE
    if texts.share < _MIN_SURE_SHARE:
        return False
    inside = [structure.lines.all[number] for number in structure.body.line_numbers]
    around = structure.lines.line_range(structure.container)
    size = sum(len(line.text) for line in inside)
    held = sum(len(structure.lines.all[number].text) for number in around)
    styles = Counter[object]()
    for line in inside:
        if line.is_prose:
            styles[line.block.tag, line.block.getparent()] += len(line.text)
    prose = styles.total()
    is_alike = max(styles.values(), default=0) >= _MIN_SURE_STYLE * prose
    return is_alike and prose >= _MIN_SURE_PROSE * size and size >= _MIN_SURE_TAKEN * held


def _measure(texts: Sequence[LongText], structure: Structure, publisher: Publisher) -> LongTexts:
    """Return what a page with these `texts` holds against the body of `structure`."""
    container, parent = structure.container, structure.container.getparent()
    around = container if parent is None else parent
    blocks = {structure.lines.all[number].block for number in structure.body.line_numbers}
    skipped = {line.block for _, line in structure.body.notices}
    skipped |= removed_elements(around, publisher)
    return measure_long_texts(texts, container, around, blocks, skipped)


def _key(line: Line) -> tuple[_Element, str]:
    """Return what a line is known by in every reading of its page."""
    return line.block, line.text


def _agreement(first: Sequence[Line], second: Sequence[Line]) -> float:
    """Return how much of the characters in two readings is in both, from 0 to 1."""
    sizes = [Counter({_key(line): len(line.text) for line in each}) for each in (first, second)]
    total = sizes[0].total() + sizes[1].total()
    return 2 * (sizes[0] & sizes[1]).total() / total if total else 1.0


def _replace_body(structure: Structure, body: Body, taken: Sequence[Line]) -> None:
    """Put `body` in the place of the first; its line numbers become those of `structure.lines`."""
    numbers = {_key(line): number for number, line in enumerate(structure.lines.all)}
    body.line_numbers = [numbers[key] for line in taken if (key := _key(line)) in numbers]
    body.captions = structure.body.captions
    known = {line.text for _, line in structure.body.notices}
    new = [notice for notice in body.notices if notice[1].text not in known]
    body.notices = [*structure.body.notices, *new]
    body.credits = [
        *structure.body.credits,
        *(c for c in body.credits if c not in structure.body.credits),
    ]
    structure.body, structure.rule = body, SCORED
