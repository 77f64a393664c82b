"""Full-text search over the current versions: FTS5 on SQLite, tsvector on PostgreSQL.

Revision 0010 made the index and its triggers, and says what is in it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Row,
    Select,
    column,
    func,
    select,
    table,
    text,
)

from newscrawler.storage.column_types import UTCDateTime
from newscrawler.storage.database import write_transaction
from newscrawler.storage.search_expressions import fts5_expression, tsquery
from newscrawler.storage.search_filters import (
    Filters,
    conditions,
    is_between,
    is_of,
    is_spoken_by,
    period_of,
)
from newscrawler.storage.search_query import Query
from newscrawler.storage.views import CurrentArticleView, QuotationView

Order = Literal["newest", "oldest", "relevance"]
Count = tuple[str | None, str | None, int]
"""A publisher, a day in WIB, and how many there are of both."""

_AT_ONCE = 200
_NEAR = 5000
"""How many of the newest articles are looked at one by one for a common word."""
_article, _quotation = CurrentArticleView, QuotationView
_COLUMNS: Sequence[Any] = (
    *(_article.article_id, _article.version_id, _article.canonical_url, _article.publisher),
    *(_article.published_value, _article.published_on, _article.headline, _article.text),
)
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


def find_articles(
    connection: Connection,
    query: Query,
    filters: Filters,
    order: Order = "newest",
    limit: int | None = None,
) -> Iterator[Row[Any]]:
    """Yield the articles that a query finds, read from the database as they are asked for.

    A row holds `article_id`, `version_id`, `canonical_url`, `publisher`, `published_value`,
    `published_on`, `headline` and `text`. Articles without a time of publication count as the
    oldest; those of one moment come in any order.
    """
    if connection.dialect.name == "sqlite" or order == "relevance":
        search = _search(connection, query, filters)
        found = search.found.with_only_columns(*_COLUMNS).order_by(*search.orders[order])
        yield from _read(connection, found.limit(limit))
    else:
        yield from _find_by_time(connection, query, filters, order, limit)


def _find_by_time(
    connection: Connection, query: Query, filters: Filters, order: Order, limit: int | None
) -> Iterator[Row[Any]]:
    """Yield the articles that PostgreSQL finds, in the order of their publication.

    A common word has its first page among the newest articles. Any other is looked up in the index
    of words. PostgreSQL cannot tell which is which: it keeps no statistics of most words.
    """
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    number = 0
    for row in _read(connection, _near(query, filters, order, limit)):
        number += 1
        yield row
    if limit is None or number < limit:
        rest = None if limit is None else limit - number
        found = _all_by_time(query, filters, order).offset(number).limit(rest)
        yield from _read(connection, found)


def _near(query: Query, filters: Filters, order: Order, limit: int | None) -> Select[Any]:
    """Return the query for the articles that are found among the first in an order."""
    first = select(_entries.c.article_id, _entries.c.published_at, _entries.c.words)
    first = first.where(*is_between(_entries.c.published_at, filters))
    near = first.order_by(*_by_time(_entries)[order]).limit(_NEAR).subquery()
    return (
        select(*_COLUMNS)
        .select_from(near)
        .join(_article, _article.article_id == near.c.article_id)
        .where(near.c.words.op("@@")(tsquery(query)), *conditions(filters))
        .order_by(*_by_time(near)[order])
        .limit(limit)
    )


def _all_by_time(query: Query, filters: Filters, order: Order) -> Select[Any]:
    """Return the query for all articles that are found, which begins with the index of words."""
    found = select(_entries.c.article_id, _entries.c.published_at).where(
        _entries.c.words.op("@@")(tsquery(query)), *is_between(_entries.c.published_at, filters)
    )
    hits = found.cte("hits").prefix_with("MATERIALIZED")
    return (
        select(*_COLUMNS)
        .select_from(hits)
        .join(_article, _article.article_id == hits.c.article_id)
        .where(*conditions(filters))
        .order_by(*_by_time(hits)[order])
    )


def _by_time(entries: FromClause) -> dict[Order, tuple[ColumnElement[Any], ...]]:
    published, key = entries.c.published_at, entries.c.article_id
    return {
        "newest": (published.desc().nulls_last(), key),
        "oldest": (published.nulls_first(), key.desc()),
    }


def _read(connection: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    """Yield the rows of a statement, read from the database as they are asked for."""
    return iter(connection.execute(statement, execution_options={"yield_per": _AT_ONCE}))


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
        quotations = quotations.where(is_spoken_by(_quotation, speaker))
    place = {article.version_id: number for number, article in enumerate(found)}
    rows = connection.execute(quotations)
    return sorted(rows, key=lambda row: (place[row.version_id], row.ordinal))


def count_found(connection: Connection, query: Query, filters: Filters) -> list[Count]:
    """Count the articles that a query finds, by publisher and day."""
    return _counted(connection, _search(connection, query, filters).found, _article)


def count_articles(connection: Connection, filters: Filters) -> list[Count]:
    """Count all articles of the filters' publishers and days, by publisher and day."""
    found = select(_article).where(*is_of(_article, filters))
    return _counted(connection, found, _article)


def count_quotations(connection: Connection, filters: Filters) -> list[Count]:
    """Count all quotations of the filters' publishers and days, by publisher and day."""
    found = select(_quotation).where(*is_of(_quotation, filters))
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
        .where(_words.c.search_words.op("MATCH")(fts5_expression(query)), *conditions(filters))
    )
    begin, end = period_of(filters)
    if begin:
        found = found.where(rowid >= _first_id(begin))
    if end:
        found = found.where(rowid < _first_id(end))
    return _Search(
        found, {"newest": (rowid.desc(),), "oldest": (rowid,), "relevance": (_words.c.rank,)}
    )


def _first_id(moment: datetime) -> int:
    """Return the first rowid of what was published in a second, as the view gives it."""
    return (int(moment.timestamp()) + 62167219200) * 1_000_000


def _search_postgresql(query: Query, filters: Filters) -> _Search:
    wanted, key = tsquery(query), _entries.c.article_id
    found = (
        select(_article)
        .select_from(_entries)
        .join(_article, _article.article_id == key)
        .where(_entries.c.words.op("@@")(wanted), *conditions(filters))
        .where(*is_between(_entries.c.published_at, filters))
    )
    return _Search(
        found,
        {"relevance": (func.ts_rank(_entries.c.words, wanted).desc(), key)},
    )


def _counted(
    connection: Connection,
    found: Select[Any],
    view: type[CurrentArticleView] | type[QuotationView],
) -> list[Count]:
    groups = (view.publisher, view.published_on)
    counts = found.with_only_columns(*groups, func.count()).group_by(*groups)
    return [(publisher, day, number) for publisher, day, number in connection.execute(counts)]
