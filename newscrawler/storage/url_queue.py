"""The frontier: which URLs wait, what their next request is made of, and which hosts rest.

When a URL is due and a host rested is by the clock of the machine that says so: the clocks of
several machines should agree to a few seconds. Which run may fetch what is due: `leases`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, and_, bindparam, case, func, or_, select, true, update

from newscrawler.storage.article_rows import sanitize
from newscrawler.storage.captures import Capture, upsert_captures
from newscrawler.storage.database import db_now, insert_into, write_transaction
from newscrawler.storage.runs import host_of
from newscrawler.storage.schema import HostRow, UrlRow

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
    found = {sanitize(discovery.url): discovery for discovery in wanted_last}
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
        "request": sanitize(discovery.request),
        "discovered_at": discovery.at,
    }


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
            {"host": each.host, "paused_until": each.until, "reason": sanitize(each.reason)},
        )


def write_crawl(engine: Engine, records: Iterable[CrawlRecord], run_id: str) -> None:
    """Record in one transaction what a run met, fetched and was told."""
    by_kind: dict[type, list[Any]] = {}
    for record in records:
        by_kind.setdefault(type(record), []).append(record)
    if not by_kind:
        return
    with write_transaction(engine) as connection:
        discover(connection, by_kind.get(Discovery, ()))
        upsert_captures(connection, by_kind.get(Capture, ()), run_id)
        pause(connection, by_kind.get(Pause, ()))
        _keep(connection, by_kind.get(Validators, ()))


def _keep(connection: Connection, validators: Iterable[Validators]) -> None:
    kept = [
        {"of": sanitize(each.url), "tag": sanitize(each.etag), "day": sanitize(each.last_modified)}
        for each in sorted(validators, key=lambda each: each.url)
    ]
    if kept:
        connection.execute(
            update(UrlRow)
            .where(UrlRow.url == bindparam("of"))
            .values(etag=bindparam("tag"), last_modified=bindparam("day")),
            kept,
        )


def count_urls(
    connection: Connection, spider: str | None = None
) -> list[tuple[str, str, str, int]]:
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


def count_waiting_urls(connection: Connection, spider: str) -> int:
    """Count the URLs that a spider has still to fetch."""
    waiting = select(func.count()).where(UrlRow.spider == spider, UrlRow.next_try.is_not(None))
    return connection.scalar(waiting) or 0


def requeue_skipped(
    connection: Connection, spider: str, since: date | None, until: date | None
) -> int:
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
    return connection.execute(skipped.values(next_try=db_now(connection))).rowcount


def listing_entries(connection: Connection, url: str) -> dict[str, str]:
    """Give what the listing said that named `url`: `listing`, `title`, `published`, `day`."""
    request = connection.scalar(select(UrlRow.request).where(UrlRow.url == sanitize(url))) or {}
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
    return connection.execute(chosen.values(next_try=db_now(connection), attempts=0)).rowcount
