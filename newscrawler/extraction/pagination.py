"""An article in several pages, made one: bodies in order, and everything else once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from newscrawler.extraction.extract import Part, find_voices
from newscrawler.extraction.page.urls import SINGLE_PAGE
from newscrawler.extraction.verdict.blocked_pages import wall_of
from newscrawler.items import INCOMPLETE, Article, Block, Cleaning, Link

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
_SAME_READING = timedelta(days=1)
"""Pages saved further apart than this are of different versions of their article."""
_MOST_HELD = 200
"""Articles that wait for their other pages: bounds memory."""


def missing_pages(parts: Mapping[int, Part]) -> dict[int, str]:
    """The addresses of the pages that the pagers of `parts` (by number) name, and nobody has."""
    named = {number: url for part in parts.values() for number, url in part.pages.others.items()}
    return {
        number: url for number, url in sorted(named.items()) if number not in {*parts, SINGLE_PAGE}
    }


def join(parts: Mapping[int, Part]) -> Article:
    """The article whose pages, by their numbers, are `parts`.

    Its address and its header are those of the first page there is. Blocks with which a page
    repeats the one before, or begins and ends as the first does, stand once. A page that is
    missing, or brings nothing new, leaves the flags `incomplete` and `incomplete:<its number>`.
    """
    text, had = _Text(), dict[int, Article]()
    for number, part in sorted(parts.items()):
        if text.add(part.article) or not had or _brings_pictures(part.article, had.values()):
            had[number] = part.article
    first, *others = had.values()
    joined = replace(
        first,
        body=text.body,
        links=text.links,
        cleaned=text.cleaned,
        provenance=dict(first.provenance),
    )
    joined.selectors = dict(first.selectors)
    for name in _UNITED:
        setattr(joined, name, _united(getattr(article, name) for article in had.values()))
    for article in others:
        _fill(joined, article)
    joined.flags = [f for f in joined.flags if not f.startswith(INCOMPLETE)]
    named = {number for part in parts.values() for number in part.pages.others}
    if missing := [n for n in range(1, max({*parts, *named}) + 1) if n not in had]:
        joined.flags += [INCOMPLETE, *(f"{INCOMPLETE}:{number}" for number in missing)]
    elif len(parts) == 1 and any(p.pages.is_part for p in parts.values()):
        joined.flags.append(INCOMPLETE)  # only the page that would show all is named
    find_voices(joined)
    return joined


def _brings_pictures(article: Article, before: Iterable[Article]) -> bool:
    """Whether a page shows pictures that none before it does: galleries have little text."""
    shown = [image for other in before for image in other.images]
    return any(image not in shown for image in article.images)


def _united(lists: Iterable[Sequence[Any]]) -> list[Any]:
    """What the lists hold, in order, each once."""
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
        """How many blocks at the head of a page stand on the pages before it."""
        most = min(len(blocks), len(self.body))
        overlap = next((n for n in range(most, 0, -1) if self.body[-n:] == blocks[:n]), 0)
        return max(overlap, _common(blocks, self.first))


def _moved(spans: Iterable[Span], left: int, right: int, shift: int) -> Iterator[Span]:
    """The spans within `[left:right]`, moved by `shift`."""
    for span in spans:
        if left <= span.start and span.end < right:
            yield replace(span, start=span.start + shift, end=span.end + shift)


def _common(one: Sequence[Block], other: Sequence[Block]) -> int:
    """How many blocks two bodies begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _length(blocks: Sequence[Block]) -> int:
    """Characters of the blocks, with the newline after each."""
    return sum(len(block.text) + 1 for block in blocks)


@dataclass
class Gathering:
    """Joins the pages of articles as they come, in whatever order, from saved files.

    An article in parts is held until its pages are there, or nothing more comes. A page that comes
    again changes nothing; of two that differ under one number the one fetched last stands, but
    another first page begins another version. `joined` counts the pages that gave no article of
    their own.
    """

    most: int = _MOST_HELD
    held: dict[str, dict[int, Part]] = field(default_factory=dict)
    given: dict[str, dict[int, Part]] = field(default_factory=dict)
    whole: dict[str, Article] = field(default_factory=dict)
    joined: int = 0

    def take(self, part: Part) -> Iterator[Article]:
        """The articles that are ready once `part` has come: none, one, or an older one as well."""
        article, key, number = part.article, part.article.canonical_url, part.pages.number
        is_apart = number != SINGLE_PAGE and not part.pages.is_part
        if key is None or is_apart or wall_of(article):
            yield article
            return
        self.joined += 1
        known = self.whole.get(key)
        if known and _are_of_one_reading(known, article) and shows(known, article):
            return
        parts = self.held.get(key) or self.given.get(key, {})
        if _is_of_another_version(part, parts):
            yield from self._release(key)
            parts = {}
        if number == SINGLE_PAGE:
            yield from self._take_whole(key, article)
        elif number not in parts or _replaces(article, parts[number].article):
            yield from self._hold(key, {**parts, number: part})

    def rest(self) -> Iterator[Article]:
        """The articles whose other pages have not come."""
        for key in list(self.held):
            yield from self._release(key)

    def _hold(self, key: str, parts: dict[int, Part]) -> Iterator[Article]:
        self.held[key] = parts
        if len(parts) > 1 and not missing_pages(parts):
            yield from self._release(key)
            self.given[key] = parts
            if len(self.given) > self.most:
                del self.given[next(iter(self.given))]
        elif len(self.held) > self.most:
            yield from self._release(next(iter(self.held)))

    def _take_whole(self, key: str, article: Article) -> Iterator[Article]:
        """The page that shows all stands for the parts, unless it shows less."""
        parts = self.held.get(key, {})
        if parts and not all(shows(article, part.article) for part in parts.values()):
            return
        self.held.pop(key, None)
        self.whole[key] = article
        if len(self.whole) > self.most:
            del self.whole[next(iter(self.whole))]
        self.joined -= 1
        yield article

    def _release(self, key: str) -> Iterator[Article]:
        self.given.pop(key, None)
        if parts := self.held.pop(key, None):
            self.joined -= 1
            yield join(parts)


def shows(whole: Article, part: Article) -> bool:
    """Whether a page that should show all shows more than a part, and most of the part's blocks.

    Some sites answer with the first page whatever they are asked for.
    """
    texts = {block.text for block in whole.body}
    shared = sum(block.text in texts for block in part.body)
    return len(whole.text) > len(part.text) and 2 * shared >= len(part.body)


def _are_of_one_reading(one: Article, other: Article) -> bool:
    """Whether two pages were fetched so near to each other that they are of one version."""
    if one.fetched_at is None or other.fetched_at is None:
        return True
    moments = (datetime.fromisoformat(each.fetched_at) for each in (one, other) if each.fetched_at)
    first, second = moments
    return abs(first - second) <= _SAME_READING


def _is_of_another_version(part: Part, parts: Mapping[int, Part]) -> bool:
    """Whether a page was read at another time than `parts`, or is another first page."""
    article, first = part.article, parts.get(1)
    if not all(_are_of_one_reading(other.article, article) for other in parts.values()):
        return True
    return part.pages.number == 1 and first is not None and first.article.body != article.body


def _replaces(article: Article, had: Article) -> bool:
    """Whether a page says something else than the one of its number, and not earlier."""
    if article.body == had.body:
        return False
    if article.fetched_at is None or had.fetched_at is None:
        return True
    return datetime.fromisoformat(article.fetched_at) >= datetime.fromisoformat(had.fetched_at)
