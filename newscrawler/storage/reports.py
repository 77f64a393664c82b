"""What `scrapy frontier` and `scrapy health` show, read by plain SQL over the DB-API.

To import SQLAlchemy takes far longer than to read these few sums from a SQLite file. It is imported
only for what needs `open_database`: PostgreSQL, an older schema, a URL with options, a database
that cannot be read.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from newscrawler.storage.availability import BUSY_TIMEOUT
from newscrawler.storage.field_coverage import Coverage, FieldCoverage, ListingYield, RunCoverage
from newscrawler.storage.migrations import NEWEST_REVISION

# What is written otherwise is left to SQLAlchemy: options, and what it decodes in its own way.
_SQLITE_URL = re.compile(r"sqlite(?:\+pysqlite)?:///(?!file:|:memory:)(?P<file>[^?%]+)")
_REVISION = "SELECT version_num FROM alembic_version"
_COUNT_URLS = """
    SELECT
        coalesce(spider, ''),
        coalesce(host, ''),
        CASE
            WHEN lease_owner IS NOT NULL THEN 'leased'
            WHEN next_try IS NOT NULL AND coalesce(state, '') <> 'failed' THEN 'waiting'
            ELSE coalesce(state, 'waiting')
        END,
        count(*)
    FROM urls
    WHERE {conditions}
    GROUP BY 1, 2, 3
"""
_COVERED_PUBLISHERS = """
    SELECT publisher FROM field_tallies UNION SELECT publisher FROM listing_tallies
"""
_RUNS = """
    SELECT id FROM runs
    WHERE id IN (SELECT run_id FROM {table} WHERE publisher = ?)
    ORDER BY coalesce(pages_at, started_at) DESC, started_at DESC, id
"""
_TALLIES = "SELECT * FROM {table} WHERE run_id = ? AND publisher = ?"
_TABLES: Final = {FieldCoverage: "field_tallies", ListingYield: "listing_tallies"}
_JSON_COLUMNS = frozenset(("rules", "examples"))


@dataclass(frozen=True)
class Reports:
    """Reads sums over a DB-API `connection`, whose driver writes parameters as `placeholder`."""

    connection: Any
    placeholder: str

    def count_urls(
        self, spider: str | None = None, host: str | None = None
    ) -> list[tuple[str, str, str, int]]:
        """Count the URLs by spider, host and state, in order; of all spiders and hosts for None.

        The state is `leased`, `waiting` (never ended, or to be fetched again) or an
        `outcomes.State`.
        """
        wanted = {"spider": spider, "host": host}
        given = {name: value for name, value in wanted.items() if value is not None}
        conditions = " AND ".join(f"{name} = ?" for name in given) or "true"
        rows = self._rows(_COUNT_URLS.format(conditions=conditions), *given.values())
        return sorted((of, at, state, number) for of, at, state, number in rows)

    def covered_publishers(self) -> list[str]:
        """Return the keys of the publishers of which a run has counted anything, in order."""
        return sorted(key for (key,) in self._rows(_COVERED_PUBLISHERS))

    def coverage_of_runs(
        self, kind: type[Coverage], publisher: str
    ) -> Iterator[RunCoverage[Coverage]]:
        """Yield the runs that have counts of this `kind` for `publisher`, the newest first.

        A run is as new as its pages: what was re-extracted from an old archive tells nothing of the
        site of today. They are read one by one, as far as they are asked for.
        """
        for (run_id,) in self._rows(_RUNS.format(table=_TABLES[kind]), publisher):
            yield RunCoverage(run_id, self._tallies(kind, run_id, publisher))

    def _tallies(self, kind: type[Coverage], run_id: str, publisher: str) -> list[Coverage]:
        cursor = self._execute(_TALLIES.format(table=_TABLES[kind]), run_id, publisher)
        names = [column[0] for column in cursor.description]
        rows = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
        return [
            kind(**{name: _value(name, row[name]) for name in row if name != "run_id"})
            for row in rows
        ]

    def _rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._execute(statement, *values).fetchall()
        return rows

    def _execute(self, statement: str, *values: str) -> Any:
        return self.connection.execute(statement.replace("?", self.placeholder), values)


def _value(name: str, value: Any) -> Any:
    """Return a column's value; psycopg has read JSON already."""
    return json.loads(value) if name in _JSON_COLUMNS and isinstance(value, str) else value


@contextmanager
def open_reports(url: str) -> Iterator[Reports]:
    """Yield the reports of the database at `url`, its schema brought to the newest revision.

    Raises DatabaseUnavailable as `open_database` does, and for a SQLite file that does not exist.
    """
    match = _SQLITE_URL.fullmatch(url)
    reports = _open_sqlite(match["file"]) if match else None
    if reports is None:
        with _open_with_sqlalchemy(url) as reports:
            yield reports
        return
    try:
        yield reports
    finally:
        reports.connection.close()


def _open_sqlite(file: str) -> Reports | None:
    """Return the reports of a file that can be read as it is, None for any other."""
    # Not mode=ro: a reader that may not write leaves the files of the write-ahead log behind.
    address = f"file:{quote(file)}?mode=rw"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT)
    except sqlite3.Error:
        return None
    try:
        connection.execute("PRAGMA query_only = ON")
        if connection.execute(_REVISION).fetchall() == [(NEWEST_REVISION,)]:
            return Reports(connection, "?")
    except sqlite3.Error:
        pass
    connection.close()
    return None


@contextmanager
def _open_with_sqlalchemy(url: str) -> Iterator[Reports]:
    from newscrawler.storage.database import open_database  # noqa: PLC0415 (slow)

    engine = open_database(url, must_exist=True)
    try:
        with engine.connect() as connection:
            is_sqlite = connection.dialect.name == "sqlite"
            yield Reports(connection.connection.driver_connection, "?" if is_sqlite else "%s")
    finally:
        engine.dispose()
