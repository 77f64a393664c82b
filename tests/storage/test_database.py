"""Opening a database, its schema, and writers that meet or die, on SQLite and PostgreSQL."""

import os
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from newscrawler.items import Article, Block, Quote
from newscrawler.storage import migrations
from newscrawler.storage.articles import SaveResult, save_articles
from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.storage.database import open_database, table_counts
from newscrawler.storage.migrations import NEWEST_REVISION
from newscrawler.storage.migrations.upgrade import alembic_config
from newscrawler.storage.schema import Base


def news(number: int) -> Article:
    """Give a short article at its own URL."""
    return Article(
        url=f"https://kabar.example/{number}",
        fetched_at="2026-11-20T07:00:00+07:00",
        body=[Block("paragraph", f"Pasar ke-{number} dibuka.")],
        quotes=[Quote("direct", "dibuka", 0, 6)],
        tags=["pasar"],
    )


# Address


def message(url: str) -> str:
    with pytest.raises(DatabaseUnavailable) as caught:
        open_database(url)
    return str(caught.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("not an address", "cannot be read"),
        ("", "cannot be read"),
        ("postgresql://u:s3cret@127.0.0.1:port/news", "cannot be read"),
        ("mysql://u:s3cret@127.0.0.1/news", "'mysql' are not supported"),
        ("postgresql+asyncpg://u:s3cret@127.0.0.1/news", "not supported"),
        ("postgresql://u:s3cret@127.0.0.1:1/news", "Connection refused"),
        ("postgres://u@127.0.0.1:1/news?password=s3cret", "Connection refused"),
        ("postgresql://127.0.0.1/news?nonsense=s3cret&password=s3cret", "nonsense"),
        ("postgresql://u:s3cret@127.0.0.1/news?sslmode=s3cret", "sslmode"),
        ("postgresql://u:12/s3cret@127.0.0.1:1/news", "Connection refused"),
        ("sqlite://", "plain file"),
        ("sqlite:///file:memory?uri=true", "plain file"),
        ("sqlite:////dev/null/data/news.db", "cannot be made"),
    ],
)
def test_an_address_that_does_not_work_is_explained_in_one_line(url: str, words: str) -> None:
    line = message(url)
    assert words in line
    assert "\n" not in line
    assert "s3cret" not in line
    assert any(advice in line for advice in ("give ", "check that"))


def test_a_database_that_does_not_exist_is_named(postgresql_url: str) -> None:
    line = message(postgresql_url.replace("/test_", "/no_such_"))
    assert "does not exist; check that" in line
    assert "\n" not in line


def test_a_path_that_is_no_database_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Bukan basis data, hanya catatan. " * 99)
    assert "not a database; give a path" in message(f"sqlite:///{file}")
    assert "is a folder; give the path of a file" in message(f"sqlite:///{tmp_path}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_explained(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "give a path" in message(f"sqlite:///{tmp_path}/news.db")
    assert "cannot be made" in message(f"sqlite:///{tmp_path}/data/news.db")


def test_every_spelling_of_postgresql_is_understood(empty_postgresql_url: str) -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        engine = open_database(empty_postgresql_url.replace("postgresql", scheme, 1))
        assert engine.driver == "psycopg"
        engine.dispose()


# Schema


def is_modelled(name: str | None, kind: str, _parents: Any) -> bool:
    """Return whether a table has a model: the index of the search is another in each database."""
    return kind != "table" or not (name or "").startswith("search_")


def test_models_and_migrations_agree_there_and_back(engine: Engine) -> None:
    save_articles(engine, [news(1)])
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    with engine.begin() as connection:
        assert connection.dialect.has_table(connection, "articles") is False
        command.upgrade(alembic_config(connection), "head")
    with engine.connect() as connection:
        compared = {"compare_type": True, "include_name": is_modelled}
        context = MigrationContext.configure(connection, opts=compared)
        assert compare_metadata(context, Base.metadata) == []
    assert set(table_counts(engine).values()) == {0}


def test_the_newest_revision_is_known_without_alembic() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_heads() == [NEWEST_REVISION]


def test_d7_a_newer_schema_is_refused(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "'9999' is newer than this newscrawler; upgrade" in message(database_url)


def test_d7_a_migration_that_breaks_leaves_nothing(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade(*arguments: Any) -> None:
        original(*arguments)
        raise KeyboardInterrupt

    original = command.upgrade
    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", upgrade)
        with pytest.raises(KeyboardInterrupt):
            open_database(empty_database_url)
    engine = open_database(empty_database_url)
    assert save_articles(engine, [news(1)]) == [SaveResult("stored")]
    engine.dispose()


def test_a_writer_waits_for_another_one_of_the_same_article(
    engine: Engine, database_url: str
) -> None:
    save_articles(engine, [news(1)])
    impatient = open_database(database_url)
    waiting = {"sqlite": "PRAGMA busy_timeout = 20", "postgresql": "SET lock_timeout = 20"}
    refused = []

    def hurry(connection: Any, _entry: object) -> None:
        connection.execute(waiting[engine.dialect.name])
        connection.commit()

    def meet(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE versions"):
            with pytest.raises(OperationalError) as caught:
                save_articles(impatient, [news(1)])
            refused.append(str(caught.value))

    impatient.dispose()
    event.listen(impatient, "connect", hurry)
    event.listen(engine, "before_cursor_execute", meet)
    save_articles(engine, [news(1)])
    assert len(refused) == 1
    assert "lock" in refused[0]
    assert save_articles(impatient, [news(1)]) == [SaveResult("unchanged")]
    impatient.dispose()
