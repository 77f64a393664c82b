"""The writer of a crawl's database: in bulk where much comes, at once for who waits."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from scrapy.utils.test import get_crawler
from sqlalchemy import event

from newscrawler.crawling import database_writer
from newscrawler.crawling.database_writer import DatabaseWriter
from newscrawler.storage.captures import Capture
from newscrawler.storage.runs import start_run

TURNS = 20
"""Turns of the event loop after which what could begin has begun."""


def capture(number: int) -> Capture:
    return Capture(url=f"https://kabar.example/{number}", source=f"berkas:{number}")


def use_writer(
    database: str, use: Callable[[DatabaseWriter, list[object]], Coroutine[Any, Any, None]]
) -> None:
    """Let `use` write; its second argument grows with each commit."""

    async def run() -> None:
        writer = DatabaseWriter(get_crawler(settings_dict={"DATABASE_URL": database}))
        engine = await writer.open()
        start_run(engine, writer.run_id, "tribunnews")
        commits: list[object] = []
        event.listen(engine, "commit", commits.append)
        await use(writer, commits)

    asyncio.run(run())


@pytest.fixture(autouse=True)
def _long_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pause between two batches last until somebody is waited for."""
    monkeypatch.setattr(database_writer, "SECONDS_BETWEEN_BATCHES", 3600)


def test_the_first_record_is_written_at_once(database_url: str) -> None:
    async def use(writer: DatabaseWriter, commits: list[object]) -> None:
        await writer.enqueue(capture(1))
        assert len(commits) == 1

    use_writer(database_url, use)


def test_what_comes_soon_after_a_batch_is_written_together(database_url: str) -> None:
    async def use(writer: DatabaseWriter, commits: list[object]) -> None:
        await writer.enqueue(capture(0))
        written = []
        for number in range(1, 4):
            written.append(writer.enqueue(capture(number)))
            for _ in range(TURNS):
                await asyncio.sleep(0)
        assert not any(each.done() for each in written)
        await writer.flush()
        assert all(each.done() for each in written)
        assert len(commits) == 3, "the first record, the others together, and who waited for them"

    use_writer(database_url, use)


def test_work_that_is_waited_for_is_done_at_once(database_url: str) -> None:
    async def use(writer: DatabaseWriter, commits: list[object]) -> None:
        await writer.enqueue(capture(0))
        assert await writer.run(lambda connection: connection.dialect.name)

    use_writer(database_url, use)
