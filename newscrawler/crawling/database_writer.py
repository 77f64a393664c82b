"""The one writer of a crawl's database: a Scrapy extension that works off the event loop."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from time import monotonic
from typing import Any, Self, TypeVar
from uuid import uuid4

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from newscrawler.items import Article
from newscrawler.outcomes import State, of_article
from newscrawler.storage.articles import SaveResult, save_articles
from newscrawler.storage.availability import error_message
from newscrawler.storage.captures import Capture
from newscrawler.storage.database import is_transient, open_database, write_transaction
from newscrawler.storage.runs import finish_run
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes
from newscrawler.storage.url_queue import Discovery, Pause, Validators, write_crawl

logger = logging.getLogger(__name__)

T = TypeVar("T")
Record = Article | UrlRecord | Discovery | Capture | Pause | Validators

MAX_BATCH_RECORDS = 200
SECONDS_BETWEEN_BATCHES = 0.1
"""From the end of a batch to the next, unless somebody waits for work to be done."""
RETRY_SECONDS = (1, 2, 4, 8, 15, 30)
"""Seconds between tries while the database is locked or away."""
_STATES: dict[str, State] = {
    "unchanged": "unchanged",
    "placeholder": "wall",
    "failed": "quarantined",
}


class DatabaseLostError(Exception):
    """The database did not come back in time; the crawl is about to end."""


@dataclass
class _Entry:
    """A record to be written, or work to be done in a transaction of its own."""

    what: Record | Callable[[Connection], Any]
    done: "asyncio.Future[Any]"

    def resolve(self, result: Any) -> None:
        """Tell who waits for it, unless they have gone."""
        if not self.done.done():
            self.done.set_result(result)


class DatabaseWriter:
    """Writes records in the order they come: those that come soon after each other in one batch.

    So a slow crawl commits at once and a fast one in bulk, and nothing is recorded before what it
    rests on. A database that is locked or away is waited for; when it stays away the crawl ends.
    `run_id` is the id of the crawl's run (32 hexadecimal digits), `failure` says why the database
    was given up. `on_recorded` is called with the end of each URL once it is committed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run_id = uuid4().hex
        self.failure: str | None = None
        self.engine: Engine | None = None
        self.on_recorded: Callable[[UrlRecord], None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Write for `crawler`, and close its run when its spider has closed."""
        writer = cls(crawler)
        crawler.signals.connect(writer.on_closed, signals.spider_closed)
        return writer

    @classmethod
    def of(cls, crawler: Crawler) -> "DatabaseWriter":
        """Return the writer that all parts of `crawler` share."""
        writer = crawler.get_extension(cls)
        assert writer
        return writer

    async def open(self) -> Engine:
        """Open the database and begin to write. Raises DatabaseUnavailable."""
        if self.engine is None:
            address = self.crawler.settings["DATABASE_URL"]
            self.engine = await asyncio.to_thread(open_database, address)
            self.queue: asyncio.Queue[_Entry | None] = asyncio.Queue()
            self.is_urgent = asyncio.Event()
            self.writing = asyncio.create_task(self._write_all())
        return self.engine

    def enqueue(self, record: Record) -> "asyncio.Future[SaveResult | None]":
        """Hand `record` over: the future is done when it is committed or has failed.

        Its result is a SaveResult for an article, else None.
        """
        return self._put(record)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction of its own, after all that was handed over before.

        Raises DatabaseLostError when the database stays away.
        """
        result: T = await self._put(work)
        if self.failure is not None:
            raise DatabaseLostError(self.failure)
        return result

    def run_nowait(self, work: Callable[[Connection], T]) -> "asyncio.Future[T | None]":
        """Do `work` as `run` does: the future is done then, with None if all is lost."""
        return self._put(work)

    async def flush(self) -> None:
        """Wait until all that was handed over is written, or lost."""
        await self._put(_barrier)

    async def on_closed(self, spider: Spider, reason: str) -> None:
        """Close the run's record with its counts when all else is written, and stop."""
        if self.engine is None:
            return
        await self.flush()
        assert self.crawler.stats
        stats = self.crawler.stats.get_stats()
        counts = {name: value for name, value in stats.items() if isinstance(value, int)}
        try:
            await asyncio.to_thread(finish_run, self.engine, self.run_id, counts, reason)
        except SQLAlchemyError as error:
            logger.error("Database: %s; the run has no end in it", error_message(error))  # noqa: TRY400
        self.queue.put_nowait(None)
        self.is_urgent.set()
        await self.writing
        self.engine.dispose()

    def _put(self, what: Record | Callable[[Connection], Any]) -> "asyncio.Future[Any]":
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.queue.put_nowait(_Entry(what, done))
        if callable(what):
            self.is_urgent.set()
        return done

    async def _write_all(self) -> None:
        """Write batch after batch: whatever has come since the last one is the next."""
        closing, last = False, monotonic() - SECONDS_BETWEEN_BATCHES
        while not closing:
            entries = [await self.queue.get()]
            await self._gather(last + SECONDS_BETWEEN_BATCHES - monotonic())
            while not self.queue.empty() and len(entries) < MAX_BATCH_RECORDS:
                entries.append(self.queue.get_nowait())
            closing = None in entries
            for is_work, group in groupby(filter(None, entries), lambda each: callable(each.what)):
                if is_work:
                    for entry in group:
                        entry.resolve(await self._try(partial(self._do, entry.what)))
                else:
                    await self._finish(list(group))
            last = monotonic()

    async def _gather(self, seconds: float) -> None:
        """Let more records come for `seconds`: a transaction costs the same for one as for many."""
        if seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.is_urgent.wait(), seconds)
        self.is_urgent.clear()

    async def _finish(self, batch: Sequence[_Entry]) -> None:
        """Write a batch of records and tell those who wait for them."""
        records: list[Any] = [entry.what for entry in batch]
        written = await self._try(partial(_write, self._engine, records, self.run_id))
        results, ends = written or ([SaveResult("failed", self.failure)] * len(records), [])
        for entry, outcome in zip(batch, results, strict=True):
            entry.resolve(outcome)
        if self.on_recorded is not None:
            for end in ends:
                self.on_recorded(end)

    @property
    def _engine(self) -> Engine:
        assert self.engine is not None
        return self.engine

    def _do(self, work: Any) -> Any:
        with write_transaction(self._engine) as connection:
            return work(connection)

    async def _try(self, step: Callable[[], T]) -> T | None:
        """Take `step` in a thread, again while waiting may help; None once all is lost."""
        if self.failure is not None:
            return None
        for wait in (*RETRY_SECONDS, None):
            try:
                return await asyncio.to_thread(step)
            except SQLAlchemyError as error:
                if wait is None or not is_transient(error):
                    self._abort_crawl(error)
                    return None
                logger.warning("Database: %s; trying again in %s s", error_message(error), wait)
                await asyncio.sleep(wait)
            except Exception as error:
                logger.exception("Database: what was to be written is not as it should be")
                self._abort_crawl(error)
                return None
        return None

    def _abort_crawl(self, error: Exception) -> None:
        """Let every further record fail, and end the crawl.

        Ending it is a task of its own, for the end waits for this writer.
        """
        self.failure = error_message(error)
        logger.error("Database: %s; the crawl stops here", self.failure)
        assert self.crawler.engine
        closing = self.crawler.engine.close_spider_async(reason="database_unavailable")
        self.closing = asyncio.create_task(closing)


def _barrier(connection: Connection) -> None:
    """Do nothing: what waits for this waits for all that came before."""


def _write(
    engine: Engine, records: Sequence[Record], run_id: str
) -> tuple[list[SaveResult | None], list[UrlRecord]]:
    """Write a batch: what was met and fetched, then articles, then how URLs ended."""
    write_crawl(engine, [r for r in records if not isinstance(r, (Article, UrlRecord))], run_id)
    articles = [record for record in records if isinstance(record, Article)]
    saved = save_articles(engine, articles, run_id) if articles else []
    ends = [record for record in records if isinstance(record, UrlRecord)]
    ends += [_end(article, outcome) for article, outcome in zip(articles, saved, strict=True)]
    record_outcomes(engine, ends)
    results = iter(saved)
    return [next(results) if isinstance(r, Article) else None for r in records], ends


def _end(article: Article, result: SaveResult) -> UrlRecord:
    """Return how the URL of `article` ends."""
    outcome = of_article(article, _STATES.get(result.state, "stored"), result.reason)
    return UrlRecord(replace(outcome, article=None), article.publisher, datetime.now(UTC))
