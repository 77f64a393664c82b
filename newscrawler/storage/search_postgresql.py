"""Searching on PostgreSQL: a table with the words of each article as a tsvector."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
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
from newscrawler.storage.search_expressions import tsquery
from newscrawler.storage.search_filters import Filters, conditions, is_between
from newscrawler.storage.search_query import Query
from newscrawler.storage.search_rows import ARTICLE_COLUMNS, Order, read_rows
from newscrawler.storage.views import CurrentArticleView as Article

_NEAR = 5000
"""How many of the newest articles are looked at one by one for a common word."""
_entries = table(
    "search_articles",
    *(column(name) for name in ("article_id", "words")),
    column("published_at", UTCDateTime),
)


def matching(query: Query, filters: Filters) -> Select[Any]:
    """Return the statement that selects the articles that are found, in any order."""
    return (
        select(*ARTICLE_COLUMNS)
        .select_from(_entries)
        .join(Article, Article.article_id == _entries.c.article_id)
        .where(_entries.c.words.op("@@")(tsquery(query)), *conditions(filters))
        .where(*is_between(_entries.c.published_at, filters))
    )


def find(
    connection: Connection, query: Query, filters: Filters, order: Order, limit: int | None
) -> Iterator[Row[Any]]:
    """Yield the articles that are found, in an order."""
    if order == "relevance":
        rank = func.ts_rank(_entries.c.words, tsquery(query)).desc()
        ranked = matching(query, filters).order_by(rank, _entries.c.article_id).limit(limit)
        return read_rows(connection, ranked)
    return _find_by_time(connection, query, filters, order, limit)


def _find_by_time(
    connection: Connection, query: Query, filters: Filters, order: Order, limit: int | None
) -> Iterator[Row[Any]]:
    """Yield the articles that PostgreSQL finds, in the order of their publication.

    A common word has its first page among the newest articles. Any other is looked up in the index
    of words. PostgreSQL cannot tell which is which: it keeps no statistics of most words.
    """
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    number = 0
    for row in read_rows(connection, _near(query, filters, order, limit)):
        number += 1
        yield row
    if limit is None or number < limit:
        rest = None if limit is None else limit - number
        found = _all_by_time(query, filters, order).offset(number).limit(rest)
        yield from read_rows(connection, found)


def _near(query: Query, filters: Filters, order: Order, limit: int | None) -> Select[Any]:
    """Return the query for the articles that are found among the first in an order."""
    first = select(_entries.c.article_id, _entries.c.published_at, _entries.c.words)
    first = first.where(*is_between(_entries.c.published_at, filters))
    near = first.order_by(*_by_time(_entries)[order]).limit(_NEAR).subquery()
    return (
        select(*ARTICLE_COLUMNS)
        .select_from(near)
        .join(Article, Article.article_id == near.c.article_id)
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
        select(*ARTICLE_COLUMNS)
        .select_from(hits)
        .join(Article, Article.article_id == hits.c.article_id)
        .where(*conditions(filters))
        .order_by(*_by_time(hits)[order])
    )


def _by_time(entries: FromClause) -> dict[Order, tuple[ColumnElement[Any], ...]]:
    published, key = entries.c.published_at, entries.c.article_id
    return {
        "newest": (published.desc().nulls_last(), key),
        "oldest": (published.nulls_first(), key.desc()),
    }
