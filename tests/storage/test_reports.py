"""What is read without SQLAlchemy: the same database, the same errors, and nothing is written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, insert, text

from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.storage.database import open_database
from newscrawler.storage.migrations.upgrade import alembic_config
from newscrawler.storage.reports import open_reports
from newscrawler.storage.schema import UrlRow

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def url_rows(*states: tuple[str | None, bool, bool]) -> Iterator[dict[str, object]]:
    """Yield a row of one host for each state, which may be waiting, and be leased."""
    for number, (state, waits, is_leased) in enumerate(states):
        yield {
            "url": f"https://kabar.example/{number}",
            "spider": "kabar",
            "host": "kabar.example",
            "state": state,
            "next_try": NOW if waits else None,
            "lease_owner": "run" if is_leased else None,
        }


def count(url: str, spider: str | None = None, host: str | None = None) -> dict[str, int]:
    with open_reports(url) as reports:
        return {state: number for *_, state, number in reports.count_urls(spider, host)}


def test_urls_are_counted_by_how_they_ended_and_whether_they_wait(
    engine: Engine, database_url: str
) -> None:
    states = [
        (None, True, False),
        ("stored", True, False),
        ("stored", False, False),
        ("failed", True, False),
        ("failed", True, True),
        (None, False, False),
    ]
    with engine.begin() as connection:
        connection.execute(insert(UrlRow), list(url_rows(*states)))
        connection.execute(insert(UrlRow), {"url": "https://lain.example/", "state": "gone"})
    kabar = {"waiting": 3, "stored": 1, "failed": 1, "leased": 1}
    assert count(database_url) == kabar | {"gone": 1}
    assert count(database_url, "kabar") == count(database_url, None, "kabar.example") == kabar
    assert count(database_url, "kabar", "lain.example") == {}


def test_a_url_with_options_is_read_as_well(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(insert(UrlRow), list(url_rows(("stored", False, False))))
    option = "timeout=5" if engine.dialect.name == "sqlite" else "application_name=a%20b"
    mark = "&" if "?" in database_url else "?"
    assert count(f"{database_url}{mark}{option}") == {"stored": 1}


def test_an_older_schema_is_brought_up_to_date(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0002")
    with open_reports(database_url) as reports:
        assert reports.covered_publishers() == []


@pytest.mark.parametrize(
    "url",
    [
        "not an address",
        "mysql://u:s3cret@127.0.0.1/news",
        "postgresql://u:s3cret@127.0.0.1:1/news",
        "postgresql://u:s3cret@127.0.0.1/news?sslmode=s3cret",
        "postgresql://u:12/s3cret@127.0.0.1:1/news",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:memory?uri=true",
    ],
)
def test_an_address_that_does_not_work_is_explained_as_elsewhere(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as expected:
        open_database(url)
    with pytest.raises(DatabaseUnavailable) as caught, open_reports(url):
        pass
    assert str(caught.value) == str(expected.value)


def test_what_is_no_database_is_explained_as_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Bukan basis data, hanya catatan. " * 99)
    for path, words in ((file, "not a database; give a path"), (tmp_path, "is a folder")):
        with pytest.raises(DatabaseUnavailable, match=words), open_reports(f"sqlite:///{path}"):
            pass


def test_a_file_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    for options in ("", "?timeout=5"):
        url = f"sqlite:///{tmp_path}/data/news.db{options}"
        with pytest.raises(DatabaseUnavailable, match="no database at"), open_reports(url):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_newer_schema_is_refused(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnavailable, match="newer than this"), open_reports(database_url):
        pass


def test_reports_are_read_beside_a_writer_and_leave_no_file(tmp_path: Path) -> None:
    file = tmp_path / "berita ke-1.db"
    open_database(f"sqlite:///{file}").dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO urls (url, state) VALUES ('https://kabar.example/', 'gone')")
        assert count(f"sqlite:///{file}") == {}
        writer.execute("COMMIT")
        assert count(f"sqlite:///{file}") == {"gone": 1}
    assert list(tmp_path.iterdir()) == [file]
    assert count(f"sqlite:///{file}") == {"gone": 1}
    assert list(tmp_path.iterdir()) == [file]
