"""Blocked pages: those that stand where an article should be, called walls.

One word proves nothing, because articles are written about login pages and missing pages, too. A
wall shows several signals at once: its title, its URL, its markup, its first words, and that it is
an empty shell without an article. Two of these make a wall; a page that shows an article's text,
date and declaration is not one.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

from newscrawler.extraction.page.document import Document, SavedPage
from newscrawler.extraction.page.text import fold_whitespace
from newscrawler.extraction.page.text_lines import Lines, read_lines
from newscrawler.extraction.page.urls import same_site
from newscrawler.extraction.sources.linked_data import LinkedData
from newscrawler.extraction.sources.metadata import Metadata
from newscrawler.items import KINDS_WITHOUT_TEXT, Article

Wall = Literal["challenge", "login", "subscription", "consent", "soft_404", "error"]
FLAG = "wall:"
"""The prefix of the flag of a wall; the kind of wall follows."""

_MIN_ARTICLE_CHARS = 600
"""A page with a date and a text of this length shows its article."""
_MAX_STUB_CHARS = 500
"""An article that is not free and shows no more than this is only announced."""
_MAX_SHELL_CHARS = 1_500
"""A page with more text, menus included, is not an empty shell."""
_MAX_MESSAGE_CHARS = 200
_MAX_SCRIPT_CHARS = 4_000
_MAX_ANSWER_CHARS = 10_000
_MIN_ERROR_STATUS = 400
_ERROR_KEYS = ("error", "errors", "error_code", "fault", "exception")
_STATUS_KEYS = ("status", "code", "statuscode")
_ARTICLE_TYPES = ("article", "Article")

_PUNCTUATION = " .…!?"
_SEPARATOR = re.compile(r"\s{1,9}[-–—|·]\s")
_SECTION = re.compile(r"[a-z]+(?:-[a-z]+)?$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z]{4,}")
_COOKIE_SET = re.compile(r"document\.cookie")
_RELOAD = re.compile(r"location(?:\.(?:reload|replace|href)|\s?=)")
_TEXT_ERROR = re.compile(
    r"error code: \d{3,5}|access denied|forbidden|too many requests", re.IGNORECASE
)

_pattern = partial(re.compile, flags=re.IGNORECASE)
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class _WallPatterns:
    """What the pages of one kind of wall have in common.

    `title` matches a whole title without the site's name, `url` a part of the URL, `attributes` a
    part of an attribute or script, `text` the beginning of a short line.
    """

    title: re.Pattern[str] = _NEVER
    url: re.Pattern[str] = _NEVER
    attributes: re.Pattern[str] = _NEVER
    text: re.Pattern[str] = _NEVER


_KINDS: dict[Wall, _WallPatterns] = {
    "challenge": _WallPatterns(
        title=_pattern(
            r"just a moment|attention required|one moment,? please|security check(?: required)?"
            r"|checking your browser.{0,40}|verif(?:y|ying) (?:that )?you are (?:a )?human"
            r"|human verification|are you a (?:human|robot)|robot check|captcha|ddos-guard"
            r"|access to this page has been denied|pardon our interruption"
            r"|(?:mohon )?tunggu sebentar|memeriksa (?:peramban|browser).{0,40}"
            r"|verifikasi (?:bahwa )?(?:anda|kamu) (?:adalah )?manusia"
        ),
        url=_pattern(r"/cdn-cgi/|__cf_chl|/(?:validate)?captcha(?:[/?.]|$)"),
        attributes=_pattern(
            r"cf[-_]chl|/cdn-cgi/challenge-platform/h/|challenges\.cloudflare\.com"
            r"|captcha-delivery\.com|px-captcha|sucuri_cloudproxy|slowaes|_incapsula_resource"
            r"|aws-?waf|g-recaptcha|h-captcha|cookie-and-reload"
        ),
        text=_pattern(
            r"(?:please )?enable javascript and cookies|checking (?:if the site|your browser)"
            r"|verif(?:y|ying) (?:that )?you are (?:a )?human"
            r"|(?:harap |silakan |mohon )?aktifkan javascript dan (?:cookie|kuki)"
            r"|(?:kami )?(?:sedang )?(?:memeriksa|memastikan) (?:peramban|browser|bahwa anda bukan)"
        ),
    ),
    "login": _WallPatterns(
        title=_pattern(
            r"(?:halaman )?(?:log ?in|sign ?in|masuk)(?: (?:ke|to|dengan|member|akun).{0,30})?"
        ),
        url=_pattern(r"/(?:log-?in|sign-?in|masuk|sso|auth|wp-login\.php)(?:[/?.]|$)"),
        attributes=_pattern(r"\btype=password\b"),
        text=_pattern(
            r"(?:silakan|silahkan|harap|mohon|anda (?:harus|perlu)|please|you (?:must|need to)) "
            r"(?:log ?in|masuk|sign ?in|mendaftar|daftar)\b.{0,60}\b(?:memba[cv]a|melanjutkan"
            r"|read|continue)"
        ),
    ),
    "subscription": _WallPatterns(
        attributes=_pattern(
            r"\b(?:paywall|regwall|tinypass|tp-container|premium-?(?:wall|content))"
        ),
        text=_pattern(
            r"(?:(?:artikel|konten|berita) ini )?(?:khusus|hanya) (?:untuk|bagi) pelanggan"
            r"|(?:artikel|konten|berita) ini (?:khusus|hanya) (?:untuk|bagi) (?:pelanggan|member)"
            r"|(?:untuk )?(?:melanjutkan|lanjut(?:kan)?) membaca.{0,60}\b(?:ber)?langganan"
            r"|(?:silakan )?berlangganan.{0,40}\buntuk (?:memba[cv]a|melanjutkan)"
            r"|subscribe to (?:continue|read)|this (?:article|content) is for subscribers"
        ),
    ),
    "consent": _WallPatterns(
        title=_pattern(
            r"(?:before you continue|sebelum anda melanjutkan|cookie consent|your privacy choices"
            r"|persetujuan (?:cookie|kuki|privasi)|(?:kelola|atur) persetujuan).{0,40}"
        ),
        url=_pattern(r"//consent\.|/(?:cookie-?|collect)?consent(?:[/?.]|$)|/gdpr(?:[/?.]|$)"),
        attributes=_pattern(r"\baction=\S{0,200}?(?:consent|gdpr)"),
    ),
    "soft_404": _WallPatterns(
        title=_pattern(
            r"(?:error |kesalahan )?404(?:\W.{0,40})?|(?:page )?not found|nothing found"
            r"|(?:maaf,? |oops\W{1,3}|ups\W{1,3})?(?:halaman|laman|artikel|berita|konten|page"
            r"|article)(?: (?:yang (?:anda|kamu) (?:cari|tuju)|ini))? (?:(?:tidak|tak) (?:ada"
            r"|ditemukan|tersedia)|(?:sudah|telah) dihapus|(?:was )?not found)"
        ),
        url=_pattern(r"/(?:404|not-?found|error-?404)(?:[/?.]|$)"),
        attributes=_pattern(r"\b(?:error-?404|page-404|not-?found)\b"),
        text=_pattern(
            r"(?:maaf,? |oops\W{1,3}|ups\W{1,3})?(?:halaman|laman|artikel|berita|konten|alamat) "
            r"(?:yang (?:anda|kamu) (?:cari|tuju|minta)|ini) .{0,20}?(?:(?:tidak|tak) (?:ditemukan"
            r"|tersedia|ada|dapat)|(?:sudah|telah) (?:dihapus|dipindah))"
            r"|(?:sorry, )?(?:we can.t find|the page you)"
        ),
    ),
    "error": _WallPatterns(
        title=_pattern(
            r"(?:error |http )?[45]\d\d(?:\W.{0,40})?|(?:access )?denied|forbidden|akses ditolak"
            r"|request (?:rejected|blocked)|error: the request could not be satisfied"
            r"|(?:sorry, )?you have been blocked|bad gateway|internal server error|not acceptable"
            r"|service (?:temporarily )?unavailable|gateway time-?out|web server is down"
            r"|database error|error establishing a database connection|(?:under |site )?maintenance"
            r"|situs (?:sedang )?dalam (?:perbaikan|pemeliharaan)"
        ),
        url=_pattern(r"/(?:error|maintenance)(?:[/?.]|$)"),
        attributes=_pattern(r"\bcf-error-(?:details|code)|sucuri-firewall|\bwordfence\b"),
        text=_pattern(
            r"your support id is|reference #|the requested url was rejected|incident id"
            r"|request id:|generated by cloudfront|you don.t have permission to access"
            r"|(?:cloudflare )?ray id:|error code:? \d"
        ),
    ),
}
"""The first kind with enough signals is returned."""


@dataclass(frozen=True)
class PageFeatures:
    """What was read from one page; `lines` are those of the part taken for the article.

    `reservations` are what its site reserves.
    """

    page: SavedPage
    document: Document
    metadata: Metadata
    linked: LinkedData
    lines: Lines
    reservations: Sequence[str]


def find_wall(features: PageFeatures, article: Article) -> Wall | None:
    """Return the kind of wall that the page is, or None when `article` is an article."""
    if _is_challenged(features.page):
        return "challenge"
    size = sum(len(block.text) for block in article.body)
    is_stub = size <= _MAX_STUB_CHARS and article.kind not in KINDS_WITHOUT_TEXT
    if is_stub and article.free_access is False:
        return "subscription"
    declared = features.linked.article or features.metadata.first("og:type") in _ARTICLE_TYPES
    redirected = not features.linked.article and _is_redirected_home(features, article.headline)
    wall: Wall | None = None
    if redirected or size < _MIN_ARTICLE_CHARS or not declared or not article.published:
        wall = _classify(features, article, is_short=size < _MIN_ARTICLE_CHARS)
    return wall or ("soft_404" if redirected else None) or _status_wall(features.page)


def find_wall_of_answer(page: SavedPage) -> Wall | None:
    """Return the kind of wall for a response that is not HTML: an error in JSON or plain text."""
    if _is_challenged(page):
        return "challenge"
    return "error" if _is_error_answer(page.body) else _status_wall(page)


def wall_of_redirect(asked: str, target: str) -> Wall | None:
    """Return the kind of wall that a redirect from an article to `target` leads to, or None.

    A site that has lost an article often redirects to its front page or to a section.
    """
    for kind in ("login", "consent", "challenge", "soft_404", "error"):
        pattern = _KINDS[kind].url
        if pattern.search(target) and not pattern.search(asked):
            return kind
    return "soft_404" if _is_section_of(target, asked) else None


def _is_challenged(page: SavedPage) -> bool:
    """Return whether the headers of the response declare a challenge.

    Cloudflare marks each of its challenges by a header (developers.cloudflare.com, "Detect a
    Challenge Page response").
    """
    return (page.header("cf-mitigated") or "").strip().lower() == "challenge"


def _status_wall(page: SavedPage) -> Wall | None:
    return "error" if page.status is not None and page.status >= _MIN_ERROR_STATUS else None


def _is_error_answer(body: bytes | str) -> bool:
    """Return whether a response that is not HTML reports an error, in JSON or one line of text."""
    if len(body) > _MAX_ANSWER_CHARS:
        return False
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        text = body if isinstance(body, str) else body.decode("utf-8", "replace")
        return _TEXT_ERROR.match(text.strip()) is not None
    if not isinstance(answer, dict):
        return False
    keys = {str(key).lower(): value for key, value in answer.items()}
    if any(keys.get(name) for name in _ERROR_KEYS):
        return True
    failed = keys.get("success") is False or any(
        isinstance(keys.get(name), int) and keys[name] >= _MIN_ERROR_STATUS for name in _STATUS_KEYS
    )
    return failed and "message" in keys


def _titles(metadata: Metadata, article: Article) -> Iterator[str]:
    """Yield the titles and their parts (one may be the site's name) without end punctuation."""
    for title in dict.fromkeys((metadata.title, article.headline)):
        for part in {title, *_SEPARATOR.split(title)} if title else ():
            yield fold_whitespace(part).strip(_PUNCTUATION)


def _classify(features: PageFeatures, article: Article, *, is_short: bool) -> Wall | None:
    """Return the first kind of wall with two signals, or None.

    A page with text, or an index, is examined only if its title or URL gives cause.
    """
    titles = list(_titles(features.metadata, article))
    url = features.document.url
    signals = {kind: _title_and_url_signals(wall, titles, url) for kind, wall in _KINDS.items()}
    if not any(signals.values()) and (not is_short or article.kind == "index"):
        return None
    texts = [line.text for line in features.lines.all if len(line.text) <= _MAX_MESSAGE_CHARS]
    texts = [text for text in texts if text.strip(_PUNCTUATION) not in titles]
    for kind, wall in _KINDS.items():
        signals[kind] += any(map(wall.text.match, texts))
    is_shell = _is_empty_shell(features, article)
    if not any(signals.values()) and not is_shell:
        return None
    attributes = "\n".join(_attribute_texts(features.document))
    for kind, wall in _KINDS.items():
        found = signals[kind] + (wall.attributes.search(attributes) is not None)
        if found > 1 or (found and is_shell):
            return kind
    return None


def _is_empty_shell(features: PageFeatures, article: Article) -> bool:
    """Return whether the page has no article, and little text or a `noindex`."""
    if features.linked.article or article.published:
        return False
    if "noindex" in features.reservations:
        return True
    return sum(len(line.text) for line in read_lines(features.document.root).all) < _MAX_SHELL_CHARS


def _title_and_url_signals(patterns: _WallPatterns, titles: Sequence[str], url: str | None) -> int:
    """Return how many signals the title and the URL give."""
    by_title = any(patterns.title.fullmatch(title) for title in titles)
    return by_title + (patterns.url.search(url or "") is not None)


def _attribute_texts(document: Document) -> Iterator[str]:
    """Yield the names of elements, the targets of forms and scripts, and the scripts."""
    for element in document.root.iter("*"):
        for name in ("class", "id", "src", "action", "type"):
            if value := element.get(name):
                yield f"{name}={value}"
        if element.tag == "script" and element.text:
            script = element.text[:_MAX_SCRIPT_CHARS]
            yield script
            if _COOKIE_SET.search(script) and _RELOAD.search(script):
                yield "cookie-and-reload"


def _is_redirected_home(features: PageFeatures, headline: str | None) -> bool:
    """Return whether a front page or section answered, by its canonical URL and its headline.

    Some sites give the front page as the canonical URL of every page; there the headline repeats
    words of the URL.
    """
    stated = filter(None, (*features.metadata.canonicals, features.metadata.first("og:url")))
    urls = list(filter(None, map(features.document.absolute, stated)))
    own = features.document.url or ""
    if not urls or not headline or not all(_is_section_of(url, own) for url in urls):
        return False
    words = _WORD.findall(_longest_segment(own).lower())
    return len(words) > 1 and not set(words) & set(_WORD.findall(headline.lower()))


def _is_section_of(url: str, own: str) -> bool:
    """Return whether `url` is the front page or a section of the site of the article `own`.

    A number in the query may name an article.
    """
    if _DIGIT.search(urlsplit(url).query):
        return False
    path, own_path = (urlsplit(each).path.strip("/") for each in (url, own))
    is_section = not path or _SECTION.match(path) or own_path.startswith(f"{path}/")
    return bool(is_section) and _longest_segment(own) not in path and same_site(url, own)


def _longest_segment(url: str) -> str:
    """Return the longest segment of the path, which on most sites is the slug."""
    return max(urlsplit(url).path.split("/"), key=len)
