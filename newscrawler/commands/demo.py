"""`scrapy demo`: crawl a small news site served from this machine, and show the result."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, ClassVar, get_args
from urllib.parse import urlsplit

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler

import newscrawler
from newscrawler import stats
from newscrawler.crawling.network.replay import replay_server, saved_site
from newscrawler.items import Article
from newscrawler.outcomes import ExitCode, State
from newscrawler.program import as_started
from newscrawler.project import checkout_folder, project_folder
from newscrawler.publishers import publishers
from newscrawler.storage import load_article, open_database, table_counts
from newscrawler.terminal.article_view import article_panel
from newscrawler.terminal.command import (
    QuietCommand,
    console,
    error,
    fail,
    require_database,
    set_help_epilog,
    signal_exit_code,
    stderr,
    track_signals,
)

EXAMPLES = """\
examples:
  scrapy demo
  DATABASE_URL=sqlite:///demo.db scrapy demo
"""
_SHOWN = "https://video.tribunnews.com/news/1012874/"
"""The address of the article that is shown: it has a value in every field."""

_DAYS = {"since": "2026-10-12", "until": "2026-11-20"}
"""The days of the pages under `fixtures/`."""

_ROWS = {
    "listed": [stats.FOUND_ARTICLES, stats.FOUND_OTHERS, stats.FOUND_OUT_OF_RANGE],
    "not an article": [stats.FOUND_OTHERS],
    "out of range": [stats.FOUND_OUT_OF_RANGE],
    "changed": [stats.ARTICLES + "changed", stats.ARTICLES + "rewritten"],
    **{state: [stats.ARTICLES + state] for state in get_args(State) if state != "listed"},
}
_NEXT = """\
[bold]Next steps[/bold]
  .venv/bin/scrapy list                                     the publishers
  .venv/bin/scrapy crawl tribun_video -a limit=20           the live site, politely
  .venv/bin/scrapy demo                                     once more: nothing is stored twice
  .venv/bin/scrapy reextract {folder} -O data/a.jsonl       the same pages, read from disk"""


class Command(QuietCommand):
    """Serves the pages in `fixtures/` on loopback, and crawls them under their own URLs."""

    own_settings: ClassVar[dict[str, Any]] = {
        # The server is our own, on loopback.
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        # A second run fetches every page again, to show that nothing is stored twice.
        "RECRAWL_AFTER": 0,
    }

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Crawl a small news site served from this machine, and show the result"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's options and examples."""
        super().add_options(parser)
        set_help_epilog(parser, EXAMPLES)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check that there are pages to serve and a database to store into."""
        assert self.settings is not None
        super().process_options(args, opts)
        project = project_folder()
        if not os.environ.get("DATABASE_URL"):  # invented news stays out of the real corpus
            address = f"sqlite:///{project / 'data' / 'demo.db'}"
            self.settings.set("DATABASE_URL", address, priority="project")
        if "ARCHIVE_DIR" not in os.environ:
            folder = str(project / "data" / "demo-archive")
            self.settings.set("ARCHIVE_DIR", folder, priority="project")
        if args:
            fail(f"unexpected {args[0]!r}: scrapy demo takes no arguments")
        self.folder = (checkout_folder() or Path(newscrawler.__file__).parent) / "fixtures"
        self.site = saved_site(self.folder)
        if not self.site:
            fail(f"no pages in {self.folder}", ExitCode.NO_RESULT)
        require_database(self.settings["DATABASE_URL"])

    def run(self, args: list[str], opts: Namespace) -> None:
        """Serve the pages, crawl them, and show what was stored."""
        assert self.settings is not None
        address = self.settings["DATABASE_URL"]
        before = _counts(address)
        with replay_server(self.folder) as server:
            stderr.print(
                f"Serving {len(self.site)} pages and listings of invented news at {server}"
            )
            self.settings.set("REPLAY_SERVER", server, priority="cmdline")
            # Only hosts with a robots.txt have listings, too.
            robots = [url for url in self.site if url.endswith("/robots.txt")]
            crawlers = self._crawl({urlsplit(url).hostname or "" for url in robots})
        console.print(_summary(crawlers))
        if stopped := max(map(signal_exit_code, crawlers), default=0):
            error("interrupted; run the same command again to continue")
            self.exitcode = stopped
            return
        console.print("[dim]Gone: the listings name more pages than this site has.[/dim]\n")
        console.print(_new_rows(before, _counts(address)))
        article = _example(address, [url for url in self.site if url.startswith(_SHOWN)])
        if article is None:
            error("no article was stored; see the table above")
            self.exitcode = ExitCode.NO_RESULT
            return
        console.print(article_panel(article))
        console.print(f"\nThe database: [bold]{address}[/bold] (invented news only)\n")
        folder = "fixtures" if checkout_folder() else self.folder
        console.print(as_started(_NEXT.format(folder=folder)), soft_wrap=True)

    def _crawl(self, hosts: set[str]) -> list[Crawler]:
        """Crawl every publisher that has some of `hosts`, and show the progress."""
        assert self.crawler_process
        crawlers = []
        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        with Progress(*columns, console=stderr) as progress:
            for publisher in publishers().values():
                served = ",".join(sorted(hosts.intersection(publisher.hosts)))
                if served:
                    crawler = self.crawler_process.create_crawler(publisher.key)
                    _show_progress(crawler, progress, publisher.name)
                    track_signals(crawler)
                    # No site is contacted, so that none has to agree.
                    self.crawler_process.crawl(crawler, hosts=served, permitted="yes", **_DAYS)
                    crawlers.append(crawler)
            self.crawler_process.start()
        return crawlers


def _show_progress(crawler: Crawler, progress: Progress, name: str) -> None:
    task = progress.add_task(f"{name}: looking for articles")
    done = 0

    def on_response() -> None:
        nonlocal done
        done += 1
        found = crawler.stats.get_value(stats.FOUND_ARTICLES, 0) if crawler.stats else 0
        progress.update(task, description=f"{name}: {done} pages read, {found} articles found")

    crawler.signals.connect(on_response, signals.response_received, weak=False)


def _counts(address: str) -> dict[str, int]:
    engine = open_database(address)
    try:
        return table_counts(engine)
    finally:
        engine.dispose()


def _example(address: str, urls: list[str]) -> Article | None:
    engine = open_database(address)
    try:
        return next((a for url in urls if (a := load_article(engine, url))), None)
    finally:
        engine.dispose()


def _summary(crawlers: list[Crawler]) -> Table:
    """Return a table of how the articles that the listings named ended, by publisher."""
    names = [crawler.spider.name for crawler in crawlers if crawler.spider]
    table = Table("articles", *names, title="What became of the articles", title_justify="left")
    for end, names in _ROWS.items():
        counted = [_sum(crawler, names) for crawler in crawlers]
        if any(counted):
            table.add_row(end, *(str(number or "") for number in counted))
    return table


def _sum(crawler: Crawler, names: list[str]) -> int:
    assert crawler.stats
    return sum(crawler.stats.get_value(name, 0) for name in names)


def _new_rows(before: dict[str, int], after: dict[str, int]) -> Table:
    """Return a table of the rows in each database table, and how many of them are new."""
    table = Table("table", "rows", "new", title="In the database", title_justify="left")
    for name, rows in after.items():
        table.add_row(name, str(rows), str(rows - before[name] or ""))
    return table
