"""Saving articles as versions, and loading the current one."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

import msgspec
from sqlalchemy import (
    Connection,
    Engine,
    Insert,
    Text,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.exc import OperationalError, StatementError

from newscrawler.items import Article
from newscrawler.storage.article_rows import (
    CHILD_TABLES,
    Reading,
    article_id,
    child_rows,
    to_reading,
    version_columns,
)
from newscrawler.storage.availability import error_message
from newscrawler.storage.captures import Capture, archived_captures, upsert_captures
from newscrawler.storage.column_types import UTCDateTime
from newscrawler.storage.content_hash import hash_text
from newscrawler.storage.database import insert_into, write_transaction
from newscrawler.storage.extractor import extractor_id
from newscrawler.storage.placeholders import PLACEHOLDER, find_placeholders
from newscrawler.storage.schema import ArticleRow, CaptureRow, VersionRow
from newscrawler.storage.version_history import VERSION_COLUMNS, SaveState, Version, VersionHistory

# What a value makes SQLAlchemy or a driver raise, some of it unwrapped.
DATA_ERRORS = (StatementError, TypeError, ValueError, OverflowError)


@dataclass(frozen=True)
class SaveResult:
    """What became of one article; `reason` says why it failed.

    stored: a new article. changed: a new version of a known one. unchanged: nothing new.
    rewritten: what was read before was read again, and a field of it differs. placeholder: its text
    stands in the place of other articles, too, so that an earlier version stays the current one.
    """

    state: SaveState
    reason: str | None = None


def save_articles(
    engine: Engine,
    articles: Sequence[Article],
    run_id: str | None = None,
    extractor: str | None = None,
) -> list[SaveResult]:
    """Save `articles`, as `extractor` (today's, if it is not named) read them, in one transaction.

    Returns what became of each, in their order. An article is known by its canonical URL (its URL,
    if it has none), the capture that it was read from by URL and fetch time (its source, if the
    time is unknown). Reading a capture again replaces what was read from it before; a version is
    added only where the page changed between two captures, as `version_history` says. Saving again
    is harmless, and the order does not matter. The version seen last is the current one; an unknown
    fetch time is the oldest. `run_id` names a run that was started. What one article makes the
    database refuse fails that article alone. Raises SQLAlchemy's OperationalError when the database
    itself is locked, full or gone: nothing is saved then, and the same batch may be tried again.
    """
    readings = [_read(article) for article in articles]
    batch = [reading for reading in readings if isinstance(reading, Reading)]
    try:
        saved = iter(_save(engine, batch, run_id, extractor))
    except DATA_ERRORS as error:
        if _is_lost(error):
            raise
        saved = iter([_save_alone(engine, reading, run_id, extractor) for reading in batch])
    return [next(saved) if isinstance(read, Reading) else read for read in readings]


def _read(article: Article) -> Reading | SaveResult:
    try:
        return to_reading(article)
    except (ValueError, TypeError, OverflowError) as error:
        return SaveResult("failed", str(error))


def _is_lost(error: Exception) -> bool:
    """Return whether `error` says that the database cannot be used, whatever the data."""
    return isinstance(error, OperationalError) or getattr(error, "connection_invalidated", False)


def _save_alone(
    engine: Engine, reading: Reading, run_id: str | None, extractor: str | None
) -> SaveResult:
    try:
        return _save(engine, [reading], run_id, extractor)[0]
    except DATA_ERRORS as error:
        if _is_lost(error):
            raise
        return SaveResult("failed", error_message(error))


def _save(
    engine: Engine, batch: Sequence[Reading], run_id: str | None, extractor: str | None
) -> list[SaveResult]:
    if not batch:
        return []
    with write_transaction(engine) as connection:
        known = archived_captures(connection, [reading.capture for reading in batch])
        batch = [replace(each, capture=known.get(each.capture.id, each.capture)) for each in batch]
        # Writers of the same captures or articles wait here for each other: always in this order.
        upsert_captures(connection, [reading.capture for reading in batch], run_id)
        owners = {reading.article_id for reading in batch} | _read_captures(connection, batch)
        _lock_articles(connection, batch, owners)
        versions = _load_versions(connection, owners)
        before = {version.id for version in versions}
        history = VersionHistory(versions, extractor or extractor_id())
        results = [SaveResult(history.apply_reading(reading)) for reading in batch]
        _write_versions(connection, history, before)
        _write_seen(connection, history)
        _link_captures(connection, batch, history)
        _delete_versions(connection, history.removed)
        placeholders = _find_placeholders(connection, batch)
        _write_current(connection, history, owners, placeholders)
        others = set(placeholders.values()) - owners
        if others:
            history_of_others = VersionHistory(_load_versions(connection, others), "")
            _write_current(connection, history_of_others, others, placeholders)
        shown = [history.shown_by[reading.capture.id].id in placeholders for reading in batch]
    return [
        SaveResult("placeholder", PLACEHOLDER) if is_placeholder else result
        for result, is_placeholder in zip(results, shown, strict=True)
    ]


def _find_placeholders(connection: Connection, batch: Iterable[Reading]) -> dict[str, str]:
    hashes = {found for reading in batch if (found := hash_text(reading.article))}
    return find_placeholders(connection, hashes)


_READ_CAPTURES = (
    select(CaptureRow.id, CaptureRow.source, VersionRow.article_id)
    .outerjoin(VersionRow, VersionRow.id == CaptureRow.version_id)
    .where(CaptureRow.id.in_(bindparam("ids", expanding=True)))
)


def _read_captures(connection: Connection, batch: Sequence[Reading]) -> set[str]:
    """Fill in where the captures of `batch` are kept; return the articles they showed before."""
    ids = sorted({reading.capture.id for reading in batch})
    known = connection.execute(_READ_CAPTURES, {"ids": ids}).all()
    sources = {row.id: row.source for row in known}
    for reading in batch:
        reading.article["source"] = sources[reading.capture.id]
    return {row.article_id for row in known if row.article_id is not None}


def _lock_articles(connection: Connection, batch: Iterable[Reading], owners: Iterable[str]) -> None:
    """Create the rows of the articles, and hold all `owners` until the end of the transaction."""
    named_last = sorted(batch, key=lambda reading: reading.article["publisher"] is not None)
    read = {reading.article_id: reading.article for reading in named_last}
    rows = [
        {
            "id": owner,
            "canonical_url": article.get("canonical_url") or article.get("url", ""),
            "publisher": article.get("publisher"),
        }
        for owner, article in ((owner, read.get(owner, {})) for owner in sorted(owners))
    ]
    connection.execute(_article_upsert(connection.dialect.name), rows)


@cache
def _article_upsert(dialect: str) -> Insert:
    insert = insert_into(dialect, ArticleRow)
    publisher = func.coalesce(insert.excluded.publisher, ArticleRow.publisher)
    return insert.on_conflict_do_update(index_elements=["id"], set_={"publisher": publisher})


_IS_OWNED = VersionRow.article_id.in_(bindparam("owners", expanding=True))
_VERSIONS = select(*(getattr(VersionRow, name) for name in VERSION_COLUMNS)).where(_IS_OWNED)
_CAPTURES = (
    select(CaptureRow.version_id, CaptureRow.id, CaptureRow.fetched_at)
    .join(VersionRow, VersionRow.id == CaptureRow.version_id)
    .where(_IS_OWNED)
)


def _load_versions(connection: Connection, owners: Iterable[str]) -> Collection[Version]:
    """Load the versions of the articles `owners`, with the captures that show them."""
    given = {"owners": sorted(owners)}
    versions = {row.id: Version(*row) for row in connection.execute(_VERSIONS, given)}
    if versions:
        for version_id, capture_id, fetched_at in connection.execute(_CAPTURES, given):
            versions[version_id].captures[capture_id] = fetched_at
    return versions.values()


def _write_versions(
    connection: Connection, history: VersionHistory, known: Collection[str]
) -> None:
    """Write the versions that are new or read anew, with their child rows.

    `known` are the ids of those that the database had before: they alone have child rows.
    """
    written = {
        version.id: version.reading for version in history.versions.values() if version.reading
    }
    if not written:
        return
    rows = [
        version_columns(reading)
        | {"id": version_id, "extractor_version": history.extractor_version}
        for version_id, reading in written.items()
    ]
    dialect = connection.dialect.name
    connection.execute(_version_upsert(dialect), rows)
    replaced = written.keys() & known
    children = [child_rows(version_id, reading.article) for version_id, reading in written.items()]
    for table in CHILD_TABLES:
        if replaced:
            connection.execute(delete(table).where(table.version_id.in_(replaced)))
        if rows := [row for each in children for row in each[table]]:
            connection.execute(insert_into(dialect, table), rows)


@cache
def _version_upsert(dialect: str) -> Insert:
    insert = insert_into(dialect, VersionRow)
    replaced = {column.name: column for column in insert.excluded if column.name != "id"}
    return insert.on_conflict_do_update(index_elements=["id"], set_=replaced)


_FIRST, _LAST = bindparam("first", type_=UTCDateTime), bindparam("last", type_=UTCDateTime)
_SEE = (
    update(VersionRow)
    .where(
        VersionRow.id == bindparam("version"),
        or_(
            VersionRow.first_seen.is_distinct_from(_FIRST),
            VersionRow.last_seen.is_distinct_from(_LAST),
        ),
    )
    .values(first_seen=_FIRST, last_seen=_LAST)
)


def _write_seen(connection: Connection, history: VersionHistory) -> None:
    """Write when the versions were seen first and last."""
    connection.execute(
        _SEE,
        [
            {"version": version.id, "first": version.first_seen, "last": version.last_seen}
            for version in sorted(history.versions.values(), key=attrgetter("id"))
        ],
    )


def _delete_versions(connection: Connection, ids: Collection[str]) -> None:
    if ids:
        connection.execute(delete(VersionRow).where(VersionRow.id.in_(ids)))


_SHOWN = bindparam("version", type_=Text)
_LINK = (
    update(CaptureRow)
    .where(CaptureRow.id == bindparam("capture"), CaptureRow.version_id.is_distinct_from(_SHOWN))
    .values(version_id=_SHOWN)
)


def _link_captures(
    connection: Connection, batch: Iterable[Reading], history: VersionHistory
) -> None:
    """Write which version each capture of the batch shows."""
    captures = sorted({reading.capture.id for reading in batch})
    connection.execute(
        _LINK, [{"capture": key, "version": history.shown_by[key].id} for key in captures]
    )


_CURRENT = bindparam("current", type_=Text)
_SET_CURRENT = (
    update(ArticleRow)
    .where(
        ArticleRow.id == bindparam("article"),
        ArticleRow.current_version_id.is_distinct_from(_CURRENT),
    )
    .values(current_version_id=_CURRENT)
)


def _write_current(
    connection: Connection,
    history: VersionHistory,
    owners: Iterable[str],
    placeholders: Container[str] = (),
) -> None:
    """Write which version of each article is the current one, and drop articles without any."""
    current = {owner: history.current_id(owner, placeholders) for owner in sorted(owners)}
    connection.execute(
        _SET_CURRENT, [{"article": owner, "current": shown} for owner, shown in current.items()]
    )
    if empty := [owner for owner, shown in current.items() if shown is None]:
        connection.execute(delete(ArticleRow).where(ArticleRow.id.in_(empty)))


def withdraw_readings(engine: Engine, captures: Sequence[Capture]) -> int:
    """Remove what was read from `captures`, whose sites do not want it kept; return the number.

    A version that another capture shows as well stays; an article goes with its last version.
    """
    with write_transaction(engine) as connection:
        known = archived_captures(connection, captures)
        ids = {known.get(capture.id, capture).id for capture in captures}
        linked = select(VersionRow.article_id).join(
            CaptureRow, CaptureRow.version_id == VersionRow.id
        )
        owners = set(connection.scalars(linked.where(CaptureRow.id.in_(ids))))
        history = VersionHistory(_load_versions(connection, owners), extractor_id())
        withdrawn = [each for each in sorted(ids) if history.withdraw(each)]
        if not withdrawn:
            return 0
        connection.execute(
            update(CaptureRow).where(CaptureRow.id.in_(withdrawn)).values(version_id=None)
        )
        if history.versions:
            _write_seen(connection, history)
        _delete_versions(connection, history.removed)
        _write_current(connection, history, owners)
    return len(withdrawn)


def load_article(engine: Engine, canonical_url: str) -> Article | None:
    """Return the current version of the article at `canonical_url` as it was saved, or None."""
    current = (
        select(VersionRow.article)
        .join(ArticleRow, ArticleRow.current_version_id == VersionRow.id)
        .where(ArticleRow.id == article_id(canonical_url))
    )
    with engine.connect() as connection:
        article = connection.scalar(current)
    return None if article is None else msgspec.convert(article, Article)
