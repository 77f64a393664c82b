"""Captures: the fetches that brought a version or a failure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from operator import itemgetter

from sqlalchemy import Connection, Engine, Insert, bindparam, func, select, update

from newscrawler.storage.database import insert_into, write_transaction
from newscrawler.storage.schema import CaptureRow
from newscrawler.storage.storable import row_key, sanitize


@dataclass(frozen=True, kw_only=True)
class Capture:
    """One fetch of `url` at `fetched_at` (an aware datetime).

    `status` is the HTTP status, `digest` that of the body, `source` where the bytes are kept (a
    path, or WARC file and offset), `tdm_reserved` whether the host reserves the page from text and
    data mining, `version_id` the version read from it. None is unknown.
    """

    url: str
    fetched_at: datetime | None = None
    status: int | None = None
    digest: str | None = None
    source: str | None = None
    tdm_reserved: bool | None = None
    version_id: str | None = None

    @cached_property
    def id(self) -> str:
        """The key: URL and fetch time, or the place of the bytes where the time is unknown."""
        when = self.fetched_at and self.fetched_at.astimezone(UTC).isoformat()
        return row_key(sanitize(f"{self.url}\n{when or self.source or ''}"))


def record_captures(engine: Engine, captures: Iterable[Capture], run_id: str | None = None) -> None:
    """Record `captures` in one transaction; what is None here stays as it is in a known one.

    `run_id` names the run that fetched them; it must have been started. Raises SQLAlchemy's
    StatementError for a naive time.
    """
    with write_transaction(engine) as connection:
        upsert_captures(connection, captures, run_id)


def upsert_captures(
    connection: Connection, captures: Iterable[Capture], run_id: str | None
) -> None:
    """Do what `record_captures` says inside the caller's transaction."""
    rows = [
        sanitize(asdict(capture)) | {"id": capture.id, "run_id": run_id} for capture in captures
    ]
    if not rows:
        return
    connection.execute(
        _upsert(connection.dialect.name),
        sorted(rows, key=itemgetter("id")),  # in one order, so that writers never wait in a circle
    )


@cache
def _upsert(dialect: str) -> Insert:
    insert = insert_into(dialect, CaptureRow)
    known = CaptureRow.__table__.columns
    filled = {
        name: func.coalesce(insert.excluded[name], known[name])
        for name in ("status", "digest", "source", "tdm_reserved", "version_id")
    }
    filled["run_id"] = func.coalesce(known["run_id"], insert.excluded["run_id"])  # who fetched it
    return insert.on_conflict_do_update(index_elements=["id"], set_=filled)


_ARCHIVED = select(CaptureRow.url, CaptureRow.fetched_at, CaptureRow.source).where(
    CaptureRow.source.in_(bindparam("sources", expanding=True)),
    CaptureRow.digest.is_not(None),  # which only the archive records
)


def archived_captures(connection: Connection, captures: Iterable[Capture]) -> dict[str, Capture]:
    """Return the captures of the archive that `captures` stand for, by the ids of those.

    An article in several pages is read under the address of its first page, so that the URL does
    not tell which capture it was read from; the place in the archive and the fetch time do. They
    tell nothing of other places: a file may be replaced, and standard input has one name for all.
    """
    given = {(each.source, each.fetched_at): each for each in captures if each.source}
    found = {}
    for row in connection.execute(_ARCHIVED, {"sources": [source for source, _ in given]}):
        if capture := given.get((row.source, row.fetched_at)):
            found[capture.id] = replace(capture, url=row.url)
    return found


def find_reserved(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return those of the captures `ids` that are reserved from text and data mining."""
    reserved = select(CaptureRow.id).where(
        CaptureRow.id.in_(ids), CaptureRow.tdm_reserved.is_(True)
    )
    return set(connection.scalars(reserved))


def find_sources(engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield the id and the source of every capture whose bytes are kept, reading some at a time."""
    kept = select(CaptureRow.id, CaptureRow.source).where(CaptureRow.source.is_not(None))
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=1000).execute(kept):
            yield row.id, row.source


def with_source(engine: Engine, ids: Collection[str]) -> set[str]:
    """Return those of the captures `ids` whose bytes are kept."""
    kept = select(CaptureRow.id).where(CaptureRow.id.in_(ids), CaptureRow.source.is_not(None))
    with engine.connect() as connection:
        return set(connection.scalars(kept))


def forget_sources(engine: Engine, ids: Collection[str]) -> list[str]:
    """Record that the bytes of the captures `ids` are lost, and return their URLs."""
    lost = update(CaptureRow).where(CaptureRow.id.in_(ids)).values(source=None)
    with write_transaction(engine) as connection:
        return list(connection.scalars(lost.returning(CaptureRow.url)))
