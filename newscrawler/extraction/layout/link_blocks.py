"""Blocks of links, found by shape: siblings of one kind that each lead to another article.

An item is the largest element that holds one title-like link and no other; items side by side are
a group; the group's label and place say whether every page of the site shows it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from lxml.etree import XPath, _Element

from newscrawler.extraction.layout.header import text_of
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text_lines import HEADINGS, INLINE, Lines
from newscrawler.indonesian.boilerplate import (
    labels_related,
    labels_sitewide,
    read_also_title,
    read_notice,
)

_TITLE_LENGTH = 20
_TITLED = f"a[@href][string-length(normalize-space()) >= {_TITLE_LENGTH}]"
_LINKS_AFTER = XPath(f"following::{_TITLED}")
_ALL_LINKS = XPath(f"//{_TITLED}")
_TEXT_LENGTH = XPath("string-length(normalize-space())")
_LONG_TEXTS = XPath("count(.//text()[string-length() > 60 and not(ancestor::a)])")
_SITEWIDE_TAGS = frozenset(("nav", "header", "footer", "aside", "amp-sidebar", "form"))
_SIDEBAR = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|aside|right(?:-?side)?|box-?right|kanan|colB)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
SITEWIDE_NAMES = re.compile(
    r"populer|popular|trending|terkini|terbaru|latest|newest|headline|(?<![a-z])most(?![a-z])"
    r"|pilihan|sponsor|promot|advert|iklan",
    re.IGNORECASE,
)
"""Classes of blocks that all pages of a site show."""
_COLUMN = re.compile(r"(?:col|column|grid|span|is|w)(?=[-_A-D\d]|$)")
_WIDTH = re.compile(r"(?<![A-D\d])[A-D\d]++$")
_NAMED = re.compile(r"related|terkait|sejenis|baca-?juga", re.IGNORECASE)
_HOME_PAGE = re.compile(r"https?://[^/]+/?$")
_LABEL_LENGTH = 60
_LONGEST_TEASER = 600
_MOST_LINES_AFTER = 40
_MOST_LINKS = 50
"""Links after the headline: what stands further down belongs to every page of the site."""
_NEAR = 4
"""How far up from a group its label may stand, in elements."""


class Item(NamedTuple):
    """The largest element that holds one link, the link's absolute URL, and the title it shows."""

    element: _Element
    url: str
    title: str
    anchor: _Element


@dataclass
class Group:
    """Items side by side below `parent`, with the label over them.

    `sitewide` says that all pages of the site show them, `named` that the class names around them
    call them related.
    """

    parent: _Element
    items: list[Item]
    label: str | None = None
    sitewide: bool = False
    named: bool = False


def find_groups(document: Document, headline: _Element | None) -> list[Group]:
    """Every group of links after `headline` (of the whole page when there is none)."""
    anchors = _ALL_LINKS(document.root) if headline is None else _LINKS_AFTER(headline)
    titled = list(islice(_titled_links(document, anchors), _MOST_LINKS))
    around = set() if headline is None else set(headline.iterancestors())
    groups, holds = _grouped(titled, around)
    made = (Group(group.parent, list(filter(_is_item, group.items))) for group in groups)
    found = [group for group in made if group.items and _is_list(group)]
    order = {anchor: place for place, (anchor, _, _) in enumerate(titled)}
    found.sort(key=lambda group: order[group.items[0].anchor])
    for group in found:
        group.label = _label(group, holds)
        above = _above(group, around)
        group.named = any(_NAMED.search(_names(element)) for element in above[:_NEAR])
        group.sitewide = _is_sitewide(group, above, around)
    return found


def listed_items(document: Document, most: int) -> list[Item]:
    """The first `most` titled links of an index page with the elements they stand in.

    How much stands beside a link, such as the beginning of its article, is no matter there.
    """
    titled = islice(_titled_links(document, _ALL_LINKS(document.root)), most)
    groups, _ = _grouped(list(titled), frozenset())
    return [item for group in groups for item in group.items]


def _grouped(
    titled: Sequence[tuple[_Element, str, str]], around: AbstractSet[_Element]
) -> tuple[list[Group], Mapping[_Element, set[str]]]:
    """The links (anchor, URL, title) as items side by side, and the URLs that each element holds.

    Elements `around` the headline hold more than links.
    """
    holds: dict[_Element, set[str]] = defaultdict(set)
    for anchor, url, _ in titled:
        for element in anchor.iterancestors():
            holds[element].add(url)
            if element in around:
                break
    groups: dict[_Element, dict[_Element, Item]] = defaultdict(dict)
    for anchor, url, title in titled:
        item = anchor
        for parent in anchor.iterancestors():
            if len(holds[parent]) > 1:
                groups[parent].setdefault(item, Item(item, url, title, anchor))
                break
            item = parent
    return [Group(parent, list(items.values())) for parent, items in groups.items()], holds


