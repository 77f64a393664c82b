"""What the shape of a page tells: where the headline, the text and the link blocks stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from newscrawler.extraction.body import Body, find_container, read_body
from newscrawler.extraction.header import Header, find_headline, read_header, text_of
from newscrawler.extraction.lines import Lines, article_scope, read_lines
from newscrawler.extraction.loaders import compiled
from newscrawler.extraction.page import Document
from newscrawler.extraction.related import Group, find_groups
from newscrawler.publishers import Publisher


@dataclass
class Structure:
    """The parts of one page.

    `known` is the publisher's selector that named the body's container, None where shape did.
    `lines` are those below `scope`, `groups` are the link blocks outside the running text.
    """

    scope: _Element
    lines: Lines
    headline: _Element | None
    header: Header
    body: Body
    groups: Sequence[Group]
    known: str | None


def read_structure(document: Document, facts: Publisher, claims: Sequence[str]) -> Structure:
    """Read the shape of `document`; `claims` are the headlines its facts and metadata give."""
    root = document.root
    headline = find_headline(root, claims)
    scope = root if headline is None else article_scope(headline)
    container, known = _known_container(scope, facts)
    if container is None:
        container, known = _known_container(root, facts)
        scope = scope if container is None else root
    dropped = {element for css in facts.drop for element in compiled(css)(scope)}
    lines = read_lines(scope, dropped)
    if container is None or not lines.prose_below(container):
        container, known = find_container(lines, scope), None
    groups = find_groups(document, headline)
    start, _ = lines.below(container)
    header = Header() if headline is None else read_header(lines, headline, start)
    shown = "" if headline is None else text_of(headline)
    left_out = _lines_of(groups, lines, container)
    body = read_body(lines, container, left_out, shown, known=known is not None)
    after = [group for group in groups if not _is_inside(group, lines, body)]
    return Structure(scope, lines, headline, header, body, after, known)


def _known_container(scope: _Element, facts: Publisher) -> tuple[_Element | None, str | None]:
    """The element below `scope` that the publisher names as the body, and by which selector.

    The newest selector that matches counts.
    """
    found = ((compiled(css)(scope), css) for css in facts.selectors.get("container", ()))
    return next(((elements[0], css) for elements, css in found if elements), (None, None))


def _lines_of(groups: Sequence[Group], lines: Lines, container: _Element) -> set[int]:
    """The numbers of the lines that stand in link blocks.

    Where the running text stands beside the links, only items that are no paragraphs count:
    a paragraph with a link is read as a line, be it text or notice.
    """
    taken: set[int] = set()
    around = {container, *container.iterancestors()}
    for group in groups:
        if group.parent in around:
            items = [i.element for i in group.items if i.element.tag != "p"]
        else:
            items = [group.parent]
        for item in items:
            taken.update(range(*lines.below(item)))
    return taken


def _is_inside(group: Group, lines: Lines, body: Body) -> bool:
    """Whether running text stands both before and after the group's first link."""
    number, _ = lines.below(group.items[0].element)
    return bool(body.numbers) and body.numbers[0] < number < body.numbers[-1]
