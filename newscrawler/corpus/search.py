"""Search the articles or the quotations of a database, each hit with its keywords in context."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Connection, Row

from newscrawler.corpus.keyword_in_context import Keyword, KeywordFinder, keys_of
from newscrawler.storage.search import (
    Count,
    count_articles,
    count_found,
    count_quotations,
    find_articles,
    quotations_of,
    word_stems,
)
from newscrawler.storage.search_filters import Filters
from newscrawler.storage.search_query import Query, Word, find_words
from newscrawler.storage.search_rows import Order

Period = Literal["day", "week", "month"]
_AT_ONCE = 100
"""How many articles are looked at together."""


@dataclass(frozen=True)
class Search:
    """What is searched for: articles, or quotations that have the words themselves.

    `context` says how many words are shown on either side of a keyword. With a speaker in
    `filters`, a quotation has to be theirs.
    """

    query: Query
    filters: Filters = field(default_factory=Filters)
    quotations: bool = False
    order: Order = "newest"
    limit: int | None = None
    context: int = 8


@dataclass(frozen=True)
class Hit:
    """An article or a quotation that a search finds, with its keywords.

    `published` is the time of publication as printed, `published_on` its day in WIB. `ordinal`,
    `speaker` and `cue` are those of a quotation, None for an article.
    """

    article_id: str
    version_id: str
    ordinal: int | None
    publisher: str | None
    published: str | None
    published_on: str | None
    url: str
    headline: str | None
    speaker: str | None
    cue: str | None
    keywords: list[Keyword]


@dataclass(frozen=True)
class PeriodCount:
    """How many hits a publisher has in a period, among how many articles or quotations.

    `period` is a day, an ISO week such as 2026-W47 or a month in WIB, None where it is not known;
    `share` is `hits` divided by `total`.
    """

    publisher: str | None
    period: str | None
    hits: int
    total: int
    share: float


def find_hits(connection: Connection, search: Search) -> Iterator[Hit]:
    """Yield what a search finds; articles are read as they are asked for."""
    query, limit = search.query, search.limit
    if search.quotations:  # what a quotation may not have, its article may
        query, limit = replace(query, excluded=()), None
    articles = find_articles(connection, query, search.filters, search.order, limit)
    hits = (hit for batch in _batches(articles) for hit in _hits(connection, search, batch))
    return islice(hits, search.limit)


def _batches(rows: Iterator[Row[Any]]) -> Iterator[list[Row[Any]]]:
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch


@dataclass(frozen=True)
class _Text:
    """One of the texts of an article or a quotation."""

    field: str
    text: str
    words: Sequence[Word]


def _hits(connection: Connection, search: Search, articles: Sequence[Row[Any]]) -> Iterator[Hit]:
    candidates = [
        (article, quotation, list(_texts(article, quotation)))
        for article, quotation in _candidates(connection, search, articles)
    ]
    words = (text.words for _article, _quotation, texts in candidates for text in texts)
    finder = KeywordFinder(search.query, word_stems(connection, keys_of(search.query, words)))
    for article, quotation, texts in candidates:
        if quotation is None or finder.is_found(texts[0].words):
            yield _hit(article, quotation, list(_keywords(finder, texts, search.context)))


def _candidates(
    connection: Connection, search: Search, articles: Sequence[Row[Any]]
) -> Iterable[tuple[Row[Any], Row[Any] | None]]:
    """Return articles, or the quotations in them with their articles."""
    if not search.quotations:
        return [(article, None) for article in articles]
    of_version = {article.version_id: article for article in articles}
    quotations = quotations_of(connection, articles, search.filters.speaker)
    return [(of_version[quotation.version_id], quotation) for quotation in quotations]


def _texts(article: Row[Any], quotation: Row[Any] | None) -> Iterator[_Text]:
    texts = {"headline": article.headline, "text": article.text}
    if quotation is not None:
        texts = {"quotation": quotation.text}
    for name, text in texts.items():
        yield _Text(name, text or "", list(find_words(text or "")))


def _keywords(finder: KeywordFinder, texts: Iterable[_Text], context: int) -> Iterator[Keyword]:
    for each in texts:
        yield from finder.find(each.field, each.text, each.words, context)


def _hit(article: Row[Any], quotation: Row[Any] | None, keywords: list[Keyword]) -> Hit:
    return Hit(
        article_id=article.article_id,
        version_id=article.version_id,
        ordinal=quotation and quotation.ordinal,
        publisher=article.publisher,
        published=article.published_value,
        published_on=article.published_on,
        url=article.canonical_url,
        headline=article.headline,
        speaker=quotation and (quotation.speaker_full or quotation.speaker),
        cue=quotation and quotation.cue,
        keywords=keywords,
    )


# Counts


def count_hits(connection: Connection, search: Search, period: Period) -> list[PeriodCount]:
    """Count what a search finds by publisher and period, beside all there is of them.

    Publishers without any hit are left out. The others have every period of which there are
    articles, or quotations where those are searched.
    """
    if search.quotations:
        found = _count_quotations(connection, search)
        everything = count_quotations(connection, search.filters)
    else:
        found = count_found(connection, search.query, search.filters)
        everything = count_articles(connection, search.filters)
    hits, totals = _by_period(found, period), _by_period(everything, period)
    publishers = {publisher for publisher, _period in hits}
    return [
        PeriodCount(*key, hits[key], total, hits[key] / total)
        for key, total in sorted(totals.items(), key=lambda item: _place(*item[0]))
        if key[0] in publishers
    ]


def _count_quotations(connection: Connection, search: Search) -> Iterable[Count]:
    counted = Counter((hit.publisher, hit.published_on) for hit in find_hits(connection, search))
    return [(*key, number) for key, number in counted.items()]


def _by_period(counts: Iterable[Count], period: Period) -> Counter[tuple[str | None, str | None]]:
    summed: Counter[tuple[str | None, str | None]] = Counter()
    for publisher, day, number in counts:
        summed[publisher, day and _period_of(day, period)] += number
    return summed


def _period_of(day: str, period: Period) -> str:
    if period == "week":
        year, week, _weekday = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day if period == "day" else day[:7]


def _place(publisher: str | None, period: str | None) -> tuple[bool, str, bool, str]:
    """Return what sorts by publisher and period; what is not known comes last."""
    return publisher is None, publisher or "", period is None, period or ""
