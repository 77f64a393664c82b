"""One URL for one article: canonical URLs, and the page numbers of articles in several pages."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from lxml.etree import XPath, _Element
from w3lib.url import canonicalize_url

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.registered_domain import registered_domain
from newscrawler.extraction.page.text import class_and_id
from newscrawler.extraction.page.tracking_parameters import is_tracking

_TEMPLATE = re.compile(r"\{\{|\}\}|\$\{|<\?|<%|\[[a-z_]+\]|%[a-z]+%|undefined|/null(?:/|$)")
_INDEX_FILE = re.compile(r"(?:index|home|default|beranda|main)(?:\.\w{2,5})?", re.IGNORECASE)
_FILE = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{5}")
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d{6}(?!\d))\d{5,}")
"""A number of five digits or more that is no date."""
_SLUG = re.compile(r"[^/]*[^/_-][_-]+[^/_-]+[_-][^/]*")
_SLUG_WORD = re.compile(r"[^\W\d_]{3,}")
_HOST_FORM = re.compile(r"(https?://(?:(?:www|m|mobile|wap|amp)\.(?=[^/]*\.))?)(.*)", re.DOTALL)
_DIGIT = re.compile(r"\d")
_FRONT_PAGE = re.compile(r"https?://[^/?#]+/?(?:[?#]\D*)?$")
_IDENTIFIER = re.compile(r"(?:\w*id|p|no|artikel|berita|news|read|item|story)", re.IGNORECASE)
"""Parameters by which scripts name an article: `baca.php?id=771`."""
_PAGE_PARAMETERS = frozenset(("page", "hal", "halaman", "showpage"))
_SINGLE_PAGE_PARAMETERS = frozenset((("page", "all"), ("showpage", "all"), ("single", "1")))
"""The queries with which Indonesian sites show all pages of an article at once."""
_PAGE_NUMBER = re.compile(r"[1-9]\d?")
_NUMBERED_FILE = re.compile(r"(.{8,500})-([1-9]\d?)(\.html?)")
_MAY_BE_PAGE = re.compile(
    r"[?&](?:page|hal|halaman|showpage|single)=|/(?:all|[1-9]\d?)/?(?:[?#]|$)|-[1-9]\d?\.html?\b"
)
"""What every URL of another page contains: searching for it first is much cheaper."""
_COMMENTS = re.compile(r"komentar|comment|disqus", re.IGNORECASE)
_ANCHORS = XPath(".//a[@href]")
_HEAD_LINKS = XPath("./head/link[@href][@rel='next' or @rel='prev']")
_MAX_PAGER_STEPS = 4
"""How many ancestors of a link may name its pager as one of comments."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
SINGLE_PAGE = 0
"""The number of the page that shows the whole article."""


@dataclass(frozen=True)
class Pagination:
    """Which page of its article a page is, and where its pager says that the others are.

    `first` is the URL of the first page, None when the page has no URL. `number` counts from 1
    and is `SINGLE_PAGE` for the page that shows the whole article; `others` are the URLs of the
    other pages by number.
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
    """Return `url` without fragment, default port, trackers, page number and AMP, its query sorted.

    `aliases` maps a host that repeats articles to the host they belong to. w3lib does the rest
    (percent-encoding, order of parameters); it keeps trackers and ports. Raises ValueError for
    a string that is not a URL.

    >>> canonicalize("https://www.kompas.com:443/read/harga-beras/?utm_source=x&page=2#komentar")
    'https://www.kompas.com/read/harga-beras'
    >>> canonicalize("https://m.tempo.co/amp/read/1?b=2&a=1", {"m.tempo.co": "www.tempo.co"})
    'https://www.tempo.co/read/1?a=1&b=2'
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    host = (aliases or {}).get(host, host)
    port = "" if parts.port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{parts.port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not is_tracking(name, value) and _requested_page(name, value) is None
    ]
    path = _without_amp(parts.path if parts.path == "/" else parts.path.rstrip("/"))
    bare = urlunsplit((parts.scheme, host + port, path, urlencode(query), ""))
    return canonicalize_url(bare)


def is_front_page(url: str) -> bool:
    """Return whether the URL is that of a site's front page."""
    return _FRONT_PAGE.match(url) is not None


def _without_amp(path: str) -> str:
    """Return `path` without the first or last segment that marks an AMP page."""
    for mark in ("/amp", "/amp.html"):
        path = path.removesuffix(mark) or path
    return path.removeprefix("/amp") if path.startswith("/amp/") else path


def names_article(claimed: str, own: str) -> bool:
    """Return whether the address `claimed` by the page at `own` can be that of one article.

    It cannot if it is the address of the front page, of a section, or of a template that was not
    filled in: many pages claim those. Nor if it lacks the number by which `own` names its article,
    or if it names another article in words.

    >>> own = "https://contoh.co.id/daerah/2026/panen-kopi-perdana"
    >>> names_article("https://contoh.co.id/daerah", own)
    False
    >>> names_article("https://contoh.co.id/read/771/panen-kopi-perdana", own)
    True
    """
    parts, own_parts = urlsplit(claimed), urlsplit(own)
    path, own_path = parts.path.strip("/"), own_parts.path.strip("/")
    if _TEMPLATE.search(unquote(claimed)):
        return False
    if _DIGIT.search(parts.query):
        return True
    if not path or _INDEX_FILE.fullmatch(path) or _lacks_number(own_parts.query, own_path, path):
        return False
    if _names_another(path, own_path):
        return False
    if path == own_path or not _names_page(own_path):
        return True
    rest = own_path.removeprefix(f"{path}/")
    return _names_page(path) and (rest == own_path or not _names_page(rest))


