"""A saved page, and the document it holds: decoded, parsed, with its doubts as flags."""

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element
from parsel import Selector
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

from newscrawler.extraction.page.deep_markup import flatten
from newscrawler.extraction.page.saved_address import read_saved_address
from newscrawler.items import ListingEntry

_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.IGNORECASE
)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|a|h1)\b", re.IGNORECASE
)
_ABSOLUTE_URL = re.compile(r"https?://[\w.-]+(?:[/?#]|$)")
_WAYBACK_PREFIX = re.compile(
    r"^\s*(?:https?:)?(?://web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?://)"
)
_MAX_URL_CHARS = 2083
"""As `URLLENGTH_LIMIT`: longer ones are traps or damage."""
_RESOURCE_LIMIT = 114
"""`etree.ErrorTypes.ERR_RESOURCE_LIMIT`, which lxml 5 reports and does not name."""
_QUOTATION_MARKS = "\"'“”„‟″«»‘’＂"
_MAX_TRAILER_CHARS = 10_000
"""How far from its end a complete page may be closed; some sites append trackers."""


@dataclass(frozen=True)
class SavedPage:
    """One page as it was fetched, and all that extraction may know of it.

    `url` is None when it was not recorded. `fetched_at` is an aware datetime, None when unknown.
    `headers` are those of the response; several lines of one name are joined by a newline or a
    comma. `source` says where the bytes are kept (a path, `<WARC file>:<offset>`). `status` is the
    HTTP status, None when unknown. `is_live` says that a crawl fetched the page just now.
    `tdm_reserved` says whether its host reserves it from text and data mining, None when the host
    does not say. `listing` is what the listing said that named the page, `flags` are the doubts of
    whoever read the bytes. Raises ValueError for a naive `fetched_at`.
    """

    url: str | None
    body: bytes | str
    fetched_at: datetime | None
    headers: Mapping[str, str] | None = None
    source: str | None = None
    status: int | None = None
    is_live: bool = False
    tdm_reserved: bool | None = None
    listing: ListingEntry | None = None
    flags: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.fetched_at is not None and self.fetched_at.tzinfo is None:
            raise ValueError(f"fetched_at has no time zone: {self.fetched_at.isoformat()}")

    def header(self, name: str) -> str | None:
        """Return the value of a response header by its lower-case name, or None."""
        headers = (self.headers or {}).items()
        return next((value for key, value in headers if key.lower() == name), None)


def is_web_address(url: str) -> bool:
    """Return whether `url` can be requested: http or https, a host, a valid port, no spaces."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (reading it raises for what is no port)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return is_web and len(url) <= _MAX_URL_CHARS and " " not in url


@dataclass
class Document:
    """A parsed page: the selector on its root, its own URL, and flags for what is doubtful.

    `base` is the URL that relative links are resolved against, where the page names one;
    `fetched_at` is when the page was fetched, None when that is unknown. `saved_address` is where
    the tool that saved the page had it from, where the URL is not known otherwise.
    """

    url: str | None
    selector: Selector
    flags: list[str] = field(default_factory=list)
    base: str | None = None
    fetched_at: datetime | None = None
    saved_address: str | None = None

    @property
    def root(self) -> _Element:
        """The root element."""
        root: _Element = self.selector.root
        return root

    def within(self, scope: _Element) -> "Document":
        """Return the part of the document below `scope`; selectors on it see nothing else."""
        return replace(self, selector=Selector(root=scope, type="html"))

    def absolute(self, href: str) -> str | None:
        """Return `href` as an absolute web address, or None when it is not one."""
        return absolute(href, self.base or self.url or "")


def absolute(href: str, base: str) -> str | None:
    """Return `href`, found at the address `base`, as an absolute web address; None for no address.

    In a page saved by the Wayback Machine, links lead into the archive: the original target is
    returned.
    """
    href = _WAYBACK_PREFIX.sub("", href, 1)
    if _ABSOLUTE_URL.match(href):
        return href.strip()
    try:
        url = urljoin(base, href.strip())
    except ValueError:  # such as an unclosed bracket in the host
        return None
    return url if is_web_address(url) else None


def read_document(page: SavedPage) -> Document | str:
    """Decode and parse `page`, or return the flag that says why it is not HTML.

    The flags are `empty`, `not_html:binary`, `not_html:json`, `not_html:xml` and `not_html:text`.
    """
    text, body, flags = decode_page(page)
    if flag := _non_html_flag(text):
        return flag
    if "</html" not in (tail := text[-_MAX_TRAILER_CHARS:].lower()) and "</body" not in tail:
        flags.append("partial")
    root, is_cut = _parse(body)
    if is_cut:
        flags.append("depth_limit")
        root, _ = _parse(flatten(text).encode("utf-8", "replace"))
    if root is None:
        return "empty"
    _write_quotation_marks(root)
    document = Document(page.url, Selector(root=root, type="html"), flags)
    document.fetched_at = page.fetched_at
    if page.url is None:
        document.saved_address = read_saved_address(text)
    base = root.find("head/base[@href]")
    if base is not None:
        document.base = document.absolute(base.get("href", ""))
    return document


def _parse(body: bytes) -> tuple[_Element | None, bool]:
    """Return the root of `body`, and whether libxml2 has left out what is nested too deeply."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(body.replace(b"\0", b""), parser)
    return root, any(error.type == _RESOURCE_LIMIT for error in parser.error_log)


