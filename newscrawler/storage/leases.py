"""Leases: which run may fetch what waits in the queue of URLs, and for how long.

Ownership is by host: a run leases hosts, each for itself alone, and then URLs of them. All its
leases end with the run's own (`runs.lease_until`), which it renews while it runs; on PostgreSQL the
clock of the database decides.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, or_, select, update

from newscrawler.items import ListingEntry
from newscrawler.storage.database import db_now
from newscrawler.storage.runs import release_leases
from newscrawler.storage.schema import LISTING_COLUMNS, HostRow, RunRow, UrlRow
from newscrawler.storage.storable import sanitize
from newscrawler.storage.url_queue import UrlKind, entry_of


@dataclass(frozen=True)
class LeasedUrl:
    """A URL that a run may fetch now, as its row says.

    `state` is the state it ended in before; `etag` and `last_modified` are its validators.
    """

    url: str
    host: str
    kind: UrlKind
    request: dict[str, Any]
    listing: ListingEntry | None
    state: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True)
class LeaseOwner:
    """A run of a spider that leases hosts and URLs."""

    run_id: str
    spider: str


def lease_urls(
    connection: Connection,
    owner: LeaseOwner,
    *,
    max_hosts: int,
    max_urls: int,
    have: Mapping[str, int],
) -> list[LeasedUrl]:
    """Lease URLs of up to `max_hosts` hosts, so many of each that the run has `max_urls` of it.

    `have` says how many URLs of each host the run has left. The hosts that it owns already count;
    one without work is released. A run whose own lease is over gets nothing.
    """
    now = db_now(connection)
    alive = exists().where(RunRow.id == owner.run_id, RunRow.lease_until > now)
    if not connection.scalar(select(alive)):
        return []
    owned = HostRow.lease_owner == owner.run_id
    has_work = (_unpaused(now), _due(owner.spider, HostRow.host, now))
    busy = list(connection.scalars(select(HostRow.host).where(owned, *has_work)))
    held = connection.scalars(select(HostRow.host).where(owned)).all()
    _release_idle(connection, owner, set(held) - set(busy))
    busy += _claim(connection, owner, now, max_hosts - len(busy))
    waiting = [
        url
        for host in busy
        if (room := max_urls - have.get(host, 0)) > 0
        for url in _waiting(connection, owner, host, now, room)
    ]
    connection.execute(
        update(UrlRow)
        .where(UrlRow.url.in_([url.url for url in waiting]))
        .values(lease_owner=owner.run_id)
    )
    return waiting


def _due(spider: str, host: Any, until: datetime) -> Any:
    """Return the condition that a URL of this spider and host may be fetched by `until`."""
    return exists().where(
        UrlRow.spider == spider,
        UrlRow.host == host,
        UrlRow.next_try <= until,
        UrlRow.lease_owner.is_(None),
    )


def _unpaused(until: datetime) -> Any:
    return or_(HostRow.paused_until.is_(None), HostRow.paused_until <= until)


def _release_idle(connection: Connection, owner: LeaseOwner, hosts: Iterable[str]) -> None:
    """Release those of `hosts` of which the run has leased no URL."""
    in_flight = exists().where(UrlRow.lease_owner == owner.run_id, UrlRow.host == HostRow.host)
    connection.execute(
        update(HostRow).where(HostRow.host.in_(list(hosts)), ~in_flight).values(lease_owner=None)
    )


def _claim(connection: Connection, owner: LeaseOwner, now: datetime, most: int) -> list[str]:
    """Lease hosts that no run has, with work on them; two runs never get the same one."""
    if most < 1:
        return []
    free = (
        select(HostRow.host)
        .where(HostRow.lease_owner.is_(None), _unpaused(now))
        .where(_due(owner.spider, HostRow.host, now))
        .order_by(HostRow.host)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    claimed = list(connection.scalars(free))
    connection.execute(
        update(HostRow).where(HostRow.host.in_(claimed)).values(lease_owner=owner.run_id)
    )
    return claimed


def _waiting(
    connection: Connection, owner: LeaseOwner, host: str, now: datetime, most: int
) -> list[LeasedUrl]:
    """Return the URLs of `host` that have waited longest, none if the host is paused."""
    names = [field.name for field in fields(LeasedUrl) if field.name != "listing"]
    listed = [getattr(UrlRow, name) for name in LISTING_COLUMNS]
    wanted = (
        select(*(getattr(UrlRow, name) for name in names), *listed)
        .where(UrlRow.spider == owner.spider, UrlRow.host == host, UrlRow.next_try <= now)
        .where(UrlRow.lease_owner.is_(None))
        .where(exists().where(HostRow.host == host, _unpaused(now)))
        .order_by(UrlRow.next_try)
        .limit(most)
    )
    return [
        LeasedUrl(**dict(zip(names, row, strict=False)), listing=entry_of(row[len(names) :]))
        for row in connection.execute(wanted)
    ]


def renew_lease(connection: Connection, run_id: str, seconds: float) -> bool:
    """Renew the lease of a run until `seconds` from now; return False if it is over already."""
    now = db_now(connection)
    renewed = connection.execute(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.finished_at.is_(None), RunRow.lease_until > now)
        .values(lease_until=now + timedelta(seconds=seconds))
    )
    return bool(renewed.rowcount)


def reopen_run(connection: Connection, run_id: str, seconds: float) -> None:
    """Return a run whose lease was over a new one; what it had leased is released."""
    release_leases(connection, run_id)
    connection.execute(
        update(RunRow)
        .where(RunRow.id == run_id)
        .values(
            lease_until=db_now(connection) + timedelta(seconds=seconds),
            finished_at=None,
            finish_reason=None,
        )
    )


def release_urls(
    connection: Connection, urls: Iterable[str], *, behind_others: bool = False
) -> None:
    """Release leased URLs: they wait as before, or behind all that is due."""
    given = [{"of": sanitize(url)} for url in sorted(urls)]
    if given:
        later = {"next_try": db_now(connection)} if behind_others else {}
        connection.execute(
            update(UrlRow)
            .where(UrlRow.url == bindparam("of"), UrlRow.lease_owner.is_not(None))
            .values(lease_owner=None, **later),
            given,
        )


def reclaim_dead_runs(connection: Connection, is_dead: Callable[[str], bool]) -> list[str]:
    """End the runs that were killed, release what they had leased, and return their ids.

    A run is dead when its lease is over, or when `is_dead` says so of its worker.
    """
    now = db_now(connection)
    open_runs = select(RunRow.id, RunRow.worker, RunRow.lease_until).where(
        RunRow.finished_at.is_(None), RunRow.lease_until.is_not(None)
    )
    dead = [
        run.id
        for run in connection.execute(open_runs.with_for_update(skip_locked=True))
        if run.lease_until <= now or is_dead(run.worker or "")
    ]
    for run_id in dead:
        release_leases(connection, run_id)
    connection.execute(
        update(RunRow)
        .where(RunRow.id.in_(dead))
        .values(finished_at=now, finish_reason="killed", lease_until=None)
    )
    return dead


@dataclass(frozen=True)
class PendingWork:
    """What still waits for a spider: whether other runs work on some of it, and when more is due.

    `due` is an aware datetime within the horizon that was asked for, None when nothing is due.
    """

    others: bool
    due: datetime | None


def pending_work(connection: Connection, owner: LeaseOwner, horizon: timedelta) -> PendingWork:
    """Return what a crawl that has nothing to do may wait for, within `horizon` from now."""
    now = db_now(connection)
    until = now + horizon
    leased = exists().where(
        UrlRow.spider == owner.spider,
        UrlRow.lease_owner.is_not(None),
        UrlRow.lease_owner != owner.run_id,
    )
    has_work = (_unpaused(until), _due(owner.spider, HostRow.host, until))
    theirs = exists().where(HostRow.lease_owner != owner.run_id, *has_work)
    ours = or_(HostRow.lease_owner.is_(None), HostRow.lease_owner == owner.run_id)
    waiting = select(HostRow.host, HostRow.paused_until).where(ours, *has_work)
    due = []
    for host, paused_until in connection.execute(waiting).all():
        first = select(func.min(UrlRow.next_try)).where(
            UrlRow.spider == owner.spider,
            UrlRow.host == host,
            UrlRow.next_try.is_not(None),
            UrlRow.lease_owner.is_(None),
        )
        due.append(max(filter(None, (connection.scalar(first), paused_until, now))))
    others = connection.scalar(select(or_(leased, theirs)))
    return PendingWork(bool(others), min(due, default=None))


def active_runs(connection: Connection) -> set[str]:
    """Return the ids of the runs whose leases are not over."""
    alive = select(RunRow.id).where(
        RunRow.finished_at.is_(None), RunRow.lease_until > db_now(connection)
    )
    return set(connection.scalars(alive))


def crawl_started_at(connection: Connection, spider: str, default: datetime) -> datetime:
    """Return the start of the crawl that a run joins: that of the spider's first active run."""
    began = select(func.min(RunRow.started_at)).where(
        RunRow.spider == spider,
        RunRow.finished_at.is_(None),
        RunRow.lease_until > db_now(connection),
    )
    return connection.scalar(began) or default
