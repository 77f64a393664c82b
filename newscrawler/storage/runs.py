"""The runs of a database: each crawl or re-extraction with its beginning, counts and end."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, update

from newscrawler.storage.database import db_now, insert_into, write_transaction
from newscrawler.storage.extractor import extractor_id
from newscrawler.storage.field_coverage import FieldCoverage, ListingYield
from newscrawler.storage.schema import FieldCoverageRow, HostRow, ListingYieldRow, RunRow, UrlRow
from newscrawler.storage.storable import sanitize

_COVERAGE_TABLES = {FieldCoverage: FieldCoverageRow, ListingYield: ListingYieldRow}


@dataclass(frozen=True)
class RunLease:
    """How long from now a run owns what it leases, and the process that runs it."""

    worker: str
    length: timedelta


def start_run(
    engine: Engine,
    run_id: str,
    spider: str,
    at: datetime | None = None,
    lease: RunLease | None = None,
) -> None:
    """Record that the run `run_id` (an id the caller made) of `spider` started `at`, or now.

    A run that leases URLs gives its own `lease`. A run that is started again keeps its first start.
    """
    with write_transaction(engine) as connection:
        connection.execute(
            insert_into(connection.dialect.name, RunRow).on_conflict_do_nothing(),
            {
                "id": run_id,
                "spider": spider,
                "extractor_version": extractor_id(),
                "started_at": at or datetime.now(UTC),
                "worker": lease and lease.worker,
                "lease_until": lease and db_now(connection) + lease.length,
            },
        )


def release_leases(connection: Connection, run_id: str) -> None:
    """Release every host and URL that the run `run_id` has leased."""
    for table in (UrlRow, HostRow):
        connection.execute(
            update(table).where(table.lease_owner == run_id).values(lease_owner=None)
        )


def finish_run(
    engine: Engine,
    run_id: str,
    counts: dict[str, int],
    finish_reason: str,
    at: datetime | None = None,
) -> None:
    """Record that the run `run_id` ended `at`, or now, with what it counted.

    Its leases are released in the same transaction: nobody looks for the leases of a run that has
    ended. Raises LookupError when no run of this id was started.
    """
    with write_transaction(engine) as connection:
        found = connection.execute(
            update(RunRow)
            .where(RunRow.id == run_id)
            .values(
                finished_at=at or datetime.now(UTC),
                finish_reason=finish_reason,
                counts=counts,
                lease_until=None,
            )
        )
        if not found.rowcount:
            raise LookupError(f"run {run_id!r} was never started")
        release_leases(connection, run_id)


def record_coverage(
    connection: Connection,
    run_id: str,
    tallies: Collection[FieldCoverage | ListingYield],
    pages_at: datetime | None = None,
) -> None:
    """Keep what the run `run_id`, which was started, has counted; at its end, once for all.

    `pages_at` is when its pages were fetched, where that is not when it ran (aware).
    """
    connection.execute(update(RunRow).where(RunRow.id == run_id).values(pages_at=pages_at))
    for kind, table in _COVERAGE_TABLES.items():
        rows = [sanitize(asdict(t)) | {"run_id": run_id} for t in tallies if isinstance(t, kind)]
        if rows:
            connection.execute(
                insert_into(connection.dialect.name, table).on_conflict_do_nothing(), rows
            )
