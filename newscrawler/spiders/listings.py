"""Where articles are found: news sitemaps, feeds and index pages, read into candidates."""

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
"""The elements of each kind of listing that name a page."""
_PUBLICATION = ("publication_date", "pubDate", "published", "date")
_DATES = (*_PUBLICATION, "lastmod", "updated")
_SAID = frozenset(("title", *_DATES))
_LARGEST_SITEMAP = 52_428_800
"""Bytes, uncompressed: the limit of the sitemap protocol (sitemaps.org)."""
_CHUNK = 64 * 1024
_DEEPEST = 256
"""Elements within each other: as libxml2 has it for sound documents."""
_BARE_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)",
    re.DOTALL,
)
"""`a?b=1&c=2` in an address that nobody escaped: without a DTD there are no entities but these."""
_MOST_REPAIRS = 1_000_000
_TIMES = frozenset(("second", "minute", "hour", "day"))


@dataclass(frozen=True)
class Candidate:
    """An address found in a listing, with what the listing says of it.

    `dated` is an aware datetime, of the publication or else of the last change. `published` is the
    time of publication as a text that needs no anchor. `is_listing` marks a sitemap that a sitemap
    index names.
    """

    url: str
    title: str | None = None
    dated: datetime | None = None
    published: str | None = None
    is_listing: bool = False


@dataclass
class Listing:
    """The candidates of a listing, and what is wrong with it.

    `bad` counts addresses that lead nowhere on the web, `excess` those beyond the limit, `repaired`
    ampersands that nobody escaped; `refused` says why nothing was read.
    """

    candidates: list[Candidate] = field(default_factory=list)
    bad: int = 0
    excess: int = 0
    repaired: int = 0
    is_cut: bool = False
    refused: str | None = None

    def take(self, candidate: Candidate, most: int) -> None:
        """Add a candidate, or count why not."""
        if not is_web_address(candidate.url):
            self.bad += 1
        elif len(self.candidates) == most:
            self.excess += 1
        else:
            self.candidates.append(candidate)


@dataclass
class Bounds:
    """How far listings may lead: sitemap indexes below each other, listings of one host."""

    depth: int
    per_host: int
    seen: set[str] = field(default_factory=set)
    hosts: Counter[str] = field(default_factory=Counter)

    def excess(self, url: str, depth: int) -> str | None:
        """Why the listing at `url` is not to be fetched, None when it is; it is known then."""
        host = urlsplit(url).hostname or ""
        if url in self.seen:
            return "known_listings"
        if depth > self.depth:
            return "too_deep"
        if self.hosts[host] >= self.per_host:
            return "too_many_listings"
        self.seen.add(url)
        self.hosts[host] += 1
        return None


def read_listing(page: SavedPage, publisher: Publisher, most: int = 50_000) -> Listing:
    """Read a sitemap, a sitemap index, an RSS or Atom feed, or an index page.

    An XML document is read as far as it parses, up to `most` addresses, and never held as a
    whole; one that declares a document type is refused unread (XML 1.0, section 2.8: entities
    live there). Links of an index page count when they have the form of an article; relative
    times beside them ("2 jam lalu") count back from the fetch of `page`.
    """
    body = page.body if isinstance(page.body, bytes) else page.body.encode()
    is_packed = body.startswith(b"\x1f\x8b")
    is_cut = False
    try:
        document = decode_body(body, ["gzip"], _LARGEST_SITEMAP) if is_packed else body
    except TruncatedBodyError as error:
        document, is_cut = error.decoded, True
    except BadEncodingError:
        return Listing(is_cut=True)
    except BodyTooLargeError:
        return Listing(refused=f"more than {_LARGEST_SITEMAP} bytes unpacked")
    document = document.removeprefix(b"\xef\xbb\xbf").strip()
    listing = None if b"<html" in document[:1000].lower() else _read_xml(document, most)
    if listing is None:  # no index page is a file in gzip
        return Listing(is_cut=is_cut) if is_packed else _read_index(page, publisher, most)
    return listing


