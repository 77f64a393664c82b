"""The queue of URLs: which of them wait, what their requests are made of, which hosts are paused.

Whether a URL is due and a host paused is told by the clock of the machine that asks: the clocks of
several machines should agree to a few seconds. Which run may fetch what is due: `storage.leases`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    update,
)

from newscrawler.items import ListingEntry
from newscrawler.storage.captures import Capture, upsert_captures
from newscrawler.storage.database import db_now, insert_into, write_transaction
from newscrawler.storage.schema import LISTING_COLUMNS, HostRow, UrlRow
from newscrawler.storage.storable import sanitize

UrlKind = Literal["article", "listing"]

_PRIORITY = timedelta(days=1)
"""A request of priority 1 is due a day early: listings come before articles."""
_MAX_URLS_PER_QUERY = 500


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """A URL that a crawl discovered at the aware datetime `at`.

    It waits for `spider`; `publisher` is the key of its publisher. `request` is what its request is
    made of besides the URL (JSON), `listing` what the listing said that named it. A URL that has
    ended is fetched again if it ended before `refetch_before`, and one that was out of the range of
    days of an earlier crawl if it ended before `crawl_started_at`; the two times are equal for a
    URL that is to be fetched once in every crawl, even out of quarantine. `skip_reason` says why
    this crawl does not want the URL: if it is new, it is recorded as skipped.
    """

    url: str
    spider: str
    at: datetime
    crawl_started_at: datetime
    refetch_before: datetime
    request: dict[str, Any]
    publisher: str | None = None
    kind: UrlKind = "article"
    listing: ListingEntry | None = None
    priority: int = 0
    skip_reason: str | None = None


@dataclass(frozen=True)
class Pause:
    """A host from which nothing is fetched before the aware datetime `until`."""

    host: str
    until: datetime
    reason: str


@dataclass(frozen=True)
class Validators:
    """What the response at `url` gave for the next conditional request (RFC 9110, section 13)."""

    url: str
    etag: str | None
    last_modified: str | None


CrawlRecord = Discovery | Capture | Pause | Validators


def write_crawl(engine: Engine, records: Iterable[CrawlRecord], run_id: str) -> None:
    """Record in one transaction what the run `run_id` discovered and fetched, and its pauses."""
    by_kind: dict[type, list[Any]] = {}
    for record in records:
        by_kind.setdefault(type(record), []).append(record)
    if not by_kind:
        return
    with write_transaction(engine) as connection:
        _record_discoveries(connection, by_kind.get(Discovery, ()))
        upsert_captures(connection, by_kind.get(Capture, ()), run_id)
        _pause_hosts(connection, by_kind.get(Pause, ()))
        _record_validators(connection, by_kind.get(Validators, ()))


def _record_discoveries(connection: Connection, discoveries: Iterable[Discovery]) -> None:
    """Queue every URL that is new, or ended before its discovery asks for it again.

    A URL that is skipped is recorded only if it is new. It counts as never seen, so that a crawl
    that wants it gets it.
    """
    wanted_last = sorted(discoveries, key=lambda discovery: discovery.skip_reason is None)
    found = {sanitize(discovery.url): discovery for discovery in wanted_last}
    if not found:
        return
    rows = [_discovery_row(url, discovery) for url, discovery in sorted(found.items())]
    hosts = [{"host": host} for host in sorted({row["host"] for row in rows})]
    dialect = connection.dialect.name
    connection.execute(insert_into(dialect, HostRow).on_conflict_do_nothing(), hosts)
    added = connection.execute(insert_into(dialect, UrlRow).on_conflict_do_nothing(), rows)
    wanted = [row for row in rows if row["state"] is None]
    if added.rowcount < len(rows) and wanted:
        _requeue_known(connection, wanted, found)


def _discovery_row(url: str, discovery: Discovery) -> dict[str, Any]:
    due = discovery.at - _PRIORITY * discovery.priority
    return {
        "url": url,
        "kind": discovery.kind,
        "spider": discovery.spider,
        "publisher": discovery.publisher,
        "host": host_of(url) or "",
        "state": discovery.skip_reason and "skipped",
        "reason": discovery.skip_reason,
        "next_try": None if discovery.skip_reason else due,
        "request": sanitize(discovery.request),
        "discovered_at": discovery.at,
        **{
            column: sanitize(discovery.listing and getattr(discovery.listing, field))
            for column, field in LISTING_COLUMNS.items()
        },
    }


def host_of(url: str) -> str | None:
    """Return the host of `url`, None if it has none."""
    try:
        return sanitize(urlsplit(url).hostname)
    except ValueError:
        return None


def _requeue_known(
    connection: Connection, rows: Iterable[dict[str, Any]], found: dict[str, Discovery]
) -> None:
    """Queue those of `rows` whose URL is known and not leased, and not to be fetched sooner."""
    is_forced = bindparam("refetch_before") == bindparam("crawl_started_at")
    is_due_again = or_(
        UrlRow.last_seen.is_(None),
        and_(
            UrlRow.last_seen < bindparam("refetch_before"),
            or_(is_forced, UrlRow.state.is_distinct_from("quarantined")),
        ),
        and_(
            UrlRow.last_seen < bindparam("crawl_started_at"),
            UrlRow.state == "skipped",
        ),
    )
    is_sooner = or_(
        UrlRow.next_try.is_(None),
        UrlRow.next_try > bindparam("new_next_try"),
        and_(is_forced, UrlRow.spider.is_distinct_from(bindparam("new_spider"))),
    )
    renewed = ("next_try", "request", "spider", "kind")
    statement = (
        update(UrlRow)
        .where(UrlRow.url == bindparam("of"), UrlRow.lease_owner.is_(None), is_due_again, is_sooner)
        .values({name: bindparam(f"new_{name}") for name in renewed} | _new_listing())
    )
    parameters = [
        {f"new_{name}": row[name] for name in (*renewed, *LISTING_COLUMNS)}
        | {
            "of": row["url"],
            "crawl_started_at": found[row["url"]].crawl_started_at,
            "refetch_before": found[row["url"]].refetch_before,
        }
        for row in rows
    ]
    connection.execute(statement, parameters)


def _new_listing() -> dict[str, ColumnElement[Any]]:
    """Return the listing's columns as they are set: a discovery without a listing keeps them."""
    is_listed = bindparam("new_listed_by", type_=Text).is_not(None)
    return {
        name: case((is_listed, bindparam(f"new_{name}", type_=Text)), else_=getattr(UrlRow, name))
        for name in LISTING_COLUMNS
    }