def _names_page(path: str) -> bool:
    """Return whether a segment of `path` is a slug, a number of an article, or a file."""
    return any(
        segment.count("-") + segment.count("_") > 1
        or _LONG_NUMBER.search(segment)
        or _FILE.search(segment)
        for segment in path.split("/")
    )


def _names_another(path: str, own_path: str) -> bool:
    """Return whether both paths have slugs, and neither a word of them nor a number in common."""
    slugs = [" ".join(_SLUG.findall(each)).casefold() for each in (path, own_path)]
    words, own_words = (frozenset(_SLUG_WORD.findall(slug)) for slug in slugs)
    if not words or not own_words:
        return False
    return words.isdisjoint(own_words) and not share_number(path, own_path)


def share_number(one: str, other: str) -> bool:
    """Return whether two addresses have a number in common by which a site may name an article.

    >>> share_number("https://contoh.co.id/read/7712/a-b-c", "https://contoh.co.id/?p=7712")
    False
    >>> share_number("https://contoh.co.id/read/7712345/a-b-c", "https://contoh.co.id/?p=7712345")
    True
    """
    return not set(_NUMBER.findall(one)).isdisjoint(_NUMBER.findall(other))


def split_host_form(url: str) -> tuple[str, str]:
    """Return how `url` begins, and what is the same on all hosts of a site for one article.

    >>> split_host_form("http://m.contoh.co.id/desa/panen-kopi")
    ('http://m.', 'contoh.co.id/desa/panen-kopi')
    """
    match = _HOST_FORM.fullmatch(url)
    return (match[1], match[2]) if match else ("", url)


def _lacks_number(own_query: str, own_path: str, path: str) -> bool:
    """Return whether the query names the article of a script that `path` gives without it."""
    return path == own_path and any(
        _IDENTIFIER.fullmatch(name) and _DIGIT.search(value) for name, value in parse_qsl(own_query)
    )


def same_site(one: str, other: str) -> bool:
    """Return whether two URLs belong to one registered domain.

    >>> same_site("https://jabar.tribunnews.com/1", "https://www.tribunnews.com/")
    True
    """
    hosts = [urlsplit(url).hostname or "" for url in (one, other)]
    if hosts[0] == hosts[1]:
        return True
    ends = [host.rstrip(".").split(".")[-2:] for host in hosts]
    if ends[0] != ends[1]:  # a registered domain has two parts at least
        return False
    sites = [registered_domain(url) for url in (one, other)]
    return bool(sites[0]) and sites[0] == sites[1]


def split_page_number(url: str) -> tuple[str, int]:
    """Return the URL of the first page of the article that `url` may be a page of, and its number.

    Known forms are `?page=2`, `/2`, `/page/2` and `-2.html`, and `?page=all`, `?single=1` and
    `/all` for the single page. Only the pager can tell whether it is one: other paths end in
    numbers, too.

    >>> split_page_number("https://www.jpnn.com/news/harga-beras-naik?page=3")
    ('https://www.jpnn.com/news/harga-beras-naik', 3)
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
    """Return the page that a parameter of a query asks for, or None."""
    if (name, value) in _SINGLE_PAGE_PARAMETERS:
        return SINGLE_PAGE
    return int(value) if name in _PAGE_PARAMETERS and _PAGE_NUMBER.fullmatch(value) else None


def _split_path_number(path: str) -> tuple[str, int]:
    """Return a path without the page number after its slug, and the number; 1 if it has none.

    A slug is told from a section by its hyphens.
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
    """Return the pages of the article in `document`, as the pager below `scope` links to them.

    A link counts when it leads to this URL with another page number, so that lists and other
    articles do not; comments have pagers of their own. `single_page` is what the publisher adds to
    a URL to show all pages.
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


def is_same_article(one: str, other: str) -> bool:
    """Return whether two addresses are of pages of one article, on whichever of its hosts."""
    return _same_address(split_page_number(one)[0], split_page_number(other)[0])


def _is_page_number(own: str, first: str, scope: _Element) -> bool:
    """Return whether the number in the URL `own` is that of a page.

    In a query it is. In a path it may be that of a series: the page of an article links to the
    first page, an article of a series need not link to the one before.
    """
    if urlsplit(own).path == urlsplit(first).path:
        return True
    paths = set()
    for anchor in _ANCHORS(scope):
        with suppress(ValueError):  # such as an unclosed bracket in the host
            paths.add(urlsplit(anchor.get("href")).path)
    path = urlsplit(first).path
    return not paths.isdisjoint((path, f"{path}/", f"{path}/1"))


def _same_address(one: str, other: str) -> bool:
    """Return whether two URLs differ only in host, trackers and scheme."""
    return urlsplit(canonicalize(one))[2:] == urlsplit(canonicalize(other))[2:]


def _is_for_comments(element: _Element, url: str) -> bool:
    if _COMMENTS.search(urlsplit(url).fragment):
        return True
    ancestors = islice(element.iterancestors(), _MAX_PAGER_STEPS)
    return any(map(_COMMENTS.search, map(class_and_id, ancestors)))
