"""`scrapy health`: hold each publisher's newest runs against those before."""

import json
import os
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from sqlalchemy import Engine

from newscrawler.monitoring.drift import Health, Limits, examine
from newscrawler.monitoring.health_tables import advice, courses, overview
from newscrawler.outcomes import ExitCode
from newscrawler.publishers import publishers
from newscrawler.storage import (
    FieldCoverage,
    ListingYield,
    coverage_of_runs,
    covered_publishers,
    open_database,
)
from newscrawler.terminal.command import (
    QuietCommand,
    console,
    error,
    fail,
    require_database,
    set_help_epilog,
)

_DEFAULTS = Limits()
EXAMPLES = """\
examples:
  scrapy health                             every publisher; the tables of those in trouble
  scrapy health tribunnews                  this one, field by field
  scrapy health --format json               for machines
  scrapy health --fall 0.1 --min-pages 50   stricter, where runs are large

Every crawl, and every re-extraction with --store, counts what its pages gave. The newest runs
(as many as it takes to have --min-pages pages) are held against up to --runs earlier ones.
exit codes: 0 nothing has fallen (too few pages are said, and no alarm); 1 no run has counted
anything yet; 4 something has fallen.
"""


class Command(QuietCommand):
    """Names what has fallen, with the pages to look at."""

    def syntax(self) -> str:
        """What may follow the command's name."""
        return "[options] [PUBLISHER…]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say which fields, selectors and listings give less than in earlier runs"

    def add_options(self, parser: ArgumentParser) -> None:
        """The limits of judgement, and examples."""
        super().add_options(parser)
        parser.add_argument(
            "--runs", type=int, default=_DEFAULTS.runs, help="earlier runs (%(default)s)"
        )
        parser.add_argument(
            "--fall",
            type=float,
            default=_DEFAULTS.fall,
            help="least fall of a share that counts, from 0 to 1 (%(default)s)",
        )
        parser.add_argument(
            "--min-pages",
            type=int,
            default=_DEFAULTS.min_pages,
            help="less pages, now or before, are not judged (%(default)s)",
        )
        parser.add_argument("--format", choices=("table", "json"), default="table")
        set_help_epilog(parser, EXAMPLES)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Examine the publishers in `args`, all of which there are runs without any."""
        assert self.settings is not None
        limits = _limits(opts)
        unknown = next((key for key in args if key not in publishers()), None)
        if unknown:
            fail(f"no publisher {unknown!r}: name one of {', '.join(publishers())}")
        address = self.settings["DATABASE_URL"]
        require_database(address, made=True)
        engine = open_database(address)
        try:
            known = [key for key in covered_publishers(engine) if not args or key in args]
            healths = [_examine(engine, key, limits) for key in known]
        finally:
            engine.dispose()
        if opts.format == "json":
            print(json.dumps({"publishers": [asdict(health) for health in healths]}))
        else:
            _show(healths, args, os.path.relpath(self.settings["ARCHIVE_DIR"]))
        for key in [key for key in args if key not in known] or (
            [] if known else ["any publisher"]
        ):
            error(f"no run has counted pages of {key} yet: crawl, or reextract --store")
            self.exitcode = ExitCode.NO_RESULT
        if any(health.findings for health in healths):
            self.exitcode = ExitCode.CHECK_FAILED


def _limits(opts: Namespace) -> Limits:
    if opts.runs < 1 or opts.min_pages < 1:
        fail("--runs and --min-pages must be whole numbers above 0")
    if not 0 < opts.fall <= 1:
        fail("--fall must be above 0 and at most 1, such as 0.2")
    return Limits(opts.runs, opts.fall, opts.min_pages)


def _examine(engine: Engine, key: str, limits: Limits) -> Health:
    runs = coverage_of_runs(engine, FieldCoverage, key)
    return examine(key, runs, coverage_of_runs(engine, ListingYield, key), limits)


def _show(healths: list[Health], named: list[str], archive: str) -> None:
    if healths:
        console.print(overview(healths))
    for health in healths:
        if health.findings or health.publisher in named:
            console.print(courses(health))
        if health.findings:
            console.print(advice(health, archive), soft_wrap=True)