def _pause_hosts(connection: Connection, pauses: Iterable[Pause]) -> None:
    """Pause hosts; where a host is paused already, the longer pause holds."""
    insert = insert_into(connection.dialect.name, HostRow)
    is_longer = or_(
        HostRow.paused_until.is_(None), HostRow.paused_until < insert.excluded.paused_until
    )
    statement = insert.on_conflict_do_update(
        index_elements=["host"],
        set_={name: insert.excluded[name] for name in ("paused_until", "reason")},
        where=is_longer,
    )
    for each in sorted(pauses, key=lambda pause: pause.host):
        row = {"host": each.host, "paused_until": each.until, "reason": sanitize(each.reason)}
        connection.execute(statement, row)


def _record_validators(connection: Connection, validators: Iterable[Validators]) -> None:
    rows = [
        {"of": sanitize(each.url), "tag": sanitize(each.etag), "day": sanitize(each.last_modified)}
        for each in sorted(validators, key=lambda each: each.url)
    ]
    if rows:
        connection.execute(
            update(UrlRow)
            .where(UrlRow.url == bindparam("of"))
            .values(etag=bindparam("tag"), last_modified=bindparam("day")),
            rows,
        )


def count_waiting_urls(connection: Connection, spider: str) -> int:
    """Count the URLs that `spider` has still to fetch."""
    waiting = select(func.count()).where(UrlRow.spider == spider, UrlRow.next_try.is_not(None))
    return connection.scalar(waiting) or 0


def requeue_skipped(
    connection: Connection, spider: str, since: date | None, until: date | None
) -> int:
    """Queue what earlier crawls of `spider` skipped, and return the number of URLs.

    Only URLs that a listing named between two days (in WIB, inclusive) are queued, and those of
    which no listing tells the day.
    """
    day = UrlRow.listed_on
    within = [day >= since.isoformat()] if since else []
    within += [day <= until.isoformat()] if until else []
    skipped = update(UrlRow).where(
        UrlRow.spider == spider,
        # Not a bound parameter, or SQLite could not use the index over what was skipped.
        UrlRow.state == literal_column("'skipped'"),
        UrlRow.next_try.is_(None),
        UrlRow.last_seen.is_(None),
        or_(day.is_(None), and_(true(), *within)),
    )
    return connection.execute(skipped.values(next_try=db_now(connection))).rowcount


def listing_entries(connection: Connection, urls: Collection[str]) -> dict[str, ListingEntry]:
    """Return what listings said of `urls`, by URL; URLs that no listing named are left out."""
    given = {sanitize(url): url for url in urls}
    columns = [getattr(UrlRow, name) for name in LISTING_COLUMNS]
    entries = {}
    rest = iter(given)
    while batch := list(islice(rest, _MAX_URLS_PER_QUERY)):
        known = select(UrlRow.url, *columns).where(UrlRow.url.in_(batch))
        for url, *values in connection.execute(known):
            if (entry := entry_of(values)) is not None:
                entries[given[url]] = entry
    return entries


def entry_of(values: Iterable[str | None]) -> ListingEntry | None:
    """Return the entry of a URL's `LISTING_COLUMNS`, None if no listing named the URL."""
    listed_by, *rest = values
    return ListingEntry(listed_by, *rest) if listed_by is not None else None


def requeue(
    connection: Connection,
    states: Sequence[str],
    host: str | None = None,
    spider: str | None = None,
) -> int:
    """Queue the URLs that ended in `states`, due now, and return their number."""
    chosen = update(UrlRow).where(
        UrlRow.state.in_(states), UrlRow.lease_owner.is_(None), UrlRow.request.is_not(None)
    )
    if host is not None:
        chosen = chosen.where(UrlRow.host == host)
    if spider is not None:
        chosen = chosen.where(UrlRow.spider == spider)
    return connection.execute(chosen.values(next_try=db_now(connection), attempts=0)).rowcount
