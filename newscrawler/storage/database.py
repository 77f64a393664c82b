"""Opening a database: its address, its connections and its schema brought up to date."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import msgspec
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from newscrawler.storage.availability import (
    BUSY_TIMEOUT,
    CONNECT_TIMEOUT,
    DatabaseUnavailable,
    error_message,
)
from newscrawler.storage.column_types import UTCDateTime
from newscrawler.storage.migrations import NEWEST_REVISION
from newscrawler.storage.schema import Base

MIGRATION_LOCK = 0x6E657773  # any number, the same in every process
EXAMPLES = "such as sqlite:///data/news.db or postgresql://user:password@host/name"
DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def open_database(url: str, *, must_exist: bool = False) -> Engine:
    """Return an engine for `url`, its schema brought to the newest revision.

    `url` is a SQLAlchemy URL of a SQLite file or of a PostgreSQL database (any of postgres://,
    postgresql://, postgresql+psycopg://). A SQLite file that does not exist is made with its
    folder, or is an error if it `must_exist`. Two processes may open the same database at once.
    Raises DatabaseUnavailable, saying what to do, when the URL cannot be read, the database cannot
    be reached or its schema is newer than this code.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        engine = _sqlite_engine(address, must_exist=must_exist)
        advice = "give a path to a newscrawler database, or to a new file in a writable folder"
    else:
        engine = _postgresql_engine(address)
        advice = "check that the server runs and that host, user, password and name are right"
    try:
        _migrate(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        reason = _without_secrets(error_message(error), address)
        raise DatabaseUnavailable(f"{_shown(address)}: {reason}; {advice}") from None
    except DatabaseUnavailable:
        engine.dispose()
        raise
    return engine


def _address(url: str) -> URL:
    """Read `url`; what cannot be read is not repeated in the message, for its password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseUnavailable(f"the database URL cannot be read; give one {EXAMPLES}") from None
    if address.drivername not in DRIVERS:
        raise DatabaseUnavailable(
            f"databases of type {address.drivername!r} are not supported; give a URL {EXAMPLES}"
        )
    return address.set(drivername=DRIVERS[address.drivername])


def _shown(address: URL) -> str:
    """Return the address for a message: a password may stand in the query too, so that goes."""
    return address.set(query={}).render_as_string(hide_password=True)


def _without_secrets(message: str, address: URL) -> str:
    for secret in (address.password, address.query.get("password")):
        if secret:  # whole words only: a short password is part of many
            message = re.sub(rf"(?<!\w){re.escape(str(secret))}(?!\w)", "***", message)
    return message


def is_transient(error: SQLAlchemyError) -> bool:
    """Return whether waiting may help: the database is locked, or its server is away."""
    if not isinstance(error, OperationalError):
        return False
    words = str(error.orig)
    is_sqlite = isinstance(error.orig, sqlite3.Error)
    return "locked" in words or "busy" in words if is_sqlite else True


def _sqlite_engine(address: URL, *, must_exist: bool) -> Engine:
    if not address.database or address.database.startswith((":memory:", "file:")):
        raise DatabaseUnavailable(f"the database must be a plain file; give a URL {EXAMPLES}")
    path = Path(address.database)
    if path.is_dir():
        raise DatabaseUnavailable(f"{path} is a folder; give the path of a file, {path}/news.db")
    if must_exist and not path.exists():
        raise DatabaseUnavailable(
            f"no database at {path} yet; run a crawl first, or set DATABASE_URL"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise DatabaseUnavailable(f"{path.parent} is not a folder; give a writable path") from None
    except OSError as error:
        raise DatabaseUnavailable(
            f"the folder {path.parent} cannot be made ({error.strerror}); give a writable path"
        ) from None
    engine = create_engine(
        address, connect_args={"timeout": BUSY_TIMEOUT}, json_serializer=_to_json
    )
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver would begin too late: _begin_sqlite does it
    _use_write_ahead_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL, where SQLite itself does not wait for others who do the same."""
    patience = monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > patience:
                raise
            sleep(0.05)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock before the first read: a reader that turns writer cannot wait."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_engine(address: URL) -> Engine:
    return create_engine(
        address,
        connect_args={"connect_timeout": CONNECT_TIMEOUT, "options": "-c timezone=UTC"},
        json_serializer=_to_json,
        pool_pre_ping=True,
    )


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def db_now(connection: Connection) -> datetime:
    """Return the time by the clock that all users of this database share (aware)."""
    if connection.dialect.name == "sqlite":  # one machine, one clock
        return datetime.now(UTC)
    return connection.execute(select(func.clock_timestamp(type_=UTCDateTime))).scalar_one()


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """Yield a connection inside one transaction that will write; committed at the end."""
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        yield connection


def insert_into(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that knows ON CONFLICT, in the `dialect` of that name."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table)


def _migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision in one transaction, one process at a time."""
    with engine.connect() as connection:
        found = _revision(connection)
        if found == NEWEST_REVISION:
            return
        from newscrawler.storage.migrations.upgrade import is_known, upgrade  # noqa: PLC0415 (slow)

        if found is not None and not is_known(connection, found):
            raise DatabaseUnavailable(
                f"{_shown(engine.url)}: its schema {found!r} is newer than this newscrawler; "
                "upgrade newscrawler, or give another database"
            )
    with write_transaction(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        upgrade(connection)


def _revision(connection: Connection) -> str | None:
    """Return the revision of the schema, None for a database without one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def table_counts(engine: Engine) -> dict[str, int]:
    """Return the number of rows of every table, by the table's name."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
