"""A saved page, and the document it holds: bytes decoded and parsed, doubts kept as flags."""

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
"""Characters: as `URLLENGTH_LIMIT`; longer ones are traps or damage."""
_MAX_TRAILER_CHARS = 10_000
"""Characters: how far from its end a whole page may be closed; some sites append their tracking."""


@dataclass(frozen=True)
class SavedPage:
    """One page as it was fetched, and all that extraction may know of it.

    `url` is None when nobody recorded it; `fetched_at` is an aware datetime, None when unknown;
    `headers` are the response's, lines of one name joined by a newline or a comma; `source` says
    where the bytes are kept (a path, `<WARC file>:<offset>`); `status` is that of HTTP, None when
    unknown. `is_live` says that a crawl fetched the page just now, `tdm_reserved` whether its host
    reserves it from text and data mining (None when it does not say), `listing` what the listing
    said that named it, `flags` the doubts of whoever read the bytes.
    Raises ValueError for a naive `fetched_at`.
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


def is_web_address(url: str) -> bool:
    """Whether a request can be made for `url`: http or https, a host, a port, no spaces."""
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
        """`href` as an absolute web address, None when it leads nowhere on the web.

        In a page that an archive kept, links lead on into the archive: what they led to counts.
        """
        href = _WAYBACK_PREFIX.sub("", href, 1)
        if _ABSOLUTE_URL.match(href):
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
    if flag := _non_html_flag(text):
        return flag
    if "</html" not in (tail := text[-_MAX_TRAILER_CHARS:].lower()) and "</body" not in tail:
        flags.append("partial")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(body.replace(b"\0", b""), parser)
    if root is None:
        return "empty"
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        flags.append("depth_limit")  # libxml2 drops whatever is nested deeper, and goes on
    document = Document(page.url, Selector(root=root, type="html"), flags)
    base = root.find("head/base[@href]")
    if base is not None:
        document.base = document.absolute(base.get("href", ""))
    return document


def _non_html_flag(text: str) -> str | None:
    """The flag for what holds no HTML. The head of a PDF may be plain text, with markup in it."""
    if not text.strip():
        return "empty"
    if text.startswith("%PDF-") or text.count("\0") > len(text) // 100 or _is_binary(text):
        return "not_html:binary"
    if _FEED.match(text) or not _MARKUP.search(text, 0, 100_000):
        return f"not_html:{_what_else(text)}"
    return None


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

    Where bytes were lost in decoding, a flag counts them; the page itself keeps them.
    """
    if isinstance(page.body, str):
        return page.body, page.body.encode("utf-8", "replace"), []
    encoding, body = _sniff_encoding(page.body)
    if encoding is None and body.isascii():
        return body.decode("ascii"), body, []
    header = http_content_type_encoding(_content_type(page.headers))
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
    """The encoding that the first bytes tell, and the bytes after its mark.

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
    """The encoding of `body`, declared as `header` and as `meta`.

    What decodes is believed before what is declared: servers and meta tags declare charsets
    wrongly more often than bytes that are not UTF-8 happen to decode as UTF-8 (WHATWG's Encoding
    standard warns of both). Of the others the header comes first, as in that standard.
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
    """Whether more characters were lost in decoding than survived it, so that it was the wrong one.

    A page in UTF-8 with a damaged byte keeps its other characters beyond ASCII.
    """
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return lost > 0 and lost > sum(not character.isascii() for character in text) - lost


def _content_type(headers: Mapping[str, str] | None) -> str | None:
    items = (headers or {}).items()
    return next((value for name, value in items if name.lower() == "content-type"), None)
