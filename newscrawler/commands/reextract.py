"""`scrapy reextract`: run extraction again over saved pages."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from scrapy import signals
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import Crawler

from newscrawler.items import Article
from newscrawler.logformatter import one_line
from newscrawler.reextraction.saved_pages import SavedSpider, count_others, find_files, size_of
from newscrawler.signals import damaged
from newscrawler.terminal.command import (
    NOTHING_DONE,
    WRONG_WORDS,
    QuietCommand,
    complain,
    keep_lines,
    notes,
    refuse,
    remember_stop,
    require_database,
    require_outputs,
    stop_code,
)

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
_STORE = "pipelines.store.StorePipeline"
_TALLY = "pipelines.tally.TallyPipeline"
_MOST_NAMED = 20
_HINTS = {"no_url": " (the page names no address: give it in a sidecar, see --help)"}


class Command(QuietCommand, BaseRunSpiderCommand):
    """Takes saved pages through the pipelines of a crawl."""

    def syntax(self) -> str:
        """The arguments after the command's name."""
        return "[options] PATH…"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return (
            "Extract articles again from saved pages (files, folders, WARC, - for standard input)"
        )

    def add_options(self, parser: ArgumentParser) -> None:
        """Scrapy's output options and our own."""
        super().add_options(parser)
        parser.add_argument("--store", action="store_true", help="store into the database")
        parser.add_argument("--generic", action="store_true", help="use no publisher's facts")
        keep_lines(parser, EXAMPLES)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check the paths and the database, and set where articles go."""
        assert self.settings is not None
        super().process_options(args, opts)
        if not args:
            refuse("name a file, a folder, or - for standard input", WRONG_WORDS)
        try:
            self.files = list(find_files(args))
        except FileNotFoundError as error:
            refuse(f"no such file or folder: {error}", WRONG_WORDS)
        if not self.files:
            refuse(f"no .html or .warc file below {', '.join(args)}", NOTHING_DONE)
        if others := count_others(args):
            complain(f"{others} other files there are not read (.html, .htm, .xhtml and .warc are)")
        require_outputs(self.settings)
        if opts.store:
            require_database(self.settings["DATABASE_URL"])
        else:
            self._leave_out(_STORE)
        if opts.generic or not opts.store:  # without its facts no publisher is judged
            self._leave_out(_TALLY)
        if not (opts.store or opts.output or opts.overwrite_output):
            feeds = {"stdout:": {"format": "jsonlines"}}
            self.settings.set("FEEDS", feeds, priority="cmdline")

    def _leave_out(self, pipeline: str) -> None:
        assert self.settings is not None
        pipelines = self.settings.getdict("ITEM_PIPELINES") | {pipeline: None}
        self.settings.set("ITEM_PIPELINES", pipelines, priority="cmdline")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Extract the pages."""
        assert self.crawler_process
        account = _Account(sum(map(size_of, self.files)))
        crawler = self._create_crawler(SavedSpider)
        account.follow(crawler)
        remember_stop(crawler, lambda: _stop(crawler))
        with account.progress:
            self.crawler_process.crawl(crawler, files=self.files, generic=opts.generic)
            self.crawler_process.start()
        account.print()
        if stopped := stop_code(crawler):
            complain("stopped before the end: what was read is written, the rest is not")
            self.exitcode = stopped
        elif not account.extracted or account.unwritten:
            self.exitcode = NOTHING_DONE


def _stop(crawler: Crawler) -> None:
    assert isinstance(crawler.spider, SavedSpider)
    crawler.spider.stop()


class _Account:
    """Counts what became of each page, and shows it while it goes on."""

    def __init__(self, size: int) -> None:
        self.extracted = 0
        self.damaged = 0
        self.dropped: list[tuple[str, str, str]] = []
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[pages]}"),
            TimeRemainingColumn(),
            console=notes,
        )
        self.task: TaskID = self.progress.add_task("reading", total=size or None, pages="")

    def follow(self, crawler: Crawler) -> None:
        """Listen to the signals of `crawler`."""
        self.crawler = crawler
        crawler.signals.connect(self.on_scraped, signals.item_scraped)
        crawler.signals.connect(self.on_dropped, signals.item_dropped)
        crawler.signals.connect(self.on_error, signals.item_error)
        crawler.signals.connect(self.on_damaged, damaged)

    def on_scraped(self) -> None:
        """One article is out."""
        self.extracted += 1
        self._advance()

    def on_dropped(self, item: Article, exception: Exception) -> None:
        """One page gave no article of its own."""
        state = getattr(exception, "state", "dropped")
        self.dropped.append((item.source or "", state, one_line(exception)))
        self._advance()

    def on_error(self, item: Article, failure: Any) -> None:
        """A pipeline failed on one article."""
        self.dropped.append((item.source or "", "failed", one_line(failure.value)))
        self._advance()

    def on_damaged(self, source: str, reason: str) -> None:
        """A record of an archive could not be read."""
        self.damaged += 1
        self.dropped.append((source, "damaged", one_line(reason)))
        self._advance()

    def _advance(self) -> None:
        """Show how much of the files has been read: nobody knows how many pages an archive has."""
        assert isinstance(self.crawler.spider, SavedSpider)
        pages = f"{self.extracted + len(self.dropped) - self.damaged} pages"
        self.progress.update(self.task, completed=self.crawler.spider.bytes_read, pages=pages)

    @property
    def unwritten(self) -> bool:
        """Whether an output could not be written."""
        assert self.crawler.stats
        names = self.crawler.stats.get_stats()
        return any(name.startswith("feedexport/failed_count") for name in names)

    def print(self) -> None:
        """Name the pages that gave no article, then the sums."""
        for source, state, reason in self.dropped[:_MOST_NAMED]:
            complain(f"{one_line(source)}: {state}: {reason}{_HINTS.get(reason, '')}")
        if len(self.dropped) > _MOST_NAMED:
            complain(f"… and {len(self.dropped) - _MOST_NAMED} more (-L INFO names all)")
        assert self.crawler.stats
        stats = self.crawler.stats.get_stats()
        table = Table("what became of the pages", "pages")
        table.add_row("articles", str(self.extracted))
        for end, number in _named(stats, "store/"):
            table.add_row(f"  in the database: {end}", str(number))
        for end, number in Counter(state for _, state, _ in self.dropped).items():
            table.add_row(end, str(number))
        joined = stats.get("pages/joined", 0)
        if joined:
            table.add_row("joined to another page of their article", str(joined))
        table.add_row("read", str(self.extracted + len(self.dropped) + joined))
        for reason, number in _named(stats, "archive/skipped/"):
            table.add_row(f"other records: {reason}", str(number))
        notes.print(table)


def _named(stats: Mapping[str, Any], prefix: str) -> list[tuple[str, Any]]:
    """The counts whose names begin with `prefix`, without it."""
    found = stats.items()
    return [(name.removeprefix(prefix), n) for name, n in found if name.startswith(prefix)]
