"""Full-text search over the current versions: FTS5 on SQLite, tsvector on PostgreSQL.

Revision 0010 made the index and its triggers, and says what is in it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    column,
    exists,
    func,
    or_,
    select,
    table,
    text,
)

from newscrawler.storage.column_types import UTCDateTime
from newscrawler.storage.database import write_transaction
from newscrawler.storage.schema import CitationRow, QuoteRow, TagRow
from newscrawler.storage.search_expressions import fts5_expression, tsquery
from newscrawler.storage.search_query import Query
from newscrawler.storage.views import CurrentArticleView, QuotationView

Order = Literal["newest", "oldest", "relevance"]
Count = tuple[str | None, str | None, int]
"""A publisher, a day in WIB, and how many there are of both."""

_WIB = timezone(timedelta(hours=7))
_AT_ONCE = 200
_article, _quotation = CurrentArticleView, QuotationView
_entries = table(
    "search_articles",
    *(column(name) for name in ("id", "article_id", "words")),
    column("published_at", UTCDateTime),
)
_words = table("search_words", *(column(name) for name in ("rowid", "search_words", "rank")))
_REINDEX = {
    "sqlite": (
        "DELETE FROM search_articles",
        """
        INSERT INTO search_articles (id, article_id, version_id)
        SELECT first_id + row_number() OVER (PARTITION BY first_id ORDER BY article_id) - 1,
            article_id, version_id
        FROM searchable_articles
        """,
        "INSERT INTO search_words (search_words) VALUES ('rebuild')",
    ),
    "postgresql": (
        "TRUNCATE search_articles",
        "INSERT INTO search_articles SELECT * FROM searchable_articles",
        "ANALYZE search_articles",
    ),
}

_STEMS = """
    SELECT word, (ts_lexize('pg_catalog.indonesian_stem', word))[1]
    FROM unnest(CAST(:words AS text[])) word
"""


@dataclass(frozen=True)
class Filters:
    """Which articles are searched: those of which all that is given holds.

    `publishers` are keys; `since` and `until` are the first and the last day of publication in WIB.
    `speaker` and `source` are part of a name that is quoted or cited, `tag` is a tag or hashtag;
    none of them minds capital letters.
    """

    publishers: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    speaker: str | None = None
    source: str | None = None
    tag: str | None = None


def find_articles(
    connection: Connection,
    query: Query,
    filters: Filters = Filters(),
    order: Order = "newest",
    limit: int | None = None,
) -> Iterator[Row[Any]]:
    """Yield the articles that a query finds, read from the database as they are asked for.

    A row holds `article_id`, `version_id`, `canonical_url`, `publisher`, `published_value`,
    `published_on`, `headline` and `text`. Articles without a time of publication count as the
    oldest; those of one moment come in any order.
    """
    columns = (
        *(_article.article_id, _article.version_id, _article.canonical_url, _article.publisher),
        *(_article.published_value, _article.published_on, _article.headline, _article.text),
    )
    if connection.dialect.name == "postgresql":  # plan for the first rows, which are asked for
        connection.execute(text("SET LOCAL cursor_tuple_fraction = 0.001"))
    search = _search(connection, query, filters)
    statement = search.found.with_only_columns(*columns).order_by(*search.orders[order])
    rows: Iterable[Row[Any]] = connection.execute(
        statement.limit(limit), execution_options={"yield_per": _AT_ONCE}
    )
    yield from rows


def quotations_of(
    connection: Connection, articles: Iterable[Row[Any]], speaker: str | None = None
) -> list[Row[Any]]:
    """Return the quotations in some of the rows that `find_articles` gives, in their order."""
    found = list(articles)
    quotations = select(*_quotation.__table__.columns).where(
        _quotation.article_id.in_([article.article_id for article in found]),
        _quotation.version_id.in_([article.version_id for article in found]),
    )
    if speaker is not None:
        quotations = quotations.where(_is_spoken_by(_quotation, speaker))
    place = {article.version_id: number for number, article in enumerate(found)}
    rows = connection.execute(quotations)
    return sorted(rows, key=lambda row: (place[row.version_id], row.ordinal))


def count_found(connection: Connection, query: Query, filters: Filters) -> list[Count]:
    """Count the articles that a query finds, by publisher and day."""
    return _counted(connection, _search(connection, query, filters).found, _article)


def count_articles(connection: Connection, filters: Filters) -> list[Count]:
    """Count all articles of the filters' publishers and days, by publisher and day."""
    found = select(_article).where(*_published(_article, filters))
    return _counted(connection, found, _article)


def count_quotations(connection: Connection, filters: Filters) -> list[Count]:
    """Count all quotations of the filters' publishers and days, by publisher and day."""
    found = select(_quotation).where(*_published(_quotation, filters))
    return _counted(connection, found, _quotation)


