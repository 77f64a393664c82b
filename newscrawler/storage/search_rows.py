"""The rows that a search gives, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select

from newscrawler.storage.views import CurrentArticleView

Order = Literal["newest", "oldest", "relevance"]
ARTICLE_COLUMNS: Sequence[Any] = (
    CurrentArticleView.article_id,
    CurrentArticleView.version_id,
    CurrentArticleView.canonical_url,
    CurrentArticleView.publisher,
    CurrentArticleView.published_value,
    CurrentArticleView.published_on,
    CurrentArticleView.headline,
    CurrentArticleView.text,
)
_AT_ONCE = 200


def read_rows(connection: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    """Yield the rows of a statement, read from the database as they are asked for."""
    return iter(connection.execute(statement, execution_options={"yield_per": _AT_ONCE}))
