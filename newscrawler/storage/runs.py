"""The records of a crawl: its runs, and how every URL ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, func, select, update

import newscrawler
from newscrawler.outcomes import State
from newscrawler.storage.article_rows import sanitize
from newscrawler.storage.database import db_now, insert_into, write_transaction
from newscrawler.storage.schema import HostRow, RunRow, UrlRow

MOST_TRIES = 5
"""A URL that failed so often is put into quarantine."""
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True)
class UrlState:
    """How `url` ended at the aware datetime `at`, and why where the state alone does not say.

    `fetched` is False for a page that was saved before: what a crawl owes its URL stays as it is.
    `whole` is False for an article that lacks pages; `again` says that it may have them later.
    """

    url: str
    publisher: str | None
    state: State
    reason: str | None
    at: datetime
    fetched: bool = True
    whole: bool = True
    again: bool = False

    @property
    def is_owed(self) -> bool:
        """Whether the URL is to be tried again."""
        return self.state == "failed" or self.again


def record_states(engine: Engine, states: Iterable[UrlState]) -> None:
    """Record `states` in one transaction; of two about one URL the later in order stays.

    A new URL counts as discovered at `at`. A fetched URL is no longer leased; one that failed
    waits for its next try, five minutes and then twice as long each time, until it has failed
    `MOST_TRIES` times. So does one whose article lacks pages that failed, and it stays in its state
    after that. Raises SQLAlchemy's StatementError for a naive time.
    """
    last: dict[str, UrlState] = {}
    met: dict[str, datetime] = {}
    for state in states:
        url = sanitize(state.url)
        known = last[url].publisher if url in last else None
        last[url] = replace(state, publisher=state.publisher or known)
        met.setdefault(url, state.at)
    if not last:
        return
    with write_transaction(engine) as connection:
        owed = [url for url, state in last.items() if state.is_owed]
        tries = _tries(connection, owed) if owed else {}
        rows = [
            _row(url, last[url], tries.get(url, 0)) | {"discovered_at": met[url]}
            for url in sorted(last)
        ]
        insert = insert_into(connection, UrlRow)
        publisher = func.coalesce(insert.excluded.publisher, UrlRow.publisher)
        for fetched in (True, False):
            names = ("state", "reason", "last_seen", *(_OWED if fetched else ()))
            ended = {name: insert.excluded[name] for name in names} | {"publisher": publisher}
            chosen = [row for row in rows if last[row["url"]].fetched is fetched]
            if chosen:  # in one order, so that writers never wait in a circle
                connection.execute(
                    insert.on_conflict_do_update(index_elements=["url"], set_=ended), chosen
                )


_OWED = ("attempts", "next_try", "lease_owner")


def _tries(connection: Connection, urls: list[str]) -> dict[str, int]:
    known = select(UrlRow.url, UrlRow.attempts).where(UrlRow.url.in_(urls))
    return {row.url: row.attempts for row in connection.execute(known)}


def _row(url: str, ended: UrlState, tries: int) -> dict[str, Any]:
    state, reason, tries, next_try = ended.state, ended.reason, tries + 1, None
    if not ended.is_owed:
        tries = 0
    elif tries < MOST_TRIES:
        next_try = ended.at + min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
    elif state == "failed":
        state, reason = "quarantined", f"failed {tries} times: {reason}"
    return {
        "url": url,
        "spider": ended.publisher,
        "publisher": ended.publisher,
        "host": host_of(url),
        "state": state,
        "reason": sanitize(reason),
        "attempts": tries,
        "next_try": next_try,
        "lease_owner": None,
        "last_seen": ended.at,
    }


def host_of(url: str) -> str | None:
    """Give the host of a URL, None if it has none."""
    try:
        return sanitize(urlsplit(url).hostname)
    except ValueError:
        return None


@dataclass(frozen=True)
class RunLease:
    """How long from now what a run has leased is its own, and the process that runs it."""

    worker: str
    length: timedelta


def start_run(
    engine: Engine,
    run_id: str,
    spider: str,
    at: datetime | None = None,
    lease: RunLease | None = None,
) -> None:
    """Record that the run `run_id` (an id the caller made) of `spider` began `at`, or now.

    A run that leases URLs gives the `lease` it has itself. A run that is taken up again keeps its
    first start.
    """
    with write_transaction(engine) as connection:
        connection.execute(
            insert_into(connection, RunRow).on_conflict_do_nothing(),
            {
                "id": run_id,
                "spider": spider,
                "extractor_version": newscrawler.__version__,
                "started_at": at or datetime.now(UTC),
                "worker": lease and lease.worker,
                "lease_until": lease and db_now(connection) + lease.length,
            },
        )


def release_leases(connection: Connection, run_id: str) -> None:
    """Give back every host and URL that a run has leased."""
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
    """Record that a run ended `at`, or now, with what it counted.

    What it has leased is given back in the same transaction: nobody looks for the leases of a run
    that has ended. Raises LookupError when no run of this id was started.
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
