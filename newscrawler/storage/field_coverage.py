"""What the pages and listings of a run gave: counted while it goes on, kept when it ends."""

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine, func, select, update

from newscrawler.storage.column_types import sanitize
from newscrawler.storage.database import insert_into
from newscrawler.storage.schema import FieldCoverageRow, ListingYieldRow, RunRow

MAX_EXAMPLES = 5


@dataclass(kw_only=True)
class FieldCoverage:
    """How many pages of `publisher` gave `field`, of those that were asked for it.

    `selector` is one of the publisher's CSS selectors for it as written in its file, "" for the
    field itself, whoever gave it. `rules` counts the pages that gave it by rule, `examples` are
    the addresses of the first pages that did not.
    """

    publisher: str
    field: str
    selector: str = ""
    pages: int = 0
    found: int = 0
    rules: dict[str, int] = dataclasses.field(default_factory=dict)
    examples: list[str] = dataclasses.field(default_factory=list)

    def count(self, url: str, *, found: bool, rule: str | None = None) -> None:
        """Count the page at `url`; `rule` says what gave the field, or stood in its place."""
        self.pages += 1
        self.found += found
        if rule is not None:
            self.rules[rule] = self.rules.get(rule, 0) + 1
        if not found:
            _note(self.examples, url)


@dataclass(kw_only=True)
class ListingYield:
    """How many of `publisher`'s listings of one form were `asked`, and how much they `named`.

    `listing` is their address with `*` for every number; `examples` are the addresses of the
    first that named nothing.
    """

    publisher: str
    listing: str
    asked: int = 0
    named: int = 0
    examples: list[str] = dataclasses.field(default_factory=list)

    def count(self, url: str, named: int) -> None:
        """Count the listing at `url`, which named so many articles and listings."""
        self.asked += 1
        self.named += named
        if not named:
            _note(self.examples, url)


def _note(examples: list[str], url: str) -> None:
    if len(examples) < MAX_EXAMPLES:
        examples.append(url)


Coverage = TypeVar("Coverage", FieldCoverage, ListingYield)
_TABLES: dict[
    type[FieldCoverage] | type[ListingYield], type[FieldCoverageRow] | type[ListingYieldRow]
]
_TABLES = {FieldCoverage: FieldCoverageRow, ListingYield: ListingYieldRow}


@dataclass(frozen=True)
class RunCoverage(Generic[Coverage]):
    """What one run counted of one publisher; `started_at` is aware."""

    run_id: str
    started_at: datetime
    tallies: Sequence[Coverage]


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
    for kind, table in _TABLES.items():
        rows = [sanitize(asdict(t)) | {"run_id": run_id} for t in tallies if isinstance(t, kind)]
        if rows:
            connection.execute(insert_into(connection, table).on_conflict_do_nothing(), rows)


def covered_publishers(engine: Engine) -> list[str]:
    """Return the keys of the publishers of which a run has counted anything, in order."""
    with engine.connect() as connection:
        found = {
            key
            for table in _TABLES.values()
            for key in connection.scalars(select(table.publisher).distinct())
        }
    return sorted(found)


def coverage_of_runs(
    engine: Engine, kind: type[Coverage], publisher: str
) -> Iterator[RunCoverage[Coverage]]:
    """Yield the runs that have counts of this `kind` for `publisher`, the newest first.

    A run is as new as its pages: what was re-extracted from an old archive tells nothing of the
    site of today. They are read one by one, as far as they are asked for.
    """
    table = _TABLES[kind]
    counted = select(table.run_id).where(table.publisher == publisher)
    runs = (
        select(RunRow.id, RunRow.started_at)
        .where(RunRow.id.in_(counted))
        .order_by(
            func.coalesce(RunRow.pages_at, RunRow.started_at).desc(),
            RunRow.started_at.desc(),
            RunRow.id,
        )
    )
    with engine.connect() as connection:
        for run_id, started_at in connection.execute(runs).all():
            yield RunCoverage(run_id, started_at, _coverage(connection, kind, run_id, publisher))


def _coverage(
    connection: Connection, kind: type[Coverage], run_id: str, publisher: str
) -> list[Coverage]:
    table = _TABLES[kind]
    found = select(table.__table__).where(table.run_id == run_id, table.publisher == publisher)
    rows = (row._asdict() for row in connection.execute(found))
    return [kind(**{name: row[name] for name in row if name != "run_id"}) for row in rows]
