"""Related links: which link blocks of a page belong to the article, and what they say."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from lxml import etree
from lxml.etree import _Element

from newscrawler.extraction.layout.link_blocks import LinkBlock, LinkItem, find_link_items
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_whitespace, text_content
from newscrawler.extraction.page.urls import same_site
from newscrawler.indonesian.boilerplate import labels_others, labels_reading, labels_related
from newscrawler.indonesian.dates import parse_date
from newscrawler.items import DateValue, RelatedBlock, RelatedLink

_MAY_BE_TIME = re.compile(
    r"\d[\d .:/-]|\d\s*[a-z]+ (?:yang )?lalu|baru saja|kemarin|tadi", re.IGNORECASE
)
_CERTAIN_TIME = re.compile(
    r"(?:\d\d?\s?(?:menit|jam|hari|minggu|bulan) (?:yang )?lalu|\d{4}-\d\d-\d\d[ T]\d\d:\d\d\S*)$"
)
_TIME_TAGS = frozenset(("time", "abbr", "span"))
_SEPARATOR = re.compile(r"[|·•]|\s[-–—]\s")
_MAX_NOTE_CHARS = 40
_MIN_BLOCK_LINKS = 3
_ADVERTISING_URL = re.compile(
    r"//[^/]*(?:popin|taboola|outbrain|mgid|revcontent|doubleclick|adskeeper|dable|teads|adnow"
    r"|innity|criteo|geniee|propeller)[^/]*/|[?&](?:lp|redirect|dest|adurl)=http",
    re.IGNORECASE,
)
_TAG_URL = re.compile(r"/(?:tags?|topi[ck]s?)/", re.IGNORECASE)


def read_related(blocks: Sequence[LinkBlock], url: str | None) -> list[RelatedBlock]:
    """Return the blocks on the page `url` that belong to the article; their times are still raw.

    These are the blocks under a label such as "Berita Terkait" and those with such class names.
    Without them (a "Baca juga" amid the text does not count) it is the first longer block after
    the text. A block that continues one of these belongs as well. Advertisements do not, whatever
    their label says.
    """
    own = [block for block in blocks if not block.site_wide and not _is_advertising(block)]
    chosen = [b for b in own if b.is_named_related or (b.label and labels_related(b.label))]
    if any(not _is_reading(block) and not _holds_others(block) for block in chosen):
        chosen = [block for block in chosen if not _holds_others(block)]
    if all(map(_is_reading, chosen)):
        others = (block for block in own if block not in chosen and _is_on_site(block, url))
        chosen += islice((block for block in others if len(block.items) >= _MIN_BLOCK_LINKS), 1)
    for before, block in pairwise(own):
        if before in chosen and block not in chosen and _continues_block(before, block):
            chosen.append(block)
    return [_related_block(block) for block in own if block in chosen]


def _is_reading(block: LinkBlock) -> bool:
    return bool(block.label and labels_reading(block.label))


def _holds_others(block: LinkBlock) -> bool:
    """Return whether the label promises no more than other articles, and no class name does."""
    return bool(block.label and labels_others(block.label)) and not block.is_named_related


def read_links(document: Document, limit: int) -> list[RelatedLink]:
    """Return the first `limit` titled links of an index page; their times are still raw."""
    return [_related_link(item) for item in find_link_items(document, limit)]


def _continues_block(before: LinkBlock, block: LinkBlock) -> bool:
    """Return whether `block` is a further row of the block that `before` begins."""
    is_like = before.parent.get("class") == block.parent.get("class") and block.label is None
    return is_like or before.parent.getparent() is block.parent.getparent()


def _is_advertising(block: LinkBlock) -> bool:
    """Return whether most items lead to an advertising network or to pages of tags."""
    foreign = [i for i in block.items if _ADVERTISING_URL.search(i.url) or _TAG_URL.search(i.url)]
    return 2 * len(foreign) > len(block.items)


def _is_on_site(block: LinkBlock, url: str | None) -> bool:
    """Return whether most links stay on the site of the page `url`."""
    home = [item for item in block.items if url is None or same_site(item.url, url)]
    return 2 * len(home) > len(block.items)


def _related_block(block: LinkBlock) -> RelatedBlock:
    links: dict[str, RelatedLink] = {}
    for item in block.items:
        links.setdefault(item.url, _related_link(item))
    return RelatedBlock(block.label, list(links.values()))


def _related_link(item: LinkItem) -> RelatedLink:
    """Return the link of an item; its time and section are short texts beside the title."""
    section, date = None, None
    for element in item.element.iter(etree.Element):
        if element.tag in {"script", "style", "noscript"}:
            continue
        if date is None and element.tag in _TIME_TAGS:
            stamp = fold_whitespace(element.get("datetime") or element.get("title") or "")
            date = DateValue(stamp) if _is_timestamp(stamp) else None
        own = text_content(element) if len(element) == 0 else ""
        if date is None and "|" in own and _is_timestamp(own):
            date = DateValue(own)
        for text in _direct_texts(element):
            if _MAY_BE_TIME.search(text):
                date = date or (DateValue(text) if _is_timestamp(text) else None)
            elif section is None and _is_section_name(text, item.title):
                section = text
    return RelatedLink(item.title, item.url, section, date)


def _direct_texts(element: _Element) -> Iterator[str]:
    """Return the texts right below `element`, split at its children and at marks such as "|"."""
    runs = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):  # a comment does not split a text
            runs.append("")
        runs[-1] += child.tail or ""
    parts = (part for run in runs for part in _SEPARATOR.split(run))
    return filter(None, map(fold_whitespace, parts))


def _is_timestamp(text: str) -> bool:
    return _CERTAIN_TIME.match(text) is not None or (
        len(text) <= _MAX_NOTE_CHARS
        and _MAY_BE_TIME.search(text) is not None
        and parse_date(text, None) is not None
    )


def _is_section_name(text: str, title: str) -> bool:
    return (
        len(text) <= _MAX_NOTE_CHARS
        and any(character.isalpha() for character in text)
        and not title.startswith(text.rstrip(".… "))
    )
