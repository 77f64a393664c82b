"""Related-link blocks, found by shape: siblings of one kind that each lead to another article.

No class name is trusted. An item is the largest element that holds one title-like link and no
other; items side by side are a group; the group's label and place say whether its links belong to
this article or to every page of the site.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.etree import XPath, _Element

from newscrawler.extraction.header import text_of
from newscrawler.extraction.page import Document
from newscrawler.indonesian.dates import parse_date
from newscrawler.indonesian.notices import labels_related, labels_sitewide
from newscrawler.items import DateValue, RelatedBlock, RelatedLink

_TITLE_LENGTH = 20
_TITLED = f"a[@href][string-length(normalize-space()) >= {_TITLE_LENGTH}]"
_LINKS_AFTER = XPath(f"following::{_TITLED}")
_ALL_LINKS = XPath(f"//{_TITLED}")
_TEXT_LENGTH = XPath("string-length(normalize-space())")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SITEWIDE_TAGS = frozenset(("nav", "header", "footer", "aside", "amp-sidebar", "form"))
_MAYBE_TIME = re.compile(
    r"\d[\d .:/-]|\d\s*[a-z]+ (?:yang )?lalu|baru saja|kemarin|tadi", re.IGNORECASE
)
_SURE_TIME = re.compile(
    r"(?:\d\d?\s?(?:menit|jam|hari|minggu|bulan) (?:yang )?lalu|\d{4}-\d\d-\d\d[ T]\d\d:\d\d\S*)$"
)
_STAMPED = frozenset(("time", "abbr", "span"))
_HOME_PAGE = re.compile(r"https?://[^/]+/?$")
_SEPARATOR = re.compile(r"[|·•]|\s[-–—]\s")
_LABEL_LENGTH = 60
_BESIDE_LENGTH = 40
_MOST_LINKS = 50
"""Links after the headline: what stands further down belongs to every page of the site."""
_NEAR = 4
"""How far up from a group its label may stand, in elements."""


class Item(NamedTuple):
    """The largest element that holds one link, the link's absolute URL, and the title it shows."""

    element: _Element
    url: str
    title: str


@dataclass
class Group:
    """Items side by side below `parent`, with the label over them."""

    parent: _Element
    items: list[Item]
    label: str | None = None
    sitewide: bool = False


def find_groups(document: Document, headline: _Element | None) -> list[Group]:
    """Every group of links after `headline` (of the whole page when there is none)."""
    groups, holds = _grouped(document, headline, _MOST_LINKS)
    found = [group for group in groups if _is_list(group)]
    for group in found:
        group.label = _label(group, holds)
        group.sitewide = _is_sitewide(group)
    return found


def _grouped(
    document: Document, headline: _Element | None, most: int
) -> tuple[list[Group], Mapping[_Element, set[str]]]:
    """The first `most` titled links after `headline`, grouped, and the links each element holds."""
    anchors = _ALL_LINKS(document.root) if headline is None else _LINKS_AFTER(headline)
    titled = list(islice(_titled_links(document, anchors), most))
    holds: dict[_Element, set[str]] = defaultdict(set)
    around = set() if headline is None else set(headline.iterancestors())
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
                groups[parent].setdefault(item, Item(item, url, title))
                break
            item = parent
    return [Group(parent, list(items.values())) for parent, items in groups.items()], holds


def read_related(groups: Sequence[Group]) -> list[RelatedBlock]:
    """The groups that belong to the article, as blocks of links with their times still raw.

    A group under a label such as "Berita Terkait" always does. Without any such label the first
    group whose items carry a section label or a time does.
    """
    own = [group for group in groups if not group.sitewide]
    labelled = [group for group in own if group.label and labels_related(group.label)]
    if labelled:
        return [_block(group) for group in labelled]
    dressed = (block for group in own if _is_dressed(block := _block(group)))
    return list(islice(dressed, 1))


def read_links(document: Document, most: int) -> list[RelatedLink]:
    """The first `most` titled links of an index page, with the times beside them still raw.

    What an index shows between its links, such as the beginnings of articles, is no matter.
    """
    groups, _ = _grouped(document, None, most)
    return [_link(item) for group in groups for item in group.items]


