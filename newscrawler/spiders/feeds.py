"""Read feeds: RSS of every version and Atom by the library feedparser, and JSON Feed."""

import re
from collections.abc import Mapping
from typing import Any

from newscrawler.extraction.page.document import absolute
from newscrawler.extraction.page.json_text import load_json
from newscrawler.spiders.listing_dates import parse_listing_date
from newscrawler.spiders.listings import DiscoveredUrl, Listing, plain_title

_MAX_FEED_CHARS = 1024 * 1024
_MAX_FEED_TAGS = 20_000
"""The library takes about 50 microseconds for a tag, and twice that in a damaged feed.

In one tag, the time grows with the square of the number of attributes: 256 take that of 256 tags.
"""
_TAG = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<(?P<tag>[^<]*)", re.DOTALL)
_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_END = re.compile(r"(?:</channel\s*>\s*)?</(?:\w+:)?(?:rss|rdf|feed)\s*>", re.IGNORECASE)
_MAX_END_CHARS = 2000
"""A comment of a cache may follow the end of a feed."""


def read_xml_feed(text: str, base: str, zone: str, listing: Listing) -> None:
    """Add what an RSS or Atom feed names to `listing`, `text` from its root on.

    `base` is its address. Of a large one, the entries up to the limits are read. One on which the
    library fails is refused.
    """
    limit = _limit(text)
    import feedparser  # noqa: PLC0415 - slow to import, and few listings need it

    headers = {"content-location": base, "content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(
            _cut(text, limit).encode("utf-8", "replace"),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (LookupError, ValueError, AttributeError, TypeError) as error:  # elements out of place
        listing.refused = f"feedparser cannot read it ({type(error).__name__})"
        return
    listing.is_truncated = limit < len(text) or not _END.search(text)
    # In RSS, the one date that is no pubDate is dc:date, the time of publication as well.
    dates = ("published", "created", *(["updated"] if parsed.version.startswith("rss") else []))
    for entry in parsed.entries:
        published = next((entry[name] for name in dates if entry.get(name)), None)
        url = _address(_link(entry), entry.get("id"), base)
        updated = dict.get(entry, "updated")  # entry.get would give published instead
        listing.add(_discover(url, entry.get("title"), published, updated, zone))


def _limit(text: str) -> int:
    """Return how many characters of a feed may be given to the library."""
    tags_left = float(_MAX_FEED_TAGS)
    for found in _TAG.finditer(text, 0, _MAX_FEED_CHARS):
        tags_left -= 1 + (found["tag"] or "").count("=") ** 2 / 256
        if tags_left < 0:
            return found.start()
    return min(len(text), _MAX_FEED_CHARS)


def _cut(text: str, limit: int) -> str:
    """Return a feed without what is beyond `limit`, from the first entry on that is not whole.

    Its end is kept, for what is well-formed is read in half the time.
    """
    if limit == len(text):
        return text
    last = max((found.end() for found in _ENTRY_END.finditer(text, 0, limit)), default=limit)
    end = _END.search(text, max(limit, len(text) - _MAX_END_CHARS))
    return text[:last] + (end[0] if end else "")


def _link(entry: Mapping[str, Any]) -> str | None:
    """Return the address of the page of an entry: the first of them, which may be in translations.

    FeedBurner replaces it by one of its own, and keeps it beside that.
    """
    pages = (
        each.get("href")
        for each in entry.get("links", ())
        if each.get("rel") == "alternate" and each.get("type") in _PAGE_TYPES
    )
    link: str | None = entry.get("feedburner_origlink") or next(pages, entry.get("link"))
    return link


def _address(link: str | None, identity: str | None, base: str) -> str:
    """Return the address of an entry: its identity, where its link is none; "" without both."""
    return (link and absolute(link, base)) or identity or ""


def read_json_feed(text: str, base: str, zone: str, listing: Listing) -> None:
    """Add what a JSON Feed (jsonfeed.org) names to `listing`, nothing for anything else."""
    if "jsonfeed.org" not in text:
        return
    feed, is_damaged = load_json(text)
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        return
    items = feed.get("items")
    listing.is_truncated = is_damaged
    for item in items if isinstance(items, list) else ():
        listing.add(_from_json(item if isinstance(item, dict) else {}, base, zone))


def _from_json(item: Mapping[str, Any], base: str, zone: str) -> DiscoveredUrl:
    """Return what an item says."""
    names = ("url", "id", "title", "date_published", "date_modified")
    url, identity, title, published, modified = (
        value if isinstance(value := item.get(name), str) else None for name in names
    )
    return _discover(_address(url, identity, base), title, published, modified, zone)


def _discover(
    url: str, title: str | None, published: str | None, updated: str | None, zone: str
) -> DiscoveredUrl:
    time = parse_listing_date(published, zone) if published else None
    dated = time or (parse_listing_date(updated, zone) if updated else None)
    return DiscoveredUrl(url, plain_title(title), dated, published if time else None)
