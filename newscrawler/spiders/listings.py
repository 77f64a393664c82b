"""Read listings: the sitemaps, feeds and index pages that name articles."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import etree

from newscrawler.crawling.network.content_encoding import (
    BadEncodingError,
    BodyTooLargeError,
    TruncatedBodyError,
    decode_body,
)
from newscrawler.extraction.layout.related import read_links
from newscrawler.extraction.page.document import SavedPage, is_web_address, read_document
from newscrawler.indonesian.dates import parse_date
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import ListingEntry, RelatedLink
from newscrawler.publishers import Publisher

_ENTRIES = {
    "urlset": "url",
    "sitemapindex": "sitemap",
    "rss": "item",
    "RDF": "item",
    "feed": "entry",
}
"""The element that names one page, by the root element of the listing."""
_PUBLICATION_DATES = ("publication_date", "pubDate", "published", "date")
_DATES = (*_PUBLICATION_DATES, "lastmod", "updated")
_ENTRY_FIELDS = frozenset(("title", *_DATES))
_MAX_SITEMAP_BYTES = 52_428_800
"""Bytes, uncompressed: the limit of the sitemap protocol (sitemaps.org)."""
_CHUNK_BYTES = 64 * 1024
_MAX_DEPTH_ELEMENTS = 256
"""Elements nested in each other: the limit that libxml2 has for well-formed documents."""
_BARE_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)",
    re.DOTALL,
)
"""An ampersand that should have been escaped, as in `a?b=1&c=2`; or a CDATA section, to skip it.

