"""An article in several pages, made one: bodies in order, and everything else once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from newscrawler.extraction.extract import Extraction, annotate
from newscrawler.extraction.page.urls import SINGLE_PAGE
from newscrawler.items import (
    INCOMPLETE,
    PAGE_FAILED,
    PUBLISHED_IS_MODIFIED,
    Article,
    Block,
    Cleaning,
    Link,
)

Span = TypeVar("Span", Link, Cleaning)
_UNITED = ("inline_related", "images", "videos", "notices", "hashtags", "credits", "flags")
"""Lists to which every page may add."""
_FIRST_SAID = (
    "authors",
    "editors",
    "tags",
    "related",
    "source_line",
    "republished_from",
    "modified",
    "summary",
)
"""Fields that a page may leave to a later one: bylines and tags often stand at the very end."""
_SAME_VERSION = timedelta(days=1)
"""Pages saved further apart than this are of different versions of their article."""
_NOT_OF_ONE_PAGE = (
    INCOMPLETE,
    PAGE_FAILED,
    PUBLISHED_IS_MODIFIED,
    "missing:",
    "unreadable:",
    "unanchored_dates",
)
"""How the flags begin of what only the whole article can lack."""
MAX_HELD_ARTICLES = 200
"""Articles that wait for their other pages: bounds memory."""


def missing_pages(parts: Mapping[int, Extraction]) -> dict[int, str]:
    """Return the addresses of the pages that the pagers of `parts` (by number) name and lack."""
    named = {number: url for part in parts.values() for number, url in part.pages.others.items()}
    known = {*parts, SINGLE_PAGE}
    return {number: url for number, url in sorted(named.items()) if number not in known}


def merge_pages(parts: Mapping[int, Extraction]) -> Extraction:
    """Merge the pages of an article, by their numbers, into one.

    Its address and its header are those of the first page there is. Blocks with which a page
    repeats the one before, or begins and ends as the first does, stand once. A page that is
    missing, or brings nothing new, leaves the flags `incomplete` and `incomplete:<its number>`.
    """
    text, kept = _Text(), dict[int, Article]()
    for number, part in sorted(parts.items()):
        if text.add(part.article) or not kept or _brings_pictures(part.article, kept.values()):
            kept[number] = part.article
    first, *others = kept.values()
    merged = replace(
        first,
        body=text.body,
        links=text.links,
        cleaned=text.cleaned,
        provenance=dict(first.provenance),
    )
    for name in _UNITED:
        setattr(merged, name, _united(getattr(article, name) for article in kept.values()))
    for article in others:
        _fill(merged, article)
    _flag_missing(merged, _missing(parts, kept))
    extraction = parts[min(parts)]
    annotate(merged, extraction.publisher)
    reservations = _united(part.reservations for part in parts.values())
    return replace(extraction, article=merged, reservations=reservations)


def _missing(parts: Mapping[int, Extraction], kept: Collection[int]) -> list[int]:
    named = {number for part in parts.values() for number in part.pages.others}
    missing = [n for n in range(1, max({*parts, *named}) + 1) if n not in kept]
    if not missing and len(parts) == 1 and any(part.pages.is_part for part in parts.values()):
        return [SINGLE_PAGE]  # only the page that would show all is named
    return missing


def _flag_missing(article: Article, missing: list[int]) -> None:
    article.missing_pages = missing
    article.flags = [flag for flag in article.flags if not flag.startswith(_NOT_OF_ONE_PAGE)]
    if missing:
        article.flags.append(INCOMPLETE)
        article.flags += [f"{INCOMPLETE}:{number}" for number in missing if number != SINGLE_PAGE]


def flag_failed_pages(article: Article, failed: Sequence[int]) -> None:
    """Say which of the pages that `article` lacks failed for a reason that may pass.

    Their flags are `page_failed:3`, and `page_failed:all` for the page that shows all.
    """
    if article.missing_pages:
        article.failed_pages = list(failed)
        article.flags += [f"{PAGE_FAILED}:{number or 'all'}" for number in failed]


def _brings_pictures(article: Article, before: Iterable[Article]) -> bool:
    """Return whether a page has images that no page before it has: galleries have little text."""
    shown = [image for other in before for image in other.images]
    return any(image not in shown for image in article.images)


def _united(lists: Iterable[Sequence[Any]]) -> list[Any]:
    """Return the values of all lists, in order, each once."""
    united: list[Any] = []
    for each in lists:
        united += [value for value in each if value not in united]
    return united


def _fill(joined: Article, later: Article) -> None:
    """Take from a later page what the pages before it leave open."""
    for name in _FIRST_SAID:
        if not getattr(joined, name) and getattr(later, name):
            setattr(joined, name, getattr(later, name))
            if name in later.provenance:
                joined.provenance[name] = later.provenance[name]


@dataclass
class _Text:
    """The body so far, with its links and cleanings where they stand in the joined text."""

    first: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cleaned: list[Cleaning] = field(default_factory=list)

    def add(self, article: Article) -> bool:
        """Append what is new in the body of `article`; False when nothing is."""
        blocks = article.body
        start = self._repeated(blocks)
        end = len(blocks) - _common(blocks[start:][::-1], self.first[::-1])
        if start >= end:
            return False
        self.first = self.first or blocks
        left, right = _length(blocks[:start]), _length(blocks[:end])
        shift = _length(self.body) - left
        self.body += blocks[start:end]
        self.links += _moved(article.links, left, right, shift)
        self.cleaned += _moved(article.cleaned, left, right, shift)
        return True

    def _repeated(self, blocks: list[Block]) -> int:
        """Return how many blocks at the top of a page are on the pages before it."""
        most = min(len(blocks), len(self.body))
        overlap = next((n for n in range(most, 0, -1) if self.body[-n:] == blocks[:n]), 0)
        return max(overlap, _common(blocks, self.first))


def _moved(spans: Iterable[Span], left: int, right: int, shift: int) -> Iterator[Span]:
    """Yield the spans within `[left:right]`, moved by `shift`."""
    for span in spans:
        if left <= span.start and span.end < right:
            yield replace(span, start=span.start + shift, end=span.end + shift)


def _common(one: Sequence[Block], other: Sequence[Block]) -> int:
    """Return with how many equal blocks two bodies begin."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _length(blocks: Sequence[Block]) -> int:
    """Return the length of the blocks in characters, with a newline after each."""
    return sum(len(block.text) + 1 for block in blocks)


