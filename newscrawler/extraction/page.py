"""A saved page, and the document it holds: bytes decoded and parsed, doubts kept as flags."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element
from scrapy import Selector
from w3lib.encoding import (
    html_body_declared_encoding,
    html_to_unicode,
    http_content_type_encoding,
    resolve_encoding,
)

_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.IGNORECASE
)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|a|h1)\b", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"https?://[\w.-]+(?:[/?#]|$)")
_LONGEST_URL = 2083
"""Characters: as `URLLENGTH_LIMIT`; longer ones are traps or damage."""
_TAIL = 10_000
"""Characters: how far from its end a whole page may be closed; some sites append their tracking."""


@dataclass(frozen=True)
class SavedPage:
    """One page as it was fetched, and all that extraction may know of it.

    `url` is None when nobody recorded it; `fetched_at` is an aware datetime, None when unknown;
    `headers` are the response's; `source` says where the bytes came from (a path, a WARC record).
    Raises ValueError for a naive `fetched_at`.
    """

    url: str | None
    body: bytes | str
    fetched_at: datetime | None
    headers: Mapping[str, str] | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if self.fetched_at is not None and self.fetched_at.tzinfo is None:
            raise ValueError(f"fetched_at has no time zone: {self.fetched_at.isoformat()}")


def is_web_address(url: str) -> bool:
    """Whether a request can be made for `url`: http or https, a host, a port, no spaces."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (reading it raises for what is no port)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return is_web and len(url) <= _LONGEST_URL and " " not in url


@dataclass
class Document:
    """A parsed page: the selector on its root, its own URL, and flags for what is doubtful.

    `base` is the address that relative links count from, where the page names one.
    """

    url: str | None
    selector: Selector
    flags: list[str] = field(default_factory=list)
    base: str | None = None

    @property
    def root(self) -> _Element:
        """The root element."""
        root: _Element = self.selector.root
        return root

    def within(self, scope: _Element) -> "Document":
        """The part of the document below `scope`: selectors on it see nothing else."""
        return Document(self.url, Selector(root=scope, type="html"), self.flags, self.base)

    def absolute(self, href: str) -> str | None:
        """`href` as an absolute web address, None when it leads nowhere on the web."""
        if _ABSOLUTE.match(href):
            return href.strip()
        try:
            url = urljoin(self.base or self.url or "", href.strip())
        except ValueError:  # such as an unclosed bracket where a host should stand
            return None
        return url if is_web_address(url) else None


def read_document(page: SavedPage) -> Document | str:
    """Decode and parse `page`; for bytes that are no HTML, the flag that says what they are.

    The flags are `empty`, `not_html:binary`, `not_html:json` and `not_html:text`.
    """
    text, body, flags = _decode(page)
    if not text.strip():
        return "empty"
    if "\0" in text:
        if text.count("\0") > len(text) // 100:
            return "not_html:binary"
        body = body.replace(b"\0", b"")
    if _is_binary(text):
        return "not_html:binary"
    if _FEED.match(text) or not _MARKUP.search(text, 0, 100_000):
        return f"not_html:{_what_else(text)}"
    if "</html" not in (tail := text[-_TAIL:].lower()) and "</body" not in tail:
        flags.append("partial")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(body, parser)
    if root is None:
        return "empty"
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        flags.append("depth_limit")  # libxml2 drops whatever is nested deeper, and goes on
    document = Document(page.url, Selector(root=root, type="html"), flags)
    base = root.find("head/base[@href]")
    if base is not None:
        document.base = document.absolute(base.get("href", ""))
    return document


def _is_binary(text: str) -> bool:
    """Whether more than a tenth of what a text begins with are no characters of a text."""
    head = text[:2000]
    shown = sum(character.isprintable() or character.isspace() for character in head)
    return shown - head.count("\N{REPLACEMENT CHARACTER}") < 0.9 * len(head)


def _what_else(text: str) -> str:
    kinds = {"{": "json", "[": "json", "<": "xml"}
    return kinds.get(text.lstrip()[:1], "text")


def _decode(page: SavedPage) -> tuple[str, bytes, list[str]]:
    """The text of the page, the same in UTF-8, and flags.

    What decodes is believed before what is declared: servers and meta tags declare charsets
    wrongly more often than bytes that are not UTF-8 happen to decode as UTF-8 (WHATWG's Encoding
    standard warns of both).
    """
    if isinstance(page.body, str):
        return page.body, page.body.encode("utf-8", "replace"), []
    body = page.body.removeprefix(b"\xef\xbb\xbf")
    if body.isascii():
        return body.decode("ascii"), body, []
    content_type = _content_type(page.headers)
    try:
        text, used = body.decode("utf-8"), "utf-8"
        recoded = body
    except UnicodeDecodeError:
        used, text = html_to_unicode(content_type, body, default_encoding="cp1252")
        if used == "utf-8" and _is_mostly_damage(text):
            used, text = "cp1252", body.decode("cp1252", "replace")
        recoded = text.encode("utf-8", "replace")
    flags = ["undecodable_bytes"] if "\N{REPLACEMENT CHARACTER}" in text else []
    declared = {http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096])}
    known = {resolve_encoding(name) for name in declared if name}
    if known - {resolve_encoding(used)}:
        flags.append("charset_conflict")
    return text, recoded, flags


def _is_mostly_damage(text: str) -> bool:
    """Whether more characters were lost in decoding than survived it, so that it was the wrong one.

    A page in UTF-8 with a damaged byte keeps its other characters beyond ASCII.
    """
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return lost > sum(not character.isascii() for character in text) - lost


def _content_type(headers: Mapping[str, str] | None) -> str | None:
    items = (headers or {}).items()
    return next((value for name, value in items if name.lower() == "content-type"), None)
