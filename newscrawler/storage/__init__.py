"""The storage room: the only one that says SQL. SQLite by default, PostgreSQL by URL."""

from newscrawler.storage.articles import Outcome, load_article, save_articles
from newscrawler.storage.captures import (
    Capture,
    find_sources,
    forget_sources,
    record_captures,
    with_source,
)
from newscrawler.storage.database import (
    DatabaseUnavailable,
    counts,
    is_transient,
    open_database,
    reason_of,
)
from newscrawler.storage.rows import article_id, content_hash
from newscrawler.storage.runs import UrlState, finish_run, record_states, start_run

__all__ = [
    "Capture",
    "DatabaseUnavailable",
    "Outcome",
    "UrlState",
    "article_id",
    "content_hash",
    "counts",
    "find_sources",
    "finish_run",
    "forget_sources",
    "is_transient",
    "load_article",
    "open_database",
    "reason_of",
    "record_captures",
    "record_states",
    "save_articles",
    "start_run",
    "with_source",
]
