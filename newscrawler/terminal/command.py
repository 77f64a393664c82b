"""What the commands share: where results and messages go, how help is laid out, how they end."""

import os
import signal
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from rich.console import Console
from scrapy import signals
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from sqlalchemy import make_url

from newscrawler.outcomes import ExitCode, stopped_exit_code
from newscrawler.stats import STOPPED_BY
from newscrawler.storage import DatabaseUnavailable, open_database

_FILE_COLUMNS = 160
"""Columns of a table in a file or a pipe, where no terminal says how wide it is."""


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _FILE_COLUMNS
    return console


console = _console()
"""For results."""
stderr = _console(stderr=True)
"""For progress and complaints, so that results can be piped."""


class QuietCommand(ScrapyCommand):
    """A command that speaks for itself: the log shows errors only, unless `-L` asks for more.

    Scrapy's `default_settings` give way to the project's settings; `own_settings` do not.
    """

    requires_project = True
    own_settings: ClassVar[dict[str, Any]] = {}

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Put this command's settings over the project's, under those of the command line."""
        assert self.settings is not None
        self.settings.setdict({"LOG_LEVEL": "ERROR"} | self.own_settings, priority="project")
        super().process_options(args, opts)


def fail(message: str, code: int = ExitCode.USAGE_ERROR) -> NoReturn:
    """Say in one line why a command does not begin, and end with `code`."""
    error(message)
    raise SystemExit(code)


def require_database(url: str, *, made: bool = False) -> None:
    """End with one line when the database at `url` cannot be used; bring its schema up to date.

    Where it must have been `made` before, a file that is not there is no new database.
    """
    file = make_url(url).database if made and url.startswith("sqlite") else None
    if file and not Path(file).exists():
        fail(
            f"no database at {file} yet: crawl first, or set DATABASE_URL",
            ExitCode.STORAGE_UNAVAILABLE,
        )
    try:
        open_database(url).dispose()
    except DatabaseUnavailable as failure:
        fail(str(failure), ExitCode.STORAGE_UNAVAILABLE)


def require_outputs(settings: BaseSettings) -> None:
    """End with one line when a file that `-o` or `-O` names cannot be written."""
    for name in settings.getdict("FEEDS"):
        if "://" in str(name) or str(name).startswith("stdout:"):
            continue
        path = Path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab"):
                pass
        except OSError as failure:
            fail(f"{path}: cannot be written: {failure.strerror}")


def error(message: str) -> None:
    """Say in one line what went wrong."""
    print(message, file=sys.stderr)


def track_signals(crawler: Crawler) -> None:
    """Remember the signal that stops `crawler` as its stat `stopped_by`.

    The first one lets requests under way end, as Scrapy does; a second one ends at once.
    """

    def on_started() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, partial(_on_signal, crawler, signal.getsignal(number)))

    crawler.signals.connect(on_started, signals.engine_started, weak=False)


def _on_signal(crawler: Crawler, scrapys: Any, number: int, frame: Any) -> None:
    assert crawler.stats
    crawler.stats.set_value(STOPPED_BY, number)
    scrapys(number, frame)


def signal_exit_code(crawler: Crawler) -> int:
    """Return the exit code of a crawl that a signal has stopped, 0 for any other."""
    assert crawler.stats
    return stopped_exit_code(crawler.stats.get_value(STOPPED_BY))


def set_help_epilog(parser: ArgumentParser, examples: str) -> None:
    """Show `examples` under a command's help as they are written."""
    parser.allow_abbrev = False  # "--stor" must not write into a database
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = examples
