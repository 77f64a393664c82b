"""One address for one article: canonical URLs without trackers, variants and page numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.etree import XPath, _Element
from tldextract import TLDExtract
from w3lib.url import canonicalize_url

from newscrawler.extraction.page.document import Document

_TRACKERS = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|igshid|mc_[ce]id|_ga|yclid|amp|all)$", re.IGNORECASE
)
_PAGE_PARAMETERS = frozenset(("page", "hal", "halaman", "showpage"))
_SINGLE_PAGE_PARAMETERS = frozenset((("page", "all"), ("showpage", "all"), ("single", "1")))
"""The queries by which Indonesian sites show all pages of an article at once."""
_PAGE_NUMBER = re.compile(r"[1-9]\d?")
_NUMBERED_FILE = re.compile(r"(.{8,500})-([1-9]\d?)(\.html?)")
_MAY_BE_PAGE = re.compile(
    r"[?&](?:page|hal|halaman|showpage|single)=|/(?:all|[1-9]\d?)/?(?:[?#]|$)|-[1-9]\d?\.html?\b"
)
"""What an address of another page has somewhere: looking for that first is much cheaper."""
_COMMENTS = re.compile(r"komentar|comment|disqus", re.IGNORECASE)
_PUBLIC_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None)
"""Reads the list of public suffixes that comes with the library; it never fetches one."""
_ANCHORS = XPath(".//a[@href]")
_HEAD_LINKS = XPath("./head/link[@href][@rel='next' or @rel='prev']")
_MAX_PAGER_STEPS = 4
"""How far up from a link its pager may be called one of comments, in elements."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
SINGLE_PAGE = 0
"""The number of a page that shows all the others."""


@dataclass(frozen=True)
class Pagination:
    """Which page of its article a page is, and where the others are, as its own pager says.

    `first` is the address of the first page (None when the page has no address), `number` counts
    from 1 and is `SINGLE_PAGE` for the page that shows all; `others` are the addresses of the rest.
    """

    first: str | None
    number: int = 1
    others: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_part(self) -> bool:
        """Whether the article has pages that this one does not show."""
        return self.number > 1 or bool(self.others)

    @property
    def missing(self) -> list[int]:
        """The numbers of the other pages; `SINGLE_PAGE` when only that one is known."""
        last = max((self.number, *self.others))
        return [n for n in range(1, last + 1) if n != self.number] or list(self.others)


def canonicalize(url: str, aliases: Mapping[str, str] | None = None) -> str:
    """`url` without fragment, default port, trackers, paging and AMP, its query in order.

    `aliases` maps a host to the one whose articles it shows again. w3lib does the rest
    (percent-encoding, order of parameters); it keeps trackers and ports. Raises ValueError for
    what is no URL.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    host = (aliases or {}).get(host, host)
    port = "" if parts.port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{parts.port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKERS.match(name) and _requested_page(name, value) is None
    ]
    path = _without_amp(parts.path if parts.path == "/" else parts.path.rstrip("/"))
    bare = urlunsplit((parts.scheme, host + port, path, urlencode(query), ""))
    return canonicalize_url(bare)


def _without_amp(path: str) -> str:
    """`path` without the part that marks an AMP page, which stands first or last."""
    for mark in ("/amp", "/amp.html"):
        path = path.removesuffix(mark) or path
    return path.removeprefix("/amp") if path.startswith("/amp/") else path


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one registered domain, such as `tribunnews.com`."""
    if urlsplit(one).hostname == urlsplit(other).hostname:
        return True
    sites = [
        _PUBLIC_SUFFIXES.extract_str(url).top_domain_under_public_suffix for url in (one, other)
    ]
    return bool(sites[0]) and sites[0] == sites[1]


