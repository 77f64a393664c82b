"""`scrapy reextract`: run extraction again over saved pages."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.commands import BaseRunSpiderCommand
from scrapy.utils.log import configure_logging

from newscrawler.outcomes import Outcome
from newscrawler.publishers import GENERIC
from newscrawler.terminal.command import (
    QuietCommand,
    error,
    fail,
    require_database,
    require_outputs,
)
from newscrawler.terminal.error_reporting import failure_of
from newscrawler.terminal.input_options import (
    add_comparison_options,
    add_input_options,
    check_comparison_options,
    files_of,
    open_report,
    selection_of,
)
from newscrawler.terminal.stop_signals import StoppedError, stop_on_signals

if TYPE_CHECKING:
    from newscrawler.extraction import SavedPage
    from newscrawler.process import Policy
    from newscrawler.reextraction.input_reader import ReadOptions
    from newscrawler.reextraction.inputs import Input
    from newscrawler.reextraction.ledger import Ledger

EXAMPLES = """\
examples:
  scrapy reextract saved/ -O articles.jsonl        a folder of saved pages
  scrapy reextract data/archive --store            what crawls have fetched
  scrapy reextract CC-NEWS-1.warc.gz -O a.jsonl    another crawler's archive
  scrapy reextract mirror/ site.zip pages.tar.zst  whatever they hold
  scrapy reextract page.html                       JSON lines on the terminal
  scrapy reextract saved/ --store                  into the database
  curl -s https://example.org/a | scrapy reextract -
  scrapy reextract --compare --html a.html         what a changed rule changes
  scrapy reextract --compare --publisher kompas --since 2026-11-01
  scrapy reextract --store                         repair what is stored

