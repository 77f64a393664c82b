"""Databases of older versions of this program: upgraded, they hold all that they held."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, create_engine, insert, inspect, select, text

from newscrawler.items import Article
from newscrawler.outcomes import ended
from newscrawler.storage.articles import load_article, save_articles
from newscrawler.storage.captures import Capture, find_reserved, record_captures
from newscrawler.storage.database import open_database, table_counts
from newscrawler.storage.migrations.upgrade import alembic_config
from newscrawler.storage.schema import ArticleRow, VersionRow
from newscrawler.storage.search import find_articles
from newscrawler.storage.search_filters import Filters
from newscrawler.storage.search_query import parse_query
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes
from newscrawler.storage.url_queue import listing_entries

DATA = Path(__file__).parents[1] / "data"
WAITING = "https://video.tribunnews.com/news/1/menunggu"
SKIPPED = "https://video.tribunnews.com/news/2/dilewati"
SITEMAP = "https://video.tribunnews.com/sitemap.xml"

Upgrade = Callable[[], Engine]


def dumped(folder: Path, name: str) -> Path:
    """Return a SQLite file made of the dump `name`."""
    path = folder / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript((DATA / name).read_text(encoding="utf-8"))
    connection.close()
    return path


def copy_to_postgresql(path: Path, url: str, revision: str) -> None:
    """Fill a new PostgreSQL database of the schema `revision` with the rows of a SQLite file."""
    open_database(url).dispose()
    source = create_engine(f"sqlite:///{path}")
    target = create_engine(url.replace("postgresql", "postgresql+psycopg", 1))
    with target.begin() as connection:
        command.downgrade(alembic_config(connection), revision)
        tables = MetaData()
        tables.reflect(connection)
        with source.connect() as rows:
            for table in tables.sorted_tables:
                found = [row._asdict() for row in rows.execute(select(table))]
                if found and table.name != "alembic_version":
                    connection.execute(insert(table), found)
    source.dispose()
    target.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database as revision 0003 left it."""
    path = dumped(tmp_path, "schema_r0003.sql")
    if request.param == "sqlite":
        return f"sqlite:///{path}"
    url = str(request.getfixturevalue("postgresql_url"))
    copy_to_postgresql(path, url, "0003")
    return url


