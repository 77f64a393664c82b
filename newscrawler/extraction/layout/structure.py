"""The layout of a page: where the headline, the text and the link blocks stand."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml.etree import _Element

from newscrawler.extraction.layout.body import Body, LineRoles, find_container, read_body
from newscrawler.extraction.layout.byline import read_byline
from newscrawler.extraction.layout.header import Header, find_headline, line_after, read_header
from newscrawler.extraction.layout.link_blocks import (
    LinkBlock,
    find_link_blocks,
    single_related_link,
)
from newscrawler.extraction.layout.tags import read_tags
from newscrawler.extraction.loaders import compiled
from newscrawler.extraction.page.body_html import parse_body_html
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.elements import is_hidden
from newscrawler.extraction.page.text import fold_title, text_content
from newscrawler.extraction.page.text_lines import Lines, article_scope, read_lines
from newscrawler.extraction.page.urls import same_site
from newscrawler.publishers import Publisher

MIN_STATED_CHARS = 200
_MAX_SHOWN_SHARE, _MAX_COMPARED_SHARE = 0.4, 0.95
"""Of a text: how much of it a page shows that is replaced by it, and that is compared with it."""
_MIN_MISSING_SHARE, _MAX_LACKING_SHARE = 0.1, 0.05
"""Of the sentences in a text that goes on where the page ends: not shown; shown and not in it."""
_MIN_OTHER_SHARE = 0.3
_SENTENCE_END = re.compile(r"[.!?]")
_MIN_SENTENCE_LETTERS = 20
"""A shorter piece is part of a number, an abbreviation or a label."""


@dataclass
class Structure:
    """The parts of one page.

    `lines` are those below `scope`, `container` holds the body. `rule` says how the body was
    found; `selector` is the publisher's that matched it, or None. `stated_body` is the text the
    body was read from, if the page's data gave it. `outer_blocks` are the link blocks outside the
    running text, `tags` those that the page shows after it.
    """

    scope: _Element
    lines: Lines
    headline: _Element | None
    header: Header
    body: Body
    container: _Element
    link_blocks: Sequence[LinkBlock]
    outer_blocks: Sequence[LinkBlock]
    tags: Sequence[str]
    rule: str
    selector: str | None
    stated_body: _Element | None = None

    @property
    def has_all_parts(self) -> bool:
        """Whether the page holds the later parts of its text, which it shows on a click."""
        found = {n for part in self.lines.parts for n in self.lines.line_range(part)}
        return not found.isdisjoint(self.body.line_numbers)


def read_structure(
    document: Document, publisher: Publisher, title_candidates: Sequence[str], summary: str
) -> Structure:
    """Read the layout of `document`.

    `title_candidates` are the headlines that its metadata give, `summary` is their description.
    """
    root = document.root
    headline = find_headline(root, title_candidates)
    scope = root if headline is None else article_scope(headline)
    container, selector = _known_container(scope, publisher)
    if container is None:
        container, selector = _known_container(root, publisher)
        scope = scope if container is None else root
    lines = read_lines(scope, removed_elements(scope, publisher), container)
    trusted = container is not None and lines.prose_size(container) > 0
    blocks = find_link_blocks(document, headline)
    lines.sum_prose({number for block in blocks for number in _item_lines(block, lines)})
    if not trusted or container is None:
        container, selector = find_container(lines, scope), None
    start = lines.line_range(container).start
    header = Header() if headline is None else read_header(lines, headline, start)
    headline_text = "" if headline is None else text_content(headline)
    references = find_references(lines, lines.line_range(container), document)
    excluded = _block_lines(blocks, lines, container) - references
    excluded |= _lines_between(container, selector, lines, scope)
    excluded |= _standfirst(lines, container, excluded, summary)
    roles = LineRoles(excluded, references)
    body = read_body(lines, container, roles, headline_text, trusted=trusted)
    last = lines.all[body.line_numbers[-1]].block if body.line_numbers else None
    header.byline = read_byline(scope, last)
    end = body.line_numbers[-1] if body.line_numbers else start
    tags = read_tags(lines, 0 if headline is None else line_after(lines, headline), end)
    outer = [block for block in blocks if not _is_amid_text(block, lines, body)]
    listed = {n for block in blocks for n in lines.line_range(block.parent)}
    single = single_related_link(lines, end + 1, document)
    if single and listed.isdisjoint(lines.line_range(single.parent)):
        outer.append(single)
    rule = "site" if trusted else "structure"
    return Structure(
        scope, lines, headline, header, body, container, blocks, outer, tags, rule, selector
    )


def use_stated_body(
    structure: Structure, stated_bodies: Mapping[str, str], *, is_part: bool = False
) -> bool:
    """Read the body from a text in the data of the page, where the page shows less of it.

    `stated_bodies` are such texts by the rule that found them, the most trusted first. Where the
    page shows more than a small part, the text must hold all that it shows; nothing is compared
    where the rest is on other pages (`is_part`). Return whether one holds other sentences.
    """
    is_other = False
    for rule, text in stated_bodies.items():
        max_share = _MAX_SHOWN_SHARE if is_part else _MAX_COMPARED_SHARE
        if len(text) < MIN_STATED_CHARS or structure.body.size > max_share * len(text):
            continue
        body, root = read_stated_body(text, structure.headline)
        if root is None:
            continue
        is_small = structure.body.size < _MAX_SHOWN_SHARE * body.size
        if is_part and not is_small:
            continue
        missing, lacking = _differences(structure.body, body)
        if is_small or (missing >= _MIN_MISSING_SHARE and lacking <= _MAX_LACKING_SHARE):
            _take_stated_body(structure, rule, body, root)
            return False
        is_other = is_other or missing >= _MIN_OTHER_SHARE
    return is_other


def _take_stated_body(structure: Structure, rule: str, body: Body, root: _Element) -> None:
    body.line_numbers = []  # they are those of other lines than the page's
    body.notices += structure.body.notices
    body.credits += structure.body.credits
    structure.body, structure.rule, structure.stated_body = body, rule, root


def _differences(shown: Body, stated: Body) -> tuple[float, float]:
    """Return how much of the sentences stated is not shown, and how much of those shown not stated.

    They are shares of characters, from 0 to 1.
    """
    one, other = _sentences(shown), _sentences(stated)
    return _share(other - one, other), _share(one - other, one)


def _sentences(body: Body) -> Counter[str]:
    """Return the sentences of `body`, folded as titles are, by how often they stand there."""
    parts = (part for block in body.blocks for part in _SENTENCE_END.split(block.text))
    folded = (fold_title(part) for part in parts)
    return Counter(part for part in folded if len(part) >= _MIN_SENTENCE_LETTERS)


def _share(some: Counter[str], whole: Counter[str]) -> float:
    size = sum(len(text) * count for text, count in whole.items())
    return sum(len(text) * count for text, count in some.items()) / size if size else 0.0


def read_stated_body(text: str, headline: _Element | None) -> tuple[Body, _Element | None]:
    """Return the body in a text of the page's data, and the root of its HTML (None if it has none).

    The body leaves out the headline, which `headline` shows on the page.
    """
    root = parse_body_html(text)
    if root is None:
        return Body(), None
    lines = read_lines(root)
    headline_text = "" if headline is None else text_content(headline)
    return read_body(lines, root, LineRoles(), headline_text, trusted=True), root


def removed_elements(root: _Element, publisher: Publisher) -> set[_Element]:
    """Return the elements below `root` that the publisher says are never part of a text."""
    return {element for css in publisher.remove for element in compiled(css)(root)}


def _known_container(scope: _Element, publisher: Publisher) -> tuple[_Element | None, str | None]:
    """Return the body as the publisher's selectors name it below `scope`, and the selector.

    The first selector that matches, that of the newest layout, counts. Where it matches several
    elements that are shown side by side, the body is what holds them all.
    """
    for css in publisher.selectors.get("container", ()):
        if elements := compiled(css)(scope):
            shown = [element for element in elements if not is_hidden(element)] or elements
            first, parent = shown[0], shown[0].getparent()
            is_split = any(other.getparent() is parent for other in shown[1:])
            return (parent if is_split and parent is not None else first), css
    return None, None


def _lines_between(
    container: _Element, selector: str | None, lines: Lines, scope: _Element
) -> set[int]:
    """Return the numbers of the lines beside the parts of a `container` that `selector` matches."""
    parts = [] if selector is None else compiled(selector)(scope)
    if not parts or container in parts:
        return set()
    inside = (n for part in parts for n in lines.line_range(part))
    return set(lines.line_range(container)).difference(inside)


def _item_lines(block: LinkBlock, lines: Lines) -> Iterator[int]:
    """Yield the numbers of the lines of link items; a paragraph with a link counts as text."""
    for item in block.items:
        if item.element.tag != "p":
            yield from lines.line_range(item.element)


def _block_lines(blocks: Sequence[LinkBlock], lines: Lines, container: _Element) -> set[int]:
    """Return the numbers of the lines in link blocks.

    Where running text stands beside the links, only the items count: a paragraph with a link is
    read as a line, which may be text or a notice.
    """
    taken: set[int] = set()
    around = {container, *container.iterancestors()}
    for block in blocks:
        if block.parent in around or lines.prose_size(block.parent):
            taken.update(_item_lines(block, lines))
        else:
            taken.update(lines.line_range(block.parent))
        first = lines.line_range(block.items[0].element).start
        if first and lines.all[first - 1].text == block.label:
            taken.add(first - 1)
    return taken


def find_references(lines: Lines, numbers: Iterable[int], document: Document) -> set[int]:
    """Return which of the lines `numbers` are points of lists that lead to other sites."""
    return {
        number
        for number in numbers
        if (line := lines.all[number]).block.tag == "li"
        and line.links
        and document.url is not None
        and all(
            (url := document.absolute(link.url)) and not same_site(url, document.url)
            for link in line.links
        )
    }


def _standfirst(
    lines: Lines, container: _Element, excluded: AbstractSet[int], summary: str
) -> set[int]:
    """Return the number of the line that repeats the summary, set apart from the paragraphs."""
    prose = [n for n in lines.line_range(container) if lines.all[n].is_prose]
    text = [n for n in prose if n not in excluded][:2]
    if len(text) < 2 or fold_title(lines.all[text[0]].text) != fold_title(summary):  # noqa: PLR2004 (a pair)
        return set()
    one, other = (lines.all[n] for n in text)
    is_sibling = one.block.getparent() is other.block.getparent()
    return {text[0]} if one.block_style != other.block_style and not is_sibling else set()


def _is_amid_text(block: LinkBlock, lines: Lines, body: Body) -> bool:
    """Return whether running text stands both before and after the first link of the block."""
    number = lines.line_range(block.items[0].element).start
    return bool(body.line_numbers) and body.line_numbers[0] < number < body.line_numbers[-1]