def _is_dressed(block: RelatedBlock) -> bool:
    return any(link.date or link.section for link in block.links)


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
            if url is not None and url != document.url and not _HOME_PAGE.match(url):
                yield anchor, url, title


def _title(anchor: _Element) -> str:
    """The title a link shows: its heading or its longest text, whole where it is cut with "…"."""
    if len(anchor):
        heading = next(anchor.iter(*_HEADINGS), None)
        parts = anchor.itertext() if heading is None else [text_of(heading)]
        shown = max((" ".join(part.split()) for part in parts), key=len)
    else:
        shown = " ".join((anchor.text or "").split())
    whole = " ".join(anchor.get("title", "").split())
    cut = shown.rstrip(".… ")
    return whole if whole and cut != shown and whole.startswith(cut) else shown


def _is_list(group: Group) -> bool:
    """Whether the items are links and little else, so that a paragraph with a link is none."""
    if len({item.url for item in group.items}) == 1:
        return False
    shown = sum(len(item.title) for item in group.items)
    held = sum(float(_TEXT_LENGTH(item.element)) for item in group.items)
    return held < 3 * shown


def _label(group: Group, holds: Mapping[_Element, set[str]]) -> str | None:
    """The short text that stands right before the group, at most a few elements up."""
    element = group.items[0].element
    for _ in range(_NEAR):
        for before in element.itersiblings(preceding=True):
            if not isinstance(before.tag, str) or before.tag in {"script", "style"}:
                continue
            if text := text_of(before):
                return text if len(text) <= _LABEL_LENGTH and before not in holds else None
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return None
        element = parent
        if text := " ".join((element.text or "").split()):
            return text if len(text) <= _LABEL_LENGTH else None
    return None


def _is_sitewide(group: Group) -> bool:
    if group.label and labels_related(group.label):
        return False
    if group.label and labels_sitewide(group.label):
        return True
    around = (group.parent, *group.parent.iterancestors())
    return any(
        element.tag in _SITEWIDE_TAGS or labels_sitewide(element.get("class") or "")
        for element in around[:_NEAR]
    ) or any(element.tag in _SITEWIDE_TAGS for element in around)


def _block(group: Group) -> RelatedBlock:
    links: dict[str, RelatedLink] = {}
    for item in group.items:
        links.setdefault(item.url, _link(item))
    return RelatedBlock(group.label, list(links.values()))


def _link(item: Item) -> RelatedLink:
    """The link of an item with its time and its section: the other short texts beside the title."""
    section, date = None, None
    for element in item.element.iter(etree.Element):
        if element.tag in {"script", "style", "noscript"}:
            continue
        if date is None and element.tag in _STAMPED:
            stamp = " ".join((element.get("datetime") or element.get("title") or "").split())
            date = DateValue(stamp) if _is_time(stamp) else None
        for text in _own_texts(element):
            if _MAYBE_TIME.search(text):
                date = date or (DateValue(text) if _is_time(text) else None)
            elif section is None and _is_section(text, item.title):
                section = text
    return RelatedLink(item.title, item.url, section, date)


def _own_texts(element: _Element) -> Iterator[str]:
    """The texts right below `element`, parted by its children and by "|"; comments part nothing."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _parts(text)
            text = ""
        text += child.tail or ""
    yield from _parts(text)


def _parts(text: str) -> Iterator[str]:
    for part in _SEPARATOR.split(text):
        if part and not part.isspace():
            yield " ".join(part.split())


def _is_time(text: str) -> bool:
    return _SURE_TIME.match(text) is not None or (
        len(text) <= _BESIDE_LENGTH
        and _MAYBE_TIME.search(text) is not None
        and parse_date(text, None) is not None
    )


def _is_section(text: str, title: str) -> bool:
    return (
        len(text) <= _BESIDE_LENGTH
        and any(character.isalpha() for character in text)
        and not title.startswith(text.rstrip(".… "))
    )
