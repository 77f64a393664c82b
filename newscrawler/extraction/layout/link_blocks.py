"""Blocks of links, found by their shape: siblings of one kind that each lead to another article.

An item is the largest element that holds one title-like link and no other; items side by side are
a block. Its label and its place tell whether every page of the site shows it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.elements import HEADING_TAGS, INLINE_TAGS
from newscrawler.extraction.page.text import (
    LONG_TEXT_CHARS,
    class_and_id,
    fold_whitespace,
    text_content,
)
from newscrawler.extraction.page.text_lines import Lines
from newscrawler.indonesian.boilerplate import (
    labels_related,
    labels_sitewide,
    read_also_title,
    read_notice,
)

_MIN_TITLE_CHARS = 20
_TITLE_LINK = f"a[@href][string-length(normalize-space()) >= {_MIN_TITLE_CHARS}]"
_LINKS_AFTER = XPath(f"following::{_TITLE_LINK}")
_ALL_LINKS = XPath(f"//{_TITLE_LINK}")
_TEXT_LENGTH = XPath("string-length(normalize-space())")
_LONG_TEXTS = XPath(f"count(.//text()[string-length() > {LONG_TEXT_CHARS} and not(ancestor::a)])")
_SITE_WIDE_TAGS = frozenset(("nav", "header", "footer", "aside", "amp-sidebar", "form"))
_SIDEBAR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|aside|right(?:-?side)?|box-?right|kanan|colB)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
SITE_WIDE_CLASS = re.compile(
    r"populer|popular|trending|tranding|terkini|terbaru|latest|newest|headline|(?<![a-z])most(?![a-z])"
    r"|pilihan|sponsor|promot|advert|iklan|recent|(?<![a-z])(?:rank(?:ing|ed)?|hits)(?![a-z])",
    re.IGNORECASE,
)
"""Class names of blocks that all pages of a site show."""
_COLUMN_CLASS = re.compile(r"(?:col|column|grid|span|is|w)(?=[-_A-D\d]|$)")
_COLUMN_WIDTH = re.compile(r"(?<![A-D\d])[A-D\d]++$")
_RELATED_CLASS = re.compile(r"related|terkait|sejenis|baca-?juga", re.IGNORECASE)
_HOME_PAGE = re.compile(r"https?://[^/]+/?$")
_RANK = re.compile(r"#?0?([1-9]\d?)[.)]?")
_MIN_RANKED, _MAX_TEXTS_BEFORE = 3, 6
_MAX_LABEL_CHARS = 60
_MAX_TEASER_CHARS = 600
_MAX_LINES_AFTER_BODY = 40
_MAX_LINKS = 50
"""Links after the headline: those further down belong to every page of the site."""
_MAX_LABEL_STEPS = 4
"""How many ancestors of a block may stand beside its label."""


class LinkItem(NamedTuple):
    """The largest element that holds one link, the absolute URL of the link, and its title."""

    element: _Element
    url: str
    title: str
    anchor: _Element


@dataclass
class LinkBlock:
    """Items side by side below `parent`, with the label above them.

    `site_wide` says that all pages of the site show them, `is_named_related` that the class names
    around them call them related.
    """

    parent: _Element
    items: list[LinkItem]
    label: str | None = None
    site_wide: bool = False
    is_named_related: bool = False


def find_link_blocks(document: Document, headline: _Element | None) -> list[LinkBlock]:
    """Return every block of links after `headline`, or of the whole page when it is None."""
    anchors = _ALL_LINKS(document.root) if headline is None else _LINKS_AFTER(headline)
    links = list(islice(_titled_links(document, anchors), _MAX_LINKS))
    headline_ancestors = set() if headline is None else set(headline.iterancestors())
    blocks, urls_below = _group_links(links, headline_ancestors)
    made = (LinkBlock(block.parent, list(filter(_is_item, block.items))) for block in blocks)
    found = [block for block in made if block.items and _is_link_list(block)]
    order = {link.anchor: place for place, link in enumerate(links)}
    found.sort(key=lambda block: order[block.items[0].anchor])
    for block in found:
        block.label = _find_label(block, urls_below)
        ancestors = (block.parent, *block.parent.iterancestors())
        above = list(takewhile(lambda element: element not in headline_ancestors, ancestors))
        near = " ".join(map(class_and_id, above[:_MAX_LABEL_STEPS]))
        block.is_named_related = _RELATED_CLASS.search(near) is not None
        block.site_wide = _is_site_wide(block, above, near, headline_ancestors)
    return found


def find_link_items(document: Document, limit: int) -> list[LinkItem]:
    """Return the first `limit` titled links of an index page with the elements they stand in.

    Unlike the items of link blocks they may stand beside any text, such as the beginning of their
    article.
    """
    links = islice(_titled_links(document, _ALL_LINKS(document.root)), limit)
    blocks, _ = _group_links(list(links), frozenset())
    return [item for block in blocks for item in block.items]


def _group_links(
    links: Sequence[LinkItem], headline_ancestors: AbstractSet[_Element]
) -> tuple[list[LinkBlock], Mapping[_Element, set[str]]]:
    """Group links side by side into blocks, and return these and the URLs below each element.

    The ancestors of the headline are left out, as they hold more than links.
    """
    urls_below: dict[_Element, set[str]] = defaultdict(set)
    for link in links:
        for element in link.anchor.iterancestors():
            urls_below[element].add(link.url)
            if element in headline_ancestors:
                break
    blocks: dict[_Element, dict[_Element, LinkItem]] = defaultdict(dict)
    for link in links:
        element = link.anchor
        for parent in link.anchor.iterancestors():
            if len(urls_below[parent]) > 1:
                blocks[parent].setdefault(element, link._replace(element=element))
                break
            element = parent
    return [LinkBlock(parent, list(items.values())) for parent, items in blocks.items()], urls_below


def _titled_links(document: Document, anchors: Sequence[_Element]) -> Iterator[LinkItem]:
    for anchor in anchors:
        href = anchor.get("href", "")
        if href.startswith("#"):
            continue
        title = _link_title(anchor)
        if len(title) >= _MIN_TITLE_CHARS and title.count(" ") > 1:
            url = document.absolute(href)
            is_page = url is not None and url != document.url and not _HOME_PAGE.match(url)
            if url is not None and is_page and read_notice(title) != "promotion":
                yield LinkItem(anchor, url, title, anchor)


def _link_title(anchor: _Element) -> str:
    """Return the visible title of a link, or its title attribute where that is cut with "…"."""
    if len(anchor):
        heading = next(anchor.iter(*HEADING_TAGS), None)
        parts = anchor.itertext() if heading is None else [text_content(heading)]
        shown = max((fold_whitespace(part) for part in parts), key=len)
    else:
        shown = fold_whitespace(anchor.text or "")
    shown = read_also_title(shown) or shown
    whole = fold_whitespace(anchor.get("title", ""))
    cut = shown.rstrip(".… ")
    return whole if whole and cut != shown and whole.startswith(cut) else shown


def single_related_link(lines: Lines, start: int, document: Document) -> LinkBlock | None:
    """Return the only link under a label such as "Berita Terkait", from line `start` on."""
    for number in range(start, min(start + _MAX_LINES_AFTER_BODY, len(lines.all) - 1)):
        label, line = lines.all[number], lines.all[number + 1]
        if labels_related(label.text) and not label.links and line.is_link_to_article:
            url = document.absolute(line.links[0].url)
            if url is None:
                return None
            item = LinkItem(line.block, url, line.text, line.block)
            return LinkBlock(line.block, [item], label.text)
    return None


def _is_item(item: LinkItem) -> bool:
    """Return whether at most a teaser stands beside the link, rather than a text."""
    is_short = float(_TEXT_LENGTH(item.element)) < len(item.title) + _MAX_TEASER_CHARS
    return is_short and float(_LONG_TEXTS(item.element)) <= 1


def _is_link_list(block: LinkBlock) -> bool:
    """Return whether there is little beside the links: a time, a section, at most a teaser.

    A paragraph with links is not a list, nor is a text in parts with linked headings.
    """
    if len({item.url for item in block.items}) == 1:
        return False
    shown = sum(len(item.title) for item in block.items)
    held = sum(float(_TEXT_LENGTH(item.element)) for item in block.items)
    if all(item.element is item.anchor for item in block.items):
        return float(_TEXT_LENGTH(block.parent)) < 3 * shown
    return held < 3 * shown or (held < 10 * shown and all(map(_is_block_level, block.items)))


def _is_block_level(item: LinkItem) -> bool:
    """Return whether the link fills its heading or block: no other words stand on its line."""
    if item.element.tag == "p":
        return False
    block = item.anchor
    while block.tag in INLINE_TAGS and block is not item.element:
        parent = block.getparent()
        if parent is None:
            break
        block = parent
    return block is not item.element and float(_TEXT_LENGTH(block)) < 1.5 * len(item.title)


def _find_label(block: LinkBlock, urls_below: Mapping[_Element, set[str]]) -> str | None:
    """Return the short text that stands right before the block or a near ancestor, or None."""
    element = block.items[0].element
    for _ in range(_MAX_LABEL_STEPS):
        for before in element.itersiblings(preceding=True):
            if before.tag in {"script", "style"}:
                continue
            if text := text_content(before):
                is_list = before in urls_below or len(before.findall(".//a")) > 1
                return text if _is_label(text) and not is_list else None
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return None
        element = parent
        if text := fold_whitespace(element.text or ""):
            return text if _is_label(text) else None
    return None


def _is_label(text: str) -> bool:
    return len(text) <= _MAX_LABEL_CHARS and not text.endswith((".", "?", '"', "”"))


def _is_site_wide(
    block: LinkBlock, above: Sequence[_Element], near: str, outer: AbstractSet[_Element]
) -> bool:
    """Return whether all pages of the site show `block`.

    `above` are its ancestors that are not those of the headline, `near` the names of the nearest
    ones, `outer` the ancestors of the headline.
    """
    if block.label and labels_related(block.label):
        return False
    if block.label and labels_sitewide(block.label):
        return True
    return (
        SITE_WIDE_CLASS.search(near) is not None
        or (not block.is_named_related and _is_ranked(block))
        or any(element.tag in _SITE_WIDE_TAGS for element in above)
        or any(map(_SIDEBAR_CLASS.search, map(class_and_id, above)))
        or (not block.is_named_related and bool(above) and _is_column_beside(above[-1], outer))
    )


def _is_ranked(block: LinkBlock) -> bool:
    """Return whether the items are numbered from one on, as in a list of the most read."""
    items = enumerate(block.items, 1)
    is_long = len(block.items) >= _MIN_RANKED
    return is_long and all(_leading_number(item) == number for number, item in items)


def _leading_number(item: LinkItem) -> int | None:
    """Return the number that stands before the title of an item on its own."""
    for text in islice(item.element.itertext(), _MAX_TEXTS_BEFORE):
        if match := _RANK.fullmatch(text.strip()):
            return int(match[1])
    return None


def _is_column_beside(element: _Element, outer: AbstractSet[_Element]) -> bool:
    """Return whether `element` is a column of a grid, and the article stands in another one."""
    columns = _column_names(element)
    beside = (other for other in element.itersiblings("*", preceding=True) if other in outer)
    return bool(columns) and any(columns & _column_names(other) for other in beside)


def _column_names(element: _Element) -> set[str]:
    """Return the class names that make an element a column, without their numbers."""
    names = (element.get("class") or "").split()
    return {_COLUMN_WIDTH.sub("", name) for name in names if _COLUMN_CLASS.match(name)}
