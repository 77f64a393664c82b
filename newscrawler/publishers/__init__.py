"""What is true of each publisher, as data: hosts, addresses, selectors, zones.

A publisher is one module of this package that holds one `Publisher`; dropping a module in is all it
takes to add one. The pages (`extraction`) and the crawl (`spiders`) both read these facts, so they
live beside both rooms and import neither.
"""

import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """The facts of one publisher.

    `key` is the spider's name and `Article.publisher`. `hosts` are exact host names, the home site
    first; `host_suffix` takes in every other host below it; `aliases` maps a host to the one whose
    articles it shows again (mobile, AMP). `article` is a regular expression that an article's URL
    matches. `refuses` says why a site is not crawled unless its owner agrees: its robots.txt or
    its terms name crawlers like ours.

    `selectors` maps a field of `Article` to CSS selectors, newest layout first (`container` is the
    element that holds the body); `drop` are selectors of what is never text. `zone` is what a
    printed time without a zone means (WIB, WITA, WIT), `zones` the hosts that differ.
    `whole_page` shows all pages of an article at once: a query (`page=all`) or a path (`/all`).

    `sitemaps`, `feeds` and `indexes` are address templates. All may name `{host}`: they are then
    asked on every host. `indexes` may name `{date:%Y-%m-%d}` (any strftime form) and are walked
    day by day, or leave it out and are walked back from now; their pages are counted by `{page}`,
    or by `{offset:20}` where the address counts articles, 20 a page, from 0.
    """

    key: str
    name: str
    hosts: Sequence[str]
    host_suffix: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    article: str
    refuses: str | None = None
    selectors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    drop: Sequence[str] = ()
    zone: str = "WIB"
    zones: Mapping[str, str] = field(default_factory=dict)
    whole_page: str | None = None
    sitemaps: Sequence[str] = ()
    feeds: Sequence[str] = ()
    indexes: Sequence[str] = ()

    def owns(self, url: str) -> bool:
        """Whether the host of `url` is this publisher's."""
        host = urlsplit(url).hostname or ""
        is_named = host in self.hosts or host in self.aliases
        return is_named or bool(self.host_suffix and host.endswith(self.host_suffix))

    def is_article(self, url: str) -> bool:
        """Whether `url` has the form of one of this publisher's articles."""
        return self.owns(url) and re.match(self.article, url) is not None

    def zone_of(self, url: str | None) -> str:
        """The zone of a printed time without one, on the host of `url`."""
        return self.zones.get(urlsplit(url or "").hostname or "", self.zone)


GENERIC = Publisher(key="", name="", hosts=(), article=r"(?!)")
"""No facts at all: the page is read by its linked data, meta tags and structure alone."""


@cache
def publishers() -> Mapping[str, Publisher]:
    """Every publisher by key, in the order of the keys."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Publisher):
                found[value.key] = value
    return dict(sorted(found.items()))


@cache
def publisher_of_host(host: str) -> Publisher:
    """The publisher that owns `host`: by exact name, then by suffix; else `GENERIC`."""
    everyone = publishers().values()
    exact = (p for p in everyone if host in p.hosts or host in p.aliases)
    below = (p for p in everyone if p.host_suffix and host.endswith(p.host_suffix))
    return next(exact, None) or next(below, GENERIC)


def publisher_of(url: str | None) -> Publisher:
    """The publisher whose page `url` is, `GENERIC` for an unknown host or no URL."""
    return publisher_of_host(urlsplit(url or "").hostname or "")
