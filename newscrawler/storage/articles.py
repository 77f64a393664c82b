"""Saving articles as versions, and reading the current one back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from typing import Literal

from sqlalchemy import Connection, Engine, Text, bindparam, delete, func, or_, select, update
from sqlalchemy.exc import OperationalError, StatementError

from newscrawler.items import Article
from newscrawler.storage.article_rows import (
    CHILD_TABLES,
    ArticleRows,
    Row,
    article_id,
    article_of,
    to_rows,
)
from newscrawler.storage.captures import Capture, upsert_captures
from newscrawler.storage.column_types import UTCDateTime
from newscrawler.storage.database import error_message, insert_into, write_transaction
from newscrawler.storage.schema import ArticleRow, PartOfVersion, VersionRow

OutcomeState = Literal["stored", "changed", "unchanged", "reextracted", "failed"]
# What a value makes SQLAlchemy or a driver raise, some of it unwrapped.
DATA_ERRORS = (StatementError, TypeError, ValueError, OverflowError)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What became of one article; `reason` says why it failed.

    stored: a new article. changed: a new version of a known one. unchanged: the same content by
    the same extractor. reextracted: the same content, read by another version of the extractor.
    """

    state: OutcomeState
    reason: str | None = None


@dataclass
class _Version:
    """What the database holds of one version, moved on as the batch is read."""

    extractor_version: str
    first_seen: datetime | None
    last_seen: datetime | None


@dataclass
class _History:
    """The versions of one article by their ids, and which of them is current."""

    current: str | None
    versions: dict[str, _Version] = field(default_factory=dict)


def save_articles(
    engine: Engine, articles: Sequence[Article], run_id: str | None = None
) -> list[Outcome]:
    """Save `articles` in one transaction and give the outcome of each, in their order.

    An article is known by its canonical URL (its URL, if it has none), a version by its content
    hash. Saving again is harmless: known content moves first and last seen only, and content
    read by another extractor version replaces that version's columns and child rows. The version
    seen last is the current one (of equals, the one saved last; an unknown fetch time is the
    oldest). `run_id` names a run that was started. What one article makes the database refuse
    fails that article alone. Raises SQLAlchemy's OperationalError when the database itself is
    locked, full or gone: nothing is saved then, and the same batch may be tried again.
    """
    readings = [_read(article) for article in articles]
    batch = [reading for reading in readings if isinstance(reading, ArticleRows)]
    try:
        saved = iter(_save(engine, batch, run_id))
    except DATA_ERRORS as error:
        if not _is_about_data(error):
            raise
        saved = iter([_save_alone(engine, rows, run_id) for rows in batch])
    return [next(saved) if isinstance(read, ArticleRows) else read for read in readings]


def _read(article: Article) -> ArticleRows | Outcome:
    try:
        return to_rows(article)
    except (ValueError, TypeError, OverflowError) as error:
        return Outcome("failed", str(error))


def _is_about_data(error: Exception) -> bool:
    lost = isinstance(error, OperationalError) or getattr(error, "connection_invalidated", False)
    return not lost


def _save_alone(engine: Engine, rows: ArticleRows, run_id: str | None) -> Outcome:
    try:
        return _save(engine, [rows], run_id)[0]
    except DATA_ERRORS as error:
        if not _is_about_data(error):
            raise
        return Outcome("failed", error_message(error))


def _save(engine: Engine, batch: Sequence[ArticleRows], run_id: str | None) -> list[Outcome]:
    if not batch:
        return []
    with write_transaction(engine) as connection:
        _lock(connection, batch)
        histories = _histories(connection, batch)
        outcomes = [Outcome(_advance(histories[rows.article_id], rows)) for rows in batch]
        read = zip(batch, outcomes, strict=True)
        news = [rows for rows, outcome in read if outcome.state != "unchanged"]
        _write_versions(connection, news, histories)
        _move_last_seen(connection, batch, histories)
        _move_current(connection, histories)
        upsert_captures(connection, [_capture(rows) for rows in news], run_id)
    return outcomes


def _lock(connection: Connection, batch: Iterable[ArticleRows]) -> None:
    """Make the articles' rows and hold them until the end of the transaction.

    Another writer of the same articles waits here; sorted, so that two never wait in a circle.
    """
    insert = insert_into(connection, ArticleRow)
    publisher = func.coalesce(insert.excluded.publisher, ArticleRow.publisher)
    connection.execute(
        insert.on_conflict_do_update(index_elements=["id"], set_={"publisher": publisher}),
        [
            {"id": key, "canonical_url": url, "publisher": publisher}
            for key, url, publisher in sorted(map(_article_columns, batch), key=itemgetter(0))
        ],
    )


def _article_columns(rows: ArticleRows) -> tuple[str, str, str | None]:
    version = rows.version
    return rows.article_id, version["canonical_url"] or version["url"], version["publisher"]


