"""What the commands share: exit codes, where results and notes go, how help is laid out.

Exit codes: 0 done; 1 nothing came out; 2 wrong words on the command line; 3 the database or the
archive cannot be used; 4 answers differ from the golden ones; 5 a host refuses to be crawled or
asks to come back later; 6 the end of some URLs is not known; 11 interrupted (SIGINT); 13 terminated
(SIGTERM).
"""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings

from newscrawler.storage import DatabaseUnavailable, open_database

NOTHING_DONE = 1
WRONG_WORDS = 2
DATABASE_UNAVAILABLE = 3
DIFFERENT = 4
REFUSED = 5
UNACCOUNTED = 6
INTERRUPTED = 11
TERMINATED = 13

console = Console()
"""For results."""
notes = Console(stderr=True)
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


def require_database(url: str) -> None:
    """End with one line when the database at `url` cannot be used; bring its schema up to date."""
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


def keep_lines(parser: ArgumentParser, examples: str) -> None:
    """Show `examples` under a command's help as they are written."""
    parser.allow_abbrev = False  # "--stor" must not write into a database
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = examples
