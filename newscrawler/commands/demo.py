"""`scrapy demo`: crawl a small news site served from this machine, and show the result."""

import os
from argparse import Namespace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

import newscrawler
from newscrawler.exit_codes import CrawlEnd, ExitCode
from newscrawler.items import Article
from newscrawler.program import as_started
from newscrawler.project import checkout_folder, project_folder
from newscrawler.publishers import publishers
from newscrawler.terminal.command import (
    QuietCommand,
    error,
    fail,
    require_database,
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

_NEXT = """
[bold]Next steps[/bold]
What this demo has stored, by the name of its database:
  DATABASE_URL={address} .venv/bin/scrapy frontier
  DATABASE_URL={address} .venv/bin/scrapy health
The same pages, read from disk; the publishers; a live site, politely:
  .venv/bin/scrapy reextract {folder} -O data/articles.jsonl
  .venv/bin/scrapy list
  .venv/bin/scrapy crawl tribun_video -a limit=20
Once more, where nothing is stored twice:
  .venv/bin/scrapy demo"""


class Command(QuietCommand):
    """Serves the pages in `fixtures/` on loopback, and crawls them under their own URLs."""

    examples = EXAMPLES

    own_settings: ClassVar[dict[str, Any]] = {
        # The server is our own, on loopback.
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        # A second run fetches every page again, to show that nothing is stored twice.
        "RECRAWL_AFTER": 0,
    }

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Crawl a small news site on this machine, and show the result"

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check that there are pages to serve and a database to store into."""
        from newscrawler.crawling.network.replay import saved_site

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
        from newscrawler.crawling.network.replay import replay_server
        from newscrawler.terminal.article_view import article_panel
        from newscrawler.terminal.console import console, stderr
        from newscrawler.terminal.demo_view import new_rows_table, outcome_table

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
        console.print(outcome_table(crawlers))
        if failed := max(map(_exit_code, crawlers), default=0):
            error("the demo did not come to its end; run the same command again to continue")
            self.exitcode = failed
            return
        console.print("[dim]Gone: the listings name more pages than this site has.[/dim]\n")
        console.print(new_rows_table(before, _counts(address)))
        article = _example(address, [url for url in self.site if url.startswith(_SHOWN)])
        if article is None:
            error("no article was stored; see the table above")
            self.exitcode = ExitCode.NO_RESULT
            return
        console.print(article_panel(article))
        folder = "fixtures" if checkout_folder() else self.folder
        steps = _NEXT.format(address=_shown(address), folder=folder)
        console.print(as_started(steps), soft_wrap=True)

    def _crawl(self, hosts: set[str]) -> list[Crawler]:
        """Crawl every publisher that has some of `hosts`, and show the progress."""
        from newscrawler.terminal.demo_view import add_crawler, crawl_progress

        assert self.crawler_process
        crawlers = []
        with crawl_progress() as progress:
            for publisher in publishers().values():
                served = ",".join(sorted(hosts.intersection(publisher.hosts)))
                if served:
                    crawler = self.crawler_process.create_crawler(publisher.key)
                    add_crawler(progress, crawler, publisher.name)
                    track_signals(crawler)
                    # No site is contacted, so that none has to agree.
                    self.crawler_process.crawl(crawler, hosts=served, permitted="yes", **_DAYS)
                    crawlers.append(crawler)
            self.crawler_process.start()
        return crawlers


def _exit_code(crawler: Crawler) -> ExitCode:
    return CrawlEnd.of_stats(crawler.stats.get_stats() if crawler.stats else {}).exit_code


def _shown(address: str) -> str:
    """Return the address of a database, relative to the current folder if it is below."""
    return address.replace(f"sqlite:///{Path.cwd()}/", "sqlite:///")


def _counts(address: str) -> dict[str, int]:
    from newscrawler.storage.database import open_database, table_counts

    engine = open_database(address)
    try:
        return table_counts(engine)
    finally:
        engine.dispose()


def _example(address: str, urls: list[str]) -> Article | None:
    from newscrawler.storage.articles import load_article
    from newscrawler.storage.database import open_database

    engine = open_database(address)
    try:
        return next((a for url in urls if (a := load_article(engine, url))), None)
    finally:
        engine.dispose()
