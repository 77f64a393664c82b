"""The facts of each publisher, as data: hosts, addresses, selectors, time zones.

A publisher is one module of this package that holds one `Publisher`; adding a module is all it
takes to add one. Both the pages (`extraction`) and the crawl (`spiders`) read these facts, so they
live beside both rooms and import neither.
"""

import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from typing import Literal
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Publisher:
    r"""The facts of one publisher.

    `sitemaps`, `feeds` and `index_urls` are address templates. A template may name `{host}`: it is
    then asked for on each of `hosts`. A template of an index may also name `{date:%Y-%m-%d}` (any
    form of strftime) and is then walked day by day; without a date it is walked back from now. Its
    pages are counted by `{page}`, or by `{offset:20}` where the address counts articles: 20 a page,
    from 0.

    >>> desa = Publisher(
    ...     key="kabar_desa",
    ...     name="Kabar Desa",
    ...     hosts=["www.kabardesa.example"],
    ...     host_suffix=".kabardesa.example",
    ...     article_pattern=r"https?://[a-z]+\.kabardesa\.example/berita/\d+/",
    ...     timezones={"bali.kabardesa.example": "WITA"},
    ... )
    >>> desa.matches_host("https://bali.kabardesa.example/tentang-kami")
    True
    >>> desa.is_article("https://bali.kabardesa.example/berita/71/panen-padi")
    True
    >>> desa.timezone_of("https://bali.kabardesa.example/berita/71/panen-padi")
    'WITA'
    """

    key: str
    """The name of the spider, and the value of `Article.publisher`."""
    name: str
    """The name that readers know the site by."""
    languages: Sequence[str] = ("id",)
    """The languages that it writes, as ISO 639-1 codes, the main one first."""
    dewan_pers: Literal[True] | None = None
    """True where a public list of Dewan Pers, the press council, names the company as verified,
    None where that is not known."""
    ceased: date | None = None
    """The day on which it stopped publishing; None for a site that publishes."""
    hosts: Sequence[str]
    """Exact host names, the home site first."""
    host_suffix: str | None = None
    """The ending of further hosts of this publisher, with its leading dot."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Hosts that show the articles of another host again (mobile, AMP), mapped to that host."""
    article_pattern: str
    """A regular expression that matches the URL of an article from its start."""
    opt_out_reason: str | None = None
    """Why the site is not crawled unless its owner agrees: its robots.txt or its terms name
    crawlers like ours. None when it may be crawled."""
    selectors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """CSS selectors by the field of `Article` they find, the newest layout first. `container` is
    the element that holds the body."""
    remove: Sequence[str] = ()
    """CSS selectors of elements that are never part of the text."""
    timezone: str = "WIB"
    """What a printed time without a zone means: WIB, WITA or WIT."""
    timezones: Mapping[str, str] = field(default_factory=dict)
    """The hosts whose time zone is not `timezone`."""
    single_page: str | None = None
    """What shows all pages of an article at once: a query (`page=all`) or a path (`/all`)."""
    sitemaps: Sequence[str] = ()
    feeds: Sequence[str] = ()
    index_urls: Sequence[str] = ()
    """The pages that list articles."""
    unverified: str | None = None
    """What nobody has checked on the live site, in a few words; None when it has been checked
    against real pages."""

    def matches_host(self, url: str) -> bool:
        """Return whether the host of `url` belongs to this publisher."""
        host = urlsplit(url).hostname or ""
        is_named = host in self.hosts or host in self.aliases
        return is_named or bool(self.host_suffix and host.endswith(self.host_suffix))

    def is_article(self, url: str) -> bool:
        """Return whether `url` has the form of one of this publisher's articles."""
        return self.matches_host(url) and re.match(self.article_pattern, url) is not None

    def timezone_of(self, url: str | None) -> str:
        """Return the zone of a printed time that names none, on the host of `url`."""
        return self.timezones.get(urlsplit(url or "").hostname or "", self.timezone)


GENERIC = Publisher(key="", name="", hosts=(), article_pattern=r"(?!)")
"""No facts: the page is read by its linked data, meta tags and structure alone."""


@cache
def publishers() -> Mapping[str, Publisher]:
    """Return every publisher by its key, in the order of the keys."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Publisher):
                found[value.key] = value
    return dict(sorted(found.items()))


@cache
def publisher_of_host(host: str) -> Publisher:
    """Return the publisher of `host`: by exact name, then by suffix, else `GENERIC`."""
    everyone = publishers().values()
    exact = (p for p in everyone if host in p.hosts or host in p.aliases)
    below = (p for p in everyone if p.host_suffix and host.endswith(p.host_suffix))
    return next(exact, None) or next(below, GENERIC)


def publisher_of(url: str | None) -> Publisher:
    """Return the publisher whose page `url` is, or `GENERIC` for an unknown host or no URL.

    >>> publisher_of("https://www.kompas.com/tren/read/2026/11/20/090000165/panen-padi").name
    'Kompas.com'
    >>> publisher_of("https://www.kabardesa.example/berita/71").key
    ''
    """
    return publisher_of_host(urlsplit(url or "").hostname or "")