def word_stems(connection: Connection, words: Collection[str]) -> dict[str, str]:
    """Return the stem by which each of `words` is found: on SQLite, the word itself."""
    if connection.dialect.name == "sqlite":
        return {word: word for word in words}
    rows = connection.execute(text(_STEMS), {"words": sorted(words)})
    return {word: stem or word for word, stem in rows}


def reindex(engine: Engine) -> int:
    """Make the index anew, and return the number of articles in it.

    On SQLite nothing is left then of texts that are no longer stored.
    """
    with write_transaction(engine) as connection:
        for statement in _REINDEX[connection.dialect.name]:
            connection.execute(text(statement))
        return connection.scalar(select(func.count()).select_from(_entries)) or 0


# The statements


@dataclass(frozen=True)
class _Search:
    """The articles that are found, and the columns to order them by."""

    found: Select[Any]
    orders: dict[Order, tuple[ColumnElement[Any], ...]]


def _search(connection: Connection, query: Query, filters: Filters) -> _Search:
    build = _search_sqlite if connection.dialect.name == "sqlite" else _search_postgresql
    return build(query, filters)


def _search_sqlite(query: Query, filters: Filters) -> _Search:
    rowid = _words.c.rowid
    found = (
        select(_article)
        .select_from(_words)
        .join(_entries, _entries.c.id == rowid)
        .join(_article, _article.article_id == _entries.c.article_id)
        .where(_words.c.search_words.op("MATCH")(fts5_expression(query)), *_conditions(filters))
    )
    if filters.since:
        found = found.where(rowid >= _first_id(_midnight(filters.since)))
    if filters.until:
        found = found.where(rowid < _first_id(_midnight(filters.until, days=1)))
    return _Search(
        found, {"newest": (rowid.desc(),), "oldest": (rowid,), "relevance": (_words.c.rank,)}
    )


def _first_id(moment: datetime) -> int:
    """Return the first rowid of what was published in a second, as the view gives it."""
    return (int(moment.timestamp()) + 62167219200) * 1_000_000


def _search_postgresql(query: Query, filters: Filters) -> _Search:
    wanted, published, key = tsquery(query), _entries.c.published_at, _entries.c.article_id
    found = (
        select(_article)
        .select_from(_entries)
        .join(_article, _article.article_id == key)
        .where(_entries.c.words.op("@@")(wanted), *_conditions(filters))
        .where(*_between(published, filters))
    )
    return _Search(
        found,
        {
            "newest": (published.desc().nulls_last(), key),
            "oldest": (published.nulls_first(), key.desc()),
            "relevance": (func.ts_rank(_entries.c.words, wanted).desc(), key),
        },
    )


# What is wanted of an article


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold for an article beside its words and its day."""
    if filters.publishers:
        yield _article.publisher.in_(filters.publishers)
    version = _article.version_id
    if filters.speaker is not None:
        spoken = _is_spoken_by(QuoteRow, filters.speaker)
        yield exists().where(QuoteRow.version_id == version, spoken)
    if filters.source is not None:
        cited = CitationRow.source_norm.icontains(filters.source, autoescape=True)
        yield exists().where(CitationRow.version_id == version, cited)
    if filters.tag is not None:
        tag = func.lower(func.ltrim(TagRow.tag, "#"))
        is_wanted = tag == func.lower(filters.tag.lstrip("#"))
        yield exists().where(TagRow.version_id == version, is_wanted)


def _is_spoken_by(quote: type[QuoteRow] | type[QuotationView], speaker: str) -> ColumnElement[bool]:
    names = (quote.speaker_full, quote.speaker)
    return or_(*(name.icontains(speaker, autoescape=True) for name in names))


def _published(
    view: type[CurrentArticleView] | type[QuotationView], filters: Filters
) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold for the rows of a view, as far as publisher and day are concerned."""
    if filters.publishers:
        yield view.publisher.in_(filters.publishers)
    yield from _between(view.published_at, filters)


def _between(published: Any, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.since:
        yield published >= _midnight(filters.since)
    if filters.until:
        yield published < _midnight(filters.until, days=1)


def _midnight(day: date, days: int = 0) -> datetime:
    """Return when a day begins in WIB, or one so many days later."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=_WIB)
    return midnight.astimezone(UTC) + timedelta(days)


def _counted(
    connection: Connection,
    found: Select[Any],
    view: type[CurrentArticleView] | type[QuotationView],
) -> list[Count]:
    groups = (view.publisher, view.published_on)
    counts = found.with_only_columns(*groups, func.count()).group_by(*groups)
    return [(publisher, day, number) for publisher, day, number in connection.execute(counts)]
