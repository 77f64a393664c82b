"""Where articles are found: news sitemaps, feeds and index pages, read into candidates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from lxml import etree
from scrapy.http import TextResponse

from newscrawler.publishers import Publisher

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


def read_listing(response: TextResponse, publisher: Publisher) -> list[Candidate]:
    """The candidates of a sitemap, a sitemap index, an RSS or Atom feed, or an index page.

    An XML document is read as far as it parses; entities are never resolved. Links of an index
    page count when they have the form of an article.
    """
    root = _xml(response.body)
    if root is None:
        links = (response.urljoin(href) for href in response.css("a::attr(href)").getall())
        found = dict.fromkeys(url.split("#")[0] for url in links if publisher.is_article(url))
        return [Candidate(url) for url in found]
    name = etree.QName(root).localname.lower()
    if name == "sitemapindex":
        return [Candidate(url, is_listing=True) for url in _texts(root, "sitemap", "loc")]
    if name == "urlset":
        return list(_entries(root, "url", "loc", "publication_date", "lastmod"))
    return list(_entries(root, "item", "link", "pubDate", "date"))


def _xml(body: bytes) -> etree._Element | None:
    if not body.lstrip()[:200].startswith((b"<?xml", b"<urlset", b"<sitemapindex", b"<rss")):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root: etree._Element | None = etree.fromstring(body.strip(), parser)
    return root


def _texts(root: etree._Element, entry: str, field: str) -> Iterator[str]:
    for element in root.iterfind(f"{{*}}{entry}"):
        if text := _text(element, field):
            yield text


def _entries(root: etree._Element, entry: str, link: str, *dates: str) -> Iterator[Candidate]:
    for element in root.iter(f"{{*}}{entry}"):
        if url := _text(element, link):
            stamps = (_moment(text) for name in dates if (text := _text(element, name)))
            yield Candidate(url, _text(element, "title"), next(stamps, None))


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
