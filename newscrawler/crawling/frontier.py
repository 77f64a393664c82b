"""The frontier: a Scrapy scheduler on the project's database, which loses no URL.

What is discovered is a row before the page that named it counts as read; what is fetched is in the
archive before it is read; a row says that a URL is done only after its article is stored. A killed
process therefore loses nothing: its leases end, and what it had in hand is fetched again.
"""

import asyncio
import logging
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Self
from urllib.parse import urldefrag

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from newscrawler.crawling.requests import pack, unpack
from newscrawler.crawling.runs import run_id_of
from newscrawler.crawling.sweep import sweep
from newscrawler.crawling.workers import is_dead, this_worker
from newscrawler.crawling.writer import DatabaseLost, Writer
from newscrawler.items import State
from newscrawler.signals import captured, host_paused, url_ended, url_postponed, url_recorded
from newscrawler.storage import (
    Capture,
    Discovery,
    Leased,
    Lessee,
    Outlook,
    Pause,
    RunLease,
    UrlState,
    Validators,
    crawl_began,
    lease,
    live_runs,
    outlook,
    put_back,
    renew,
    revive,
    start_run,
    take_over,
    take_up,
    waiting_urls,
)

logger = logging.getLogger(__name__)

_URLS_PER_HOST = 32
"""URLs of one host that are leased at once."""
_FEW = 8
"""So few of them are left when more are leased."""
_POLL = 1.0
"""Seconds between looks at work that other processes have in hand."""
_CONDITIONAL = frozenset(("stored", "unchanged"))
"""States whose page we have: it need not be sent again unless it has changed."""


@dataclass
class _Host:
    """A host this process owns: what is leased of it, and what is under way."""

    waiting: deque[Leased] = field(default_factory=deque)
    active: set[str] = field(default_factory=set)