def all_rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table as they are, in the order of all their values."""
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return {
            table.name: sorted(
                (row._asdict() for row in connection.execute(select(table))),
                key=lambda row: json.dumps(row, default=str),
            )
            for table in tables.sorted_tables
        }


def before(url: str) -> dict[str, list[dict[str, Any]]]:
    engine = create_engine(url.replace("postgresql", "postgresql+psycopg", 1))
    found = all_rows(engine)
    engine.dispose()
    return found


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def test_d7_the_frontier_of_an_older_database_keeps_waiting(old_url: str) -> None:
    old = {row["url"]: row for row in before(old_url)["urls"]}
    engine = open_database(old_url)
    new = {row["url"]: row for row in all_rows(engine)["urls"]}
    assert old.keys() == new.keys()
    moved = ("kind", "publisher", "request", "listed_by", "listed_title", "listed_published")
    for url, row in old.items():
        assert without(new[url], *moved, "listed_on") == without(row, "publisher", "request")
        callback = (row["request"] or {}).get("callback", "")
        is_listing = callback in {"parse_listing", "parse_index"}
        assert new[url]["kind"] == ("listing" if is_listing else "article")
        assert (new[url]["request"] or {}).get("callback", "") == callback
    assert {row["publisher"] for row in new.values() if row["spider"] == "tribun_video asked"} == {
        "tribun_video"
    }
    assert sum(row["kind"] == "listing" for row in new.values()) > 5
    with engine.connect() as connection:
        entries = listing_entries(connection, [WAITING, SKIPPED, "https://kabar.example/lain"])
    assert {url: (e.listing, e.title, e.published, e.listed_on) for url, e in entries.items()} == {
        WAITING: (SITEMAP, "Judul", "2026-11-18T12:00:00+07:00", "2026-11-18"),
        SKIPPED: (SITEMAP, None, None, "2026-11-01"),
    }
    engine.dispose()


# The articles


def expected_articles() -> dict[str, Article]:
    """Return what revision 0003 loaded, by the id of the version."""
    saved = json.loads((DATA / "schema_r0003.json").read_text(encoding="utf-8"))
    return {version: msgspec.convert(article, Article) for version, article in saved.items()}


NAMES = {
    "position": "ordinal",
    "start_offset": "start",
    "end_offset": "end",
    "cue_position": "position",
    "segment_group": "group",
}


def as_named_today(row: dict[str, Any]) -> dict[str, Any]:
    """Return a child row of an older database as it is now: no column holds an empty text."""
    return {NAMES.get(name, name): None if cell == "" else cell for name, cell in row.items()}


def loaded_articles(engine: Engine) -> dict[str, Article]:
    with engine.connect() as connection:
        found = connection.execute(select(VersionRow.id, VersionRow.article)).all()
    return {version: msgspec.convert(article, Article) for version, article in found}


def test_d7_every_article_of_an_older_database_loads_as_it_was(old_url: str) -> None:
    old = before(old_url)
    engine = open_database(old_url)
    expected = expected_articles()
    assert loaded_articles(engine) == expected
    assert len(expected) == 8
    for row in old["articles"]:
        assert load_article(engine, row["canonical_url"]) == expected[row["current_version_id"]]
    new = all_rows(engine)
    for table in ("quotes", "citations", "related_links", "date_mentions", "tags"):
        assert new[table] == [as_named_today(row) for row in old[table]]
        assert new[table]
    assert new["articles"] == old["articles"]
    for table in ("runs", "hosts", "field_tallies", "listing_tallies"):
        assert new[table] == old[table]
    kept = {row["id"]: row for row in new["versions"]}
    for row in old["versions"]:
        same = row.keys() & kept[row["id"]].keys()
        assert {name: row[name] for name in same} == {name: kept[row["id"]][name] for name in same}
    engine.dispose()


def test_the_articles_of_an_older_database_are_found(old_url: str) -> None:
    engine = open_database(old_url)
    everything, expected = Filters(), expected_articles()
    with engine.connect() as connection:
        current = connection.scalars(select(ArticleRow.current_version_id)).all()
        for article in [expected[version] for version in current if version]:
            words = article.text.split()[:6]
            query = parse_query('"' + " ".join(words).replace('"', " ") + '"')
            rows = find_articles(connection, query, everything)
            assert (article.canonical_url or article.url) in [row.canonical_url for row in rows]
    engine.dispose()


def test_captures_of_unchanged_pages_are_linked_to_their_version(old_url: str) -> None:
    old = {row["id"]: row for row in before(old_url)["captures"]}
    engine = open_database(old_url)
    new = {row["id"]: row for row in all_rows(engine)["captures"]}
    assert old.keys() == new.keys()
    linked = [key for key in old if old[key]["version_id"] != new[key]["version_id"]]
    assert [old[key]["source"] for key in linked] == ["newscrawler-1.warc.gz:99"]
    version = new[linked[0]]["version_id"]
    assert [key for key in new if new[key]["source"] == "newscrawler-1.warc.gz:7"] == [
        row["capture_id"] for row in all_rows(engine)["versions"] if row["id"] == version
    ]
    read_from = {row["capture_id"] for row in all_rows(engine)["versions"]}
    assert read_from <= new.keys()
    engine.dispose()


def test_reading_an_older_database_again_adds_nothing(old_url: str) -> None:
    engine = open_database(old_url)
    counted = table_counts(engine)
    articles = list(expected_articles().values())
    assert {result.state for result in save_articles(engine, articles)} == {"rewritten"}
    assert {result.state for result in save_articles(engine, articles)} == {"unchanged"}
    assert table_counts(engine) == counted
    for article in loaded_articles(engine).values():
        source = article.source
        assert any(replace(each, source=source) == article for each in articles)
    engine.dispose()


def test_an_older_program_finds_its_columns_again(old_url: str) -> None:
    old = before(old_url)
    engine = open_database(old_url)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0003")
    again = all_rows(engine)
    assert again["versions"] == old["versions"]
    requests = [{row["url"]: row["request"] for row in each["urls"]} for each in (again, old)]
    assert requests[0] == requests[1]
    engine.dispose()


# Captures


@pytest.mark.parametrize("has_index", [False, True], ids=["without_index", "with_index"])
def test_captures_of_revision_0005_are_found_by_their_place(
    database_url: str, has_index: bool
) -> None:
    """For a time, revision 0004 made the index: both kinds of 0005 are in use."""
    engine = open_database(database_url)
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    reserved, other = (Capture(url=f"https://kabar.example/{n}", fetched_at=moment) for n in (1, 2))
    record_captures(engine, [reserved, other])
    disallowed = ended(reserved.url, "disallowed", "tdm_reserved")
    record_outcomes(engine, [UrlRecord(disallowed, None, moment, is_live=False)])
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0005")
        if has_index:
            connection.execute(text("CREATE INDEX ix_captures_source ON captures (source)"))
    open_database(database_url).dispose()
    assert "ix_captures_source" in {
        each["name"] for each in inspect(engine).get_indexes("captures")
    }
    with engine.connect() as connection:
        assert find_reserved(connection, [reserved.id, other.id]) == {reserved.id}
    engine.dispose()
