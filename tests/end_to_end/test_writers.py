"""Processes that write into one database, and one that is killed while it does."""

from collections import Counter
from multiprocessing.connection import Connection as Pipe
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from sqlalchemy import event, text

from newscrawler.items import Article, Block, Quote
from newscrawler.storage.articles import save_articles
from newscrawler.storage.database import open_database, table_counts
from tests.support.processes import processes

WRITERS = 3


def news(number: int) -> Article:
    """Give a short article at its own URL."""
    return Article(
        url=f"https://kabar.example/{number}",
        fetched_at="2026-11-20T07:00:00+07:00",
        body=[Block("paragraph", f"Pasar ke-{number} dibuka.")],
        quotes=[Quote("direct", "dibuka", 0, 6)],
        tags=["pasar"],
    )


# Writers


def write(url: str, start: Barrier, results: "Queue[list[str]]") -> None:
    """Open `url` together with the others and save the same forty articles as they do."""
    start.wait()
    engine = open_database(url)
    saved: list[str] = [
        outcome.state
        for first in range(0, 40, 10)
        for outcome in save_articles(engine, [news(first + number) for number in range(10)])
    ]
    results.put(saved)
    engine.dispose()


def test_d4_writers_that_start_together_lose_and_double_nothing(empty_database_url: str) -> None:
    start, results = processes.Barrier(WRITERS), processes.Queue()
    writers = [
        processes.Process(target=write, args=(empty_database_url, start, results))
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    saved = Counter(state for _ in writers for state in results.get(timeout=60))
    for writer in writers:
        writer.join()
    assert saved == {"stored": 40, "unchanged": 40 * (WRITERS - 1)}
    engine = open_database(empty_database_url)
    found = table_counts(engine)
    assert found["articles"] == found["versions"] == found["quotes"] == found["captures"] == 40
    engine.dispose()


def write_until_killed(url: str, halfway: Pipe) -> None:
    """Save a batch, then stop for ever in the middle of a second one."""
    engine = open_database(url)
    save_articles(engine, [news(1), news(2)])

    def stop(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO tags"):
            halfway.send("writing")
            halfway.recv()

    event.listen(engine, "before_cursor_execute", stop)
    save_articles(engine, [news(2), news(3), news(4)])


def test_a_killed_writer_leaves_whole_batches(database_url: str) -> None:
    ours, theirs = processes.Pipe()
    writer = processes.Process(target=write_until_killed, args=(database_url, theirs))
    writer.start()
    assert ours.poll(60)
    assert ours.recv() == "writing"
    writer.kill()
    writer.join()
    engine = open_database(database_url)
    assert table_counts(engine)["articles"] == table_counts(engine)["tags"] == 2
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    again = save_articles(engine, [news(2), news(3), news(4)])
    assert [outcome.state for outcome in again] == ["unchanged", "stored", "stored"]
    engine.dispose()
