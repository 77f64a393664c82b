"""The frontier: which URLs wait, and which run may fetch them.

Ownership is by host: a run leases hosts, each for itself alone, and then URLs of them. All its
leases end with the run's own (`runs.lease_until`), which it moves on while it lives, by the clock
of the database on PostgreSQL. When a URL is due and a host rested is by the clock of the machine
that says so: the clocks of several machines should agree to a few seconds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    true,
    update,
)

from newscrawler.storage.captures import Capture, upsert_captures
from newscrawler.storage.database import insert_into, now_of, writing
from newscrawler.storage.rows import storable
from newscrawler.storage.runs import host_of, release
from newscrawler.storage.schema import HostRow, RunRow, UrlRow

_PRIORITY = timedelta(days=1)
"""A request of priority 1 is due a day early: listings come before articles."""


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """A URL that a crawl of `spider` met at the aware datetime `at`.

    `request` is what its request is made of besides the URL (JSON). A URL that has ended is
    fetched again when it ended before `again`; one that only lay out of the range of days of a
    crawl, when it ended before this crawl `began`; one in quarantine stays there otherwise.
    `skipped` says why this crawl does not want it: a URL that nobody knows is recorded with that.
    """

    url: str
    spider: str
    at: datetime
    began: datetime
    again: datetime
    request: dict[str, Any]
    priority: int = 0
    skipped: str | None = None


@dataclass(frozen=True)
class Leased:
    """A URL that a run may fetch now, with its validators and the state it ended in before."""

    url: str
    host: str
    request: dict[str, Any]
    state: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True)
class Lessee:
    """A run of a spider that leases hosts and URLs."""

    run_id: str
    spider: str


@dataclass(frozen=True)
class Pause:
    """A host of which nothing is fetched before the aware datetime `until`."""

    host: str
    until: datetime
    reason: str


@dataclass(frozen=True)
class Validators:
    """What the response at `url` said for the next conditional request (RFC 9110, section 13)."""

    url: str
    etag: str | None
    last_modified: str | None


CrawlRecord = Discovery | Capture | Pause | Validators


def discover(connection: Connection, discoveries: Iterable[Discovery]) -> None:
    """Let every URL wait that is new, or ended before its discovery asks for it again.

    What is skipped is recorded if it is new. It has not been seen: a crawl that wants it gets it.
    """
    wanted_last = sorted(discoveries, key=lambda discovery: discovery.skipped is None)
    found = {storable(discovery.url): discovery for discovery in wanted_last}
    if not found:
        return
    rows = [_row(url, discovery) for url, discovery in sorted(found.items())]
    hosts = sorted({row["host"] for row in rows})
    connection.execute(
        insert_into(connection, HostRow).on_conflict_do_nothing(), [{"host": h} for h in hosts]
    )
    added = connection.execute(insert_into(connection, UrlRow).on_conflict_do_nothing(), rows)
    wanted = [row for row in rows if row["state"] is None]
    if added.rowcount == len(rows) or not wanted:
        return
    asked_for = bindparam("again") == bindparam("began")
    returns = or_(
        UrlRow.last_seen.is_(None),
        and_(
            UrlRow.last_seen < bindparam("again"),
            or_(asked_for, UrlRow.state.is_distinct_from("quarantined")),
        ),
        and_(UrlRow.last_seen < bindparam("began"), UrlRow.reason.startswith("out of range")),
    )
    connection.execute(
        update(UrlRow)
        .where(UrlRow.url == bindparam("of"), UrlRow.lease_owner.is_(None), returns)
        .where(
            or_(
                UrlRow.next_try.is_(None),
                UrlRow.next_try > bindparam("due"),
                and_(asked_for, UrlRow.spider.is_distinct_from(bindparam("by"))),
            )
        )
        .values(next_try=bindparam("due"), request=bindparam("made_of"), spider=bindparam("by")),
        [
            {
                "of": row["url"],
                "began": found[row["url"]].began,
                "again": found[row["url"]].again,
                "due": row["next_try"],
                "made_of": row["request"],
                "by": row["spider"],
            }
            for row in wanted
        ],
    )


def _row(url: str, discovery: Discovery) -> dict[str, Any]:
    return {
        "url": url,
        "spider": discovery.spider,
        "publisher": discovery.spider,
        "host": host_of(url) or "",
        "state": discovery.skipped and "skipped",
        "reason": discovery.skipped,
        "next_try": None if discovery.skipped else discovery.at - _PRIORITY * discovery.priority,
        "request": storable(discovery.request),
        "discovered_at": discovery.at,
    }


def lease(
    connection: Connection,
    lessee: Lessee,
    *,
    most_hosts: int,
    most_urls: int,
    have: Mapping[str, int],
) -> list[Leased]:
    """Lease URLs of up to `most_hosts` hosts, of each as many as make it `most_urls`.

    `have` says how many the run has left of each host. Hosts that it owns already count among
    them; one without work is given up. A run whose own lease is over gets nothing.
    """
    now = now_of(connection)
    alive = exists().where(RunRow.id == lessee.run_id, RunRow.lease_until > now)
    if not connection.scalar(select(alive)):
        return []
    owned = HostRow.lease_owner == lessee.run_id
    has_work = (_unpaused(now), _due(lessee.spider, HostRow.host, now))
    busy = list(connection.scalars(select(HostRow.host).where(owned, *has_work)))
    held = connection.scalars(select(HostRow.host).where(owned)).all()
    _give_up(connection, lessee, set(held) - set(busy))
    busy += _claim(connection, lessee, now, most_hosts - len(busy))
    waiting = [
        url
        for host in busy
        if (room := most_urls - have.get(host, 0)) > 0
        for url in _waiting(connection, lessee, host, now, room)
    ]
    connection.execute(
        update(UrlRow)
        .where(UrlRow.url.in_([url.url for url in waiting]))
        .values(lease_owner=lessee.run_id)
    )
    return waiting


def _due(spider: str, host: Any, until: datetime) -> Any:
    """Whether a URL of this spider and host may be fetched before `until`."""
    return exists().where(
        UrlRow.spider == spider,
        UrlRow.host == host,
        UrlRow.next_try <= until,
        UrlRow.lease_owner.is_(None),
    )


def _unpaused(until: datetime) -> Any:
    return or_(HostRow.paused_until.is_(None), HostRow.paused_until <= until)


def _give_up(connection: Connection, lessee: Lessee, hosts: Iterable[str]) -> None:
    """Let go of hosts on which this run has nothing under way."""
    under_way = exists().where(UrlRow.lease_owner == lessee.run_id, UrlRow.host == HostRow.host)
    connection.execute(
        update(HostRow).where(HostRow.host.in_(list(hosts)), ~under_way).values(lease_owner=None)
    )


def _claim(connection: Connection, lessee: Lessee, now: datetime, most: int) -> list[str]:
    """Take hosts that nobody has, with work on them; two runs never take the same."""
    if most < 1:
        return []
    free = (
        select(HostRow.host)
        .where(HostRow.lease_owner.is_(None), _unpaused(now))
        .where(_due(lessee.spider, HostRow.host, now))
        .order_by(HostRow.host)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    claimed = list(connection.scalars(free))
    connection.execute(
        update(HostRow).where(HostRow.host.in_(claimed)).values(lease_owner=lessee.run_id)
    )
    return claimed


def _waiting(
    connection: Connection, lessee: Lessee, host: str, now: datetime, most: int
) -> list[Leased]:
    """What waits longest of one host, unless the host rests."""
    wanted = (
        select(
            UrlRow.url,
            UrlRow.host,
            UrlRow.request,
            UrlRow.state,
            UrlRow.etag,
            UrlRow.last_modified,
        )
        .where(UrlRow.spider == lessee.spider, UrlRow.host == host, UrlRow.next_try <= now)
        .where(UrlRow.lease_owner.is_(None))
        .where(exists().where(HostRow.host == host, _unpaused(now)))
        .order_by(UrlRow.next_try)
        .limit(most)
    )
    return [Leased(**row._mapping) for row in connection.execute(wanted)]


def renew(connection: Connection, run_id: str, seconds: float) -> bool:
    """Move the lease of a run on to `seconds` from now; False when it is over already."""
    now = now_of(connection)
    renewed = connection.execute(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.finished_at.is_(None), RunRow.lease_until > now)
        .values(lease_until=now + timedelta(seconds=seconds))
    )
    return bool(renewed.rowcount)


def revive(connection: Connection, run_id: str, seconds: float) -> None:
    """Give a run whose lease was over a new one; what it held is no longer its own."""
    release(connection, run_id)
    connection.execute(
        update(RunRow)
        .where(RunRow.id == run_id)
        .values(
            lease_until=now_of(connection) + timedelta(seconds=seconds),
            finished_at=None,
            finish_reason=None,
        )
    )


def put_back(connection: Connection, urls: Iterable[str], *, behind_others: bool = False) -> None:
    """Let leased URLs wait again, as if they had not been leased, or behind all that is due."""
    given = [{"of": storable(url)} for url in sorted(urls)]
    if given:
        later = {"next_try": now_of(connection)} if behind_others else {}
        connection.execute(
            update(UrlRow)
            .where(UrlRow.url == bindparam("of"), UrlRow.lease_owner.is_not(None))
            .values(lease_owner=None, **later),
            given,
        )


def pause(connection: Connection, pauses: Iterable[Pause]) -> None:
    """Let hosts rest; a longer rest stays."""
    insert = insert_into(connection, HostRow)
    for each in sorted(pauses, key=lambda pause: pause.host):
        longer = or_(
            HostRow.paused_until.is_(None), HostRow.paused_until < insert.excluded.paused_until
        )
        connection.execute(
            insert.on_conflict_do_update(
                index_elements=["host"],
                set_={name: insert.excluded[name] for name in ("paused_until", "reason")},
                where=longer,
            ),
            {"host": each.host, "paused_until": each.until, "reason": storable(each.reason)},
        )


def take_over(connection: Connection, is_dead: Callable[[str], bool]) -> list[str]:
    """End the runs that were killed, give back what they had leased, and name them.

    A run is dead when its lease is over, or when `is_dead` says so of its worker.
    """
    now = now_of(connection)
    open_runs = select(RunRow.id, RunRow.worker, RunRow.lease_until).where(
        RunRow.finished_at.is_(None), RunRow.lease_until.is_not(None)
    )
    dead = [
        run.id
        for run in connection.execute(open_runs.with_for_update(skip_locked=True))
        if run.lease_until <= now or is_dead(run.worker or "")
    ]
    for run_id in dead:
        release(connection, run_id)
    connection.execute(
        update(RunRow)
        .where(RunRow.id.in_(dead))
        .values(finished_at=now, finish_reason="killed", lease_until=None)
    )
    return dead


def write_crawl(engine: Engine, records: Iterable[CrawlRecord], run_id: str) -> None:
    """Record in one transaction what a run met, fetched and was told."""
    by_kind: dict[type, list[Any]] = {}
    for record in records:
        by_kind.setdefault(type(record), []).append(record)
    if not by_kind:
        return
    with writing(engine) as connection:
        discover(connection, by_kind.get(Discovery, ()))
        upsert_captures(connection, by_kind.get(Capture, ()), run_id)
        pause(connection, by_kind.get(Pause, ()))
        _keep(connection, by_kind.get(Validators, ()))


def _keep(connection: Connection, validators: Iterable[Validators]) -> None:
    kept = [
        {"of": storable(each.url), "tag": storable(each.etag), "day": storable(each.last_modified)}
        for each in sorted(validators, key=lambda each: each.url)
    ]
    if kept:
        connection.execute(
            update(UrlRow)
            .where(UrlRow.url == bindparam("of"))
            .values(etag=bindparam("tag"), last_modified=bindparam("day")),
            kept,
        )


@dataclass(frozen=True)
class Outlook:
    """What still waits for a spider: whether others work on some of it, and when more is due.

    `due` is an aware datetime within the horizon that was asked for, None when nothing is.
    """

    others: bool
    due: datetime | None


def outlook(connection: Connection, lessee: Lessee, horizon: timedelta) -> Outlook:
    """Tell what a crawl that has nothing to do may wait for."""
    now = now_of(connection)
    until = now + horizon
    leased = exists().where(
        UrlRow.spider == lessee.spider,
        UrlRow.lease_owner.is_not(None),
        UrlRow.lease_owner != lessee.run_id,
    )
    has_work = (_unpaused(until), _due(lessee.spider, HostRow.host, until))
    theirs = exists().where(HostRow.lease_owner != lessee.run_id, *has_work)
    ours = or_(HostRow.lease_owner.is_(None), HostRow.lease_owner == lessee.run_id)
    waiting = select(HostRow.host, HostRow.paused_until).where(ours, *has_work)
    due = []
    for host, paused_until in connection.execute(waiting).all():
        first = select(func.min(UrlRow.next_try)).where(
            UrlRow.spider == lessee.spider,
            UrlRow.host == host,
            UrlRow.next_try.is_not(None),
            UrlRow.lease_owner.is_(None),
        )
        due.append(max(filter(None, (connection.scalar(first), paused_until, now))))
    others = connection.scalar(select(or_(leased, theirs)))
    return Outlook(bool(others), min(due, default=None))


def live_runs(connection: Connection) -> set[str]:
    """Give the ids of the runs whose leases are not over."""
    alive = select(RunRow.id).where(
        RunRow.finished_at.is_(None), RunRow.lease_until > now_of(connection)
    )
    return set(connection.scalars(alive))


def crawl_began(connection: Connection, spider: str, default: datetime) -> datetime:
    """Give the start of the crawl a run joins: that of the first live run of the spider."""
    began = select(func.min(RunRow.started_at)).where(
        RunRow.spider == spider,
        RunRow.finished_at.is_(None),
        RunRow.lease_until > now_of(connection),
    )
    return connection.scalar(began) or default


def tally(connection: Connection, spider: str | None = None) -> list[tuple[str, str, str, int]]:
    """Count the URLs by spider, host and state.

    The state is `leased`, `waiting` (never ended, or to be fetched again) or one of `items.State`.
    """
    waits_again = and_(UrlRow.next_try.is_not(None), UrlRow.state.is_distinct_from("failed"))
    state = case(
        (UrlRow.lease_owner.is_not(None), "leased"),
        (waits_again, "waiting"),
        else_=func.coalesce(UrlRow.state, "waiting"),
    ).label("state")
    counted = select(UrlRow.spider, UrlRow.host, state, func.count()).group_by(
        UrlRow.spider, UrlRow.host, state
    )
    if spider is not None:
        counted = counted.where(UrlRow.spider == spider)
    rows: Sequence[Any] = connection.execute(counted).all()
    return sorted((row[0] or "", row[1] or "", row[2], row[3]) for row in rows)


def waiting_urls(connection: Connection, spider: str) -> int:
    """Count the URLs that a spider has still to fetch."""
    waiting = select(func.count()).where(UrlRow.spider == spider, UrlRow.next_try.is_not(None))
    return connection.scalar(waiting) or 0


def take_up(connection: Connection, spider: str, since: date | None, until: date | None) -> int:
    """Let wait what earlier crawls of `spider` skipped, listed between two days (WIB, inclusive).

    The day is that of the listing, in `request`; where there is none the URL may be of any day.
    Gives the number of URLs.
    """
    day = UrlRow.request["meta"]["listed"]["day"].as_string()
    within = [day >= since.isoformat()] if since else []
    within += [day <= until.isoformat()] if until else []
    skipped = update(UrlRow).where(
        UrlRow.spider == spider,
        UrlRow.state == "skipped",
        UrlRow.last_seen.is_(None),
        UrlRow.next_try.is_(None),
        or_(day.is_(None), and_(true(), *within)),
    )
    return connection.execute(skipped.values(next_try=now_of(connection))).rowcount


def listed_of(connection: Connection, url: str) -> dict[str, str]:
    """Give what the listing said that named `url`: `listing`, `title`, `published`, `day`."""
    request = connection.scalar(select(UrlRow.request).where(UrlRow.url == storable(url))) or {}
    listed: dict[str, str] = request.get("meta", {}).get("listed", {})
    return listed


def requeue(
    connection: Connection,
    states: Sequence[str],
    host: str | None = None,
    spider: str | None = None,
) -> int:
    """Let the URLs that ended in `states` wait again from now on, and give their number."""
    chosen = update(UrlRow).where(
        UrlRow.state.in_(states), UrlRow.lease_owner.is_(None), UrlRow.request.is_not(None)
    )
    if host is not None:
        chosen = chosen.where(UrlRow.host == host)
    if spider is not None:
        chosen = chosen.where(UrlRow.spider == spider)
    return connection.execute(chosen.values(next_try=now_of(connection), attempts=0)).rowcount
