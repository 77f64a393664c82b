"""`scrapy explain`: where each field of one page is from, and what else was offered for it."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from scrapy import signals

from newscrawler.exit_codes import ExitCode
from newscrawler.outcomes import Outcome
from newscrawler.publishers import GENERIC
from newscrawler.signals import url_deferred, url_finished
from newscrawler.suggestions import did_you_mean
from newscrawler.terminal.command import QuietCommand, fail
from newscrawler.terminal.page_tool import PageTool

if TYPE_CHECKING:
    from newscrawler.explanation import Explanation
    from newscrawler.extraction import SavedPage

EXAMPLES = """\
examples:
  scrapy explain fixtures/detik/new-layout.html    a page and its sidecar
  scrapy explain fixtures/detik/new-layout.html --field published
  scrapy explain https://www.tribunnews.com/…      fetched, not stored
  scrapy explain news-1.warc.gz:52311              one page of an archive
  scrapy explain mirror.zip!/berita/1.html         one member of another
  curl -s https://example.org/a | scrapy explain -
  scrapy explain saved/page.html --generic         use no publisher's facts
  scrapy explain saved/page.html --json            for machines

For each field: "taken" is the offer that gave its value, "same" agrees with
it, "other" does not and was not needed, "rejected" was of no use, "no match"
are selectors that match nothing. Rules: site (the publisher's selectors),
embedded (the state for the page's scripts), jsonld, meta, structure,
listing, fallback (trafilatura).
"""


class Command(PageTool, QuietCommand):
    """Explains how one page is read; it stores nothing."""

    examples = EXAMPLES

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] FILE|URL|WARC:OFFSET|ARCHIVE!/MEMBER|-"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Explain how a page is read: where each field is from"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add our own options, and examples."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object, for machines")
        parser.add_argument("--generic", action="store_true", help="use no publisher's facts")
        parser.add_argument("--field", metavar="NAME", help="only this field of the article")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Explain the one page in `args`."""
        from newscrawler.explanation import EXPLAINED_FIELDS, explain
        from newscrawler.extraction.verdict.robots_directives import refused_reservations
        from newscrawler.process import Policy
        from newscrawler.terminal.console import console
        from newscrawler.terminal.explanation_view import explanation_view
        from newscrawler.terminal.source_page import is_address, page_at

        assert self.settings is not None
        if len(args) != 1:
            fail("name one file, one URL, one <WARC file>:<offset> or <archive>!/<member>, or -")
        if opts.field is not None and opts.field not in EXPLAINED_FIELDS:
            fail(f"no field {opts.field!r}; {did_you_mean(opts.field, EXPLAINED_FIELDS)}")
        archive = self.settings["ARCHIVE_DIR"]
        page = self._fetch(args[0]) if is_address(args[0]) else page_at(args[0], archive)
        refused = refused_reservations(self.settings.getdict("RESERVATIONS"))
        policy = Policy(GENERIC if opts.generic else None, refused_reservations=refused)
        explained = explain(page, policy)
        if opts.json:
            print(json.dumps(_for_machines(explained, opts.field), ensure_ascii=False, indent=1))
        else:
            for part in explanation_view(explained, opts.field):
                console.print(part)

    def _fetch(self, url: str) -> "SavedPage":
        """Fetch the page at `url` as a crawl does, or end with one line."""
        from newscrawler.extraction.page.document import is_web_address
        from newscrawler.spiders.page_spider import page_spider
        from newscrawler.spiders.spider_args import read_arguments

        assert self.crawler_process
        if not is_web_address(url):
            fail(f"{url!r} is no web address; it must begin with https:// or http://")
        try:
            read_arguments({"url": url}, GENERIC)
        except ValueError as wrong:
            fail(str(wrong))
        found: list[SavedPage] = []
        why: list[str] = []

        def on_scraped(item: "SavedPage") -> None:
            found.append(item)

        def on_finished(outcome: Outcome) -> None:
            why.append(f"{outcome.state}: {outcome.reason or 'no page'}")

        def on_deferred(url: str, reason: str) -> None:  # noqa: ARG001 (the signal gives both)
            why.append(f"put off: {reason}")

        crawler = self.crawler_process.create_crawler(page_spider())
        crawler.signals.connect(on_scraped, signals.item_scraped)
        crawler.signals.connect(on_finished, url_finished)
        crawler.signals.connect(on_deferred, url_deferred)
        self.crawler_process.crawl(crawler, url=url)
        self.crawler_process.start()
        if not found:
            fail(f"{url}: {'; '.join(why) or 'no page came'}", ExitCode.NO_RESULT)
        return found[0]


def _for_machines(explained: "Explanation", field: str | None) -> dict[str, object]:
    """Return the explanation, or that of one field, as JSON takes it."""
    if field is None:
        return asdict(explained)
    return next(asdict(each) for each in explained.fields if each.field == field)
