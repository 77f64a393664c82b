"""Related links: which of a page's link groups belong to the article, and what they say."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from lxml import etree
from lxml.etree import _Element

from newscrawler.extraction.layout.header import text_of
from newscrawler.extraction.layout.link_blocks import Group, Item, listed_items
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.urls import same_site
from newscrawler.indonesian.boilerplate import labels_reading, labels_related
from newscrawler.indonesian.dates import parse_date
from newscrawler.items import DateValue, RelatedBlock, RelatedLink

_MAYBE_TIME = re.compile(
    r"\d[\d .:/-]|\d\s*[a-z]+ (?:yang )?lalu|baru saja|kemarin|tadi", re.IGNORECASE
)
_SURE_TIME = re.compile(
    r"(?:\d\d?\s?(?:menit|jam|hari|minggu|bulan) (?:yang )?lalu|\d{4}-\d\d-\d\d[ T]\d\d:\d\d\S*)$"
)
_STAMPED = frozenset(("time", "abbr", "span"))
_SEPARATOR = re.compile(r"[|·•]|\s[-–—]\s")
_BESIDE_LENGTH = 40
_LONGER = 3
_ADVERTISING = re.compile(
    r"//[^/]*(?:popin|taboola|outbrain|mgid|revcontent|doubleclick|adskeeper|dable|teads|adnow"
    r"|innity|criteo|geniee|propeller)[^/]*/|[?&](?:lp|redirect|dest|adurl)=http",
    re.IGNORECASE,
)
_TAG_ADDRESS = re.compile(r"/(?:tags?|topi[ck]s?)/", re.IGNORECASE)


def read_related(groups: Sequence[Group], url: str | None) -> list[RelatedBlock]:
    """The groups on the page `url` that belong to the article, their times still raw.

    Those under a label such as "Berita Terkait" do, and those whose class names say so. Without
    them (a "Baca juga" amid the text does not count) the first longer group after the text does.
    A group that goes on with such a one belongs as well. Advertisements do not, whatever is
    written over them.
    """
    own = [group for group in groups if not group.sitewide and not _is_advertising(group)]
    chosen = [group for group in own if group.named or _is_labelled(group)]
    if all(group.label and labels_reading(group.label) for group in chosen):
        others = (group for group in own if group not in chosen and _is_on_site(group, url))
        chosen += islice((group for group in others if len(group.items) >= _LONGER), 1)
    for before, group in pairwise(own):
        if before in chosen and group not in chosen and _goes_on(before, group):
            chosen.append(group)
    return [_block(group) for group in own if group in chosen]


def read_links(document: Document, most: int) -> list[RelatedLink]:
    """The first `most` titled links of an index page, with the times beside them still raw."""
    return [_link(item) for item in listed_items(document, most)]


def _is_labelled(group: Group) -> bool:
    return group.label is not None and labels_related(group.label)


def _goes_on(before: Group, group: Group) -> bool:
    """Whether `group` is a further row of the block that `before` begins."""
    is_like = before.parent.get("class") == group.parent.get("class") and group.label is None
    return is_like or _section(before) is _section(group)


def _section(group: Group) -> _Element | None:
    """The element that holds the group and its label."""
    return group.parent.getparent()


def _is_advertising(group: Group) -> bool:
    """Whether most items are an advertising network's, or lead to tags and not to articles."""
    foreign = [i for i in group.items if _ADVERTISING.search(i.url) or _TAG_ADDRESS.search(i.url)]
    return 2 * len(foreign) > len(group.items)


def _is_on_site(group: Group, url: str | None) -> bool:
    """Whether most links stay on the site of the page `url`."""
    home = [item for item in group.items if url is None or same_site(item.url, url)]
    return 2 * len(home) > len(group.items)


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
        own = text_of(element) if len(element) == 0 else ""
        if date is None and "|" in own and _is_time(own):
            date = DateValue(own)
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
