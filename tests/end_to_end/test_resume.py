"""`scrapy reextract --resume`: a run that is killed goes on, and the output is the same."""

import json
import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.forkserver import Forked
from tests.support.paginated import three
from tests.support.site import (
    HOST,
    NO_DATABASE,
    command,
    news,
    rows,
    scrapy,
    start,
    surroundings,
)

PAGES = 160
DEATHS = int(os.environ.get("DEATHS", "4"))
"""`make torture` lets a run die twenty times."""
ARTICLES_IN_PARTS = 4
CHANCE = random.Random(11)  # noqa: S311 (moments, no secrets)


def write(folder: Path, name: str, address: str, html: str) -> None:
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps({"url": address}), encoding="utf-8")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages, some of which are there twice; the parts of an article are far apart."""
    folder = tmp_path_factory.mktemp("saved")
    for number in range(PAGES):
        address = f"{HOST}/news/{1000000 + number % (PAGES - 20)}/saung"
        write(folder, f"{number:04}", address, news(f"Saung {number % (PAGES - 20)}"))
    for number in range(ARTICLES_IN_PARTS):
        base = f"{HOST}/news/{2000000 + number}/rute"
        addresses = (base, f"{base}?page=2", f"{base}?page=3")
        for place, (address, html) in enumerate(three(*addresses).items()):
            write(folder, f"{number * 10 + place * 50:04}-part", address, html)
    return folder


@pytest.fixture(scope="module")
def whole(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return what a run gives that nothing has ended."""
    output = tmp_path_factory.mktemp("whole") / "articles.jsonl"
    assert scrapy("reextract", saved, "-O", output).code == 0
    return output.read_bytes()


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


def strike(number: int, pages: int, *words: str | Path) -> str:
    """Start a run and send it a signal once so many pages were read; return what it has said."""
    with start("reextract", *words, "-L", "INFO", stderr=subprocess.PIPE) as run:
        assert run.stderr
        said = list(lines_until(run.stderr, pages))
        run.send_signal(number)
        return "".join([*said, *run.stderr])


def lines_until(log: Iterator[str], pages: int) -> Iterator[str]:
    for line in log:
        yield line
        pages -= "stored: " in line
        if pages < 0:
            return


