"""Store articles, in batches, through one writer off the event loop."""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from newscrawler.items import Article, State
from newscrawler.signals import url_ended
from newscrawler.storage import (
    Outcome,
    UrlState,
    finish_run,
    is_transient,
    open_database,
    reason_of,
    record_states,
    save_articles,
    start_run,
)
from pipelines import Dropped, Quarantined

logger = logging.getLogger(__name__)

_Entry = tuple[Article | UrlState, "asyncio.Future[Outcome | None]"]
_STATES: dict[str, State] = {"unchanged": "unchanged", "failed": "quarantined"}
_MOST_AT_ONCE = 200
_WAITS = (1, 2, 4, 8, 15, 30)
"""Seconds between tries while the database is locked or away."""


class StorePipeline:
    """Puts every article into the database and every other end of a URL into its ledger.

    An item is done when it is stored: `process_item` waits for its row. What arrives while one
    batch is being written is the next batch, so a slow crawl commits at once and a fast one in
    bulk.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.run_id = uuid.uuid4().hex
        self.lost: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for what ends without an article, beside `crawler`'s items."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.on_dropped, signals.item_dropped)
        crawler.signals.connect(pipeline.on_url_ended, url_ended)
        crawler.signals.connect(pipeline.on_closed, signals.spider_closed)
        return pipeline

    async def open_spider(self) -> None:
        """Open the database and start the writer. Raises DatabaseUnavailable."""
        assert self.crawler.spider
        self.engine = await asyncio.to_thread(open_database, self.crawler.settings["DATABASE_URL"])
        await asyncio.to_thread(start_run, self.engine, self.run_id, self.crawler.spider.name)
        self.queue: asyncio.Queue[_Entry | None] = asyncio.Queue()
        self.writer = asyncio.create_task(self._write_all())

    async def process_item(self, item: Article) -> Article:
        """Store `item`: done when its row is committed. Raises Quarantined when it cannot be."""
        outcome = await self._hand_over(item)
        assert outcome
        self.stats.inc_value(f"store/{outcome.state}")
        if outcome.state == "failed":
            raise Quarantined(f"unstorable: {outcome.reason}")
        return item

    async def on_dropped(
        self, item: Article, response: Response | None, spider: Spider, exception: Exception
    ) -> None:
        """Record that `item` went no further, and why."""
        url = item.url or item.source
        if url and isinstance(exception, Dropped):
            await self._hand_over(self._ended(url, exception.state, exception.reason))

    def on_url_ended(self, url: str, state: State, reason: str) -> None:
        """Record the end of a URL that brought no article; nobody waits for it."""
        self._hand_over(self._ended(url, state, reason))

    async def close_spider(self) -> None:
        """Write what is left and stop the writer."""
        self.queue.put_nowait(None)
        await self.writer

    async def on_closed(self, spider: Spider, reason: str) -> None:
        """Close the run's record with its counts."""
        if not hasattr(self, "engine"):
            return
        stats = self.stats.get_stats()
        counts = {name: value for name, value in stats.items() if isinstance(value, int)}
        try:
            await asyncio.to_thread(finish_run, self.engine, self.run_id, counts, reason)
        except SQLAlchemyError as error:
            logger.error("Database: %s; the run has no end in it", reason_of(error))  # noqa: TRY400
        self.engine.dispose()

    def _ended(self, url: str, state: State, reason: str) -> UrlState:
        assert self.crawler.spider
        return UrlState(url, self.crawler.spider.name, state, reason, datetime.now(UTC))

    def _hand_over(self, record: Article | UrlState) -> "asyncio.Future[Outcome | None]":
        """Hand `record` to the writer: the future is done when it is committed or has failed."""
        done: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
        self.queue.put_nowait((record, done))
        return done

    async def _write_all(self) -> None:
        """The one writer: whatever has come while the last batch was written is the next."""
        while entry := await self.queue.get():
            batch = [entry]
            while len(batch) < _MOST_AT_ONCE and not self.queue.empty():
                if (entry := self.queue.get_nowait()) is None:
                    self.queue.put_nowait(None)  # the end comes after this batch
                    break
                batch.append(entry)
            outcomes = await self._write([record for record, _ in batch])
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                done.set_result(outcome)

    async def _write(self, records: Sequence[Article | UrlState]) -> Sequence[Outcome | None]:
        """Write a batch, waiting for a database that is locked; all fail once it is lost."""
        if self.lost is None:
            for wait in (*_WAITS, None):
                try:
                    return await asyncio.to_thread(_write, self.engine, records, self.run_id)
                except SQLAlchemyError as error:
                    if wait is None or not is_transient(error):
                        self._give_up(error)
                        break
                    logger.warning("Database: %s; trying again in %s s", reason_of(error), wait)
                    await asyncio.sleep(wait)
        return [Outcome("failed", self.lost)] * len(records)

    def _give_up(self, error: SQLAlchemyError) -> None:
        """Let every further record fail, and end the crawl.

        Ending it is a task of its own, for the end waits for this writer.
        """
        self.lost = reason_of(error)
        logger.error("Database: %s; the crawl stops here", self.lost)
        assert self.crawler.engine
        closing = self.crawler.engine.close_spider_async(reason="database_unavailable")
        self.closing = asyncio.create_task(closing)


def _write(
    engine: Engine, records: Sequence[Article | UrlState], run_id: str
) -> list[Outcome | None]:
    """Write articles and URL states; the outcomes are in the order of `records`."""
    articles = [record for record in records if isinstance(record, Article)]
    saved = save_articles(engine, articles, run_id) if articles else []
    ends = [record for record in records if isinstance(record, UrlState)]
    ends += [_end(article, outcome) for article, outcome in zip(articles, saved, strict=True)]
    record_states(engine, ends)
    outcomes = iter(saved)
    return [next(outcomes) if isinstance(record, Article) else None for record in records]


def _end(article: Article, outcome: Outcome) -> UrlState:
    """The end of the URL that brought `article`."""
    state = _STATES.get(outcome.state, "stored")
    url = article.url or article.canonical_url or ""
    return UrlState(url, article.publisher, state, outcome.reason, datetime.now(UTC))