def _write_quotation_marks(root: _Element) -> None:
    """Write the marks of `<q>` into the text, where a browser adds them."""
    for quote in root.iter("q"):
        words = "".join(quote.itertext()).strip()
        if words and words[0] not in _QUOTATION_MARKS:
            quote.text = f'"{quote.text or ""}'
            quote.tail = f'"{quote.tail or ""}'


def _non_html_flag(text: str) -> str | None:
    """Return the flag for what is not HTML. A PDF may begin with plain text and hold markup."""
    if not text.strip():
        return "empty"
    if text.startswith("%PDF-") or text.count("\0") > len(text) // 100 or _is_binary(text):
        return "not_html:binary"
    if _FEED.match(text) or not _MARKUP.search(text, 0, 100_000):
        kinds = {"{": "json", "[": "json", "<": "xml"}
        return f"not_html:{kinds.get(text.lstrip()[:1], 'text')}"
    return None


def _is_binary(text: str) -> bool:
    """Return whether more than a tenth of the first characters are not characters of a text."""
    head = text[:2000]
    words = "".join(head.split())
    hidden = 0 if words.isprintable() else sum(not character.isprintable() for character in words)
    return hidden + head.count("\N{REPLACEMENT CHARACTER}") > 0.1 * len(head)


def decode_page(page: SavedPage) -> tuple[str, bytes, list[str]]:
    """Return the text of the page, the same text in UTF-8, and flags.

    A flag counts the bytes that could not be decoded; the saved page itself keeps them.
    """
    if isinstance(page.body, str):
        return page.body, page.body.encode("utf-8", "replace"), []
    encoding, body = _sniff_encoding(page.body)
    if encoding is None and body.isascii():
        return body.decode("ascii"), body, []
    header = http_content_type_encoding(page.header("content-type"))
    meta = html_body_declared_encoding(body[:4096])
    encoding = encoding or _guess_encoding(body, header, meta)
    text = to_unicode(body, encoding)
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    flags = [f"undecodable_bytes:{lost}"] if lost else []
    declared = {"header": header, "meta": meta}
    if any(name and not encoding.startswith(name) for name in declared.values()):
        said = [f"{where}={name}" for where, name in declared.items() if name]
        flags += ["charset_conflict", f"charset:{','.join([*said, f'read={encoding}'])}"]
    recoded = body if encoding == "utf-8" and not lost else text.encode("utf-8", "replace")
    return text, recoded, flags


def _sniff_encoding(body: bytes) -> tuple[str | None, bytes]:
    """Return the encoding that the first bytes show, and the bytes after the byte-order mark.

    Markup begins with ASCII: in UTF-16 each of its characters has a NUL beside it.
    """
    encoding, mark = read_bom(body)
    if encoding is not None:
        return codecs.lookup(encoding).name, body.removeprefix(mark or b"")
    nuls = [byte == 0 for byte in body[:4]]
    forms: dict[tuple[bool, ...], str]
    forms = {(False, True, False, True): "utf-16-le", (True, False, True, False): "utf-16-be"}
    return forms.get(tuple(nuls)), body


def _guess_encoding(body: bytes, header: str | None, meta: str | None) -> str:
    """Return the encoding of `body`, which `header` and `meta` may declare.

    What decodes is trusted before what is declared: servers and meta tags declare charsets
    wrongly more often than bytes that are not UTF-8 happen to decode as UTF-8 (the WHATWG Encoding
    standard warns of both). Otherwise the header takes precedence, as in that standard.
    """
    if not _is_mostly_undecodable(to_unicode(body, "utf-8")):
        return "utf-8"
    declared = [name for name in (header, meta) if name and name != "utf-8"]
    return next((name for name in declared if _can_decode(body, name)), "cp1252")


def _can_decode(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_undecodable(text: str) -> bool:
    """Return whether decoding lost more characters than it kept, so that the encoding was wrong.

    A page in UTF-8 with a damaged byte keeps its other non-ASCII characters.
    """
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return lost > 0 and lost > sum(not character.isascii() for character in text) - lost
