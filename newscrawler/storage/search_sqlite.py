"""Searching on SQLite: an FTS5 table whose rowids are in the order of publication."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, column, select, table

from newscrawler.storage.search_expressions import fts5_expression
from newscrawler.storage.search_filters import Filters, conditions, period_of
from newscrawler.storage.search_query import Query
from newscrawler.storage.search_rows import ARTICLE_COLUMNS, Order, read_rows
from newscrawler.storage.views import CurrentArticleView as Article

_entries = table("search_articles", *(column(name) for name in ("id", "article_id")))
_words = table("search_words", *(column(name) for name in ("rowid", "search_words", "rank")))
_ORDERS = {
    "newest": _words.c.rowid.desc(),
    "oldest": _words.c.rowid,
    "relevance": _words.c.rank,
}


def matching(query: Query, filters: Filters) -> Select[Any]:
    """Return the statement that selects the articles that are found, in any order."""
    rowid = _words.c.rowid
    found = (
        select(*ARTICLE_COLUMNS)
        .select_from(_words)
        .join(_entries, _entries.c.id == rowid)
        .join(Article, Article.article_id == _entries.c.article_id)
        .where(_words.c.search_words.op("MATCH")(fts5_expression(query)), *conditions(filters))
    )
    begin, end = period_of(filters)
    if begin:
        found = found.where(rowid >= _first_id(begin))
    if end:
        found = found.where(rowid < _first_id(end))
    return found


def find(
    connection: Connection, query: Query, filters: Filters, order: Order, limit: int | None
) -> Iterator[Row[Any]]:
    """Yield the articles that are found, in an order."""
    found = matching(query, filters).order_by(_ORDERS[order]).limit(limit)
    return read_rows(connection, found)


def _first_id(moment: datetime) -> int:
    """Return the first rowid of what was published in a second, as revision 0010 gives it."""
    return (int(moment.timestamp()) + 62167219200) * 1_000_000
