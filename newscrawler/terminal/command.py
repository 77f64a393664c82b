"""What the commands share: error messages, checks, help and exit codes."""

import asyncio
import signal
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from textwrap import fill
from types import FrameType
from typing import Any, ClassVar, NoReturn
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.misc import build_from_crawler, load_object

from newscrawler.exit_codes import ExitCode
from newscrawler.logformatter import one_line
from newscrawler.program import as_started
from newscrawler.project import checkout_folder
from newscrawler.stats import STOPPED_BY
from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.suggestions import did_you_mean

HELP_COLUMNS = 79
MAX_LINES = 20
"""How many pages or addresses are named one by one."""
_CLOSED_FORMATS = frozenset(("json", "xml"))


class ProjectCommand(ScrapyCommand):
    """A command of this project: its help shows `examples`, and unknown options are refused."""

    examples: ClassVar[str]

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's options and the examples."""
        super().add_options(parser)
        parser.allow_abbrev = False  # "--stor" must not write into a database
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.description = fill(self.long_desc(), HELP_COLUMNS)
        parser.usage = parser.usage and as_started(parser.usage)
        parser.epilog = as_started(self.examples)
        self.parser = parser

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Refuse options that Scrapy has not recognized: it leaves them among the arguments."""
        for word in args:
            if word.startswith("-") and word != "-":
                self.refuse_option(word, args)
        super().process_options(args, opts)

    def refuse_option(self, option: str, args: list[str]) -> NoReturn:
        """End the command for an unknown `option` among `args`."""
        known = (name for action in self.parser._actions for name in action.option_strings)
        fail(f"unknown option {option}; {did_you_mean(option, known)}")


class QuietCommand(ProjectCommand):
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


def require_database(url: str, *, must_exist: bool = False) -> None:
    """Bring the schema of the database at `url` up to date; end the command if it cannot be used.

    A SQLite file that does not exist is made, unless it `must_exist`.
    """
    from newscrawler.storage.database import open_database  # noqa: PLC0415 (slow)

    try:
        open_database(url, must_exist=must_exist).dispose()
    except DatabaseUnavailable as failure:
        fail(str(failure), ExitCode.STORAGE_UNAVAILABLE)


def require_outputs(settings: BaseSettings) -> None:
    """End the command when a file that `-o` or `-O` names cannot be written.

    Nothing can be added to a file of JSON or XML: it would be neither afterwards.
    """
    from newscrawler.corpus.output_file import OutputFile, path_of  # noqa: PLC0415 (slow)

    for uri, options in settings.getdict("FEEDS").items():
        if urlsplit(str(uri)).scheme not in {"", "file"}:
            continue
        path, overwrite = path_of(str(uri)), bool(options.get("overwrite"))
        if path.is_fifo() or path.is_char_device():
            continue  # to open it would end its reader
        if not overwrite and options.get("format") in _CLOSED_FORMATS and _has_content(path):
            fail(f"cannot add to {path}, a whole document: replace it (-O), or write JSON lines")
        try:
            OutputFile(path, overwrite=overwrite).discard()
        except OSError as failure:
            advice = "; a new file is first written beside the old one" if path.exists() else ""
            fail(f"cannot write {path}: {failure.strerror}{advice}")


def require_storages(crawler: Crawler) -> None:
    """End the command when an output elsewhere (`ftp://…`, `s3://…`) cannot be set up.

    Scrapy would say so in its log, and crawl without the output.
    """
    storages = crawler.settings.getwithbase("FEED_STORAGES")
    for uri, options in crawler.settings.getdict("FEEDS").items():
        kind = storages.get(urlsplit(str(uri)).scheme)
        if kind is None:
            fail(f"cannot write {uri}; choose from {', '.join(filter(None, storages))}")
        try:
            build_from_crawler(load_object(kind), crawler, str(uri), feed_options=options)
        except NotConfigured as why:
            fail(f"cannot write {uri}: {why}")


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def error(message: str) -> None:
    """Print a one-line error message."""
    print(as_started(message), file=sys.stderr)


def print_lines(lines: Iterable[str]) -> None:
    """Print error messages, each on one line; of many the first ones, and how many there are."""
    remaining = iter(lines)
    for line in islice(remaining, MAX_LINES):
        error(one_line(line))
    if more := sum(1 for _ in remaining):
        error(f"… and {more} more")


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