def _titled_links(
    document: Document, anchors: Sequence[_Element]
) -> Iterator[tuple[_Element, str, str]]:
    for anchor in anchors:
        href = anchor.get("href", "")
        if href.startswith("#"):
            continue
        title = _title(anchor)
        if len(title) >= _TITLE_LENGTH and title.count(" ") > 1:
            url = document.absolute(href)
            is_page = url is not None and url != document.url and not _HOME_PAGE.match(url)
            if url is not None and is_page and read_notice(title) != "promotion":
                yield anchor, url, title


def _title(anchor: _Element) -> str:
    """The title a link shows: its heading or its longest text, whole where it is cut with "…"."""
    if len(anchor):
        heading = next(anchor.iter(*HEADINGS), None)
        parts = anchor.itertext() if heading is None else [text_of(heading)]
        shown = max((" ".join(part.split()) for part in parts), key=len)
    else:
        shown = " ".join((anchor.text or "").split())
    shown = read_also_title(shown) or shown
    whole = " ".join(anchor.get("title", "").split())
    cut = shown.rstrip(".… ")
    return whole if whole and cut != shown and whole.startswith(cut) else shown


def find_lone_link(lines: Lines, start: int, document: Document) -> Group | None:
    """The only link under a label such as "Berita Terkait", from line `start` on."""
    for number in range(start, min(start + _MOST_LINES_AFTER, len(lines.all) - 1)):
        label, line = lines.all[number], lines.all[number + 1]
        if labels_related(label.text) and not label.links and line.is_link_to_article:
            url = document.absolute(line.links[0].url)
            if url is None:
                return None
            item = Item(line.block, url, line.text, line.block)
            return Group(line.block, [item], label.text)
    return None


def _is_item(item: Item) -> bool:
    """Whether at most a teaser stands beside the link; else it is a text that holds one link."""
    is_short = float(_TEXT_LENGTH(item.element)) < len(item.title) + _LONGEST_TEASER
    return is_short and float(_LONG_TEXTS(item.element)) <= 1


def _is_list(group: Group) -> bool:
    """Whether the items are links with little beside them: a time, a section, at most a teaser.

    A paragraph with links in it is none, and no more is a text in parts with linked headings.
    """
    if len({item.url for item in group.items}) == 1:
        return False
    shown = sum(len(item.title) for item in group.items)
    held = sum(float(_TEXT_LENGTH(item.element)) for item in group.items)
    if all(item.element is item.anchor for item in group.items):
        return float(_TEXT_LENGTH(group.parent)) < 3 * shown
    return held < 3 * shown or (held < 10 * shown and all(map(_stands_alone, group.items)))


def _stands_alone(item: Item) -> bool:
    """Whether the link is the whole of a heading or a block: no words stand on its line."""
    if item.element.tag == "p":
        return False
    block = item.anchor
    while block.tag in INLINE and block is not item.element:
        parent = block.getparent()
        if parent is None:
            break
        block = parent
    return block is not item.element and float(_TEXT_LENGTH(block)) < 1.5 * len(item.title)


def _label(group: Group, holds: Mapping[_Element, set[str]]) -> str | None:
    """The short text that stands right before the group, at most a few elements up."""
    element = group.items[0].element
    for _ in range(_NEAR):
        for before in element.itersiblings(preceding=True):
            if not isinstance(before.tag, str) or before.tag in {"script", "style"}:
                continue
            if text := text_of(before):
                is_list = before in holds or len(before.findall(".//a")) > 1
                return text if _is_label(text) and not is_list else None
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return None
        element = parent
        if text := " ".join((element.text or "").split()):
            return text if _is_label(text) else None
    return None


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL_LENGTH and not text.endswith((".", "?", '"', "”"))


def _above(group: Group, around: AbstractSet[_Element]) -> list[_Element]:
    """The elements around `group`, from its parent up, that do not hold the headline as well."""
    above = (group.parent, *group.parent.iterancestors())
    return list(takewhile(lambda element: element not in around, above))


def _names(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_sitewide(group: Group, above: Sequence[_Element], around: AbstractSet[_Element]) -> bool:
    if group.label and labels_related(group.label):
        return False
    if group.label and labels_sitewide(group.label):
        return True
    return (
        any(SITEWIDE_NAMES.search(_names(element)) for element in above[:_NEAR])
        or any(element.tag in _SITEWIDE_TAGS for element in above)
        or any(_SIDEBAR.search(_names(element)) for element in above)
        or (not group.named and bool(above) and _is_column_beside(above[-1], around))
    )


def _is_column_beside(element: _Element, around: AbstractSet[_Element]) -> bool:
    """Whether `element` is a column of a grid, and the article stands in another one."""
    columns = _columns(element)
    beside = (other for other in element.itersiblings("*", preceding=True) if other in around)
    return bool(columns) and any(columns & _columns(other) for other in beside)


def _columns(element: _Element) -> set[str]:
    """The names that make an element a column, their numbers left out."""
    names = (element.get("class") or "").split()
    return {_WIDTH.sub("", name) for name in names if _COLUMN.match(name)}
