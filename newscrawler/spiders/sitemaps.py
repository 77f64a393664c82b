"""Read sitemaps and sitemap indexes (sitemaps.org), as XML or as a list of addresses."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from newscrawler.extraction.page.document import absolute, is_web_address
from newscrawler.spiders.listing_dates import parse_listing_date
from newscrawler.spiders.listings import DiscoveredUrl, Listing, plain_title

_ENTRIES = frozenset(("url", "sitemap"))
_HOLDERS_OF_TITLES = frozenset((*_ENTRIES, "news"))
_PUBLICATION_DATES = ("publication_date", "pubdate", "published", "date")
_DATES = (*_PUBLICATION_DATES, "lastmod", "updated")
_CHUNK_CHARS = 64 * 1024
_MAX_DEPTH_ELEMENTS = 256
"""Elements nested in each other: the limit that libxml2 has for well-formed documents."""
_BARE_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)",
    re.DOTALL,
)
"""An ampersand that should have been escaped, as in `a?b=1&c=2`; or a CDATA section, to skip it.

A document without a DTD has no other entities than those named here."""
_MAX_REPAIRS = 1_000_000
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")

Entry = dict[str, str]


def read_xml_sitemap(text: str, base: str, zone: str, listing: Listing) -> None:
    """Add what an XML sitemap names to `listing`, `text` from its root on; `base` is its address.

    It is read as far as it can be parsed, and its tree is never in memory as a whole. Names of
    elements count without prefix, namespace and case.
    """
    repaired = _BARE_AMPERSAND.sub(_escape, text, _MAX_REPAIRS)
    listing.repaired = (len(repaired) - len(text)) // len("amp;")
    listing.is_truncated = True
    root: etree._Element | None = None
    entry: Entry | None = None  # the fields of the entry that is open
    kind = ""
    for event, element in _parse_events(repaired):
        name = _local_name(element)
        if root is None:
            root = element
        elif event == "end" and element is root:
            listing.is_truncated = False
        elif name in _ENTRIES:
            if entry is not None and (entry or event == "end"):  # some have no end
                listing.add(_discover(entry, kind, base, zone))
            entry, kind = ({} if event == "start" else None), name
        elif entry is not None and event == "end":
            _read_field(element, name, entry)
    if entry:
        listing.add(_discover(entry, kind, base, zone))


def _escape(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else match[0]  # a CDATA section stays as it is


def _parse_events(text: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield the start and the end of each element; what has ended is removed from the tree.

    An element that is never closed has no end. The parser may nest a damaged document without
    limit as it recovers: reading stops at `_MAX_DEPTH_ELEMENTS`.
    """
    parser = etree.XMLPullParser(
        ("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    depth = 0
    for start in range(0, len(text), _CHUNK_CHARS):
        parser.feed(text[start : start + _CHUNK_CHARS].encode("utf-8", "replace"))
        for event, element in parser.read_events():
            depth += 1 if event == "start" else -1
            if depth > _MAX_DEPTH_ELEMENTS:
                return
            yield event, element
            if event == "end":
                _remove_preceding(element)


def _remove_preceding(element: etree._Element) -> None:
    """Remove the siblings before `element`; it is removed itself when the next one has ended."""
    parent = element.getparent()
    while parent is not None and (sibling := element.getprevious()) is not None:
        parent.remove(sibling)


@lru_cache(1000)
def _without_prefix(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()  # ":": of a prefix never declared


def _local_name(element: etree._Element) -> str:
    return _without_prefix(str(element.tag))


def _read_field(element: etree._Element, name: str, entry: Entry) -> None:
    """Put the text of `element` into `entry`, unless an earlier element of that name is there."""
    parent = element.getparent()
    holder = "" if parent is None else _local_name(parent)
    is_field = (
        (name == "loc" and holder in _ENTRIES)  # else the address of an image
        or (name == "title" and holder in _HOLDERS_OF_TITLES)
        or name in _DATES
    )
    if is_field and (text := next(filter(str.strip, map(str, element.itertext())), "")):
        entry.setdefault(name, text.strip())


def _discover(entry: Entry, kind: str, base: str, zone: str) -> DiscoveredUrl:
    """Return what an entry says; its dates may be nested at any depth."""
    address = _LINE_BREAK.sub("", entry.get("loc", "")).strip("\"'").replace("&amp;", "&")
    times = (parse_listing_date(entry[name], zone) for name in _DATES if name in entry)
    printed = (entry[name] for name in _PUBLICATION_DATES if name in entry)
    return DiscoveredUrl(
        (address and absolute(address, base)) or "",
        plain_title(entry.get("title")),
        next(filter(None, times), None),
        next((text for text in printed if parse_listing_date(text, zone)), None),
        is_listing=kind == "sitemap",
    )


def is_text_sitemap(text: str) -> bool:
    """Return whether the first line of `text` that is no comment is an address."""
    return is_web_address(next(_lines(text), ""))


def read_text_sitemap(text: str, listing: Listing) -> None:
    """Add the addresses in `text` to `listing`, one a line; what stands behind a tab is dropped."""
    for line in _lines(text):
        listing.add(DiscoveredUrl(line))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of `text` that are neither blank nor a comment."""
    for found in re.finditer(r"[^\r\n]+", text):
        line = found[0].strip().partition("\t")[0]
        if line and not line.startswith("#"):
            yield line
