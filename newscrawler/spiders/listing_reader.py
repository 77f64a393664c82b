"""Read a listing of any kind: what it is, is told by its content and not by its name."""

import re
import sys
from dataclasses import replace
from datetime import datetime

from newscrawler.crawling.network.content_encoding import (
    BadEncodingError,
    BodyTooLargeError,
    TruncatedBodyError,
    decode_body,
)
from newscrawler.extraction.layout.related import read_links
from newscrawler.extraction.page.document import SavedPage, decode_page, read_document
from newscrawler.indonesian.dates import parse_date
from newscrawler.items import RelatedLink
from newscrawler.publishers import Publisher
from newscrawler.spiders.feeds import read_json_feed, read_xml_feed
from newscrawler.spiders.listing_dates import DAY_PRECISIONS, parse_listing_date
from newscrawler.spiders.listings import DiscoveredUrl, Listing
from newscrawler.spiders.sitemaps import is_text_sitemap, read_text_sitemap, read_xml_sitemap

_MAX_BYTES = 52_428_800
"""Bytes, uncompressed: the limit of the sitemap protocol (sitemaps.org)."""
_GZIP = b"\x1f\x8b"
_MAX_GZIP_LAYERS = 3
_MAX_PROLOG_CHARS = 65_536
_PROLOG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!doctype\b(?P<doctype>[^>\[]*)(?P<subset>\[)?"
    r"|<(?P<html>html|head|body)\b"
    r"|<(?:[\w.-]+:)?(?:(?P<sitemap>urlset|sitemapindex)|(?P<feed>rss|rdf|feed))(?=[\s/>])",
    re.DOTALL | re.IGNORECASE,
)
"""What tells what a document is: a document type, or a root, where no comment names it."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]+|&#(?:x(?P<hex>[\da-fA-F]{1,8})|(?P<decimal>\d{1,8}));"
)
"""Control characters, which XML does not allow, and references to characters of any kind."""
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF


def read_listing(
    page: SavedPage, publisher: Publisher, max_urls: int = Listing.max_urls
) -> Listing:
    """Read a sitemap, a sitemap index, an RSS, Atom or JSON feed, or an index page.

    Up to `max_urls` URLs are read. What stands before the root of an XML document is dropped: a
    warning of PHP, and the document type, so that no entity is ever declared to a parser. A
    document that declares some, or names a DTD of its own, is refused. Of an index page, the links
    that match the publisher's pattern of articles count; relative times beside them ("2 jam lalu")
    are resolved against the time at which `page` was fetched.
    """
    body = page.body if isinstance(page.body, bytes) else page.body.encode("utf-8", "replace")
    is_truncated = False
    try:
        for _ in range(_MAX_GZIP_LAYERS):
            if body.startswith(_GZIP):
                body = decode_body(body, ["gzip"], _MAX_BYTES)
    except TruncatedBodyError as error:
        body, is_truncated = error.decoded, True
    except BadEncodingError:
        return Listing(is_truncated=True)
    except BodyTooLargeError:
        return Listing(refused=f"more than {_MAX_BYTES} bytes unpacked")
    listing = _read(replace(page, body=body), publisher, max_urls)
    listing.is_truncated |= is_truncated
    return listing


def _read(page: SavedPage, publisher: Publisher, max_urls: int) -> Listing:
    text = decode_page(page)[0].lstrip("\ufeff\0 \t\r\n")
    base, zone = page.url or "", publisher.timezone_of(page.url)
    listing = Listing(max_urls)
    if text.startswith("{"):
        read_json_feed(text, base, zone, listing)
        return listing
    if is_text_sitemap(text[:_MAX_PROLOG_CHARS]):
        read_text_sitemap(text, listing)
        return listing
    is_html, is_declaring, root = _read_prolog(text)
    if root and is_declaring:
        return Listing(refused="it declares a document type")
    if root:
        read = read_xml_sitemap if root["sitemap"] else read_xml_feed
        xml = _CONTROL.sub(_drop_control, text[root.start() :])
        read(xml, base, zone, listing)
        if listing.urls or not is_html:
            return listing
    return _read_index(page, publisher, max_urls)


def _drop_control(match: re.Match[str]) -> str:
    """Return a reference to a character that XML allows, "" for anything else."""
    number = int(match["hex"], 16) if match["hex"] else int(match["decimal"] or 0)
    is_surrogate = _FIRST_SURROGATE <= number <= _LAST_SURROGATE
    is_allowed = number in {9, 10, 13} or 0x20 <= number <= sys.maxunicode  # noqa: PLR2004
    return match[0] if is_allowed and not is_surrogate else ""


def _read_prolog(text: str) -> tuple[bool, bool, re.Match[str] | None]:
    """Return whether `text` is HTML, whether it declares entities, and where its listing begins.

    A public document type declares nothing here, for no DTD is loaded: RSS 0.91 has one.
    """
    is_html = is_declaring = False
    for found in _PROLOG.finditer(text, 0, _MAX_PROLOG_CHARS):
        if found["sitemap"] or found["feed"]:
            return is_html, is_declaring, found
        doctype = (found["doctype"] or "").lower()
        is_html |= bool(found["html"]) or doctype.split()[:1] == ["html"]
        is_declaring |= bool(found["subset"]) or " system " in f"{doctype} "
    return is_html, is_declaring, None


def _read_index(page: SavedPage, publisher: Publisher, max_urls: int) -> Listing:
    listing = Listing(max_urls)
    document = read_document(page)
    if isinstance(document, str):
        return listing
    hrefs = (anchor.get("href", "") for anchor in document.root.iter("a"))
    links = (url.partition("#")[0] for href in hrefs if (url := document.absolute(href)))
    articles = [link for link in dict.fromkeys(links) if publisher.is_article(link)]
    shown = {(link.url or "").partition("#")[0]: link for link in read_links(document, max_urls)}
    for url in articles:
        discovered = _from_index_link(url, shown.get(url), page.fetched_at, publisher)
        listing.add(discovered)
    return listing


def _from_index_link(
    url: str, link: RelatedLink | None, fetched_at: datetime | None, publisher: Publisher
) -> DiscoveredUrl:
    """Return what an index page shows beside its link to `url`: a title, a publication time."""
    if link is None:
        return DiscoveredUrl(url)
    zone = publisher.timezone_of(url)
    shown = link.date and parse_date(link.date.raw, fetched_at, zone)
    if not shown or shown.value is None or shown.precision not in DAY_PRECISIONS:
        return DiscoveredUrl(url, link.title)
    return DiscoveredUrl(url, link.title, parse_listing_date(shown.value, zone), shown.value)
