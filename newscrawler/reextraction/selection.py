"""Which pages are wanted, by what is known of them before they are extracted."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from urllib.parse import urlsplit
from zlib import crc32

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.urls import split_page_number
from newscrawler.extraction.verdict.language import language_of
from newscrawler.indonesian.timezones import WIB
from newscrawler.publishers import publisher_of

_MAX_SAMPLE_BYTES = 256 * 1024
_HEAD_BYTES = 4096
_DECLARED = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(r"<p\b[^>]{0,2000}>((?:(?!</?p\b).){40,5000})", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*+>")
_OLD_CODES = {"in": "id", "jw": "jv"}


@dataclass(frozen=True)
class Selection:
    """What is wanted: empty or None where everything is.

    A host stands for those below it as well. `since` and `until` are days of the fetch in WIB, both
    inclusive. What is not known of a page leaves it in. `shard` is one of the parts, counted from
    1, into which many machines divide the pages, and the number of parts; the pages of one article
    are in the same part. A page without an address is in the part of its `source`.
    """

    hosts: AbstractSet[str] = frozenset()
    publishers: AbstractSet[str] = frozenset()
    languages: AbstractSet[str] = frozenset()
    since: date | None = None
    until: date | None = None
    shard: tuple[int, int] | None = None

    def why_left_out(
        self, url: str | None, fetched_at: datetime | None, source: str | None
    ) -> str | None:
        """Return the filter that leaves out a page of this address, time and place, or None."""
        if url and self.hosts and not self._has_host(url):
            return "host"
        if url and self.publishers and publisher_of(url).key not in self.publishers:
            return "publisher"
        day = fetched_at.astimezone(WIB).date() if fetched_at else None
        if day and day < (self.since or day):
            return "since"
        if day and day > (self.until or day):
            return "until"
        return "shard" if self._is_in_other_shard(url, source) else None

    def _is_in_other_shard(self, url: str | None, source: str | None) -> bool:
        if self.shard is None:
            return False
        number, shards = self.shard
        name = split_page_number(url)[0] if url else source or ""
        return crc32(name.encode("utf-8", "surrogateescape")) % shards != number - 1

    def is_other_language(self, page: SavedPage) -> bool:
        """Return whether `page` is written in a language that is not wanted."""
        if not self.languages:
            return False
        language = page_language(page)
        return language is not None and language not in self.languages

    def _has_host(self, url: str) -> bool:
        host = urlsplit(url).hostname or ""
        return any(host == each or host.endswith(f".{each}") for each in self.hosts)


def page_language(page: SavedPage) -> str | None:
    """Return the ISO 639 code of the language of `page`, by its paragraphs and what it declares."""
    body = page.body[:_MAX_SAMPLE_BYTES]
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    declared = _DECLARED.search(text[:_HEAD_BYTES])
    named = declared[1] if declared else (page.header("content-language") or "")[:2]
    named = named.lower()
    paragraphs = _PARAGRAPH.findall(_HIDDEN.sub(" ", text))
    prose = unescape(" ".join(_TAG.sub(" ", paragraph) for paragraph in paragraphs[:20]))
    return language_of(" ".join(prose.split()), _OLD_CODES.get(named, named) or None)
