"""`newscrawler <command>` in any folder: in a checkout, in another Scrapy project, in neither."""

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from pkgutil import iter_modules

import pytest

import newscrawler as package
from newscrawler import commands
from newscrawler.command_line import GROUPS
from tests.support.site import FIXTURES, NOWHERE, PROJECT, assert_quiet, newscrawler, scrapy

NAMES = {name: about for group in GROUPS.values() for name, about in group.items()}
SCRAPYS = ("bench", "check", "edit", "runspider", "startproject")
"""Commands of Scrapy's that do nothing good here."""


# What there is


def test_help_shows_the_commands_that_do_something_here(tmp_path: Path) -> None:
    ran = newscrawler("--help", folder=tmp_path)
    assert_quiet(ran)
    listed = [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")]
    assert listed == list(NAMES)
    assert set(NAMES) == {module.name for module in iter_modules(commands.__path__)} - {"bench"}
    assert not set(NAMES) & set(SCRAPYS)
    assert newscrawler(folder=tmp_path) == ran


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_described_as_it_describes_itself(name: str) -> None:
    assert import_module(f"newscrawler.commands.{name}").Command().short_desc() == NAMES[name]


@pytest.mark.parametrize("name", ["crawl", "list", "reextract", "settings", "fetch"])
def test_the_help_of_a_command_calls_the_program_by_its_name(name: str, tmp_path: Path) -> None:
    ran = newscrawler(name, "--help", folder=tmp_path)
    assert_quiet(ran)
    assert f"usage: newscrawler {name}" in ran.out
    assert f"  newscrawler {name}" in ran.out.partition("examples:")[2]
    assert f"scrapy {name}" not in ran.out
    assert f"usage: scrapy {name}" in scrapy(name, "--help").out


def test_versions(tmp_path: Path) -> None:
    ran = newscrawler("--version", folder=tmp_path)
    assert_quiet(ran)
    libraries = f"Scrapy {version('scrapy')}, lxml {version('lxml')}"
    python = ".".join(map(str, sys.version_info[:3]))
    assert ran.out == f"newscrawler {package.__version__} ({libraries}, Python {python})\n"
    assert newscrawler("version", folder=tmp_path) == scrapy("version") == ran


def test_versions_in_detail_are_those_of_scrapy() -> None:
    assert "\nTwisted " in scrapy("version", "-v").out


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["crwal"]], ids=" ".join)
def test_what_runs_no_command_does_not_import_scrapy(words: list[str]) -> None:
    code = (
        f"import sys, newscrawler.command_line as c; c.run({words}); print('scrapy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.endswith("False\n")


# What there is not


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["crwal"], "unknown command 'crwal'; did you mean crawl?"),
        (["Reextract", "page.html"], "unknown command 'Reextract'; did you mean reextract?"),
        (["xyz"], f"unknown command 'xyz'; choose from {', '.join(NAMES)}"),
        (["--verbose"], "unknown option --verbose; newscrawler --help lists the commands"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_what_is_unknown_is_one_line(words: list[str], said: str, tmp_path: Path) -> None:
    ran = newscrawler(*words, folder=tmp_path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{said}\n")


@pytest.mark.parametrize("name", SCRAPYS)
def test_commands_that_do_nothing_here_are_unknown(name: str, tmp_path: Path) -> None:
    ran = newscrawler(name, folder=tmp_path)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert f"unknown command '{name}'" in ran.err


def test_scrapys_benchmark_is_refused(tmp_path: Path) -> None:
    ran = scrapy("bench", database=f"sqlite:///{tmp_path}/news.db")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("fixture",), ("genspider", "sumari", "www.sumari.example")])
def test_what_works_on_a_checkout_says_so_elsewhere(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = newscrawler.settings\n")
    ran = newscrawler(*words, folder=tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"newscrawler {words[0]} works on the files of a checkout")


# Where data go


def database(folder: Path, **environment: str) -> str:
    ran = newscrawler(
        "settings", "--get", "DATABASE_URL", folder=folder, **{"DATABASE_URL": ""} | environment
    )
    assert_quiet(ran)
    return ran.out.strip()


@pytest.mark.parametrize(
    ("config", "place"),
    [
        (None, "below"),
        ("[settings]\ndefault = newscrawler.settings\n", "."),
        ("[settings]\ndefault = kabar.settings\n[deploy]\nproject = kabar\n", "below"),
        ("", "below"),
    ],
    ids=["no project", "this project", "another project", "empty scrapy.cfg"],
)
def test_data_are_in_the_project_or_else_in_the_folder(
    config: str | None, place: str, tmp_path: Path
) -> None:
    folder = tmp_path / "below"
    folder.mkdir()
    if config is not None:
        (tmp_path / "scrapy.cfg").write_text(config)
    assert database(folder) == f"sqlite:///{(tmp_path / place).resolve()}/data/news.db"
    assert database(folder, DATABASE_URL="sqlite:///a.db") == "sqlite:///a.db"


def test_another_project_does_not_lend_its_settings(tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = kabar.settings\n")
    (tmp_path / "kabar").mkdir()
    (tmp_path / "kabar" / "settings.py").write_text("raise SystemExit('kabar was imported')\n")
    ran = newscrawler("list", folder=tmp_path, SCRAPY_SETTINGS_MODULE="kabar.settings")
    assert_quiet(ran)
    assert ran.out == scrapy("list").out


def test_a_saved_page_is_read_as_scrapy_reads_it(tmp_path: Path) -> None:
    page = FIXTURES / "tribun_video" / "amp.html"
    ran = newscrawler("reextract", page, folder=tmp_path)
    assert_quiet(ran)
    assert ran.out == scrapy("reextract", page).out
    assert not list(tmp_path.iterdir())


def test_the_demo_needs_no_checkout(tmp_path: Path) -> None:
    ran = newscrawler(
        "demo", folder=tmp_path, DATABASE_URL="", ARCHIVE_DIR=str(tmp_path / "archive")
    )
    assert_quiet(ran)
    assert (tmp_path / "data" / "demo.db").is_file()
    assert "  newscrawler crawl tribun_video -a limit=20\n" in ran.out
    assert "scrapy crawl" not in ran.out


# Ctrl-C

WAITING = """\
import sys

class Waiting:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            print("importing", flush=True)
            sys.stdin.read()

sys.meta_path.insert(0, Waiting())
"""
INTERRUPTED = """\
import os, signal

class Extension:
    @classmethod
    def from_crawler(cls, crawler):
        os.kill(os.getpid(), signal.SIGINT)
        return cls()
"""


@pytest.mark.parametrize("module", ["newscrawler.outcomes", "scrapy", "newscrawler.commands.view"])
def test_an_interrupt_during_the_imports_is_one_line(module: str, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WAITING.format(module=module))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(PROJECT)))}
    words = [sys.executable, "-m", "newscrawler", "list"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words, cwd=tmp_path, env=environment, text=True, stdin=pipe, stdout=pipe, stderr=pipe
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "importing\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (11, "", "interrupted\n")


def test_an_interrupt_as_a_crawl_begins_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    writer = "newscrawler.crawling.database_writer.DatabaseWriter"
    extensions = json.dumps({writer: 0, "interrupted.Extension": 1})
    settings = (f"REPLAY_SERVER={NOWHERE}", f"EXTENSIONS={extensions}")
    words = ("crawl", "tribun_video", *(word for each in settings for word in ("-s", each)))
    ran = newscrawler(*words, folder=tmp_path, DATABASE_URL="")
    assert (ran.code, "Traceback" in ran.err) == (11, False)