def _histories(connection: Connection, batch: Iterable[ArticleRows]) -> dict[str, _History]:
    """Read what is known of the batch's articles, with one query."""
    found = connection.execute(
        select(
            ArticleRow.id,
            ArticleRow.current_version_id,
            VersionRow.id,
            VersionRow.extractor_version,
            VersionRow.first_seen,
            VersionRow.last_seen,
        )
        .outerjoin(VersionRow, VersionRow.article_id == ArticleRow.id)
        .where(ArticleRow.id.in_({rows.article_id for rows in batch}))
    )
    histories: dict[str, _History] = {}
    for article, current, version, extractor, first, last in found:
        history = histories.setdefault(article, _History(current))
        if version is not None:  # the article's row is older than this transaction
            history.versions[version] = _Version(extractor, first, last)
    return histories


def _advance(history: _History, rows: ArticleRows) -> OutcomeState:
    """Move `history` on by one reading of the article and say what that reading was."""
    extractor = rows.version["extractor_version"]
    known = history.versions.get(rows.version_id)
    state: OutcomeState
    if known is None:
        state = "changed" if history.versions else "stored"
        known = _Version(extractor, rows.fetched_at, rows.fetched_at)
        history.versions[rows.version_id] = known
    else:
        state = "unchanged" if known.extractor_version == extractor else "reextracted"
        known.extractor_version = extractor
        times = [known.first_seen, known.last_seen, rows.fetched_at]
        known.first_seen = min(filter(None, times), default=None)
        known.last_seen = max(filter(None, times), default=None)
    current = history.versions.get(history.current or "", known)
    if (current.last_seen or LONG_AGO) <= (known.last_seen or LONG_AGO):
        history.current = rows.version_id
    return state


def _write_versions(
    connection: Connection, news: Iterable[ArticleRows], histories: Mapping[str, _History]
) -> None:
    """Write new and re-extracted versions whole, with their child rows."""
    written = {rows.version_id: rows for rows in news}
    if not written:
        return
    insert = insert_into(connection, VersionRow)
    kept = ("id", "article_id")
    replaced = {column.name: column for column in insert.excluded if column.name not in kept}
    connection.execute(
        insert.on_conflict_do_update(index_elements=["id"], set_=replaced),
        [rows.version | _seen(rows, histories) for rows in written.values()],
    )
    for table in CHILD_TABLES:
        connection.execute(delete(table).where(table.version_id.in_(written)))
        children = [row for rows in written.values() for row in rows.children[table]]
        if children:
            connection.execute(insert_into(connection, table), children)


def _seen(rows: ArticleRows, histories: Mapping[str, _History]) -> Row:
    version = histories[rows.article_id].versions[rows.version_id]
    return {"first_seen": version.first_seen, "last_seen": version.last_seen}


def _move_last_seen(
    connection: Connection, batch: Iterable[ArticleRows], histories: Mapping[str, _History]
) -> None:
    first, last = bindparam("first", type_=UTCDateTime), bindparam("last", type_=UTCDateTime)
    moved = or_(
        VersionRow.first_seen.is_distinct_from(first), VersionRow.last_seen.is_distinct_from(last)
    )
    connection.execute(
        update(VersionRow)
        .where(VersionRow.id == bindparam("version"), moved)
        .values(first_seen=first, last_seen=last),
        [
            {"version": version, "first": known.first_seen, "last": known.last_seen}
            for version, known in {
                rows.version_id: histories[rows.article_id].versions[rows.version_id]
                for rows in batch
            }.items()
        ],
    )


def _move_current(connection: Connection, histories: Mapping[str, _History]) -> None:
    current = bindparam("current", type_=Text)
    connection.execute(
        update(ArticleRow)
        .where(
            ArticleRow.id == bindparam("article"),
            ArticleRow.current_version_id.is_distinct_from(current),
        )
        .values(current_version_id=current),
        [{"article": key, "current": history.current} for key, history in histories.items()],
    )


def _capture(rows: ArticleRows) -> Capture:
    version = rows.version
    return Capture(
        url=version["url"] or version["canonical_url"],
        fetched_at=rows.fetched_at,
        source=version["source"],
        version_id=rows.version_id,
    )


def load_article(engine: Engine, canonical_url: str) -> Article | None:
    """Give the current version of the article at `canonical_url` as it was saved, or None."""
    current = (
        select(VersionRow.__table__)
        .join(ArticleRow, ArticleRow.current_version_id == VersionRow.id)
        .where(ArticleRow.id == article_id(canonical_url))
    )
    with engine.connect() as connection:
        version = connection.execute(current).one_or_none()
        if version is None:
            return None
        children = {table: _children(connection, table, version.id) for table in CHILD_TABLES}
    return article_of(version._asdict(), children)


def _children(connection: Connection, table: type[PartOfVersion], version_id: str) -> list[Row]:
    found = select(table.__table__).where(table.version_id == version_id).order_by(table.position)
    return [row._asdict() for row in connection.execute(found)]