A document without a DTD has no other entities than those named here."""
_MAX_REPAIRS = 1_000_000
_TIME_PRECISIONS = frozenset(("second", "minute", "hour", "day"))


@dataclass(frozen=True)
class DiscoveredUrl:
    """A URL that a listing names, with what the listing says of it.

    `dated` is an aware datetime: the time of publication, or else of the last change. `published`
    is the time of publication as a text that can be read without a reference time. `is_listing`
    marks a sitemap that a sitemap index names.
    """

    url: str
    title: str | None = None
    dated: datetime | None = None
    published: str | None = None
    is_listing: bool = False


@dataclass
class Listing:
    """The URLs that a listing names, and what is wrong with it.

    `invalid` counts the URLs that are no web addresses, `excess` those beyond the limit, `repaired`
    the ampersands that were not escaped. `is_truncated` says that the end of the listing is
    missing, `refused` why nothing was read.
    """

    urls: list[DiscoveredUrl] = field(default_factory=list)
    invalid: int = 0
    excess: int = 0
    repaired: int = 0
    is_truncated: bool = False
    refused: str | None = None

    def add(self, discovered: DiscoveredUrl, max_urls: int) -> None:
        """Add a URL, or count why it is left out; there is room for `max_urls`."""
        if not is_web_address(discovered.url):
            self.invalid += 1
        elif len(self.urls) == max_urls:
            self.excess += 1
        else:
            self.urls.append(discovered)


@dataclass
class ListingLimits:
    """The limits on what listings lead to.

    `max_depth` is the number of sitemap indexes above a listing, `max_per_host` the number of
    listings of one host.
    """

    max_depth: int
    max_per_host: int
    seen: set[str] = field(default_factory=set)
    hosts: Counter[str] = field(default_factory=Counter)

    def check(self, url: str, depth: int) -> str | None:
        """Return why the listing at `url` is not to be fetched, None when it is.

        One that is to be fetched is counted, and is a known listing from then on.
        """
        host = urlsplit(url).hostname or ""
        if url in self.seen:
            return "known_listings"
        if depth > self.max_depth:
            return "too_deep"
        if self.hosts[host] >= self.max_per_host:
            return "too_many_listings"
        self.seen.add(url)
        self.hosts[host] += 1
        return None


def read_listing(page: SavedPage, publisher: Publisher, max_urls: int = 50_000) -> Listing:
    """Read a sitemap, a sitemap index, an RSS or Atom feed, or an index page.

    An XML document is read as far as it can be parsed, up to `max_urls` URLs, and its tree is never
    in memory as a whole. One that declares a document type is refused, since that is where entities
    are declared (XML 1.0, section 2.8). Of an index page, the links that match the publisher's
    pattern of articles count; relative times beside them ("2 jam lalu") are resolved against the
    time at which `page` was fetched.
    """
    body = page.body if isinstance(page.body, bytes) else page.body.encode()
    is_gzip = body.startswith(b"\x1f\x8b")
    is_truncated = False
    try:
        document = decode_body(body, ["gzip"], _MAX_SITEMAP_BYTES) if is_gzip else body
    except TruncatedBodyError as error:
        document, is_truncated = error.decoded, True
    except BadEncodingError:
        return Listing(is_truncated=True)
    except BodyTooLargeError:
        return Listing(refused=f"more than {_MAX_SITEMAP_BYTES} bytes unpacked")
    document = document.removeprefix(b"\xef\xbb\xbf").strip()
    listing = None if b"<html" in document[:1000].lower() else _read_xml(document, max_urls)
    if listing is not None:
        return listing
    if is_gzip:  # no index page is a gzip file
        return Listing(is_truncated=is_truncated)
    return _read_index(page, publisher, max_urls)


def _read_xml(body: bytes, max_urls: int) -> Listing | None:
    """Return the listing in an XML document, None for any other document."""
    repaired = _escape_ampersands(body)
    events = _parse_events(repaired)
    _, root = next(events, (None, None))
    if root is None or (kind := _local_name(root)) not in _ENTRIES:
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        return Listing(refused="it declares a document type")
    listing = Listing(repaired=(len(repaired) - len(body)) // len(b"amp;"), is_truncated=True)
    entry: dict[str, str] | None = None  # the fields of the entry that is open
    for event, element in events:
        if element is root:
            listing.is_truncated = False
        elif _local_name(element) == _ENTRIES[kind]:
            if entry is not None and (entry or event == "end"):  # some are never closed
                listing.add(_from_entry(entry, kind), max_urls)
            entry = {} if event == "start" else None
        elif entry is not None and event == "end":
            _read_field(element, kind, entry)
    return listing


def _escape_ampersands(body: bytes) -> bytes:
    """Escape the ampersands in `body` that are not; UTF-16 and UTF-32 stay as they are."""
    is_wide = b"\0" in body[:100]
    return body if is_wide else _BARE_AMPERSAND.sub(_escape, body, _MAX_REPAIRS)


def _escape(match: re.Match[bytes]) -> bytes:
    return b"&amp;" if match[0] == b"&" else match[0]  # a CDATA section stays as it is


def _parse_events(body: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield the start and the end of each element; what has ended is removed from the tree.

    An element that is never closed has no end. The parser may nest a damaged document without
    limit as it recovers: reading stops at `_MAX_DEPTH_ELEMENTS`.
    """
    parser = etree.XMLPullParser(
        ("start", "end"), recover=True, resolve_entities=False, no_network=True
    )
    depth = 0
    for start in range(0, len(body), _CHUNK_BYTES):
        parser.feed(body[start : start + _CHUNK_BYTES])
        for event, element in parser.read_events():
            depth += 1 if event == "start" else -1
            if depth > _MAX_DEPTH_ELEMENTS:
                return
            yield event, element
            if event == "end":
                _remove_preceding(element)


def _remove_preceding(element: etree._Element) -> None:
    """Remove the siblings before `element`; it is removed itself when the next one has ended."""
    while (sibling := element.getprevious()) is not None:
        parent = sibling.getparent()
        if parent is None:
            return  # a comment before the root
        parent.remove(sibling)


@lru_cache(1000)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def _local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return _without_namespace(str(element.tag))


