"""What the commands share: consoles for results and messages, checks, help and exit codes."""

import asyncio
import os
import signal
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, NoReturn

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from sqlalchemy import make_url

from newscrawler.outcomes import ExitCode, stopped_exit_code
from newscrawler.program import as_started
from newscrawler.project import checkout_folder
from newscrawler.stats import STOPPED_BY
from newscrawler.storage import DatabaseUnavailable, open_database

_FILE_COLUMNS = 160
"""The width of a table, in columns, when the output is not a terminal."""


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _FILE_COLUMNS
    return console


console = _console()
"""For results."""
stderr = _console(stderr=True)
"""For progress and errors, so that results can be piped."""


class QuietCommand(ScrapyCommand):
    """A command that prints its own messages; the log shows errors only, unless `-L` is given.

    `own_settings` take precedence over the project's settings, unlike Scrapy's `default_settings`.
    """

    requires_project = True
    own_settings: ClassVar[dict[str, Any]] = {}

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Set `own_settings`; those given on the command line take precedence."""
        assert self.settings is not None
        self.settings.setdict({"LOG_LEVEL": "ERROR"} | self.own_settings, priority="project")
        super().process_options(args, opts)


def fail(message: str, code: int = ExitCode.USAGE_ERROR) -> NoReturn:
    """Print a one-line error message, and end the command with the exit code `code`."""
    error(message)
    raise SystemExit(code)


def require_checkout(command: str) -> Path:
    """Return the folder of the checkout; end `command`, which works on its files, elsewhere."""
    return checkout_folder() or fail(
        f"{command} works on the files of a checkout of newscrawler: start it there, from its .venv"
    )


def require_database(url: str, *, made: bool = False) -> None:
    """Bring the schema of the database at `url` up to date; end the command if it cannot be used.

    With `made`, a SQLite file that does not exist is an error, and is not created.
    """
    file = make_url(url).database if made and url.startswith("sqlite") else None
    if file and not Path(file).exists():
        fail(
            f"no database at {file} yet; run a crawl first, or set DATABASE_URL",
            ExitCode.STORAGE_UNAVAILABLE,
        )
    try:
        open_database(url).dispose()
    except DatabaseUnavailable as failure:
        fail(str(failure), ExitCode.STORAGE_UNAVAILABLE)


def require_outputs(settings: BaseSettings) -> None:
    """End the command when a file that `-o` or `-O` names cannot be written."""
    for name in settings.getdict("FEEDS"):
        if "://" in str(name) or str(name).startswith("stdout:"):
            continue
        path = Path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not path.exists()
            with path.open("ab"):
                pass
            if is_new:
                path.unlink()
        except OSError as failure:
            fail(f"cannot write {path}: {failure.strerror}")


def error(message: str) -> None:
    """Print a one-line error message."""
    print(as_started(message), file=sys.stderr)


def track_signals(crawler: Crawler) -> None:
    """Record the signal that stops `crawler` in its stat `stopped_by`.

    As usual in Scrapy, the crawl then finishes the requests in progress; a second signal ends it at
    once.
    """
    loop = asyncio.get_event_loop()

    def record(number: int) -> None:
        assert crawler.stats
        crawler.stats.set_value(STOPPED_BY, number)

    def on_signal(scrapys: Any, number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(record, number)  # the stats may not be there yet
        scrapys(number, frame)

    def install() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, partial(on_signal, signal.getsignal(number)))

    # The loop begins when Scrapy's handlers are in place, and before the crawl does.
    loop.call_soon(install)


def signal_exit_code(crawler: Crawler) -> int:
    """Return the exit code of a crawl that a signal has stopped, 0 for any other."""
    assert crawler.stats
    return stopped_exit_code(crawler.stats.get_value(STOPPED_BY))


def set_help_epilog(parser: ArgumentParser, examples: str) -> None:
    """Show `examples` below the help of a command, with their line breaks."""
    parser.allow_abbrev = False  # "--stor" must not write into a database
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.usage = parser.usage and as_started(parser.usage)
    parser.epilog = as_started(examples)
