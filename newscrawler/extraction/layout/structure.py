"""What the shape of a page tells: where the headline, the text and the link blocks stand."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml.etree import _Element

from newscrawler.extraction.layout.body import Body, find_container, read_body
from newscrawler.extraction.layout.byline import read_byline
from newscrawler.extraction.layout.header import Header, find_headline, line_after, read_header
from newscrawler.extraction.layout.link_blocks import (
    LinkBlock,
    find_link_blocks,
    single_related_link,
)
from newscrawler.extraction.layout.tags import read_tags
from newscrawler.extraction.loaders import compiled
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_title, text_content
from newscrawler.extraction.page.text_lines import Lines, article_scope, read_lines
from newscrawler.extraction.sources.embedded_state import parse_body_html
from newscrawler.publishers import Publisher

_MIN_STATED_CHARS = 200
_MAX_SHOWN_SHARE = 0.4


@dataclass
class Structure:
    """The parts of one page.

    `lines` are those below `scope`, `container` holds the body; `rule` says what told where it
    stands, `selector` is the publisher's that named it, if one did. `stated_body` is the text that
    the body was read from, if that came from the page's data. `link_blocks` are all of them,
    `outer_blocks` those outside the running text, `tags` what the page shows as such after it.
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
        """Whether the page holds the later parts of its text as well, which it shows one by one."""
        found = {n for part in self.lines.parts for n in range(*self.lines.line_range(part))}
        return not found.isdisjoint(self.body.line_numbers)


def read_structure(
    document: Document, facts: Publisher, title_candidates: Sequence[str], summary: str
) -> Structure:
    """Read the shape of `document`.

    `title_candidates` are the headlines that its metadata give, `summary` is their description.
    """
    root = document.root
    headline = find_headline(root, title_candidates)
    scope = root if headline is None else article_scope(headline)
    container, selector = _known_container(scope, facts)
    if container is None:
        container, selector = _known_container(root, facts)
        scope = scope if container is None else root
    removed = {element for css in facts.remove for element in compiled(css)(scope)}
    lines = read_lines(scope, removed)
    trusted = container is not None and lines.prose_size(container) > 0
    blocks = find_link_blocks(document, headline)
    lines.sum_prose({number for block in blocks for number in _item_lines(block, lines)})
    if not trusted or container is None:
        container, selector = find_container(lines, scope), None
    start, _ = lines.line_range(container)
    header = Header() if headline is None else read_header(lines, headline, start)
    headline_text = "" if headline is None else text_content(headline)
    excluded = _block_lines(blocks, lines, container)
    excluded |= _standfirst(lines, container, excluded, summary)
    body = read_body(lines, container, excluded, headline_text, trusted=trusted)
    last = lines.all[body.line_numbers[-1]].block if body.line_numbers else None
    header.byline = read_byline(scope, last)
    end = body.line_numbers[-1] if body.line_numbers else start
    tags = read_tags(lines, 0 if headline is None else line_after(lines, headline), end)
    outer = [block for block in blocks if not _is_amid_text(block, lines, body)]
    listed = {n for block in blocks for n in range(*lines.line_range(block.parent))}
    single = single_related_link(lines, end + 1, document)
    if single and listed.isdisjoint(range(*lines.line_range(single.parent))):
        outer.append(single)
    rule = "site" if trusted else "structure"
    return Structure(
        scope, lines, headline, header, body, container, blocks, outer, tags, rule, selector
    )


def use_stated_body(structure: Structure, stated_bodies: Mapping[str, str]) -> None:
    """Read the body from a text that the page tells its machines, where it shows much less of it.

    `stated_bodies` are such texts by the rule that found them, the most trusted first.
    """
    for rule, text in stated_bodies.items():
        if len(text) < _MIN_STATED_CHARS or structure.body.size > _MAX_SHOWN_SHARE * len(text):
            continue
        root = parse_body_html(text)
        if root is None:
            continue
        lines = read_lines(root)
        headline_text = "" if structure.headline is None else text_content(structure.headline)
        body = read_body(lines, root, frozenset(), headline_text, trusted=True)
        if structure.body.size < _MAX_SHOWN_SHARE * body.size:
            body.line_numbers = []  # they are those of other lines than the page's
            body.notices += structure.body.notices
            body.credits += structure.body.credits
            structure.body, structure.rule, structure.stated_body = body, rule, root
            return


def _known_container(scope: _Element, facts: Publisher) -> tuple[_Element | None, str | None]:
    """The element below `scope` that the publisher names as the body, and by which selector.

    The newest selector that matches counts.
    """
    found = ((compiled(css)(scope), css) for css in facts.selectors.get("container", ()))
    return next(((elements[0], css) for elements, css in found if elements), (None, None))


def _item_lines(block: LinkBlock, lines: Lines) -> Iterator[int]:
    """The numbers of the lines of a block's items; a paragraph with a link is a line of text."""
    for item in block.items:
        if item.element.tag != "p":
            yield from range(*lines.line_range(item.element))


def _block_lines(blocks: Sequence[LinkBlock], lines: Lines, container: _Element) -> set[int]:
    """The numbers of the lines that stand in link blocks.

    Where running text stands beside the links, only the items count: a paragraph with a link is
    read as a line, be it text or notice.
    """
    taken: set[int] = set()
    around = {container, *container.iterancestors()}
    for block in blocks:
        if block.parent in around or lines.prose_size(block.parent):
            taken.update(_item_lines(block, lines))
        else:
            taken.update(range(*lines.line_range(block.parent)))
        first, _ = lines.line_range(block.items[0].element)
        if first and lines.all[first - 1].text == block.label:
            taken.add(first - 1)
    return taken


def _standfirst(
    lines: Lines, container: _Element, excluded: AbstractSet[int], summary: str
) -> set[int]:
    """The number of the line that is the summary over the text, set apart from its paragraphs."""
    prose = [n for n in range(*lines.line_range(container)) if lines.all[n].is_prose]
    text = [n for n in prose if n not in excluded][:2]
    if len(text) < 2 or fold_title(lines.all[text[0]].text) != fold_title(summary):  # noqa: PLR2004 (a pair)
        return set()
    one, other = (lines.all[n] for n in text)
    is_apart = (
        one.block_style != other.block_style
        and one.block.getparent() is not other.block.getparent()
    )
    return {text[0]} if is_apart else set()


def _is_amid_text(block: LinkBlock, lines: Lines, body: Body) -> bool:
    """Whether running text stands both before and after the block's first link."""
    number, _ = lines.line_range(block.items[0].element)
    return bool(body.line_numbers) and body.line_numbers[0] < number < body.line_numbers[-1]
