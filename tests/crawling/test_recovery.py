"""The sweep: the archive and the rows of its records are made to agree."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from newscrawler.crawling.archive.recovery import reconcile
from newscrawler.storage.captures import Capture, record_captures
from newscrawler.storage.database import open_database
from tests.support.site import url
from tests.support.warc import NOON, dead, leave_open, page, responses, sources, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the place of an archive, beside the database."""
    return tmp_path / "archive"


# Reconciliation


def test_d10_a_record_without_a_row_gets_one(folder: Path, engine: Engine) -> None:
    places = write(folder, page(1), page(2))
    leave_open(folder)
    report = reconcile(folder, engine, dead)
    assert (report.repaired, report.recorded) == ([places[0].rpartition(":")[0]], 2)
    assert sources(engine) == set(places)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT url, status, digest, source FROM captures ORDER BY url"
        )
        assert [tuple(row) for row in found] == [
            (url(1), 200, page(1).digest, places[0]),
            (url(2), 200, page(2).digest, places[1]),
        ]
    again = reconcile(folder, engine, dead)
    assert (again.repaired, again.recorded, again.lost) == ([], 0, [])


def test_d10_rows_after_the_last_known_one_are_made_in_closed_files_too(
    tmp_path: Path, engine: Engine
) -> None:
    places = write(tmp_path, page(1), page(2), page(3))
    known = Capture(url=url(1), fetched_at=NOON, source=places[0])
    record_captures(engine, [known])
    assert reconcile(tmp_path, engine, dead).recorded == 2
    assert sources(engine) == set(places)


def test_d10_a_row_without_its_record_is_lost(tmp_path: Path, engine: Engine) -> None:
    folder = tmp_path / "archive"
    (kept,) = write(folder, page(1))
    (gone,) = write(folder, page(2), run="run2")
    (folder / gone.rpartition(":")[0]).unlink()
    beyond = f"{kept.rpartition(':')[0]}:99999999"
    foreign = "saved/newscrawler.html"
    given = {1: kept, 2: gone, 3: beyond, 4: foreign, 5: "CC-NEWS-2026.warc.gz:12"}
    record_captures(
        engine, [Capture(url=url(n), fetched_at=NOON, source=place) for n, place in given.items()]
    )
    report = reconcile(folder, engine, dead)
    assert report.lost == [url(2), url(3)]
    assert sources(engine) == {kept, foreign, given[5]}
    assert reconcile(folder, engine, dead).lost == []


def test_d10_a_file_that_comes_back_gives_its_rows_their_places_again(
    tmp_path: Path, engine: Engine
) -> None:
    folder, away = tmp_path / "archive", tmp_path / "away"
    (place,) = write(folder, page(1))
    assert reconcile(folder, engine, dead).recorded == 1
    folder.rename(away)
    assert reconcile(folder, engine, dead).lost == [url(1)]
    assert sources(engine) == set()
    away.rename(folder)
    assert reconcile(folder, engine, dead).recorded == 1
    assert sources(engine) == {place}


def test_files_of_a_run_that_still_writes_are_left_alone(folder: Path, sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    write(folder, page(1))
    path = leave_open(folder)
    before = path.read_bytes()
    asked = []

    def is_alive(run: str) -> bool:
        asked.append(run)
        return True

    report = reconcile(folder, engine, is_alive)
    assert (report.repaired, report.recorded, report.lost) == ([], 0, [])
    assert path.read_bytes() == before
    assert set(asked) == {"run1"}
    engine.dispose()


@pytest.mark.parametrize("missing", [1, 8, 100])
def test_d10_a_tail_cut_by_a_power_loss_is_cut_off(
    folder: Path, sqlite_url: str, missing: int
) -> None:
    engine = open_database(sqlite_url)
    places = write(folder, page(1), page(2))
    path = leave_open(folder)
    os.truncate(path, path.stat().st_size - missing)
    assert reconcile(folder, engine, dead).recorded == 1
    (repaired,) = folder.iterdir()
    assert [got.url for got in responses(repaired)] == [url(1)]
    assert repaired.stat().st_size == int(places[1].rpartition(":")[2])
    engine.dispose()


def test_a_file_with_not_one_whole_record_goes(folder: Path, sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    write(folder, page(1))
    os.truncate(leave_open(folder), 50)
    assert reconcile(folder, engine, dead).recorded == 0
    assert [*folder.iterdir()] == []
    engine.dispose()


def test_a_folder_that_is_not_there_has_nothing_to_sweep(tmp_path: Path, sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    report = reconcile(tmp_path / "nowhere", engine, dead)
    assert (report.repaired, report.recorded, report.lost) == ([], 0, [])
    engine.dispose()
