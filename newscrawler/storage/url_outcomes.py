"""How URLs ended: the outcome of each, and when one that failed is tried again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Insert, func, select

from newscrawler.outcomes import Outcome, next_attempt
from newscrawler.storage.database import insert_into, write_transaction
from newscrawler.storage.schema import UrlRow
from newscrawler.storage.storable import sanitize
from newscrawler.storage.url_queue import host_of


@dataclass(frozen=True)
class UrlRecord:
    """The outcome of a URL of `publisher` (its key), which ended at the aware datetime `at`.

    `is_live` is False for a page that was saved before: whether and when a crawl fetches its URL
    again stays as it is.
    """

    outcome: Outcome
    publisher: str | None
    at: datetime
    is_live: bool = True


_RETRY_COLUMNS = ("attempts", "next_try", "lease_owner", "last_seen")


def record_outcomes(engine: Engine, records: Iterable[UrlRecord]) -> None:
    """Record how URLs ended, in one transaction; of two records of one URL the later one holds.

    A new URL counts as discovered when it ended. A live URL is no longer leased. One that is to be
    retried waits for its next attempt, as `outcomes.next_attempt` says; after the last attempt, one
    that failed is put into quarantine, and another one stays in its state. Raises SQLAlchemy's
    StatementError for a naive time.
    """
    last: dict[str, UrlRecord] = {}
    first_ended: dict[str, datetime] = {}
    for record in records:
        url = sanitize(record.outcome.url)
        known = last[url].publisher if url in last else None
        last[url] = replace(record, publisher=record.publisher or known)
        first_ended.setdefault(url, record.at)
    if not last:
        return
    with write_transaction(engine) as connection:
        attempts = _attempts(connection, [url for url in last if last[url].outcome.retry])
        # In one order, so that two writers never wait for each other.
        rows = [
            _outcome_row(url, last[url], attempts.get(url, 0)) | {"discovered_at": first_ended[url]}
            for url in sorted(last)
        ]
        for is_live in (True, False):
            chosen = [row for row in rows if last[row["url"]].is_live is is_live]
            if chosen:
                connection.execute(_upsert(connection.dialect.name, is_live), chosen)


def _attempts(connection: Connection, urls: list[str]) -> dict[str, int]:
    """Return how often each of `urls` has failed in a row."""
    if not urls:
        return {}
    known = select(UrlRow.url, UrlRow.attempts).where(UrlRow.url.in_(urls))
    return {row.url: row.attempts for row in connection.execute(known)}


@cache
def _upsert(dialect: str, is_live: bool) -> Insert:
    insert = insert_into(dialect, UrlRow)
    names = ("state", "reason", *(_RETRY_COLUMNS if is_live else ()))
    publisher = func.coalesce(insert.excluded.publisher, UrlRow.publisher)
    ended = {name: insert.excluded[name] for name in names} | {"publisher": publisher}
    is_article = None if is_live else UrlRow.kind == "article"  # else a saved listing
    return insert.on_conflict_do_update(index_elements=["url"], set_=ended, where=is_article)


def _outcome_row(url: str, record: UrlRecord, attempts: int) -> dict[str, Any]:
    state, reason, next_try = record.outcome.state, record.outcome.reason, None
    attempts = attempts + 1 if record.outcome.retry else 0
    if attempts:
        next_try = next_attempt(attempts, record.at)
        if next_try is None and state == "failed":
            state, reason = "quarantined", f"failed {attempts} times: {reason}"
    return {
        "url": url,
        "spider": record.publisher,
        "publisher": record.publisher,
        "host": host_of(url),
        "state": state,
        "reason": sanitize(reason),
        "attempts": attempts,
        "next_try": next_try,
        "lease_owner": None,
        "last_seen": record.at,
    }
