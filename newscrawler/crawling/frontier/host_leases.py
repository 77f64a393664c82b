"""HostLeases: what this run holds of the frontier, and how it comes to more of it.

Ownership is by host, as `storage.leases` says: what is here is this run's alone until its lease is
over. Of Scrapy nothing is known here but how to wake the engine, and how to stop the crawl.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any

from newscrawler.crawling.database_writer import DatabaseLostError, DatabaseWriter
from newscrawler.crawling.frontier.worker_identity import is_dead, this_worker
from newscrawler.storage.leases import (
    LeasedUrl,
    LeaseOwner,
    PendingWork,
    crawl_started_at,
    lease_urls,
    pending_work,
    reclaim_dead_runs,
    release_urls,
    renew_lease,
    reopen_run,
)
from newscrawler.storage.runs import RunLease, start_run

logger = logging.getLogger(__name__)

MAX_LEASED_URLS_PER_HOST = 32
"""URLs of one host that are leased at once."""
MIN_WAITING_URLS = 8
"""So few of them are left when more are leased."""
POLL_SECONDS = 1.0
"""Seconds between looks at work that other processes have in hand."""


@dataclass
class _Host:
    """A host this process owns: what is leased of it, and what is under way."""

    waiting: deque[LeasedUrl] = field(default_factory=deque)
    active: set[str] = field(default_factory=set)


@dataclass(kw_only=True, eq=False)
class HostLeases:
    """The hosts this run owns and the URLs it has leased of them, given out host by host in turn.

    `length` is how many seconds the run's lease lasts when it is not moved on; in its last `margin`
    seconds nothing is given out. At most `concurrency` URLs are under way, `per_host` of them of
    one host. What is due only after `max_idle` is not waited for. `wake` lets the engine look
    again; `stop` ends a crawl that cannot go on.
    """

    writer: DatabaseWriter
    length: float
    margin: float
    max_idle: timedelta
    concurrency: int
    per_host: int
    wake: Callable[[], None]
    stop: Callable[[], None]

    def __post_init__(self) -> None:
        self.hosts: dict[str, _Host] = {}
        self.leased: dict[str, str] = {}  # URL that is leased and not ended: its host
        self.in_flight: set[str] = set()  # given out, and not ended
        self.paused_until: dict[str, datetime] = {}
        self.unwritten = 0
        self.is_exhausted = False  # the last look for more found nothing
        self.is_waiting = False  # until the next look
        self.is_finished = False  # nothing is due, and nobody else works on anything
        self.leased_until = 0.0
        self.need_more = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    async def begin(self, spider: str) -> datetime:
        """Record the run of `spider` with its lease, and give the start of the crawl it joins.

        What killed runs had in hand is free again. Raises DatabaseUnavailable, DatabaseLostError.
        """
        self.owner = LeaseOwner(self.writer.run_id, spider)
        engine = await self.writer.open()
        now = datetime.now(UTC)
        length = RunLease(this_worker(), timedelta(seconds=self.length))
        self.leased_until = monotonic() + self.length
        await asyncio.to_thread(start_run, engine, self.owner.run_id, spider, now, length)
        for run in await self.writer.run(partial(reclaim_dead_runs, is_dead=is_dead)):
            logger.warning("Run %s was killed; what it had in hand is taken up again", run)
        return await self.writer.run(partial(crawl_started_at, spider=spider, default=now))

    def start(self) -> None:
        """Keep the run's lease alive and lease more as it is wanted, from now until `end`."""
        self.tasks = [asyncio.create_task(self._keep_leased()), asyncio.create_task(self._lease())]

    async def end(self) -> None:
        """Lease no more; what is leased is given back with the end of the run."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def without_outcome(self) -> list[str]:
        """Return the leased URLs that no longer wait and have no outcome, in order."""
        leftover = {leased.url for host in self.hosts.values() for leased in host.waiting}
        return sorted(self.leased.keys() - leftover)

    # What is given out, and what becomes of it

    def next_url(self) -> LeasedUrl | None:
        """Return the next URL of a host that may be asked now, None if there is none."""
        if monotonic() + self.margin > self.leased_until or self._is_full():
            return None
        for name in list(self.hosts):
            host = self.hosts[name]
            if host.waiting and len(host.active) < self.per_host:
                self.hosts[name] = self.hosts.pop(name)  # the others come first next time
                if len(host.waiting) < MIN_WAITING_URLS and not self.is_exhausted:
                    self.need_more.set()
                return host.waiting.popleft()
        if not (self.is_finished or self.is_waiting or (self.is_exhausted and self._has_waiting())):
            self.need_more.set()
        return None

    def mark_in_flight(self, leased: LeasedUrl) -> None:
        """Count a URL that `next_url` gave as under way."""
        self.hosts[leased.host].active.add(leased.url)
        self.in_flight.add(leased.url)

    def mark_host_idle(self, url: str) -> None:
        """Let the host of a URL that is no longer under way be asked again."""
        host = self.hosts.get(self.leased.get(url, ""))
        if host:
            host.active.discard(url)

    def forget(self, url: str) -> bool:
        """Forget a URL in hand; False if it was not."""
        self.mark_host_idle(url)
        self.in_flight.discard(url)
        self.wake()
        return self.leased.pop(url, None) is not None

    def defer(self, url: str) -> None:
        """Let a URL in hand wait again, behind all that is due."""
        self.forget(url)
        self.track_write(
            self.writer.run_nowait(partial(release_urls, urls=[url], behind_others=True))
        )

    def pause_host(self, host: str, until: datetime) -> None:
        """Give out nothing of a host before the aware datetime `until`."""
        self.paused_until[host] = max(until, self.paused_until.get(host, until))
        resting = self.hosts.pop(host, _Host())
        urls = [leased.url for leased in resting.waiting]
        for url in urls:
            del self.leased[url]
        self.track_write(self.writer.run_nowait(partial(release_urls, urls=urls)))

    def track_write(self, written: "asyncio.Future[Any]") -> None:
        """Look for more as soon as what is being written is there."""
        self.is_finished = False
        self.unwritten += 1
        written.add_done_callback(self._on_written)

    # The rest

    def _is_full(self) -> bool:
        """Return whether more pages wait to be recorded than may be fetched at once.

        While the database is away nothing more is asked for: it would be asked for again.
        """
        return len(self.in_flight) >= self.concurrency

    def _has_waiting(self) -> bool:
        return any(host.waiting for host in self.hosts.values())

    def _on_written(self, written: "asyncio.Future[Any]") -> None:
        self.unwritten -= 1
        self.is_exhausted = False
        if not self.unwritten or not self._has_waiting():
            self.need_more.set()

    async def _keep_leased(self) -> None:
        """Move the lease on; start anew when it was over before we could."""
        run_id = self.owner.run_id
        while True:
            await asyncio.sleep(self.length / 3)
            asked = monotonic()
            try:
                kept = await self.writer.run(
                    partial(renew_lease, run_id=run_id, seconds=self.length)
                )
                if not kept:
                    logger.warning("The lease was over; the crawl begins anew with what is free")
                    self.hosts.clear()
                    self.leased.clear()
                    self.in_flight.clear()
                    await self.writer.run(partial(reopen_run, run_id=run_id, seconds=self.length))
            except DatabaseLostError:
                return
            self.leased_until = asked + self.length

    async def _lease(self) -> None:
        """Lease more whenever the engine wants it, and find out when there is no more."""
        while True:
            await self.need_more.wait()
            self.need_more.clear()
            try:
                await self._lease_more()
                if not self.is_exhausted:
                    self.wake()
                elif not self._has_waiting():
                    self._wait_or_finish(await self._peek_pending())
            except DatabaseLostError:
                return
            except Exception:
                logger.exception("The frontier failed; the crawl stops here")
                self.stop()
                return

    async def _lease_more(self) -> None:
        have = {name: len(host.waiting) for name, host in self.hosts.items() if host.waiting}
        leased = await self.writer.run(
            partial(
                lease_urls,
                owner=self.owner,
                max_hosts=self.concurrency,
                max_urls=MAX_LEASED_URLS_PER_HOST,
                have=have,
            )
        )
        now = datetime.now(UTC)
        resting = [each.url for each in leased if self.paused_until.get(each.host, now) > now]
        if resting:  # paused while they were being leased
            self.track_write(self.writer.run_nowait(partial(release_urls, urls=resting)))
        for each in leased:
            if each.url not in resting:
                self.hosts.setdefault(each.host, _Host()).waiting.append(each)
                self.leased[each.url] = each.host
        self.is_exhausted = len(resting) == len(leased)

    def _wait_or_finish(self, ahead: PendingWork) -> None:
        wait = self._seconds_until(ahead)
        if wait is None:
            self.is_finished = not self.unwritten
            self.wake()
        else:
            self.is_waiting = True
            asyncio.get_running_loop().call_later(wait, self._look_again)

    def _look_again(self) -> None:
        self.is_waiting = False
        self.need_more.set()

    async def _peek_pending(self) -> PendingWork:
        """Return the work that is pending, after releasing the URLs of runs that were killed."""
        await self.writer.run(partial(reclaim_dead_runs, is_dead=is_dead))
        return await self.writer.run(partial(pending_work, owner=self.owner, horizon=self.max_idle))

    def _seconds_until(self, ahead: PendingWork) -> float | None:
        """Return the seconds to wait for more URLs, None when there will be none."""
        if ahead.due is not None:
            wait = (ahead.due - datetime.now(UTC)).total_seconds()
            return min(max(wait, 0.05), POLL_SECONDS) if ahead.others else max(wait, 0.05)
        return POLL_SECONDS if ahead.others else None
