"""`scrapy health`: compare each publisher's newest runs with its earlier runs."""

import json
import os
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from newscrawler.exit_codes import ExitCode
from newscrawler.publishers import publishers
from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.suggestions import did_you_mean
from newscrawler.terminal.command import QuietCommand, error, fail

if TYPE_CHECKING:
    from newscrawler.monitoring.drift import Health, Limits

EXAMPLES = """\
examples:
  scrapy health                 all publishers; details where something dropped
  scrapy health tribunnews      one publisher, field by field
  scrapy health --format json   the same as JSON
  scrapy health --max-drop 0.1 --min-pages 50    stricter, for large runs

Every crawl, and every re-extraction with --store, counts what its pages
gave. The newest runs (as many as it takes to have --min-pages pages) are
compared with up to --runs earlier runs.

exit codes:
  0   nothing has dropped, or there are too few pages to say so
  1   no run has counted any page yet
  4   something has dropped
"""


class Command(QuietCommand):
    """Names the fields, selectors and listings that give less, with pages to look at."""

    examples = EXAMPLES

    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] [PUBLISHER…]"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Say which fields, selectors and listings give less than before"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the limits of the comparison, the output format and examples."""
        from newscrawler.monitoring.drift import Limits

        defaults = Limits()
        super().add_options(parser)
        parser.add_argument(
            "--runs",
            type=int,
            default=defaults.runs,
            help="earlier runs to compare with (default: %(default)s)",
        )
        parser.add_argument(
            "--max-drop",
            type=float,
            default=defaults.max_drop,
            help="report a drop of this much or more, from 0 to 1 (default: %(default)s)",
        )
        parser.add_argument(
            "--min-pages",
            type=int,
            default=defaults.min_pages,
            help="do not compare fewer pages than this (default: %(default)s)",
        )
        parser.add_argument(
            "--format",
            choices=("table", "json"),
            default="table",
            help="how to print the result (default: %(default)s)",
        )

    def run(self, args: list[str], opts: Namespace) -> None:
        """Compare the runs of the publishers in `args`, or of all that have runs."""
        from newscrawler.monitoring.health import check_publishers

        assert self.settings is not None
        limits = _limits(opts)
        unknown = next((key for key in args if key not in publishers()), None)
        if unknown:
            fail(f"unknown publisher {unknown!r}; {did_you_mean(unknown, publishers())}")
        try:
            healths = check_publishers(self.settings["DATABASE_URL"], args, limits)
        except DatabaseUnavailable as failure:
            fail(str(failure), ExitCode.STORAGE_UNAVAILABLE)
        if opts.format == "json":
            print(json.dumps({"publishers": [asdict(health) for health in healths]}))
        else:
            _show(healths, args, os.path.relpath(self.settings["ARCHIVE_DIR"]))
        known = {health.publisher for health in healths}
        for key in [key for key in args if key not in known] or (
            [] if known else ["any publisher"]
        ):
            error(f"no run has counted pages of {key} yet; run scrapy crawl or reextract --store")
            self.exitcode = ExitCode.NO_RESULT
        if any(health.regressions for health in healths):
            self.exitcode = ExitCode.CHECK_FAILED


def _limits(opts: Namespace) -> "Limits":
    from newscrawler.monitoring.drift import Limits

    if opts.runs < 1 or opts.min_pages < 1:
        fail("--runs and --min-pages must be whole numbers above 0")
    if not 0 < opts.max_drop <= 1:
        fail("--max-drop must be above 0 and at most 1, such as 0.2")
    return Limits(opts.runs, opts.max_drop, opts.min_pages)


def _show(healths: "list[Health]", named: list[str], archive: str) -> None:
    from newscrawler.monitoring.health_tables import advice, field_table, health_table
    from newscrawler.terminal.console import console

    if healths:
        console.print(health_table(healths))
    for health in healths:
        if health.regressions or health.publisher in named:
            console.print(field_table(health))
        if health.regressions:
            console.print(advice(health, archive), soft_wrap=True)