def kill_midway(*words: str | Path, database: str = NO_DATABASE, before: str = "") -> bool:
    """Kill a worker of a run, and then the run, each at a random page.

    Returns whether the run was killed: it may have come to its end before.
    """
    asked = command([*words, "-L", "INFO"], surroundings(database), before=before)
    with Forked(asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        assert run.stderr
        list(lines_until(run.stderr, CHANCE.randrange(PAGES // 2)))
        with suppress(psutil.NoSuchProcess):  # the run, or its worker, may have come to its end
            workers: list[psutil.Process | Forked] = [*psutil.Process(run.pid).children()]
            CHANCE.choice(workers or [run]).kill()
        list(lines_until(run.stderr, CHANCE.randrange(PAGES // 2)))
        run.kill()
        run.stderr.read()
        return run.wait() == -signal.SIGKILL


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_d16_a_run_that_is_killed_again_and_again_gives_the_same_bytes(
    saved: Path, whole: bytes, output: Path
) -> None:
    for pages in (70, CHANCE.randrange(40), CHANCE.randrange(40)):
        strike(signal.SIGKILL, pages, saved, "-O", output, "--resume")
        assert not output.exists()
    ran = scrapy("reextract", saved, "-O", output, "--resume")
    assert ran.code == 0
    assert "of them by the run before" in ran.err
    assert output.read_bytes() == whole
    assert left_in(output.parent) == [output.name]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_d16_killed_at_any_moment_a_run_gives_the_same_bytes(
    saved: Path, whole: bytes, output: Path
) -> None:
    deaths = 0
    while deaths < DEATHS:
        if kill_midway("reextract", saved, "-O", output, "--resume"):
            deaths += 1
        else:
            assert output.read_bytes() == whole
            output.unlink()
    assert scrapy("reextract", saved, "-O", output, "--resume").code == 0
    assert output.read_bytes() == whole
    assert left_in(output.parent) == [output.name]


STORED = (
    "SELECT id, canonical_url, current_version_id FROM articles ORDER BY id",
    "SELECT id, article_id, content_hash, reading_hash, article FROM versions ORDER BY id",
    "SELECT id, url, source, version_id FROM captures ORDER BY id",
    "SELECT url, state, reason FROM urls ORDER BY url",
)


def stored(database: str) -> list[list[tuple[Any, ...]]]:
    """Return all that re-extraction writes about pages."""
    return [rows(database, sql) for sql in STORED]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_d16_killed_at_any_moment_a_run_stores_the_same_rows(
    saved: Path, tmp_path: Path, sqlite_url: str
) -> None:
    often = "import newscrawler.reextraction.store as s; s.MAX_BATCH_OUTCOMES = 20\n"
    words = ("reextract", saved, "--store")
    undisturbed = f"sqlite:///{tmp_path}/undisturbed.db"
    assert scrapy(*words, database=undisturbed).code == 0
    deaths = 0
    while deaths < DEATHS:
        deaths += kill_midway(*words, database=sqlite_url, before=often)
    assert scrapy(*words, database=sqlite_url, before=often).code == 0
    assert stored(sqlite_url) == stored(undisturbed)


def test_a_run_that_is_stopped_says_how_to_go_on(saved: Path, whole: bytes, output: Path) -> None:
    said = strike(signal.SIGTERM, 100, saved, "-O", output)
    assert "the same command with --resume goes on there" in said
    assert scrapy("reextract", saved, "-O", output, "--resume").code == 0
    assert output.read_bytes() == whole


def test_without_resume_a_run_begins_anew(saved: Path, whole: bytes, output: Path) -> None:
    strike(signal.SIGKILL, 100, saved, "-O", output)
    ran = scrapy("reextract", saved, "-O", output)
    assert "of them by the run before" not in ran.err
    assert output.read_bytes() == whole


def test_a_checkpoint_that_tells_of_more_than_was_written_does_not_hold(
    saved: Path, whole: bytes, output: Path
) -> None:
    strike(signal.SIGKILL, 140, saved, "-O", output)
    draft = output.with_name("articles.jsonl.part")
    with draft.open("r+b") as file:
        file.truncate(draft.stat().st_size // 2)
    ran = scrapy("reextract", saved, "-O", output, "--resume")
    assert ran.code == 0
    assert output.read_bytes() == whole


@pytest.mark.parametrize("cut", [0, 1, 200])
def test_a_ledger_that_was_cut_costs_only_time(
    saved: Path, whole: bytes, output: Path, cut: int
) -> None:
    strike(signal.SIGKILL, 100, saved, "-O", output)
    ledger = output.with_name("articles.jsonl.part.ledger")
    ledger.write_bytes(ledger.read_bytes()[: -cut or None])
    assert scrapy("reextract", saved, "-O", output, "--resume").code == 0
    assert output.read_bytes() == whole


@pytest.mark.parametrize("words", [["--generic"], ["more.html"]])
def test_a_run_of_another_kind_does_not_go_on(
    saved: Path, output: Path, tmp_path: Path, words: list[str]
) -> None:
    more = tmp_path / "more.html"
    more.write_text(news("Saung lain"), encoding="utf-8")
    strike(signal.SIGKILL, 100, saved, "-O", output)
    given = [more if word == more.name else word for word in words]
    ran = scrapy("reextract", saved, *given, "-O", output, "--resume")
    assert ran.code == 2
    assert "is of other files, options or rules: leave --resume out" in ran.err


@pytest.mark.parametrize("words", [["-o", "a.jsonl"], ["-O", "a.csv"], []])
def test_what_cannot_be_gone_on_is_said(saved: Path, tmp_path: Path, words: list[str]) -> None:
    placed = [tmp_path / word if word.startswith("a.") else word for word in words]
    ran = scrapy("reextract", saved, "--resume", *placed)
    assert (ran.code, ran.out) == (2, "")
    assert "--resume goes on with one -O file of JSON lines (.jsonl)" in ran.err
