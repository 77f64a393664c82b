"""`scrapy reextract`: run extraction again over saved pages."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
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
    add_input_options,
    files_of,
    open_report,
    selection_of,
)
from newscrawler.terminal.stop_signals import StoppedError, StopRequest, stop_on_signals

if TYPE_CHECKING:
    from newscrawler.extraction import SavedPage
    from newscrawler.reextraction.reextract import Reextraction
    from newscrawler.terminal.reextraction_summary import ReextractionSummary

EXAMPLES = """\
examples:
  scrapy reextract saved/ -O articles.jsonl        a folder of saved pages
  scrapy reextract data/archive --store            what crawls have fetched
  scrapy reextract CC-NEWS-1.warc.gz -O a.jsonl    another crawler's archive
  scrapy reextract mirror/ site.zip pages.tar.zst  whatever they hold
  scrapy reextract page.html                       JSON lines on the terminal
  scrapy reextract saved/ --store                  into the database
  curl -s https://example.org/a | scrapy reextract -

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
        return "[options] PATH…"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Extract articles again from saved pages and archives"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's output options and our own."""
        super().add_options(parser)
        parser.add_argument("--store", action="store_true", help="store into the database")
        parser.add_argument("--generic", action="store_true", help="use no publisher's facts")
        add_input_options(parser)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check the paths and the database, and set where articles go."""
        assert self.settings is not None
        super().process_options(args, opts)
        if not args and not opts.files_from:
            fail("name a file, a folder, or - for standard input")
        if opts.spargs:
            fail("scrapy reextract takes no -a arguments")
        self.files = files_of(args, opts.files_from)
        self.selection = selection_of(opts)
        require_outputs(self.settings)
        for uri in self.settings.getdict("FEEDS"):
            if urlsplit(str(uri)).scheme not in {"", "file", "stdout"}:
                fail(f"cannot write {uri}: give a file, or - for standard output")
        if opts.store:
            require_database(self.settings["DATABASE_URL"])
        elif not (opts.output or opts.overwrite_output):
            feeds = {"stdout:": {"format": "jsonlines"}}
            self.settings.set("FEEDS", feeds, priority="cmdline")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Extract the pages."""
        from newscrawler.extraction.verdict.robots_directives import refused_reservations
        from newscrawler.process import Policy
        from newscrawler.reextraction.file_search import size_of
        from newscrawler.reextraction.input_reader import ReadOptions, read_inputs
        from newscrawler.reextraction.reextract import Reextraction
        from newscrawler.terminal.reextraction_summary import ReextractionSummary

        assert self.settings is not None
        configure_logging(self.settings)
        refused = refused_reservations(self.settings.getdict("RESERVATIONS"))
        policy = Policy(GENERIC if opts.generic else None, refused_reservations=refused)
        reextraction = Reextraction(policy)
        summary = ReextractionSummary(sum(map(size_of, self.files)), open_report(opts.report))
        options = ReadOptions(
            self.settings["ARCHIVE_DIR"], frozenset(args), self.selection, opts.strict
        )
        inputs = read_inputs(self.files, options)
        with stop_on_signals() as stop:
            pages = summary.pages(stop.until_stopped(inputs))
            try:
                if opts.store:
                    self._store(reextraction, pages, summary, stop, is_generic=opts.generic)
                else:
                    self._write(reextraction.run(pages), summary, stop)
            except StoppedError:
                error("stopped before the end: files named by -O are left as they were")
            except Exception as failure:
                found = failure_of(failure)
                if found is None:
                    raise
                self.exitcode, message = found
                error(f"{message}; what was stored before is kept" if opts.store else message)
        summary.print(merged=reextraction.merged)
        self.exitcode = stop.exit_code or self.exitcode or summary.exit_code

    def _write(
        self, outcomes: Iterable[Outcome], summary: "ReextractionSummary", stop: StopRequest
    ) -> None:
        """Write the articles that are stored. Raises StoppedError, and OSError for a file."""
        from newscrawler.corpus.feeds import open_feeds

        assert self.settings is not None
        with summary.progress, summary.reporting(), open_feeds(self.settings) as feeds:
            for outcome in outcomes:
                summary.add(outcome)
                if outcome.state == "stored" and outcome.article:
                    for feed in feeds:
                        feed.write(outcome.article)
            stop.check()

    def _store(
        self,
        reextraction: "Reextraction",
        pages: Iterable["SavedPage"],
        summary: "ReextractionSummary",
        stop: StopRequest,
        *,
        is_generic: bool,
    ) -> None:
        """Do what `_write` does, and keep the articles in the database as a run of its own."""
        from newscrawler.reextraction.store import ReextractionStore
        from newscrawler.storage.database import open_database

        assert self.settings is not None
        store = ReextractionStore(
            open_database(self.settings["DATABASE_URL"]), is_generic=is_generic
        )
        summary.stored = store.counts
        outcomes = reextraction.run(store.with_known_facts(pages))
        reason = "failed"
        try:
            self._write(store.store(outcomes), summary, stop)
            reason = "finished"
        except StoppedError:
            reason = "stopped"
            raise
        finally:
            store.finish(reason)
