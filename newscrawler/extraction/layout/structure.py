"""What the shape of a page tells: where the headline, the text and the link blocks stand."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml.etree import _Element

from newscrawler.extraction.layout.body import Body, find_container, read_body
from newscrawler.extraction.layout.byline import read_byline
from newscrawler.extraction.layout.header import (
    Header,
    end_of,
    find_headline,
    letters,
    read_header,
    text_of,
)
from newscrawler.extraction.layout.link_blocks import Group, find_groups, find_lone_link
from newscrawler.extraction.layout.tags import read_tags
from newscrawler.extraction.loaders import compiled
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text_lines import Lines, article_scope, read_lines
from newscrawler.extraction.sources.embedded_state import parse_text
from newscrawler.publishers import Publisher

_SHORTEST_TOLD = 200
_LITTLE = 0.4


@dataclass
class Structure:
    """The parts of one page.

    `lines` are those below `scope`, `container` holds the body; `rule` says what told where it
    stands, `selector` is the publisher's that named it, if one did. `told` is the text that the
    body was read from, if that came from the page's data. `listed` are all link blocks, `groups`
    those outside the running text, `tags` what the page shows as such after it.
    """

    scope: _Element
    lines: Lines
    headline: _Element | None
    header: Header
    body: Body
    container: _Element
    listed: Sequence[Group]
    groups: Sequence[Group]
    tags: Sequence[str]
    rule: str
    selector: str | None
    told: _Element | None = None

    @property
    def has_parts(self) -> bool:
        """Whether the page holds the later parts of its text as well, which it shows one by one."""
        found = {n for part in self.lines.parts for n in range(*self.lines.below(part))}
        return not found.isdisjoint(self.body.numbers)


def read_structure(
    document: Document, facts: Publisher, claims: Sequence[str], summary: str
) -> Structure:
    """Read the shape of `document`.

    `claims` are the headlines its facts and metadata give, `summary` is what they say it tells.
    """
    root = document.root
    headline = find_headline(root, claims)
    scope = root if headline is None else article_scope(headline)
    container, selector = _known_container(scope, facts)
    if container is None:
        container, selector = _known_container(root, facts)
        scope = scope if container is None else root
    dropped = {element for css in facts.remove for element in compiled(css)(scope)}
    lines = read_lines(scope, dropped)
    known = container is not None and lines.prose_below(container) > 0
    groups = find_groups(document, headline)
    lines.weigh({number for group in groups for number in _lines_of_items(group, lines)})
    if not known or container is None:
        container, selector = find_container(lines, scope), None
    start, _ = lines.below(container)
    header = Header() if headline is None else read_header(lines, headline, start)
    shown = "" if headline is None else text_of(headline)
    left_out = _lines_of(groups, lines, container)
    left_out |= _standfirst(lines, container, left_out, summary)
    body = read_body(lines, container, left_out, shown, known=known)
    last = lines.all[body.numbers[-1]].block if body.numbers else None
    header.byline = read_byline(scope, last)
    end = body.numbers[-1] if body.numbers else start
    tags = read_tags(lines, 0 if headline is None else end_of(lines, headline), end)
    after = [group for group in groups if not _is_inside(group, lines, body)]
    listed = {n for group in groups for n in range(*lines.below(group.parent))}
    lone = find_lone_link(lines, end + 1, document)
    if lone and listed.isdisjoint(range(*lines.below(lone.parent))):
        after.append(lone)
    rule = "site" if known else "structure"
    return Structure(
        scope, lines, headline, header, body, container, groups, after, tags, rule, selector
    )


def prefer_told(structure: Structure, told: Mapping[str, str]) -> None:
    """Read the body from a text that the page tells its machines, where it shows much less of it.

    `told` are such texts by the rule that found them, the most trusted first.
    """
    for rule, text in told.items():
        if len(text) < _SHORTEST_TOLD or structure.body.size > _LITTLE * len(text):
            continue
        root = parse_text(text)
        if root is None:
            continue
        lines = read_lines(root)
        shown = "" if structure.headline is None else text_of(structure.headline)
        body = read_body(lines, root, frozenset(), shown, known=True)
        if structure.body.size < _LITTLE * body.size:
            body.numbers = []  # they are those of other lines than the page's
            body.notices += structure.body.notices
            body.credits += structure.body.credits
            structure.body, structure.rule, structure.told = body, rule, root
            return


def _known_container(scope: _Element, facts: Publisher) -> tuple[_Element | None, str | None]:
    """The element below `scope` that the publisher names as the body, and by which selector.

    The newest selector that matches counts.
    """
    found = ((compiled(css)(scope), css) for css in facts.selectors.get("container", ()))
    return next(((elements[0], css) for elements, css in found if elements), (None, None))


def _lines_of_items(group: Group, lines: Lines) -> Iterator[int]:
    """The numbers of the lines of a group's items; a paragraph with a link is a line of text."""
    for item in group.items:
        if item.element.tag != "p":
            yield from range(*lines.below(item.element))


def _lines_of(groups: Sequence[Group], lines: Lines, container: _Element) -> set[int]:
    """The numbers of the lines that stand in link blocks.

    Where running text stands beside the links, only the items count: a paragraph with a link is
    read as a line, be it text or notice.
    """
    taken: set[int] = set()
    around = {container, *container.iterancestors()}
    for group in groups:
        if group.parent in around or lines.prose_below(group.parent):
            taken.update(_lines_of_items(group, lines))
        else:
            taken.update(range(*lines.below(group.parent)))
        first, _ = lines.below(group.items[0].element)
        if first and lines.all[first - 1].text == group.label:
            taken.add(first - 1)
    return taken


def _standfirst(
    lines: Lines, container: _Element, left_out: AbstractSet[int], summary: str
) -> set[int]:
    """The number of the line that is the summary over the text, set apart from its paragraphs."""
    prose = [n for n in range(*lines.below(container)) if lines.all[n].is_prose]
    text = [n for n in prose if n not in left_out][:2]
    if len(text) < 2 or letters(lines.all[text[0]].text) != letters(summary):  # noqa: PLR2004 (a pair)
        return set()
    one, other = (lines.all[n] for n in text)
    is_apart = one.dress != other.dress and one.block.getparent() is not other.block.getparent()
    return {text[0]} if is_apart else set()


def _is_inside(group: Group, lines: Lines, body: Body) -> bool:
    """Whether running text stands both before and after the group's first link."""
    number, _ = lines.below(group.items[0].element)
    return bool(body.numbers) and body.numbers[0] < number < body.numbers[-1]