def split_page_number(url: str) -> tuple[str, int]:
    """The address of the first page of what `url` may be a page of, and the page's number.

    `?page=2`, `/2`, `/page/2`, `-2.html` are known, and `?page=all`, `?single=1`, `/all` for the
    page that shows all. Whether it is one only the pager can say: paths also end in numbers.
    """
    parts = urlsplit(url)
    query, number = [], None
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        page = _requested_page(name, value)
        if page is None:
            query.append((name, value))
        else:
            number = page
    path = parts.path
    if number is None:
        path, number = _split_path_number(parts.path)
        query = parse_qsl(parts.query, keep_blank_values=True)
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query), "")), number


def _requested_page(name: str, value: str) -> int | None:
    """The page that a parameter of a query asks for, None when it asks for none."""
    if (name, value) in _SINGLE_PAGE_PARAMETERS:
        return SINGLE_PAGE
    return int(value) if name in _PAGE_PARAMETERS and _PAGE_NUMBER.fullmatch(value) else None


def _split_path_number(path: str) -> tuple[str, int]:
    """A path without its page number, which comes after a slug; and the number, 1 if it has none.

    Slugs are told from sections by their hyphens.
    """
    *before, last = path.rstrip("/").split("/")
    if last == "all" or _PAGE_NUMBER.fullmatch(last):
        if before and before[-1] in _PAGE_PARAMETERS:
            before.pop()
        if before and "-" in before[-1]:
            return "/".join(before), SINGLE_PAGE if last == "all" else int(last)
    elif match := _NUMBERED_FILE.fullmatch(last):
        return "/".join((*before, match[1] + match[3])), int(match[2])
    return path, 1


def read_pagination(
    document: Document, scope: _Element, single_page: str | None = None
) -> Pagination:
    """The pages of the article of `document`, as the pager below `scope` links to them.

    A link counts when it leads to this address with another page number, so that lists and other
    articles do not; comments have pagers of their own. `single_page` is what the publisher adds to
    an address to show all pages.
    """
    if document.url is None:
        return Pagination(None)
    own = document.url
    first, number = split_page_number(own)
    if number == SINGLE_PAGE or (single_page and single_page in own):
        return Pagination(first, SINGLE_PAGE)
    links = [
        (element, url)
        for element in (*_HEAD_LINKS(document.root), *_ANCHORS(scope))
        if _MAY_BE_PAGE.search(href := element.get("href", "")) and (url := document.absolute(href))
    ]
    if number != 1 and not _is_page_number(own, first, scope):
        first, number = own, 1
    others: dict[int, str] = {}
    for element, url in links:
        stem, page = split_page_number(url)
        if page != number and _same_address(stem, first) and not _is_for_comments(element, url):
            others.setdefault(page, urlsplit(url)._replace(fragment="").geturl())
    if others and number != 1:
        others.setdefault(1, first)
    return Pagination(first, number, others)


def _is_page_number(own: str, first: str, scope: _Element) -> bool:
    """Whether the number in an address is that of a page: a query says so, a path may not.

    The page of an article links to its first; two articles of a series need not.
    """
    if urlsplit(own).path == urlsplit(first).path:
        return True
    paths = (urlsplit(a.get("href")).path for a in _ANCHORS(scope) if _is_parsable(a.get("href")))
    found = {path for path in paths if path}
    name = urlsplit(first).path
    return name in found or f"{name}/" in found or f"{name}/1" in found


def _is_parsable(href: str) -> bool:
    try:
        urlsplit(href)
    except ValueError:  # such as an unclosed bracket where a host should stand
        return False
    return True


def _same_address(one: str, other: str) -> bool:
    """Whether two addresses are one but for their host, their trackers and their scheme."""
    return urlsplit(canonicalize(one))[2:] == urlsplit(canonicalize(other))[2:]


def _is_for_comments(element: _Element, url: str) -> bool:
    if _COMMENTS.search(urlsplit(url).fragment):
        return True
    around = islice(element.iterancestors(), _MAX_PAGER_STEPS)
    return any(_COMMENTS.search(f"{e.get('id', '')} {e.get('class', '')}") for e in around)
