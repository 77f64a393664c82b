"""What the commands answer: to wrong words, without a database, to `--help`; fixtures and demo."""

import json
import pkgutil
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from scrapy.cmdline import execute

import newscrawler.commands
from newscrawler.storage.database import open_database, table_counts
from tests.support.site import FIXTURES, NOWHERE, PROJECT, crawl, ends, scrapy
from tests.support.spider_words import BAD_WORDS, given

COMMANDS = [module.name for module in pkgutil.iter_modules(newscrawler.commands.__path__)]


@pytest.mark.parametrize("words", ["nama=saung", "limit=0", "url=https://[saung/a"])
def test_a_wrong_argument_is_answered_before_anything_begins(tmp_path: Path, words: str) -> None:
    database = tmp_path / "news.db"
    arguments = [part for word in given(words, tmp_path) for part in ("-a", word)]
    ran = crawl(NOWHERE, f"sqlite:///{database}", "tribun_video", *arguments)
    assert BAD_WORDS[words] in ran.complaint
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
    assert not database.exists()


def test_an_argument_without_a_value_is_refused(sqlite_url: str) -> None:
    ran = crawl(NOWHERE, sqlite_url, "tribun_video", "-a", "limit")
    assert "NAME=VALUE" in ran.complaint
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("words", [("saung",), ("tribun_video", "tribunnews")])
def test_without_one_known_spider_all_are_named(words: tuple[str, ...], sqlite_url: str) -> None:
    ran = crawl(NOWHERE, sqlite_url, *words)
    for name in ("tribun_video", "tribunnews", "tribun_regional"):
        assert name in ran.complaint
    assert (ran.code, ran.err.count("\n")) == (2, 1), ran.err


CRAWL = ("crawl", "tribun_video", "-s", f"REPLAY_SERVER={NOWHERE}")
STORE = ("reextract", FIXTURES / "tribun_video" / "amp.html", "--store")


