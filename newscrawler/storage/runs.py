"""The records of a crawl: its runs, and how every URL ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import Engine, func, update

import newscrawler
from newscrawler.items import State
from newscrawler.storage.database import insert_into, writing
from newscrawler.storage.rows import storable
from newscrawler.storage.schema import RunRow, UrlRow


@dataclass(frozen=True)
class UrlState:
    """How `url` ended at the aware datetime `at`, and why where the state alone does not say."""

    url: str
    publisher: str | None
    state: State
    reason: str | None
    at: datetime


def record_states(engine: Engine, states: Iterable[UrlState]) -> None:
    """Record `states` in one transaction; of two about one URL the later in order stays.

    A new URL counts as discovered at `at`. Raises SQLAlchemy's StatementError for a naive time.
    """
    rows = [
        {
            "url": storable(state.url),
            "publisher": state.publisher,
            "host": _host(state.url),
            "state": state.state,
            "reason": storable(state.reason),
            "discovered_at": state.at,
            "last_seen": state.at,
        }
        for state in sorted(states, key=lambda state: state.url)  # writers wait, never in a circle
    ]
    if not rows:
        return
    with writing(engine) as connection:
        insert = insert_into(connection, UrlRow)
        publisher = func.coalesce(insert.excluded.publisher, UrlRow.publisher)
        ended = {name: insert.excluded[name] for name in ("state", "reason", "last_seen")}
        connection.execute(
            insert.on_conflict_do_update(
                index_elements=["url"], set_=ended | {"publisher": publisher}
            ),
            rows,
        )


def _host(url: str) -> str | None:
    try:
        return storable(urlsplit(url).hostname)
    except ValueError:
        return None


def start_run(engine: Engine, run_id: str, spider: str, at: datetime | None = None) -> None:
    """Record that the run `run_id` (an id the caller made) of `spider` began `at`, or now.

    A run that is taken up again keeps its first start.
    """
    with writing(engine) as connection:
        connection.execute(
            insert_into(connection, RunRow).on_conflict_do_nothing(),
            {
                "id": run_id,
                "spider": spider,
                "extractor_version": newscrawler.__version__,
                "started_at": at or datetime.now(UTC),
            },
        )


def finish_run(
    engine: Engine,
    run_id: str,
    counts: dict[str, int],
    finish_reason: str,
    at: datetime | None = None,
) -> None:
    """Record that a run ended `at`, or now, with what it counted.

    Raises LookupError when no run of this id was started.
    """
    with writing(engine) as connection:
        found = connection.execute(
            update(RunRow)
            .where(RunRow.id == run_id)
            .values(finished_at=at or datetime.now(UTC), finish_reason=finish_reason, counts=counts)
        )
        if not found.rowcount:
            raise LookupError(f"run {run_id!r} was never started")
