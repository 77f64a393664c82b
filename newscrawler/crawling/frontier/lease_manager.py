"""Leases: what this run holds of the frontier, and how it comes to more of it.

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

from newscrawler.crawling.frontier.database_writer import DatabaseLost, Writer
from newscrawler.crawling.frontier.worker_identity import is_dead, this_worker
from newscrawler.storage import (
    LeasedUrl,
    LeaseOwner,
    PendingWork,
    RunLease,
    crawl_started_at,
    lease_urls,
    pending_work,
    reclaim_dead_runs,
    release_urls,
    renew_lease,
    reopen_run,
    start_run,
)

logger = logging.getLogger(__name__)

_URLS_PER_HOST = 32
"""URLs of one host that are leased at once."""
_FEW = 8
"""So few of them are left when more are leased."""
_POLL = 1.0
"""Seconds between looks at work that other processes have in hand."""


@dataclass
class _Host:
    """A host this process owns: what is leased of it, and what is under way."""

    waiting: deque[LeasedUrl] = field(default_factory=deque)
    active: set[str] = field(default_factory=set)


@dataclass(kw_only=True, eq=False)
class Leases:
    """The hosts this run owns and the URLs it has leased of them, given out host by host in turn.

    `length` is how many seconds the run's lease lasts when it is not moved on; in its last `margin`
    seconds nothing is given out. At most `concurrency` URLs are under way, `at_once` of them of one
    host. What is due only after `patience` is not waited for. `wake` lets the engine look again;
    `stop` ends a crawl that cannot go on.
    """

    writer: Writer
    length: float
    margin: float
    patience: timedelta
    concurrency: int
    at_once: int
    wake: Callable[[], None]
    stop: Callable[[], None]

    def __post_init__(self) -> None:
        self.hosts: dict[str, _Host] = {}
        self.in_hand: dict[str, str] = {}  # URL that is leased and not ended: its host
        self.under_way: set[str] = set()  # given out, and not ended
        self.rests: dict[str, datetime] = {}
        self.unwritten = 0
        self.dry = False  # the last look for more found nothing
        self.sleeping = False  # until the next look
        self.finished = False  # nothing is due, and nobody else works on anything
        self.leased_until = 0.0
        self.wanted = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    async def begin(self, spider: str) -> datetime:
        """Record the run of `spider` with its lease, and give the start of the crawl it joins.

        What killed runs had in hand is free again. Raises DatabaseUnavailable, DatabaseLost.
        """
        self.owner = LeaseOwner(self.writer.run_id, spider)
        engine = await self.writer.open()
        now = datetime.now(UTC)
        length = RunLease(this_worker(), timedelta(seconds=self.length))
        self.leased_until = monotonic() + self.length
        await asyncio.to_thread(start_run, engine, self.owner.run_id, spider, now, length)
        for run in await self.writer.call(partial(reclaim_dead_runs, is_dead=is_dead)):
            logger.warning("Run %s was killed; what it had in hand is taken up again", run)
        return await self.writer.call(partial(crawl_started_at, spider=spider, default=now))

    def start(self) -> None:
        """Keep the run's lease alive and lease more as it is wanted, from now until `end`."""
        self.tasks = [asyncio.create_task(self._keep_leased()), asyncio.create_task(self._lease())]

    async def end(self) -> None:
        """Lease no more; what is leased is given back with the end of the run."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def unaccounted(self) -> list[str]:
        """The URLs in hand that no longer wait and of which no end is known, in order."""
        leftover = {leased.url for host in self.hosts.values() for leased in host.waiting}
        return sorted(self.in_hand.keys() - leftover)

    # What is given out, and what becomes of it

    def next_url(self) -> LeasedUrl | None:
        """The next URL of a host that may be asked now, None if there is none."""
        if monotonic() + self.margin > self.leased_until or self._is_behind():
            return None
        for name in list(self.hosts):
            host = self.hosts[name]
            if host.waiting and len(host.active) < self.at_once:
                self.hosts[name] = self.hosts.pop(name)  # the others come first next time
                if len(host.waiting) < _FEW and not self.dry:
                    self.wanted.set()
                return host.waiting.popleft()
        if not (self.finished or self.sleeping or (self.dry and self._has_waiting())):
            self.wanted.set()
        return None

    def give_out(self, leased: LeasedUrl) -> None:
        """Count a URL that `next_url` gave as under way."""
        self.hosts[leased.host].active.add(leased.url)
        self.under_way.add(leased.url)

    def free(self, url: str) -> None:
        """Let the host of a URL that is no longer under way be asked again."""
        host = self.hosts.get(self.in_hand.get(url, ""))
        if host:
            host.active.discard(url)

    def drop(self, url: str) -> bool:
        """Forget a URL in hand; False if it was not."""
        self.free(url)
        self.under_way.discard(url)
        self.wake()
        return self.in_hand.pop(url, None) is not None

    def postpone(self, url: str) -> None:
        """Let a URL in hand wait again, behind all that is due."""
        self.drop(url)
        self.expect(self.writer.start(partial(release_urls, urls=[url], behind_others=True)))

    def rest(self, host: str, until: datetime) -> None:
        """Give out nothing of a host before the aware datetime `until`."""
        self.rests[host] = max(until, self.rests.get(host, until))
        resting = self.hosts.pop(host, _Host())
        urls = [leased.url for leased in resting.waiting]
        for url in urls:
            del self.in_hand[url]
        self.expect(self.writer.start(partial(release_urls, urls=urls)))

    def expect(self, written: "asyncio.Future[Any]") -> None:
        """Look for more as soon as what is being written is there."""
        self.finished = False
        self.unwritten += 1
        written.add_done_callback(self._on_written)

    # The rest

    def _is_behind(self) -> bool:
        """Whether more pages are not recorded yet than may be fetched at once.

        While the database is away nothing more is asked for: it would be asked for again.
        """
        return len(self.under_way) >= self.concurrency

    def _has_waiting(self) -> bool:
        return any(host.waiting for host in self.hosts.values())

    def _on_written(self, written: "asyncio.Future[Any]") -> None:
        self.unwritten -= 1
        self.dry = False
        if not self.unwritten or not self._has_waiting():
            self.wanted.set()

    async def _keep_leased(self) -> None:
        """Move the lease on; start anew when it was over before we could."""
        run_id = self.owner.run_id
        while True:
            await asyncio.sleep(self.length / 3)
            asked = monotonic()
            try:
                kept = await self.writer.call(
                    partial(renew_lease, run_id=run_id, seconds=self.length)
                )
                if not kept:
                    logger.warning("The lease was over; the crawl begins anew with what is free")
                    self.hosts.clear()
                    self.in_hand.clear()
                    self.under_way.clear()
                    await self.writer.call(partial(reopen_run, run_id=run_id, seconds=self.length))
            except DatabaseLost:
                return
            self.leased_until = asked + self.length

    async def _lease(self) -> None:
        """Lease more whenever the engine wants it, and find out when there is no more."""
        while True:
            await self.wanted.wait()
            self.wanted.clear()
            try:
                await self._lease_more()
                if not self.dry:
                    self.wake()
                elif not self._has_waiting():
                    self._sleep_or_finish(await self._look_ahead())
            except DatabaseLost:
                return
            except Exception:
                logger.exception("The frontier failed; the crawl stops here")
                self.stop()
                return

    async def _lease_more(self) -> None:
        have = {name: len(host.waiting) for name, host in self.hosts.items() if host.waiting}
        leased = await self.writer.call(
            partial(
                lease_urls,
                owner=self.owner,
                max_hosts=self.concurrency,
                max_urls=_URLS_PER_HOST,
                have=have,
            )
        )
        now = datetime.now(UTC)
        resting = [each.url for each in leased if self.rests.get(each.host, now) > now]
        if resting:  # paused while they were being leased
            self.expect(self.writer.start(partial(release_urls, urls=resting)))
        for each in leased:
            if each.url not in resting:
                self.hosts.setdefault(each.host, _Host()).waiting.append(each)
                self.in_hand[each.url] = each.host
        self.dry = len(resting) == len(leased)

    def _sleep_or_finish(self, ahead: PendingWork) -> None:
        wait = self._seconds_until(ahead)
        if wait is None:
            self.finished = not self.unwritten
            self.wake()
        else:
            self.sleeping = True
            asyncio.get_running_loop().call_later(wait, self._look_again)

    def _look_again(self) -> None:
        self.sleeping = False
        self.wanted.set()

    async def _look_ahead(self) -> PendingWork:
        """What there is to wait for; what killed runs had in hand is free by then."""
        await self.writer.call(partial(reclaim_dead_runs, is_dead=is_dead))
        return await self.writer.call(
            partial(pending_work, owner=self.owner, horizon=self.patience)
        )

    def _seconds_until(self, ahead: PendingWork) -> float | None:
        """How long to wait for more; None when no more is to come."""
        if ahead.due is not None:
            wait = (ahead.due - datetime.now(UTC)).total_seconds()
            return min(max(wait, 0.05), _POLL) if ahead.others else max(wait, 0.05)
        return _POLL if ahead.others else None