def _read_xml(body: bytes, most: int) -> Listing | None:
    """The listing in an XML document, None for anything else."""
    repaired = _escaped(body)
    events = _events(repaired)
    _, root = next(events, (None, None))
    if root is None or (kind := _name(root)) not in _ENTRIES:
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        return Listing(refused="it declares a document type")
    listing = Listing(repaired=(len(repaired) - len(body)) // len(b"amp;"), is_cut=True)
    said: dict[str, str] | None = None  # of the entry that is open
    for event, element in events:
        if element is root:
            listing.is_cut = False
        elif _name(element) == _ENTRIES[kind]:
            if said is not None and (said or event == "end"):  # some are never closed
                listing.take(_candidate(said, kind), most)
            said = {} if event == "start" else None
        elif said is not None and event == "end":
            _note(element, kind, said)
    return listing


def _escaped(body: bytes) -> bytes:
    """`body` with ampersands escaped that should have been; another encoding stays as it is."""
    is_wide = b"\0" in body[:100]
    return body if is_wide else _BARE_AMPERSAND.sub(_repaired, body, _MOST_REPAIRS)


def _repaired(match: re.Match[bytes]) -> bytes:
    return b"&amp;" if match[0] == b"&" else match[0]  # a CDATA section is as it should be


def _events(body: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The elements of `body` as they begin and end; what has ended is forgotten.

    Elements that are never closed do not end. Recovery may nest without end what is damaged: such
    a document stops there.
    """
    parser = etree.XMLPullParser(
        ("start", "end"), recover=True, resolve_entities=False, no_network=True
    )
    depth = 0
    for start in range(0, len(body), _CHUNK):
        parser.feed(body[start : start + _CHUNK])
        for event, element in parser.read_events():
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                return
            yield event, element
            if event == "end":
                _forget_before(element)


def _forget_before(element: etree._Element) -> None:
    """Drop what stands before an ended element; itself it goes when its neighbour has ended."""
    while (before := element.getprevious()) is not None:
        parent = before.getparent()
        if parent is None:
            return  # a comment before the root
        parent.remove(before)


@lru_cache(1000)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return _without_namespace(str(element.tag))


def _note(element: etree._Element, kind: str, said: dict[str, str]) -> None:
    """Note in `said` what an element says of the entry it ends in: its first word counts."""
    name = _name(element)
    if name == ("loc" if kind in {"urlset", "sitemapindex"} else "link"):
        parent = element.getparent()
        if parent is None or _name(parent) != _ENTRIES[kind]:
            return  # an image has an address, too
        text = element.text or element.get("href")
    elif name in _SAID:
        parent = element.getparent()
        if name == "title" and (parent is None or _name(parent) not in {_ENTRIES[kind], "news"}):
            return  # so has an image
        text = element.text
    else:
        return
    if text and text.strip():
        said.setdefault("url" if name in {"loc", "link"} else name, text.strip())


def _candidate(said: Mapping[str, str], kind: str) -> Candidate:
    """What an entry says: its own address, and title and dates wherever they are nested."""
    moments = (_moment(said[name]) for name in _DATES if name in said)
    dated = next(filter(None, moments), None)
    stamps = (said[name] for name in _PUBLICATION if name in said)
    published = next(filter(_moment, stamps), None)
    is_listing = kind == "sitemapindex"
    return Candidate(said.get("url", ""), said.get("title"), dated, published, is_listing)


def _read_index(page: SavedPage, publisher: Publisher, most: int) -> Listing:
    listing = Listing()
    document = read_document(page)
    if isinstance(document, str):
        return listing
    hrefs = (anchor.get("href", "") for anchor in document.root.iter("a"))
    links = (url.partition("#")[0] for href in hrefs if (url := document.absolute(href)))
    found = [link for link in dict.fromkeys(links) if publisher.is_article(link)]
    shown = {(link.url or "").partition("#")[0]: link for link in read_links(document, most)}
    for link in found:
        listing.take(_shown(link, shown.get(link), page.fetched_at, publisher), most)
    return listing


def _shown(
    url: str, link: RelatedLink | None, fetched_at: datetime | None, publisher: Publisher
) -> Candidate:
    """What an index page shows beside its link to `url`: a title, a time of publication."""
    if link is None:
        return Candidate(url)
    date = link.date and parse_date(link.date.raw, fetched_at, publisher.timezone_of(url))
    if not date or date.value is None or date.precision not in _TIMES:
        return Candidate(url, link.title)
    return Candidate(url, link.title, _moment(date.value), date.value)


def _moment(text: str) -> datetime | None:
    """A sitemap's W3C date or a feed's RFC 822 date, in WIB where it names no zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=WIB)
    return None


def listing_entry(candidate: Candidate, listing: str) -> ListingEntry:
    """Return what the listing at the address `listing` says of a candidate.

    The time of a last change is none of publication, but gives a day.
    """
    day = candidate.dated.astimezone(WIB).date().isoformat() if candidate.dated else None
    return ListingEntry(listing, candidate.title, candidate.published, day)


def is_within(candidate: Candidate, since: date | None, until: date | None) -> bool:
    """Whether a candidate lies between two days in WIB; without a date it may."""
    if candidate.dated is None:
        return True
    day = candidate.dated.astimezone(WIB).date()
    return (since is None or since <= day) and (until is None or day <= until)


def days(since: date, until: date) -> Iterator[date]:
    """Every day from `until` back to `since`: the newest news first."""
    for back in range((until - since).days + 1):
        yield until - timedelta(days=back)
