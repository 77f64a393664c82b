"""Every command, where an input or an output fails, or it is interrupted."""

import pkgutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import newscrawler.commands
from tests.support.injection import injected, on_full_disk, without_reader
from tests.support.site import (
    FIXTURES,
    HOST,
    PROJECT,
    Page,
    crawl,
    in_a_hurry,
    news,
    scrapy,
    serving,
)

COMMANDS = [module.name for module in pkgutil.iter_modules(newscrawler.commands.__path__)]
PRINTING = [name for name in COMMANDS if name not in {"bench", "demo", "genspider", "view"}]
"""Those that print a result: view opens a browser, and the demo crawls a whole site before."""
PAGE = FIXTURES / "tribun_video" / "amp.html"
ADDRESS = f"{HOST}/news/1000777/saung"
SITE = {f"{HOST}/robots.txt": Page("", 404), ADDRESS: Page(news("Saung"))}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Sequence[str | Path]]]:
    """Give for every command the words with which it prints a result."""
    database = f"sqlite:///{tmp_path_factory.mktemp('faults')}/news.db"
    with serving(SITE) as site:
        fetched = [ADDRESS, *in_a_hurry(site.address)]
        crawl(site.address, database, "any", "-a", f"url={ADDRESS}")
        stored = ["-s", f"DATABASE_URL={database}"]
        yield {
            "crawl": ["any", "-a", f"url={ADDRESS}", "-o", "-:json", *fetched[1:], *stored],
            "bench": [],
            "date": ["kemarin"],
            "demo": [],
            "explain": [PAGE],
            "fetch": [*fetched, "--nolog"],
            "fixture": ["tribun_video/amp"],
            "frontier": stored,
            "genspider": [],
            "health": stored,
            "list": [],
            "parse": [*fetched, "--nolog"],
            "quotes": [FIXTURES / "tribunnews" / "big.html"],
            "reextract": [PAGE],
            "search": ["saung", *stored],
            "settings": ["--get", "BOT_NAME"],
            "shell": [*fetched, "-c", "print(response.status)", "--nolog"],
            "version": [],
            "versions": [ADDRESS, *stored],
            "view": [],
        }


@pytest.mark.parametrize("name", PRINTING)
@pytest.mark.parametrize("run", [without_reader, on_full_disk])
def test_what_cannot_be_printed_is_no_success(
    words: dict[str, Sequence[str | Path]], name: str, run: object
) -> None:
    ran = run(name, *words[name])  # type: ignore[operator]
    assert "Traceback" not in ran.err
    assert "Exception ignored" not in ran.err
    assert ran.code == 1, ran.err


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("fault", "code"), [("interrupt", 11), ("terminate", 13)])
def test_a_command_that_is_stopped_as_it_starts_says_so(
    words: dict[str, Sequence[str | Path]], name: str, fault: str, code: int
) -> None:
    ran = injected(fault, "open", f"newscrawler/commands/{name}.", name, *words[name])
    assert "Traceback" not in ran.err
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1), ran.err


def test_every_command_works_here(words: dict[str, Sequence[str | Path]]) -> None:
    codes = {name: scrapy(name, *words[name]).code for name in PRINTING}
    assert codes == dict.fromkeys(PRINTING, 0)


READING = {
    "crawl": ["any", "-a", "urls_file={file}"],
    "explain": ["{file}"],
    "fixture": ["tribun_video", "{file}"],
    "quotes": ["{file}"],
    "reextract": ["{file}"],
}
"""The commands that read a file, with the words that name it."""
WRITING = {
    "crawl": ["any", "-a", f"url={ADDRESS}", "-O", "{file}"],
    "reextract": [str(PAGE), "-O", "{file}"],
}
"""The commands that write a file, with the words that name it."""


def naming(words: Sequence[str], file: Path) -> list[str]:
    return [word.format(file=file) for word in words]


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("fault", ["unreadable", "vanish"])
def test_an_input_that_fails_is_named(
    words: dict[str, Sequence[str | Path]], tmp_path: Path, name: str, fault: str
) -> None:
    file = tmp_path / "saung.html"
    file.write_text(news("Saung"), encoding="utf-8")
    ran = injected(fault, "open", "saung.html", name, *naming(READING[name], file))
    assert "Traceback" not in ran.err
    assert (ran.code in {1, 2}, "saung.html" in ran.err) == (True, True), ran.err


@pytest.mark.parametrize("name", WRITING)
def test_an_output_on_a_full_disk_keeps_what_was_there(
    words: dict[str, Sequence[str | Path]], tmp_path: Path, name: str
) -> None:
    file = tmp_path / "lama.jsonl"
    file.write_bytes(b"{}\n")
    asked = (name, *naming(WRITING[name], file), *words["crawl"][5:])
    draft = ".lama.jsonl."
    ran = injected("full file", "open", draft, *asked, turn=2)
    assert "Traceback" not in ran.err
    assert (ran.code, file.read_bytes()) == (1, b"{}\n"), ran.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("list >&-", 1),
        ("date kemarin >&-", 1),
        ("quotes - <&-", 1),
        ("reextract - <&-", 1),
        ("--help >&-", 1),
        ("list <&-", 0),
    ],
)
def test_a_standard_stream_that_is_closed_is_said(line: str, code: int) -> None:
    shell = f"exec {sys.executable} -m newscrawler {line}"
    ran = subprocess.run(["sh", "-c", shell], cwd=PROJECT, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr.count(b"Traceback")) == (code, 0), ran.stderr
    assert (b"closed" in ran.stderr) is bool(code)
