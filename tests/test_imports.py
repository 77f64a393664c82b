"""What the project never imports, and what it imports only when it is needed."""

import json
import subprocess
import sys

import pytest

from newscrawler.storage.database import open_database
from tests.support.imports import code_files, imported_packages
from tests.support.site import PROJECT

CODE = frozenset(("pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "dbm"))
SQL = frozenset(("sqlalchemy", "alembic", "psycopg"))
READING = frozenset(
    (
        "dateparser",
        "feedparser",
        "itemloaders",
        "json_repair",
        "langdetect",
        "tldextract",
        "trafilatura",
    )
)
"""Libraries that read pages and listings."""
OWN = frozenset(
    f"newscrawler.{name}"
    for name in ("corpus", "crawling", "extraction", "process", "reextraction", "spiders.news")
)


def test_x7_nothing_that_is_read_is_code() -> None:
    files = code_files()
    assert len(files) > 50
    assert len({path.resolve() for path in files}) == len(files), "each is looked at once"
    assert [path for path in files if CODE & imported_packages(path)] == []


def loaded_by(statements: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after some `statements`."""
    tell = "import json, sys; print(json.dumps(list(sys.modules)), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", f"{statements}\n{tell}"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(json.loads(ran.stderr.splitlines()[-1]))


COMMANDS = """
import newscrawler.settings
from scrapy.utils.misc import walk_modules_iter
assert len(list(walk_modules_iter("newscrawler.commands"))) > 10
"""
SPIDERS = """
from newscrawler.spiders.spider_loader import PublisherSpiderLoader
from scrapy.settings import Settings
assert "any" in PublisherSpiderLoader(Settings()).list()
"""
DATE = """
from newscrawler.indonesian.dates import parse_date
assert parse_date("Rabu (18/11/2026)", None)
"""
PAGE = """
from newscrawler.reextraction.reextract import Reextraction
from newscrawler.reextraction.saved_pages import read_saved
page = read_saved("fixtures/tribunnews/big.html")
assert [outcome.state for outcome in Reextraction().run([page])] == ["stored"]
"""


@pytest.mark.process
@pytest.mark.parametrize(
    ("statements", "unwanted"),
    [
        pytest.param(COMMANDS, {"rich", *SQL, *READING, *OWN}, id="commands"),
        pytest.param(SPIDERS, {"rich", *SQL, *READING, *OWN}, id="spiders"),
        pytest.param(DATE, {"rich", *SQL, *READING, *OWN}, id="date"),
        pytest.param(
            PAGE, {"rich", "dateparser", "trafilatura", "datatrove", "pyarrow", *SQL}, id="page"
        ),
    ],
)
def test_what_is_slow_to_import_waits_until_it_is_needed(
    statements: str, unwanted: set[str]
) -> None:
    assert loaded_by(statements) & unwanted == set()


@pytest.mark.process
@pytest.mark.parametrize("statement", ["reports.count_urls()", "reports.covered_publishers()"])
def test_reports_are_read_without_sqlalchemy(statement: str, sqlite_url: str) -> None:
    open_database(sqlite_url).dispose()
    reading = "from newscrawler.storage.reports import open_reports"
    loaded = loaded_by(f"{reading}\nwith open_reports({sqlite_url!r}) as reports: {statement}")
    assert loaded & SQL == set()
