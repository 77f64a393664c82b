"""One address for one article: canonical URLs without trackers, mobile hosts and page numbers."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.etree import XPath, _Element
from tldextract import TLDExtract
from w3lib.url import canonicalize_url

from newscrawler.extraction.page import Document

_TRACKERS = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|igshid|mc_[ce]id|_ga|yclid|amp|page|all)$",
    re.IGNORECASE,
)
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None)
"""Reads the list of public suffixes that comes with the library; it never fetches one."""
_PAGED_LINKS = XPath(".//a[contains(@href, 'page=')]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonicalize(url: str) -> str:
    """`url` without fragment, default port, trackers and paging, its query in order.

    w3lib does the rest (percent-encoding, order of parameters); it keeps trackers and ports.
    Raises ValueError for what is no URL.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{parts.port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKERS.match(name)
    ]
    path = parts.path if parts.path == "/" else parts.path.rstrip("/")
    bare = urlunsplit((parts.scheme, host + port, path, urlencode(query), ""))
    return canonicalize_url(bare)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one registered domain, such as `tribunnews.com`."""
    if urlsplit(one).hostname == urlsplit(other).hostname:
        return True
    sites = [_SUFFIXES.extract_str(url).top_domain_under_public_suffix for url in (one, other)]
    return bool(sites[0]) and sites[0] == sites[1]


def other_pages(document: Document, scope: _Element) -> list[str]:
    """The addresses of an article's other pages, as the pager below `scope` links to them."""
    if document.url is None or _pages_shown(document.url) == "all":
        return []
    path, shown = urlsplit(document.url).path, _pages_shown(document.url)
    links = (document.absolute(anchor.get("href")) for anchor in _PAGED_LINKS(scope))
    return [
        url for url in links if url and urlsplit(url).path == path and _pages_shown(url) != shown
    ]


def _pages_shown(url: str) -> str:
    return dict(parse_qsl(urlsplit(url).query)).get("page", "1")
