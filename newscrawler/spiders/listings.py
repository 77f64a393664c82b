"""Listings: the sitemaps, feeds and index pages that name articles, and what they say of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from w3lib.html import remove_tags

from newscrawler.extraction.loaders import clean_line
from newscrawler.extraction.page.document import is_web_address
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import ListingEntry


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
    """The URLs that a listing names, and what is wrong with it; it has room for `max_urls`.

    `invalid` counts the URLs that are no web addresses, `excess` those beyond the limit, `repaired`
    the ampersands that were not escaped. `is_truncated` says that the end of the listing is
    missing, `refused` why nothing was read.
    """

    max_urls: int = 50_000
    urls: list[DiscoveredUrl] = field(default_factory=list)
    invalid: int = 0
    excess: int = 0
    repaired: int = 0
    is_truncated: bool = False
    refused: str | None = None

    def add(self, discovered: DiscoveredUrl) -> None:
        """Add a URL, or count why it is left out."""
        if not is_web_address(discovered.url):
            self.invalid += 1
        elif len(self.urls) == self.max_urls:
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


def plain_title(text: str | None) -> str | None:
    """Return a title without tags, entities and line breaks; None for an empty one.

    >>> plain_title("Saung <b>Baca</b> &ldquo;Lentera&rdquo;")
    'Saung Baca “Lentera”'
    """
    return clean_line(remove_tags(text or ""))


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