@pytest.mark.parametrize(
    ("words", "database"),
    [
        pytest.param(CRAWL, "postgresql://127.0.0.1:1/x", id="crawl-no server"),
        pytest.param(CRAWL, "sqlite:///{folder}", id="crawl-folder"),
        pytest.param(CRAWL, "sqlite:///{folder}/list.txt", id="crawl-text file"),
        pytest.param(STORE, "sqlite:///{folder}/list.txt", id="reextract-text file"),
        pytest.param(("demo",), "postgresql://saung:rahasia@127.0.0.1:1/x", id="demo-no server"),
    ],
)
def test_an_unreachable_database_is_one_line(
    tmp_path: Path, words: tuple[str | Path, ...], database: str
) -> None:
    (tmp_path / "list.txt").write_text("daftar belanja: cabai, bawang\n" * 99, encoding="utf-8")
    ran = scrapy(*words, database=database.format(folder=tmp_path))
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1), ran.err
    assert "rahasia" not in ran.err, "a password is never shown"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_examples(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    with pytest.raises(SystemExit) as end:
        execute(["scrapy", name, "--help"])
    assert end.value.code == 0
    assert re.search(rf"^examples:\n  .*scrapy {name}", capsys.readouterr().out, re.MULTILINE)


# scrapy fixture


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a checkout with two fixtures of its own, whose golden answers agree."""
    checkout = tmp_path_factory.mktemp("checkout")
    (checkout / "newscrawler").symlink_to(PROJECT / "newscrawler")
    shutil.copy(PROJECT / "scrapy.cfg", checkout)
    folder = checkout / "fixtures" / "tribun_video"
    folder.mkdir(parents=True)
    for name in ("amp", "old-layout"):
        for suffix in ("html", "json"):
            shutil.copy(FIXTURES / "tribun_video" / f"{name}.{suffix}", folder)
    assert scrapy("fixture", "--update", folder=checkout).code == 0
    return checkout


@pytest.fixture
def checkout(agreeing: Path, tmp_path: Path) -> Path:
    """Give a copy of that checkout to change."""
    return Path(shutil.copytree(agreeing, tmp_path / "checkout", symlinks=True))


def sidecar(checkout: Path) -> Path:
    return checkout / "fixtures" / "tribun_video" / "amp.json"


def spoil(path: Path) -> Any:
    facts = json.loads(path.read_text(encoding="utf-8"))
    facts["article"]["headline"] = "Judul Lain"
    facts["article"]["quotes"][0]["speaker"] = "Orang Lain"
    path.write_text(json.dumps(facts), encoding="utf-8")
    return facts


def test_fixtures_that_agree_differ_nowhere(checkout: Path) -> None:
    ran = scrapy("fixture", folder=checkout)
    assert (ran.code, ran.err) == (0, "")
    assert "2 fixtures, 0 differ" in ran.out


def test_a_golden_answer_that_differs_is_named_field_by_field(checkout: Path) -> None:
    spoil(sidecar(checkout))
    before = sidecar(checkout).read_bytes()
    ran = scrapy("fixture", folder=checkout)
    assert ran.code == 4
    assert "headline" in ran.out
    assert "quotes[0].speaker" in ran.out
    assert "Judul Lain" in ran.out
    assert "tribun_video/amp" in ran.out
    assert "old-layout" not in ran.out
    assert sidecar(checkout).read_bytes() == before, "rewritten only when asked"


def test_update_rewrites_the_golden_answers_that_differ(checkout: Path) -> None:
    good = sidecar(checkout).read_bytes()
    facts = spoil(sidecar(checkout))
    ran = scrapy("fixture", "--update", "tribun_video/amp", folder=checkout)
    assert ran.code == 0
    assert sidecar(checkout).read_bytes() == good
    assert facts["url"].encode() in good


@pytest.mark.parametrize("broken", [b"", b"[]"])
def test_a_broken_golden_file_is_no_traceback(checkout: Path, broken: bytes) -> None:
    sidecar(checkout).write_bytes(broken)
    ran = scrapy("fixture", folder=checkout)
    assert "Traceback" not in ran.err
    assert ran.code != 0


def test_an_unknown_fixture_is_one_line() -> None:
    ran = scrapy("fixture", "tribun_video/saung")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
    assert "tribun_video/saung" in ran.err


# scrapy demo


def test_the_demo_shows_what_came_of_it_and_stores_nothing_twice(empty_sqlite_url: str) -> None:
    first = scrapy("demo", database=empty_sqlite_url)
    assert first.code == 0
    assert "Traceback" not in first.err
    assert re.search(r"articles\W+12\W+12\b", first.out), "rows, and how many of them are new"
    assert "Viral Anak Sekolah Seberangi Sungai" in first.out
    assert "Ujang Sasmita Koswara" in first.out
    assert "Yang penting sekarang anak-anak aman" in first.out
    assert "2026-11-20 05:48 WIB" in first.out, "a related link said 3 hours ago"
    assert empty_sqlite_url in first.out
    table = read_account(first.out)
    assert table["stored"] == [3, 4, 5], "regional, video, national"
    assert add_up(table) == table["listed"]
    assert len(ends(empty_sqlite_url)) == sum(
        table["stored"] + table["gone"] + table["out of range"]
    )

    engine = open_database(empty_sqlite_url)
    once = table_counts(engine)
    second = scrapy("demo", database=empty_sqlite_url)
    twice = table_counts(engine)
    engine.dispose()
    assert second.code == 0
    assert once["runs"] == 3
    assert twice.pop("captures") > once.pop("captures")
    tallies = {name: 2 * rows for name, rows in once.items() if name.endswith("_tallies")}
    assert twice == once | {"runs": 6} | tallies
    table = read_account(second.out)
    assert table["unchanged"] == [3, 4, 5]
    assert "stored" not in table
    assert add_up(table) == table["listed"]


def read_account(shown: str) -> dict[str, list[int]]:
    """Return the numbers in the demo's first table, by the name of their row."""
    lines = shown.split("In the database", maxsplit=1)[0].splitlines()
    rows = [line.strip().strip("│").split("│") for line in lines if line.strip().startswith("│")]
    return {name.strip(): [int(cell.strip() or 0) for cell in cells] for name, *cells in rows}


def add_up(table: dict[str, list[int]]) -> list[int]:
    ended = (numbers for name, numbers in table.items() if name != "listed")
    return [sum(column) for column in zip(*ended, strict=True)]