Without PATH, --compare and --store read all captures of the database again.
What a file is, is seen by its content. The sidecar <name>.json of a page says
where it is from:
{"url": "https://…", "fetched_at": "2026-11-20T09:00:00+07:00"}
"""


class Command(QuietCommand, BaseRunSpiderCommand):
    """Takes saved pages the way of pages that a crawl has fetched."""

    examples = EXAMPLES

    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] [PATH…]"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Extract articles again from saved pages and archives"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's output options and our own."""
        super().add_options(parser)
        parser.add_argument("--store", action="store_true", help="store into the database")
        parser.add_argument("--generic", action="store_true", help="use no publisher's facts")
        parser.add_argument(
            "--resume", action="store_true", help="go on where a run into the same file was ended"
        )
        parser.add_argument(
            "--jobs", type=int, metavar="N", help="processes that read pages (default: the cores)"
        )
        add_input_options(parser)
        add_comparison_options(parser)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check the paths and the database, and set where articles go."""
        assert self.settings is not None
        super().process_options(args, opts)
        check_comparison_options(opts)
        self.is_of_captures = not args and not opts.files_from
        if self.is_of_captures and not (opts.store or opts.compare):
            fail("name a file, a folder, or - for standard input")
        if opts.spargs:
            fail("scrapy reextract takes no -a arguments")
        if opts.jobs is not None:
            self.settings.set("EXTRACTION_JOBS", opts.jobs, priority="cmdline")
        if self.settings.getint("EXTRACTION_JOBS") < 0:
            fail("--jobs is a number of processes, from 1 on (0: as many as there are cores)")
        self.files = [] if self.is_of_captures else files_of(args, opts.files_from)
        self.selection = selection_of(opts)
        self._set_outputs(opts)
        self.ledger = self._load_ledger(opts)

    def _load_ledger(self, opts: Namespace) -> "Ledger | None":
        """Return how far a run with these arguments has come, None where none can go on."""
        from newscrawler.corpus.feeds import resumable_output
        from newscrawler.reextraction.ledger import Ledger, OtherRunError, describe_run

        assert self.settings is not None
        output = None if opts.store or opts.compare else resumable_output(self.settings)
        if output is None:
            if opts.resume:
                fail("--resume goes on with one -O file of JSON lines (.jsonl)")
            return None
        options = {"generic": opts.generic, "strict": opts.strict}
        ledger = Ledger(output, describe_run(self.files, self.selection, options))
        try:
            if opts.resume:
                ledger.load()
        except OtherRunError:
            fail(f"{ledger.path} is of other files, options or rules: leave --resume out")
        return ledger

    def _set_outputs(self, opts: Namespace) -> None:
        """Check where articles go: into files, the database, or to the terminal."""
        assert self.settings is not None
        require_outputs(self.settings)
        for uri in self.settings.getdict("FEEDS"):
            if urlsplit(str(uri)).scheme not in {"", "file", "stdout"}:
                fail(f"cannot write {uri}: give a file, or - for standard output")
        if opts.store or opts.compare:
            require_database(self.settings["DATABASE_URL"], must_exist=opts.compare)
        elif not (opts.output or opts.overwrite_output):
            feeds = {"stdout:": {"format": "jsonlines"}}
            self.settings.set("FEEDS", feeds, priority="cmdline")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Extract the pages."""
        from newscrawler.extraction_pool import ExtractionPool
        from newscrawler.reextraction.file_search import size_of
        from newscrawler.reextraction.input_reader import ReadOptions
        from newscrawler.reextraction.reextract import Reextraction
        from newscrawler.terminal.reextraction_summary import ReextractionSummary

        assert self.settings is not None
        configure_logging(self.settings)
        # Before anything is opened that a worker should not have.
        pool = ExtractionPool.from_settings(self.settings)
        self.reextraction = Reextraction(self._policy(opts), pool)
        self.summary = ReextractionSummary(sum(map(size_of, self.files)), open_report(opts.report))
        options = ReadOptions(
            self.settings["ARCHIVE_DIR"], frozenset(args), self.selection, opts.strict
        )
        with pool, stop_on_signals() as self.stop:
            try:
                inputs = self.stop.until_stopped(self._inputs(options))
                if opts.compare:
                    self._compare(inputs, opts)
                else:
                    self._extract(self.summary.pages(inputs), opts)
            except StoppedError:
                error("stopped before the end: files named by -O are left as they were")
            except Exception as failure:
                found = failure_of(failure)
                if found is None:
                    raise
                self.exitcode, message = found
                error(f"{message}; what was stored before is kept" if opts.store else message)
            self._close_ledger()
        self.exitcode = self.stop.exit_code or self.exitcode
        if not opts.compare:
            self.summary.print(merged=self.reextraction.merged)
            self.exitcode = self.exitcode or self.summary.exit_code

    def _policy(self, opts: Namespace) -> "Policy":
        from newscrawler.extraction.verdict.robots_directives import refused_reservations
        from newscrawler.process import Policy

        assert self.settings is not None
        refused = refused_reservations(self.settings.getdict("RESERVATIONS"))
        return Policy(GENERIC if opts.generic else None, refused_reservations=refused)

    def _inputs(self, options: "ReadOptions") -> Iterator[tuple["Input", int]]:
        """Yield what is in the files, or what the database knows; and how far it has been read."""
        from newscrawler.reextraction.captured_pages import read_captures
        from newscrawler.reextraction.input_reader import read_inputs
        from newscrawler.storage.database import open_database

        assert self.settings is not None
        if self.is_of_captures:
            engine = open_database(self.settings["DATABASE_URL"])
            yield from ((found, 0) for found in read_captures(engine, options))
        else:
            yield from read_inputs(self.files, options)

    def _extract(self, pages: Iterable["SavedPage"], opts: Namespace) -> None:
        if opts.store:
            self._store(pages, is_generic=opts.generic)
        else:
            self._write(self._outcomes(pages))

    def _compare(self, inputs: Iterable[tuple["Input", int]], opts: Namespace) -> None:
        """Compare what the pages give today with what is stored. Raises as `_store` does."""
        from newscrawler.reextraction.changes.stored_comparison import StoredComparison
        from newscrawler.reextraction.known_facts import with_known_facts
        from newscrawler.storage.database import open_database
        from newscrawler.storage.extractor import extractor_id
        from newscrawler.terminal.comparison_output import exit_code_of, show_comparison

        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"])
        comparison = StoredComparison(engine, on_skipped=self.summary.skip)
        pages = self.summary.pages(comparison.watch(inputs))
        with self.summary.progress, self.summary.reporting():
            outcomes = self.reextraction.run(with_known_facts(engine, pages))
            comparison.compare(self.summary.reported(outcomes))
            self.stop.check()
        extractor = extractor_id(is_generic=opts.generic)
        show_comparison(comparison.tally, extractor, sys.argv[1:], opts.html, opts.json)
        self.summary.print_comparison(comparison.tally)
        self.exitcode = exit_code_of(comparison.tally)

    def _outcomes(self, pages: Iterable["SavedPage"]) -> Iterator[Outcome]:
        """Yield what comes of `pages`, after those that an earlier run has done with."""
        if self.ledger and self.ledger.pages:
            again, pages = self.ledger.split(pages, on_done=self.summary.add_done)
            self.reextraction.remember(self.ledger.articles())
            self.reextraction.replay(again)
        yield from self.reextraction.run(pages)

    def _write(self, outcomes: Iterable[Outcome]) -> None:
        """Write the articles that are stored. Raises StoppedError, and OSError for a file."""
        from newscrawler.corpus.feeds import open_feeds

        assert self.settings is not None
        resume_at = self.ledger.size if self.ledger else None
        outputs = open_feeds(self.settings, resume_at)
        with self.summary.progress, self.summary.reporting(), outputs as feeds:
            if self.ledger:
                self.ledger.start()
                self.reextraction.on_page_done = partial(self.ledger.count, sync=feeds[0].sync)
            for outcome in outcomes:
                self.summary.add(outcome)
                if outcome.state == "stored" and outcome.article:
                    for feed in feeds:
                        feed.write(outcome.article)
            self.stop.check()

    def _store(self, pages: Iterable["SavedPage"], *, is_generic: bool) -> None:
        """Do what `_write` does, and keep the articles in the database as a run of its own."""
        from newscrawler.reextraction.known_facts import with_known_facts
        from newscrawler.reextraction.store import ReextractionStore
        from newscrawler.storage.database import open_database

        assert self.settings is not None
        engine = open_database(self.settings["DATABASE_URL"])
        store = ReextractionStore(engine, is_generic=is_generic)
        self.summary.stored, self.summary.changes = store.counts, store.tally
        outcomes = self.reextraction.run(with_known_facts(engine, pages))
        reason = "failed"
        try:
            self._write(store.store(outcomes))
            reason = "finished"
        except StoppedError:
            reason = "stopped"
            raise
        finally:
            store.finish(reason)

    def _close_ledger(self) -> None:
        """Remove the ledger of a run that is complete, or that nothing could go on from."""
        if self.ledger is None:
            return
        if self.ledger.draft.exists():
            error(
                f"{self.ledger.pages} pages are done: the same command with --resume goes on there"
            )
        else:
            self.ledger.remove()
