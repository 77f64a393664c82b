"""The one database writer of a crawl, off the event loop."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import Any, ClassVar, TypeVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from newscrawler.crawling.frontier.run_id import run_id_of
from newscrawler.items import INCOMPLETE, PAGE_FAILED, Article
from newscrawler.outcomes import Outcome
from newscrawler.signals import url_recorded
from newscrawler.storage import (
    Capture,
    Discovery,
    Pause,
    SaveResult,
    UrlRecord,
    Validators,
    error_message,
    is_transient,
    open_database,
    record_outcomes,
    save_articles,
    write_crawl,
    write_transaction,
)

logger = logging.getLogger(__name__)

T = TypeVar("T")
Record = Article | UrlRecord | Discovery | Capture | Pause | Validators

_MOST_AT_ONCE = 200
_WAITS = (1, 2, 4, 8, 15, 30)
"""Seconds between tries while the database is locked or away."""
_STATES: dict[str, Any] = {"unchanged": "unchanged", "failed": "quarantined"}


class DatabaseLost(Exception):  # noqa: N818 (the name says what is the matter)
    """The database did not come back in time; the crawl is about to end."""


@dataclass
class _Entry:
    """A record to be written, or work to be done in a transaction of its own."""

    what: Record | Callable[[Connection], Any]
    done: "asyncio.Future[Any]"

    def settle(self, result: Any) -> None:
        """Tell who waits for it, unless they have gone."""
        if not self.done.done():
            self.done.set_result(result)


class Writer:
    """Writes in the order it is asked to: what comes while one batch is written is the next batch.

    So a slow crawl commits at once and a fast one in bulk, and nothing is recorded before what it
    rests on. A database that is locked or away is waited for; when it stays away the crawl ends.
    """

    _of: ClassVar["WeakKeyDictionary[Crawler, Writer]"] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run_id = run_id_of(crawler)
        self.lost: str | None = None
        self.engine: Engine | None = None

    @classmethod
    def of(cls, crawler: Crawler) -> "Writer":
        """The writer that all parts of `crawler` share."""
        return cls._of.setdefault(crawler, cls(crawler))

    async def open(self) -> Engine:
        """Open the database and begin to write. Raises DatabaseUnavailable."""
        if self.engine is None:
            address = self.crawler.settings["DATABASE_URL"]
            self.engine = await asyncio.to_thread(open_database, address)
            self.queue: asyncio.Queue[_Entry | None] = asyncio.Queue()
            self.writing = asyncio.create_task(self._write_all())
        return self.engine

    def submit(self, record: Record) -> "asyncio.Future[SaveResult | None]":
        """Hand `record` over: the future is done when it is committed or has failed.

        Its result is a SaveResult for an article, else None.
        """
        return self._put(record)

    async def call(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction of its own, after all that was handed over before.

        Raises DatabaseLost when the database stays away.
        """
        result: T = await self._put(work)
        if self.lost is not None:
            raise DatabaseLost(self.lost)
        return result

    def start(self, work: Callable[[Connection], T]) -> "asyncio.Future[T | None]":
        """Do `work` as `call` does: the future is done then, with None if all is lost."""
        return self._put(work)

    async def flush(self) -> None:
        """Wait until all that was handed over is written, or lost."""
        await self._put(_nothing)

    async def close(self) -> None:
        """Write what is left and stop."""
        if self.engine is not None:
            self.queue.put_nowait(None)
            await self.writing
            self.engine.dispose()

    def _put(self, what: Record | Callable[[Connection], Any]) -> "asyncio.Future[Any]":
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.queue.put_nowait(_Entry(what, done))
        return done

    async def _write_all(self) -> None:
        """The one writer: whatever has come while the last batch was written is the next."""
        closing = False
        while not closing:
            entries = [await self.queue.get()]
            while not self.queue.empty() and len(entries) < _MOST_AT_ONCE:
                entries.append(self.queue.get_nowait())
            closing = None in entries
            for is_work, group in groupby(filter(None, entries), lambda each: callable(each.what)):
                if is_work:
                    for entry in group:
                        entry.settle(await self._try(partial(self._do, entry.what)))
                else:
                    await self._finish(list(group))

    async def _finish(self, batch: Sequence[_Entry]) -> None:
        """Write a batch of records and tell those who wait for them."""
        records: list[Any] = [entry.what for entry in batch]
        written = await self._try(partial(_write, self._engine, records, self.run_id))
        outcomes, ends = written or ([SaveResult("failed", self.lost)] * len(records), [])
        for entry, outcome in zip(batch, outcomes, strict=True):
            entry.settle(outcome)
        for end in ends:
            self.crawler.signals.send_catch_log(url_recorded, end=end)

    @property
    def _engine(self) -> Engine:
        assert self.engine is not None
        return self.engine

    def _do(self, work: Any) -> Any:
        with write_transaction(self._engine) as connection:
            return work(connection)

    async def _try(self, step: Callable[[], T]) -> T | None:
        """Take `step` in a thread, again while waiting may help; None once all is lost."""
        if self.lost is not None:
            return None
        for wait in (*_WAITS, None):
            try:
                return await asyncio.to_thread(step)
            except SQLAlchemyError as error:
                if wait is None or not is_transient(error):
                    self._give_up(error)
                    return None
                logger.warning("Database: %s; trying again in %s s", error_message(error), wait)
                await asyncio.sleep(wait)
            except Exception as error:
                logger.exception("Database: what was to be written is not as it should be")
                self._give_up(error)
                return None
        return None

    def _give_up(self, error: Exception) -> None:
        """Let every further record fail, and end the crawl.

        Ending it is a task of its own, for the end waits for this writer.
        """
        self.lost = error_message(error)
        logger.error("Database: %s; the crawl stops here", self.lost)
        assert self.crawler.engine
        closing = self.crawler.engine.close_spider_async(reason="database_unavailable")
        self.closing = asyncio.create_task(closing)


def _nothing(connection: Connection) -> None:
    """Work that only takes its turn."""


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
    outcomes = iter(saved)
    return [next(outcomes) if isinstance(r, Article) else None for r in records], ends


def _end(article: Article, outcome: SaveResult) -> UrlRecord:
    """The end of the URL that brought `article`."""
    state = _STATES.get(outcome.state, "stored")
    url = article.url or article.canonical_url or ""
    end = Outcome(
        url,
        state,
        outcome.reason,
        retry=state != "quarantined" and any(f.startswith(PAGE_FAILED) for f in article.flags),
        is_complete=INCOMPLETE not in article.flags,
    )
    now = datetime.now(UTC)
    return UrlRecord(end, article.publisher, now, is_live=article.source is None)
