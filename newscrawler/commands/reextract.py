"""`scrapy reextract`: run extraction again over saved pages."""

import logging
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator

from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from scrapy.commands import BaseRunSpiderCommand
from scrapy.utils.log import configure_logging
from sqlalchemy.exc import SQLAlchemyError

from newscrawler.corpus.feeds import open_feeds
from newscrawler.exit_codes import ExitCode
from newscrawler.extraction import SavedPage
from newscrawler.extraction.verdict.robots_directives import refused_reservations
from newscrawler.logformatter import one_line
from newscrawler.outcomes import Outcome
from newscrawler.process import Policy
from newscrawler.publishers import GENERIC
from newscrawler.reextraction.reextract import Reextraction
from newscrawler.reextraction.saved_pages import (
    count_others,
    find_files,
    read_inputs,
    size_of,
)
from newscrawler.reextraction.store import ReextractionStore
from newscrawler.reextraction.warc_pages import Input, SkippedRecord
from newscrawler.storage import error_message, open_database
from newscrawler.terminal.command import (
    QuietCommand,
    error,
    fail,
    require_database,
    require_outputs,
    set_help_epilog,
    stderr,
)
from newscrawler.terminal.stop_signals import StoppedError, StopRequest, stop_on_signals

EXAMPLES = """\
examples:
  scrapy reextract saved/ -O articles.jsonl       a folder of .html files with .json sidecars
  scrapy reextract data/archive --store           what earlier crawls fetched
  scrapy reextract CC-NEWS-1.warc.gz -O a.jsonl   an archive of another crawler
  scrapy reextract page.html                      to standard output, one JSON object a line
  scrapy reextract saved/ --store                 into the database
  curl -s https://example.org/a | scrapy reextract -

A sidecar is <name>.json beside <name>.html: {"url": "…", "fetched_at": "2026-11-20T09:00:00+07:00"}
"""
MAX_NAMED_PAGES = 20
logger = logging.getLogger(__name__)
_RESULTS = {
    "stored": "new",
    "changed": "new version",
    "rewritten": "rewritten",
    "unchanged": "unchanged",
    "withdrawn": "removed, for its site does not want it kept",
}
_HINTS = {"no_url": " (the page names no address: give it in a sidecar, see --help)"}


class Command(QuietCommand, BaseRunSpiderCommand):
    """Takes saved pages the way of pages that a crawl has fetched."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] PATH…"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return (
            "Extract articles again from saved pages (files, folders, WARC, - for standard input)"
        )

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's output options and our own."""
        super().add_options(parser)
        parser.add_argument("--store", action="store_true", help="store into the database")
        parser.add_argument("--generic", action="store_true", help="use no publisher's facts")
        set_help_epilog(parser, EXAMPLES)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check the paths and the database, and set where articles go."""
        assert self.settings is not None
        super().process_options(args, opts)
        if not args:
            fail("name a file, a folder, or - for standard input")
        if opts.spargs:
            fail("scrapy reextract takes no -a arguments")
        try:
            self.files = list(find_files(args))
        except FileNotFoundError as missing:
            fail(f"no such file or folder: {missing}")
        if not self.files:
            fail(f"no .html or .warc file below {', '.join(args)}", ExitCode.NO_RESULT)
        if others := count_others(args):
            error(f"{others} other files there are not read (.html, .htm, .xhtml and .warc are)")
        require_outputs(self.settings)
        if opts.store:
            require_database(self.settings["DATABASE_URL"])
        elif not (opts.output or opts.overwrite_output):
            feeds = {"stdout:": {"format": "jsonlines"}}
            self.settings.set("FEEDS", feeds, priority="cmdline")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Extract the pages."""
        assert self.settings is not None
        configure_logging(self.settings)
        refused = refused_reservations(self.settings.getdict("RESERVATIONS"))
        policy = Policy(GENERIC if opts.generic else None, refused_reservations=refused)
        summary = _Summary(sum(map(size_of, self.files)))
        with stop_on_signals() as stop:
            try:
                self._reextract(Reextraction(policy), summary, stop, opts)
            except StoppedError:
                error("stopped before the end: files named by -O are left as they were")
            except SQLAlchemyError as failure:
                error(f"database: {error_message(failure)}; what was stored before is kept")
                self.exitcode = ExitCode.STORAGE_UNAVAILABLE
            except OSError as failure:
                error(f"{failure.filename or 'output'}: cannot be written: {failure.strerror}")
                self.exitcode = ExitCode.NO_RESULT
        summary.print()
        if stop.number is not None:
            self.exitcode = stop.exit_code
        elif not summary.articles:
            self.exitcode = self.exitcode or ExitCode.NO_RESULT

    def _reextract(
        self, run: Reextraction, summary: "_Summary", stop: StopRequest, opts: Namespace
    ) -> None:
        assert self.settings is not None
        inputs = read_inputs(self.files, self.settings["ARCHIVE_DIR"])
        pages = summary.pages(stop.until_stopped(inputs))
        store = None
        if opts.store:
            engine = open_database(self.settings["DATABASE_URL"])
            store = ReextractionStore(engine, is_generic=opts.generic)
            outcomes = store.store(run.run(store.with_known_facts(pages)))
            summary.stored = store.counts
        else:
            outcomes = run.run(pages)
        reason = "failed"
        try:
            with summary.progress, open_feeds(self.settings) as feeds:
                for outcome in outcomes:
                    summary.add(outcome)
                    if outcome.state == "stored" and outcome.article:
                        for feed in feeds:
                            feed.write(outcome.article)
                reason = "finished" if stop.number is None else "stopped"
                stop.check()
        finally:
            summary.merged = run.merged
            if store:
                store.finish(reason)


