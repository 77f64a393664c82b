"""What the database holds of the captures that are read again, and which captures it knows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, or_, select, update

from newscrawler.storage.captures import Capture, archived_captures
from newscrawler.storage.content_hash import Row
from newscrawler.storage.database import write_transaction
from newscrawler.storage.schema import CaptureRow, UrlRow, VersionRow

_ROWS_AT_A_TIME = 1000
_ABOUT_HOSTS = ("/robots.txt", "/.well-known/tdmrep.json")
"""How the addresses end of what a crawl fetches beside pages."""


@dataclass(frozen=True)
class StoredReading:
    """What is stored of a capture.

    `article` is the article (JSON values) that it showed to `extractor`, None where it showed none;
    `version_id` and `reading_hash` are those of the row that holds it. `is_own` is False where the
    article was read from another capture of the same version. `state` and `reason` say how the URL
    ended last, and `is_listing` that it is one of a listing.
    """

    article: Row | None
    version_id: str | None
    reading_hash: str | None
    extractor: str | None
    is_own: bool
    state: str | None
    reason: str | None
    is_listing: bool


@dataclass(frozen=True)
class KnownCapture:
    """A capture of a page: `source` says where its bytes are, None where they are not kept."""

    url: str
    fetched_at: datetime | None
    source: str | None


def find_readings(engine: Engine, captures: Sequence[Capture]) -> list[StoredReading | None]:
    """Return what is stored of each of `captures`, None for one that the database does not know."""
    with engine.connect() as connection:
        archived = archived_captures(connection, captures)
        ids = [archived.get(capture.id, capture).id for capture in captures]
        found = _find(connection, set(ids))
    return [found.get(each) for each in ids]


def _find(connection: Connection, ids: set[str]) -> dict[str, StoredReading]:
    stored = (
        select(
            CaptureRow.id,
            VersionRow.article,
            CaptureRow.version_id,
            VersionRow.reading_hash,
            VersionRow.extractor_version,
            VersionRow.capture_id,
            UrlRow.state,
            UrlRow.reason,
            UrlRow.kind,
        )
        .outerjoin(VersionRow, VersionRow.id == CaptureRow.version_id)
        .outerjoin(UrlRow, UrlRow.url == CaptureRow.url)
        .where(CaptureRow.id.in_(ids))
    )
    return {
        row.id: StoredReading(
            row.article,
            row.version_id,
            row.reading_hash,
            row.extractor_version,
            row.capture_id in {None, row.id},
            row.state,
            row.reason,
            row.kind == "listing",
        )
        for row in connection.execute(stored)
    }


def forget_readings(engine: Engine, version_ids: Collection[str]) -> None:
    """Let the rows of these versions be written again by the next reading, even an equal one."""
    rows = update(VersionRow).where(VersionRow.id.in_(version_ids)).values(reading_hash=None)
    with write_transaction(engine) as connection:
        connection.execute(rows)


def kept_captures(engine: Engine) -> Iterator[KnownCapture]:
    """Yield the captures of pages whose bytes are kept, by their sources; of listings none."""
    is_success = or_(CaptureRow.status.is_(None), CaptureRow.status.between(200, 299))
    is_about_host = or_(*map(CaptureRow.url.endswith, _ABOUT_HOSTS))
    return _captures(engine, CaptureRow.source.is_not(None) & is_success & ~is_about_host)


def lost_captures(engine: Engine) -> Iterator[KnownCapture]:
    """Yield the captures that showed an article, and whose bytes are not kept."""
    return _captures(engine, CaptureRow.source.is_(None) & CaptureRow.version_id.is_not(None))


def _captures(engine: Engine, is_wanted: ColumnElement[bool]) -> Iterator[KnownCapture]:
    """Yield captures a thousand at a time, in an order that is the same in both databases."""
    with engine.connect() as connection:
        by_bytes = "BINARY" if connection.dialect.name == "sqlite" else "C"
        columns = (CaptureRow.url, CaptureRow.fetched_at, CaptureRow.source)
        found = (
            select(*columns)
            .outerjoin(UrlRow, UrlRow.url == CaptureRow.url)
            .where(is_wanted, or_(UrlRow.kind.is_(None), UrlRow.kind != "listing"))
            .order_by(CaptureRow.source.collate(by_bytes), CaptureRow.id.collate(by_bytes))
        )
        for row in connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(found):
            yield KnownCapture(*row)
