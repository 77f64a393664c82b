"""The frontier: a Scrapy scheduler on the project's database, which loses no URL.

What is discovered is a row before the page that named it counts as read; what is fetched is in the
archive before it is read; a row says that a URL is done only after its article is stored. A killed
process therefore loses nothing: its leases end, and what it had in hand is fetched again.
"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Self
from urllib.parse import urldefrag

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from newscrawler import stats
from newscrawler.crawling.archive.recovery import reconcile
from newscrawler.crawling.crawl_spider import crawl_spider
from newscrawler.crawling.database_writer import DatabaseWriter
from newscrawler.crawling.frontier.host_leases import HostLeases
from newscrawler.crawling.frontier.request_serialization import pack, unpack
from newscrawler.crawling.request_meta import meta_of
from newscrawler.outcomes import Outcome, ended
from newscrawler.signals import host_paused, url_deferred, url_finished
from newscrawler.storage.leases import LeasedUrl, active_runs
from newscrawler.storage.url_outcomes import UrlRecord
from newscrawler.storage.url_queue import (
    Discovery,
    Pause,
    Validators,
    count_waiting_urls,
    requeue_skipped,
)

logger = logging.getLogger(__name__)

_CONDITIONAL = frozenset(("stored", "unchanged"))
"""States whose page we have: it need not be sent again unless it has changed."""


class FrontierScheduler(BaseScheduler):
    """Gives the engine what the database says is due, host by host in turn.

    Several processes and machines may work on one database: each host is fetched from by one of
    them at a time. Requests are rows, never pickles.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        settings = crawler.settings
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.writer = DatabaseWriter.of(crawler)
        self.leases = HostLeases(
            writer=self.writer,
            length=settings.getfloat("FRONTIER_LEASE"),
            # A request that is given out must be over before the lease is.
            margin=settings.getfloat("DOWNLOAD_TIMEOUT"),
            max_idle=timedelta(seconds=settings.getfloat("FRONTIER_MAX_IDLE")),
            concurrency=settings.getint("CONCURRENT_REQUESTS"),
            per_host=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
            wake=self._wake,
            stop=self._stop,
        )
        self.recrawl_after = timedelta(seconds=settings.getfloat("RECRAWL_AFTER"))
        self.writer.on_recorded = self.on_recorded
        self.archive = settings["ARCHIVE_DIR"]
        self.validators: dict[str, Validators] = {}
        self.closed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for what becomes of requests."""
        frontier = cls(crawler)
        for receiver, signal in (
            (frontier.on_finished, url_finished),
            (frontier.on_deferred, url_deferred),
            (frontier.on_host_paused, host_paused),
            (frontier.on_response, signals.response_received),
        ):
            crawler.signals.connect(receiver, signal)
        return frontier

    # What Scrapy calls

    def open(self, spider: Spider) -> "Deferred[None]":
        """Take up the run: what killed runs had in hand is free again, and the archive is whole."""
        return deferred_from_coro(self._open(spider))

    def has_pending_requests(self) -> bool:
        """Return whether there is, or may soon be, something to fetch."""
        return not self.closed and not self.leases.is_finished and self.writer.failure is None

    def enqueue_request(self, request: Request) -> bool:
        """Store a discovered request; `next_request` returns it when it is due.

        A URL that has ended is fetched again after RECRAWL_AFTER; one that is forced, once in each
        crawl. With a `skip_reason` it is only recorded (see `RequestMeta`).
        """
        meta = meta_of(request)
        refetch_before = self.started_at - (timedelta() if meta.is_forced else self.recrawl_after)
        # A fragment is not sent: the answer, and so the end of the URL, would not bear it.
        if "#" in request.url:
            request = request.replace(url=urldefrag(request.url).url)
        discovery = Discovery(
            url=request.url,
            spider=self.name,
            publisher=self._publisher(request.url),
            kind=meta.kind,
            listing=meta.listing,
            at=datetime.now(UTC),
            crawl_started_at=self.started_at,
            refetch_before=refetch_before,
            request=pack(request, self.spider),
            priority=request.priority,
            skip_reason=meta.skip_reason,
        )
        self.stats.inc_value(stats.DISCOVERED)
        written = self.writer.enqueue(discovery)
        if discovery.skip_reason:
            self.stats.inc_value(stats.SKIPPED)
            return True
        self.leases.track_write(written)
        asked = next(reversed(request.meta.get("redirect_urls", ())), None)
        if asked in self.leases.leased:  # safe by now, the target is a URL of its own
            reason = f"redirected to {request.url}"
            is_listing = meta.kind == "listing"
            self.on_finished(ended(asked, "duplicate", reason, is_listing=is_listing))
        return True

    def next_request(self) -> Request | None:
        """Return the next request of a host that may be asked now, None if there is none."""
        leased = self.leases.next_url()
        return self._request(leased) if leased else None

    def close(self, reason: str) -> "Deferred[None]":
        """Say what has not ended; what is leased is given back with the end of the run."""
        return deferred_from_coro(self._close())

    # What becomes of requests

    def on_finished(self, outcome: Outcome) -> None:
        """Hand over how a URL ends that brings no article; its host may be asked again."""
        url, kind = outcome.url, stats.LISTINGS if outcome.is_listing else stats.ARTICLES
        self.stats.inc_value(f"{kind}{outcome.state}")
        self.leases.mark_host_idle(url)
        self._wake()
        self.writer.enqueue(UrlRecord(outcome, self._publisher(url), datetime.now(UTC)))

    def on_deferred(self, url: str, reason: str) -> None:
        """Let a URL wait again."""
        self.stats.inc_value(stats.DEFERRED)
        self.leases.defer(url)

    def on_recorded(self, end: UrlRecord) -> None:
        """Mark a URL as done, and store the validators of its response now that the page is kept.

        An article that lacks pages has to come whole the next time: "not modified" is no answer.
        """
        outcome = end.outcome
        validators = self.validators.pop(outcome.url, None)
        if not outcome.is_complete:
            validators = Validators(outcome.url, None, None)
        if validators and outcome.state in _CONDITIONAL:
            self.writer.enqueue(validators)
        self.leases.forget(outcome.url)

    def on_host_paused(self, host: str, until: datetime, reason: str) -> None:
        """Let a host rest, at once here and by its row everywhere."""
        self.writer.enqueue(Pause(host, until, reason))
        self.leases.pause_host(host, until)
        logger.warning("%s rests until %s: %s", host, until.isoformat(timespec="seconds"), reason)

    def on_response(self, response: Response, request: Request) -> None:
        """Keep the validators of a page; its host may be asked again.

        Not as soon as it leaves the downloader: the host may just have asked for patience.
        """
        self.leases.mark_host_idle(request.url)
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        if response.status == 200 and request.url in self.leases.leased and (etag or modified):  # noqa: PLR2004
            self.validators[request.url] = Validators(request.url, _text(etag), _text(modified))

    # The rest

    async def _open(self, spider: Spider) -> None:
        self.spider = spider
        known = crawl_spider(self.crawler)
        self.name = known.frontier_name if known else spider.name
        self.started_at = await self.leases.begin(self.name)
        if known and (days := known.days_wanted):
            taken = partial(requeue_skipped, spider=self.name, since=days[0], until=days[1])
            self.stats.set_value(stats.REQUEUED, await self.writer.run(taken))
        if self.archive:
            await self._reconcile()
        self.leases.start()

    async def _reconcile(self) -> None:
        alive = await self.writer.run(active_runs)
        engine = await self.writer.open()
        report = await asyncio.to_thread(reconcile, Path(self.archive), engine, alive.__contains__)
        for name in report.repaired:
            logger.warning("Archive: %s was left open by a killed run, and is repaired", name)
        if report.lost:
            logger.warning("Archive: %s pages are not where their rows said", len(report.lost))
        self.stats.inc_value("archive/recovered", report.recorded)
        self.stats.inc_value("archive/lost", len(report.lost))

    async def _close(self) -> None:
        self.closed = True
        await self.leases.end()
        await self.writer.flush()
        unaccounted = self.leases.without_outcome()
        for url in unaccounted:
            logger.error("No end was recorded for %s; it will be fetched again", url)
        self.stats.set_value(stats.UNACCOUNTED, len(unaccounted))
        if self.writer.failure is None:
            waiting = await self.writer.run(partial(count_waiting_urls, spider=self.name))
            self.stats.set_value(stats.WAITING, waiting)

    def _request(self, leased: LeasedUrl) -> Request | None:
        try:
            request = unpack(leased, self.spider)
        except (ValueError, TypeError) as error:
            logger.error("%s: its request cannot be made anew: %s", leased.url, error)  # noqa: TRY400
            reason, is_listing = "request_of_another_version", leased.kind == "listing"
            self.on_finished(ended(leased.url, "quarantined", reason, is_listing=is_listing))
            return None
        self.leases.mark_in_flight(leased)
        if leased.state in _CONDITIONAL:
            validators = {"If-None-Match": leased.etag, "If-Modified-Since": leased.last_modified}
            request.headers.update({name: value for name, value in validators.items() if value})
        self.stats.inc_value(stats.FETCHED)
        return request

    def _publisher(self, url: str) -> str | None:
        """Return the key of the publisher whose page `url` is."""
        spider = crawl_spider(self.crawler)
        return (spider.publisher_of(url).key or None) if spider else None

    def _wake(self) -> None:
        """Let the engine look again; Scrapy has no public door to that but a new request."""
        slot = self.crawler.engine._slot if self.crawler.engine else None
        if slot and not self.closed:
            slot.nextcall.schedule()

    def _stop(self) -> None:
        """End the crawl; a task of its own, for the end waits for the leases."""
        assert self.crawler.engine
        closing = self.crawler.engine.close_spider_async(reason="frontier_failed")
        self.closing = asyncio.ensure_future(closing)


def _text(header: bytes | None) -> str | None:
    return header.decode("latin-1") if header else None
