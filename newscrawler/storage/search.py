"""Full-text search over the current versions: FTS5 on SQLite, tsvector on PostgreSQL.

Revision 0010 made the index and its triggers, and says what is in it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from types import ModuleType
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    func,
    select,
    text,
)

from newscrawler.storage import search_postgresql, search_sqlite
from newscrawler.storage.database import write_transaction
from newscrawler.storage.search_filters import Filters, is_of, is_spoken_by
from newscrawler.storage.search_query import Query
from newscrawler.storage.search_rows import Order
from newscrawler.storage.views import CurrentArticleView, QuotationView

_Find = Callable[[Connection, Query, Filters, Order, int | None], Iterator[Row[Any]]]
Count = tuple[str | None, str | None, int]
"""A publisher, a day in WIB, and how many there are of both."""

_article, _quotation = CurrentArticleView, QuotationView
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
    find: _Find = _searching(connection).find
    return find(connection, query, filters, order, limit)


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
    return _counted(connection, _searching(connection).matching(query, filters), _article)


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
        return connection.scalar(text("SELECT count(*) FROM search_articles")) or 0


def _searching(connection: Connection) -> ModuleType:
    """Return the module that searches in this kind of database."""
    return search_sqlite if connection.dialect.name == "sqlite" else search_postgresql


def _counted(
    connection: Connection,
    found: Select[Any],
    view: type[CurrentArticleView] | type[QuotationView],
) -> list[Count]:
    groups = (view.publisher, view.published_on)
    counts = found.with_only_columns(*groups, func.count()).group_by(*groups)
    return [(publisher, day, number) for publisher, day, number in connection.execute(counts)]