def is_whole(page: Extraction) -> bool:
    """Return whether `page` has nothing to do with other pages: it is not one of several."""
    is_one_of_several = page.pages.number == SINGLE_PAGE or page.pages.is_part
    return page.article.canonical_url is None or not is_one_of_several or page.wall is not None


@dataclass
class MultiPageAssembler:
    """Merges the pages of articles as they come, in whatever order, fetched or saved.

    An article in parts is held until its pages are there, or nothing more comes. A page that comes
    again changes nothing; of two that differ under one number the one fetched last stands, but
    another first page begins another version. `merged` counts the pages that gave no article of
    their own.
    """

    max_held: int = MAX_HELD_ARTICLES
    pending: dict[str, dict[int, Extraction]] = field(default_factory=dict)
    emitted: dict[str, dict[int, Extraction]] = field(default_factory=dict)
    complete: dict[str, Article] = field(default_factory=dict)
    merged: int = 0

    def add(
        self, part: Extraction, key: str | None = None, number: int | None = None
    ) -> Iterator[Extraction]:
        """Yield what is ready once `part` has come: nothing, its article, or an older one too.

        `key` names the article, and `number` says which of its pages this is, for who asked for the
        page; else its canonical address and its own pager do.
        """
        article = part.article
        if (key is None and is_whole(part)) or part.wall:
            yield part
            return
        key = key or article.canonical_url or ""
        number = part.pages.number if number is None else number
        self.merged += 1
        known = self.complete.get(key)
        if known and _are_of_one_fetch(known, article) and covers(known, article):
            return
        parts = self.pending.get(key) or self.emitted.get(key, {})
        if _is_of_another_version(part, number, parts):
            yield from self._release(key)
            parts = {}
        if number == SINGLE_PAGE:
            yield from self._add_single_page(key, part)
        elif number not in parts or _replaces(article, parts[number].article):
            yield from self._hold(key, {**parts, number: part})

    def missing(self, key: str | None) -> dict[int, str]:
        """Return the addresses of the pages that the article `key` still lacks, by number."""
        return missing_pages(self.pending.get(key or "", {}))

    def rest(self) -> Iterator[Extraction]:
        """Yield the articles whose other pages have not come."""
        for key in list(self.pending):
            yield from self._release(key)

    def _hold(self, key: str, parts: dict[int, Extraction]) -> Iterator[Extraction]:
        self.pending[key] = parts
        if len(parts) > 1 and not missing_pages(parts):
            yield from self._release(key)
            self.emitted[key] = parts
            if len(self.emitted) > self.max_held:
                del self.emitted[next(iter(self.emitted))]
        elif len(self.pending) > self.max_held:
            yield from self._release(next(iter(self.pending)))

    def _add_single_page(self, key: str, part: Extraction) -> Iterator[Extraction]:
        """Let the page that shows all stand for the parts, unless it shows less."""
        parts = self.pending.get(key, {})
        shows_all = all(covers(part.article, each.article) for each in parts.values())
        if part.pages.is_part or not shows_all:
            return
        self.pending.pop(key, None)
        self.complete[key] = part.article
        if len(self.complete) > self.max_held:
            del self.complete[next(iter(self.complete))]
        self.merged -= 1
        yield part

    def _release(self, key: str) -> Iterator[Extraction]:
        self.emitted.pop(key, None)
        if parts := self.pending.pop(key, None):
            self.merged -= 1
            yield merge_pages(parts)


def covers(whole: Article, part: Article) -> bool:
    """Return whether a page that should show all shows more than a part, and most of its blocks.

    Some sites answer with the first page whatever they are asked for.
    """
    texts = {block.text for block in whole.body}
    shared = sum(block.text in texts for block in part.body)
    return len(whole.text) > len(part.text) and 2 * shared >= len(part.body)


def _are_of_one_fetch(one: Article, other: Article) -> bool:
    """Return whether two pages were fetched so near to each other that they are of one version."""
    if one.fetched_at is None or other.fetched_at is None:
        return True
    first, second = map(datetime.fromisoformat, (one.fetched_at, other.fetched_at))
    return abs(first - second) <= _SAME_VERSION


def _is_of_another_version(part: Extraction, number: int, parts: Mapping[int, Extraction]) -> bool:
    """Return whether a page was fetched at another time than `parts`, or is another first page."""
    article, first = part.article, parts.get(1)
    if not all(_are_of_one_fetch(other.article, article) for other in parts.values()):
        return True
    return number == 1 and first is not None and first.article.body != article.body


def _replaces(article: Article, known: Article) -> bool:
    """Return whether a page differs from the known one of its number, and is no older."""
    if article.body == known.body:
        return False
    if article.fetched_at is None or known.fetched_at is None:
        return True
    return datetime.fromisoformat(article.fetched_at) >= datetime.fromisoformat(known.fetched_at)
