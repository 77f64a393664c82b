"""What the commands share: exit codes, where results and notes go, how help is laid out.

Exit codes: 0 done; 1 nothing came out; 2 wrong words on the command line; 3 the database or the
archive cannot be used; 4 answers differ from the golden ones, or pages give less than before; 5 a
host asks to come back later, or its owner refuses crawlers; 6 the end of some URLs is not known; 11
interrupted (SIGINT); 13 terminated (SIGTERM).
"""

import os
import signal
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from rich.console import Console
from scrapy import signals
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from sqlalchemy import make_url

from newscrawler.storage import DatabaseUnavailable, open_database

NOTHING_DONE = 1
WRONG_WORDS = 2
DATABASE_UNAVAILABLE = 3
DIFFERENT = 4
REFUSED = 5
UNACCOUNTED = 6
INTERRUPTED = 11
TERMINATED = 13

_FILE_WIDTH = 160
"""Columns of a table in a file or a pipe, where no terminal says how wide it is."""


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _FILE_WIDTH
    return console


console = _console()
"""For results."""
notes = _console(stderr=True)
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


def refuse(message: str, code: int) -> NoReturn:
    """Say in one line why a command does not begin, and end with `code`."""
    complain(message)
    raise SystemExit(code)


def require_database(url: str, *, made: bool = False) -> None:
    """End with one line when the database at `url` cannot be used; bring its schema up to date.

    Where it must have been `made` before, a file that is not there is no new database.
    """
    file = make_url(url).database if made and url.startswith("sqlite") else None
    if file and not Path(file).exists():
        refuse(f"no database at {file} yet: crawl first, or set DATABASE_URL", DATABASE_UNAVAILABLE)
    try:
        open_database(url).dispose()
    except DatabaseUnavailable as error:
        refuse(str(error), DATABASE_UNAVAILABLE)


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
        except OSError as error:
            refuse(f"{path}: cannot be written: {error.strerror}", WRONG_WORDS)


def complain(message: str) -> None:
    """Say in one line what went wrong."""
    print(message, file=sys.stderr)


def remember_stop(crawler: Crawler, stop: Callable[[], None] | None = None) -> None:
    """Remember the signal that stops `crawler` as its stat `stopped_by`.

    `stop` is done on the first signal, if given, else what Scrapy does; a second one ends at once.
    """

    def on_started() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, partial(_on_stop, crawler, signal.getsignal(number), stop))

    # Signals hold their receivers weakly: the crawler keeps this one alive.
    crawler.remember_stop = on_started  # type: ignore[attr-defined]
    crawler.signals.connect(on_started, signals.engine_started)


def _on_stop(
    crawler: Crawler, scrapys: Any, stop: Callable[[], None] | None, number: int, frame: Any
) -> None:
    assert crawler.stats
    again = crawler.stats.get_value("stopped_by") is not None
    crawler.stats.set_value("stopped_by", number)
    if stop is None:
        scrapys(number, frame)  # it sees to the second one itself
    elif not again:
        stop()
    else:
        scrapys(number, frame)
        signal.getsignal(number)(number, frame)  # type: ignore[operator, misc]


def stop_code(crawler: Crawler) -> int:
    """The exit code of a crawl that a signal has stopped, 0 for any other."""
    assert crawler.stats
    codes: dict[int | None, int] = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
    return codes.get(crawler.stats.get_value("stopped_by"), 0)


def keep_lines(parser: ArgumentParser, examples: str) -> None:
    """Show `examples` under a command's help as they are written."""
    parser.allow_abbrev = False  # "--stor" must not write into a database
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = examples
