"""Where articles are found: news sitemaps, feeds and index pages, read into candidates."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree
from scrapy import Selector
from scrapy.utils.gz import gunzip

from newscrawler.extraction.page import is_web_address
from newscrawler.publishers import Publisher

_ENTRIES = {
    "urlset": "{*}url",
    "sitemapindex": "{*}sitemap",
    "rss": "{*}item",
    "RDF": "{*}item",
    "feed": "{*}entry",
}
"""The elements of each kind of listing that name a page."""
_DATES = ("publication_date", "pubDate", "published", "date", "lastmod", "updated")
_LARGEST_SITEMAP = 52_428_800
"""Bytes, uncompressed: the limit of the sitemap protocol (sitemaps.org)."""
WIB = timezone(timedelta(hours=7), "WIB")


@dataclass(frozen=True)
class Candidate:
    """An address found in a listing, with what the listing says of it.

    `published` is an aware datetime. `is_listing` marks a sitemap that a sitemap index names.
    """

    url: str
    title: str | None = None
    published: datetime | None = None
    is_listing: bool = False


@dataclass
class Listing:
    """The candidates of a listing; `bad` counts addresses that lead nowhere on the web."""

    candidates: list[Candidate] = field(default_factory=list)
    bad: int = 0
    is_cut: bool = False


def read_listing(body: bytes, url: str, publisher: Publisher) -> Listing:
    """Read a sitemap, a sitemap index, an RSS or Atom feed, or an index page fetched from `url`.

    An XML document is read as far as it parses; entities are never resolved. Links of an index
    page count when they have the form of an article.
    """
    body = _unpacked(body).removeprefix(b"\xef\xbb\xbf").strip()
    root = _xml(body)
    if root is None:
        return _read_index(body, url, publisher)
    name = etree.QName(root).localname
    found = [_candidate(entry, name) for entry in root.iter(_ENTRIES[name])]
    listing = Listing([candidate for candidate in found if is_web_address(candidate.url)])
    listing.bad = len(found) - len(listing.candidates)
    if not re.search(rb"</[\w:]+>$", body):  # the last address may be cut in half
        listing.is_cut = True
        del listing.candidates[-1:]
    return listing


def _unpacked(body: bytes) -> bytes:
    """`body` itself, or what it holds when it is compressed (52 MB of it at the most)."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return gunzip(body, max_size=_LARGEST_SITEMAP)
    except (OSError, EOFError, zlib.error, ValueError):
        return b""


def _xml(body: bytes) -> etree._Element | None:
    """The root of a listing in XML, None for anything else."""
    if not body or b"<html" in body[:1000].lower():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root: etree._Element | None = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:  # nothing in it could be recovered
        return None
    return root if root is not None and etree.QName(root).localname in _ENTRIES else None


def _read_index(body: bytes, url: str, publisher: Publisher) -> Listing:
    if not body:
        return Listing()
    selector = Selector(text=body.decode("utf-8", "replace"), type="html")
    links = (_joined(url, href) for href in selector.css("a::attr(href)").getall())
    found = dict.fromkeys(link.split("#")[0] for link in links if is_web_address(link))
    return Listing([Candidate(link) for link in found if publisher.is_article(link)])


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip())
    except ValueError:
        return ""


def _candidate(entry: etree._Element, listing: str) -> Candidate:
    """What an entry says: its own address, and title and dates wherever they are nested."""
    found = entry.find("{*}loc" if listing in {"urlset", "sitemapindex"} else "{*}link")
    url = "" if found is None else (found.text or found.get("href") or "").strip()
    stamps = (_text(entry, name) for name in _DATES)
    published = next((moment for text in stamps if text and (moment := _moment(text))), None)
    return Candidate(url, _text(entry, "title"), published, listing == "sitemapindex")


def _text(element: etree._Element, name: str) -> str | None:
    found = next(element.iter(f"{{*}}{name}"), None)
    return (found.text or "").strip() or None if found is not None else None


def _moment(text: str) -> datetime | None:
    """A sitemap's W3C date or a feed's RFC 822 date, in WIB where it names no zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=WIB)
    return None


def is_within(candidate: Candidate, since: date | None, until: date | None) -> bool:
    """Whether a candidate lies between two days in WIB; without a date it may."""
    if candidate.published is None:
        return True
    day = candidate.published.astimezone(WIB).date()
    return (since is None or since <= day) and (until is None or day <= until)


def days(since: date, until: date) -> Iterator[date]:
    """Every day from `until` back to `since`: the newest news first."""
    for back in range((until - since).days + 1):
        yield until - timedelta(days=back)