class Frontier(BaseScheduler):
    """Gives the engine what the database says is due, host by host in turn.

    Several processes and machines may work on one database: each host is fetched from by one of
    them at a time. Requests are rows, never pickles.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        settings = crawler.settings
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.writer = Writer.of(crawler)
        self.run_id = run_id_of(crawler)
        self.lease_length = settings.getfloat("FRONTIER_LEASE")
        self.patience = timedelta(seconds=settings.getfloat("FRONTIER_PATIENCE"))
        self.recrawl_after = timedelta(seconds=settings.getfloat("RECRAWL_AFTER"))
        # A request that is given out must be over before the lease is.
        self.margin = settings.getfloat("DOWNLOAD_TIMEOUT")
        self.at_once = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.concurrency = settings.getint("CONCURRENT_REQUESTS")
        self.archive = settings["ARCHIVE_DIR"]
        self.hosts: dict[str, _Host] = {}
        self.in_hand: dict[str, str] = {}  # URL that is leased and not ended: its host
        self.under_way: set[str] = set()  # given out, and not ended
        self.validators: dict[str, Validators] = {}
        self.rests: dict[str, datetime] = {}
        self.unwritten = 0
        self.dry = False  # the last look for more found nothing
        self.sleeping = False  # until the next look
        self.finished = False  # nothing is due, and nobody else works on anything
        self.closed = False
        self.leased_until = 0.0
        self.wanted = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []
        self.counted: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for what becomes of requests."""
        frontier = cls(crawler)
        for receiver, signal in (
            (frontier.on_ended, url_ended),
            (frontier.on_postponed, url_postponed),
            (frontier.on_recorded, url_recorded),
            (frontier.on_captured, captured),
            (frontier.on_paused, host_paused),
            (frontier.on_response, signals.response_received),
        ):
            crawler.signals.connect(receiver, signal)
        return frontier

    # What Scrapy calls

    def open(self, spider: Spider) -> "Deferred[None]":
        """Take up the run: what killed runs had in hand is free again, and the archive is whole."""
        return deferred_from_coro(self._open(spider))

    def has_pending_requests(self) -> bool:
        """Whether there is, or may soon be, something to fetch."""
        return not self.closed and not self.finished and self.writer.lost is None

    def enqueue_request(self, request: Request) -> bool:
        """File a request that was discovered; it comes back when it is due.

        A URL that has ended is fetched again after RECRAWL_AFTER; with `meta["again"]` "always",
        once in each crawl. With `meta["skipped"]`, the reason, it is only recorded.
        """
        always = request.meta.get("again") == "always"
        # A fragment is not sent: the answer, and so the end of the URL, would not bear it.
        request = request.replace(url=urldefrag(request.url).url)
        discovery = Discovery(
            url=request.url,
            spider=self.lessee.spider,
            at=datetime.now(UTC),
            began=self.began,
            again=self.began if always else self.began - self.recrawl_after,
            request=pack(request, self.spider),
            priority=request.priority,
            skipped=request.meta.get("skipped"),
        )
        self.stats.inc_value("frontier/discovered")
        written = self.writer.submit(discovery)
        if discovery.skipped:
            self.stats.inc_value("frontier/skipped")
            return True
        self._expect(written)
        asked = next(reversed(request.meta.get("redirect_urls", ())), None)
        if asked in self.in_hand:  # safe by now, the target is a URL of its own
            self.stats.inc_value("urls/duplicate")
            self.on_ended(asked, "duplicate", f"redirected to {request.url}")
        return True

    def next_request(self) -> Request | None:
        """The next request of a host that may be asked now, None if there is none."""
        if monotonic() + self.margin > self.leased_until or self._is_behind():
            return None
        for name in list(self.hosts):
            host = self.hosts[name]
            if host.waiting and len(host.active) < self.at_once:
                self.hosts[name] = self.hosts.pop(name)  # the others come first next time
                if len(host.waiting) < _FEW and not self.dry:
                    self.wanted.set()
                return self._request(host, host.waiting.popleft())
        if not (self.finished or self.sleeping or (self.dry and self._has_waiting())):
            self.wanted.set()
        return None

    def close(self, reason: str) -> "Deferred[None]":
        """Say what has not ended; what is leased is given back with the end of the run."""
        return deferred_from_coro(self._close())

    # What becomes of requests

    def on_ended(self, url: str, state: State, reason: str | None) -> None:
        """Hand over the end of a URL; its host may be asked again."""
        self._free(url)
        self._wake()
        self.writer.submit(UrlState(url, self.spider.name, state, reason, datetime.now(UTC)))

    def on_postponed(self, url: str, reason: str) -> None:
        """Let a URL wait again."""
        self.stats.inc_value("frontier/postponed")
        self._drop(url)
        self._expect(self.writer.start(partial(put_back, urls=[url], behind_others=True)))

    def on_recorded(self, end: UrlState) -> None:
        """A URL is done; what its response said of itself holds now that the page is kept."""
        validators = self.validators.pop(end.url, None)
        if validators and end.state in _CONDITIONAL:
            self.writer.submit(validators)
        if self._drop(end.url):
            self.counted[end.state] += 1

    def on_captured(self, capture: Capture) -> None:
        """Record where a response is kept."""
        self.writer.submit(capture)

    def on_paused(self, host: str, until: datetime, reason: str) -> None:
        """Let a host rest, at once here and by its row everywhere."""
        self.writer.submit(Pause(host, until, reason))
        self.rests[host] = max(until, self.rests.get(host, until))
        resting = self.hosts.pop(host, _Host())
        urls = [leased.url for leased in resting.waiting]
        for url in urls:
            del self.in_hand[url]
        self._expect(self.writer.start(partial(put_back, urls=urls)))
        logger.warning("%s rests until %s: %s", host, until.isoformat(timespec="seconds"), reason)

    def on_response(self, response: Response, request: Request) -> None:
        """Keep the validators of a page; its host may be asked again.

        Not as soon as it leaves the downloader: the host may just have asked for patience.
        """
        self._free(request.url)
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        if response.status == 200 and request.url in self.in_hand and (etag or modified):  # noqa: PLR2004
            self.validators[request.url] = Validators(request.url, _text(etag), _text(modified))

    # The rest

    async def _open(self, spider: Spider) -> None:
        self.spider = spider
        name: str = getattr(spider, "frontier_name", spider.name)
        self.lessee = Lessee(self.run_id, name)
        engine = await self.writer.open()
        now = datetime.now(UTC)
        length = RunLease(this_worker(), timedelta(seconds=self.lease_length))
        self.leased_until = monotonic() + self.lease_length
        await asyncio.to_thread(start_run, engine, self.run_id, name, now, length)
        for run in await self.writer.call(partial(take_over, is_dead=is_dead)):
            logger.warning("Run %s was killed; what it had in hand is taken up again", run)
        self.began = await self.writer.call(partial(crawl_began, spider=name, default=now))
        if days := getattr(spider, "days_wanted", None):
            taken = partial(take_up, spider=name, since=days[0], until=days[1])
            self.stats.set_value("frontier/taken_up", await self.writer.call(taken))
        if self.archive:
            await self._sweep()
        self.tasks = [asyncio.create_task(self._keep_leased()), asyncio.create_task(self._lease())]

    async def _sweep(self) -> None:
        alive = await self.writer.call(live_runs)
        engine = await self.writer.open()
        swept = await asyncio.to_thread(sweep, Path(self.archive), engine, alive.__contains__)
        for name in swept.mended:
            logger.warning("Archive: %s was left open by a killed run, and is mended", name)
        if swept.lost:
            logger.warning("Archive: %s pages are not where their rows said", len(swept.lost))
        self.stats.inc_value("archive/recovered", swept.recorded)
        self.stats.inc_value("archive/lost", len(swept.lost))

    async def _close(self) -> None:
        self.closed = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.writer.flush()
        leftover = {leased.url for host in self.hosts.values() for leased in host.waiting}
        unaccounted = sorted(self.in_hand.keys() - leftover)
        for url in unaccounted:
            logger.error("No end was recorded for %s; it will be fetched again", url)
        for state, number in self.counted.items():
            self.stats.set_value(f"frontier/ended/{state}", number)
        self.stats.set_value("frontier/unaccounted", len(unaccounted))
        if self.writer.lost is None:
            waiting = await self.writer.call(partial(waiting_urls, spider=self.lessee.spider))
            self.stats.set_value("frontier/waiting", waiting)

    def _is_behind(self) -> bool:
        """Whether more pages are not recorded yet than may be fetched at once.

        While the database is away nothing more is asked for: it would be asked for again.
        """
        return len(self.under_way) >= self.concurrency

    def _request(self, host: _Host, leased: Leased) -> Request | None:
        try:
            request = unpack(leased.url, leased.request, self.spider)
        except (ValueError, TypeError) as error:
            logger.error("%s: its request cannot be made anew: %s", leased.url, error)  # noqa: TRY400
            self.on_ended(leased.url, "quarantined", "request_of_another_version")
            return None
        host.active.add(leased.url)
        self.under_way.add(leased.url)
        if leased.state in _CONDITIONAL:
            validators = {"If-None-Match": leased.etag, "If-Modified-Since": leased.last_modified}
            request.headers.update({name: value for name, value in validators.items() if value})
        self.stats.inc_value("frontier/fetched")
        return request

    def _free(self, url: str) -> None:
        """Let the host of a URL that is no longer under way be asked again."""
        host = self.hosts.get(self.in_hand.get(url, ""))
        if host:
            host.active.discard(url)

    def _drop(self, url: str) -> bool:
        """Forget a URL in hand; False if it was not."""
        self._free(url)
        self.under_way.discard(url)
        self._wake()
        return self.in_hand.pop(url, None) is not None

    def _has_waiting(self) -> bool:
        return any(host.waiting for host in self.hosts.values())

    def _expect(self, written: "asyncio.Future[Any]") -> None:
        """Look for more as soon as what is being written is there."""
        self.finished = False
        self.unwritten += 1
        written.add_done_callback(self._on_written)

    def _on_written(self, written: "asyncio.Future[Any]") -> None:
        self.unwritten -= 1
        self.dry = False
        if not self.unwritten or not self._has_waiting():
            self.wanted.set()

    def _wake(self) -> None:
        """Let the engine look again; Scrapy has no public door to that but a new request."""
        slot = self.crawler.engine._slot if self.crawler.engine else None
        if slot and not self.closed:
            slot.nextcall.schedule()

    async def _keep_leased(self) -> None:
        """Move the lease on; start anew when it was over before we could."""
        while True:
            await asyncio.sleep(self.lease_length / 3)
            asked = monotonic()
            try:
                kept = await self.writer.call(
                    partial(renew, run_id=self.run_id, seconds=self.lease_length)
                )
                if not kept:
                    logger.warning("The lease was over; the crawl begins anew with what is free")
                    self.hosts.clear()
                    self.in_hand.clear()
                    self.under_way.clear()
                    await self.writer.call(
                        partial(revive, run_id=self.run_id, seconds=self.lease_length)
                    )
            except DatabaseLost:
                return
            self.leased_until = asked + self.lease_length

    async def _lease(self) -> None:
        """Lease more whenever the engine wants it, and find out when there is no more."""
        while True:
            await self.wanted.wait()
            self.wanted.clear()
            try:
                await self._lease_more()
                if not self.dry:
                    self._wake()
                elif not self._has_waiting():
                    self._sleep_or_finish(await self._look_ahead())
            except DatabaseLost:
                return
            except Exception:
                logger.exception("The frontier failed; the crawl stops here")
                assert self.crawler.engine
                closing = self.crawler.engine.close_spider_async(reason="frontier_failed")
                self.closing = asyncio.ensure_future(closing)
                return

    async def _lease_more(self) -> None:
        have = {name: len(host.waiting) for name, host in self.hosts.items() if host.waiting}
        leased = await self.writer.call(
            partial(
                lease,
                lessee=self.lessee,
                most_hosts=self.concurrency,
                most_urls=_URLS_PER_HOST,
                have=have,
            )
        )
        now = datetime.now(UTC)
        resting = [each.url for each in leased if self.rests.get(each.host, now) > now]
        if resting:  # paused while they were being leased
            self._expect(self.writer.start(partial(put_back, urls=resting)))
        for each in leased:
            if each.url not in resting:
                self.hosts.setdefault(each.host, _Host()).waiting.append(each)
                self.in_hand[each.url] = each.host
        self.dry = len(resting) == len(leased)

    def _sleep_or_finish(self, ahead: Outlook) -> None:
        wait = self._seconds_until(ahead)
        if wait is None:
            self.finished = not self.unwritten
            self._wake()
        else:
            self.sleeping = True
            asyncio.get_running_loop().call_later(wait, self._look_again)

    def _look_again(self) -> None:
        self.sleeping = False
        self.wanted.set()

    async def _look_ahead(self) -> Outlook:
        """What there is to wait for; what killed runs had in hand is free by then."""
        await self.writer.call(partial(take_over, is_dead=is_dead))
        return await self.writer.call(partial(outlook, lessee=self.lessee, horizon=self.patience))

    def _seconds_until(self, ahead: Outlook) -> float | None:
        """How long to wait for more; None when no more is to come."""
        if ahead.due is not None:
            wait = (ahead.due - datetime.now(UTC)).total_seconds()
            return min(max(wait, 0.05), _POLL) if ahead.others else max(wait, 0.05)
        return _POLL if ahead.others else None


def _text(header: bytes | None) -> str | None:
    return header.decode("latin-1") if header else None