class _Summary:
    """Counts what became of each page, and shows it while it goes on."""

    def __init__(self, size: int) -> None:
        self.articles = 0
        self.merged = 0
        self.failures: list[tuple[str, str, str]] = []
        self.states: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.stored: Counter[str] = Counter()
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[pages]}"),
            TimeRemainingColumn(),
            console=stderr,
        )
        self.task: TaskID = self.progress.add_task("reading", total=size or None, pages="")
        self.read = 0

    def pages(self, inputs: Iterable[tuple[Input, int]]) -> Iterator[SavedPage]:
        """Yield the pages among `inputs`, and count what holds none.

        The bar shows how much of the files has been read: nobody knows how many pages an archive
        has.
        """
        for found, offset in inputs:
            if isinstance(found, SavedPage):
                self.read += 1
                yield found
            elif isinstance(found, SkippedRecord):
                self.skipped[found.reason] += 1
            else:
                self._add_failure(found.source, "damaged", found.reason)
            self.progress.update(self.task, completed=offset, pages=f"{self.read} pages")

    def add(self, outcome: Outcome) -> None:
        """Count one outcome, and log it."""
        article = outcome.article
        source = (article and article.source) or outcome.url
        what = f"{outcome.state} ({outcome.reason})" if outcome.reason else outcome.state
        logger.info("%s: %s", one_line(what), one_line(source))
        if outcome.state == "stored":
            self.articles += 1
        elif outcome.state == "unchanged":
            self.states[outcome.state] += 1
        else:
            self._add_failure(source, outcome.state, outcome.reason or "")

    def _add_failure(self, source: str, state: str, reason: str) -> None:
        self.states[state] += 1
        self.failures.append((source, state, one_line(reason)))

    def print(self) -> None:
        """Name the pages that gave no article, then print the sums."""
        for source, state, reason in self.failures[:MAX_NAMED_PAGES]:
            error(f"{one_line(source)}: {state}: {reason}{_HINTS.get(reason, '')}")
        if len(self.failures) > MAX_NAMED_PAGES:
            error(f"… and {len(self.failures) - MAX_NAMED_PAGES} more")
        stderr.print(self._table())

    def _table(self) -> Table:
        table = Table("what became of the pages", "pages")
        table.add_row("articles", str(self.articles))
        for result, words in _RESULTS.items():
            if number := self.stored[f"articles/{result}"]:
                table.add_row(f"  in the database: {words}", str(number))
        for state, number in self.states.items():
            table.add_row(state, str(number))
        if self.merged:
            table.add_row("joined to another page of their article", str(self.merged))
        table.add_row("read", str(self.read))
        for reason, number in self.skipped.items():
            table.add_row(f"other records: {reason}", str(number))
        return table
