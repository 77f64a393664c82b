"""The storage room: the only one that says SQL. SQLite by default, PostgreSQL by URL."""

from newscrawler.storage.articles import Outcome, load_article, save_articles
from newscrawler.storage.captures import Capture, record_captures
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
    "finish_run",
    "is_transient",
    "load_article",
    "open_database",
    "reason_of",
    "record_captures",
    "record_states",
    "save_articles",
    "start_run",
]