def _read_field(element: etree._Element, kind: str, entry: dict[str, str]) -> None:
    """Put the text of `element` into `entry`, unless an earlier element of that name is there."""
    name = _local_name(element)
    if name == ("loc" if kind in {"urlset", "sitemapindex"} else "link"):
        parent = element.getparent()
        if parent is None or _local_name(parent) != _ENTRIES[kind]:
            return  # the address of an image
        text = element.text or element.get("href")
    elif name in _ENTRY_FIELDS:
        parent = element.getparent()
        holders = {_ENTRIES[kind], "news"}
        if name == "title" and (parent is None or _local_name(parent) not in holders):
            return  # the title of an image
        text = element.text
    else:
        return
    if text and text.strip():
        entry.setdefault("url" if name in {"loc", "link"} else name, text.strip())


def _from_entry(entry: Mapping[str, str], kind: str) -> DiscoveredUrl:
    """Return what an entry says; its title and dates may be nested at any depth."""
    times = (_parse_time(entry[name]) for name in _DATES if name in entry)
    dated = next(filter(None, times), None)
    printed = (entry[name] for name in _PUBLICATION_DATES if name in entry)
    published = next(filter(_parse_time, printed), None)
    is_listing = kind == "sitemapindex"
    return DiscoveredUrl(entry.get("url", ""), entry.get("title"), dated, published, is_listing)


def _read_index(page: SavedPage, publisher: Publisher, max_urls: int) -> Listing:
    listing = Listing()
    document = read_document(page)
    if isinstance(document, str):
        return listing
    hrefs = (anchor.get("href", "") for anchor in document.root.iter("a"))
    links = (url.partition("#")[0] for href in hrefs if (url := document.absolute(href)))
    articles = [link for link in dict.fromkeys(links) if publisher.is_article(link)]
    shown = {(link.url or "").partition("#")[0]: link for link in read_links(document, max_urls)}
    for url in articles:
        discovered = _from_index_link(url, shown.get(url), page.fetched_at, publisher)
        listing.add(discovered, max_urls)
    return listing


def _from_index_link(
    url: str, link: RelatedLink | None, fetched_at: datetime | None, publisher: Publisher
) -> DiscoveredUrl:
    """Return what an index page shows beside its link to `url`: a title, a publication time."""
    if link is None:
        return DiscoveredUrl(url)
    shown = link.date and parse_date(link.date.raw, fetched_at, publisher.timezone_of(url))
    if not shown or shown.value is None or shown.precision not in _TIME_PRECISIONS:
        return DiscoveredUrl(url, link.title)
    return DiscoveredUrl(url, link.title, _parse_time(shown.value), shown.value)


def _parse_time(text: str) -> datetime | None:
    """Return the W3C date of a sitemap or the RFC 822 date of a feed; in WIB without a zone."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = parse(text)
        except (ValueError, TypeError):
            continue
        return time if time.tzinfo else time.replace(tzinfo=WIB)
    return None


def listing_metadata(discovered: DiscoveredUrl, listing: str) -> ListingEntry:
    """Return what the listing at the address `listing` says of a URL.

    The time of the last change is not taken for a time of publication, but its day counts.
    """
    day = discovered.dated.astimezone(WIB).date().isoformat() if discovered.dated else None
    return ListingEntry(listing, discovered.title, discovered.published, day)


def in_date_range(discovered: DiscoveredUrl, since: date | None, until: date | None) -> bool:
    """Return whether a URL may lie between two days in WIB; one without a date may."""
    if discovered.dated is None:
        return True
    day = discovered.dated.astimezone(WIB).date()
    return (since is None or since <= day) and (until is None or day <= until)


def days(since: date, until: date) -> Iterator[date]:
    """Yield every day from `until` back to `since`, so that the newest news comes first.

    >>> [day.day for day in days(date(2026, 11, 19), date(2026, 11, 20))]
    [20, 19]
    """
    for back in range((until - since).days + 1):
        yield until - timedelta(days=back)
