"""`scrapy quotes`: who said what, and from which sources, in one page or text."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from scrapy import signals

from newscrawler.exit_codes import ExitCode
from newscrawler.items import Article
from newscrawler.publishers import publisher_of
from newscrawler.terminal.command import QuietCommand, error, fail
from newscrawler.terminal.page_tool import PageTool

EXAMPLES = """\
examples:
  scrapy quotes fixtures/tribunnews/big.html
  scrapy quotes notes.txt --json
  pbpaste | scrapy quotes -
  scrapy quotes https://www.tribunnews.com/nasional/7761234/judul-berita
"""


class Command(PageTool, QuietCommand):
    """Prints quotes with their speakers, and citations, as tables or as JSON."""

    examples = EXAMPLES

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] FILE|URL|-"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Print the quotes, speakers and cited sources of a page or text"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own option and examples."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object, for machines")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Print what is in the one page or text in `args`."""
        from newscrawler.reextraction.plain_text import article_of
        from newscrawler.terminal.article_view import quotes_and_citations
        from newscrawler.terminal.console import console
        from newscrawler.terminal.source_page import is_address, page_at

        assert self.settings is not None
        if len(args) != 1:
            fail("name one file, one URL, or - for standard input")
        if is_address(args[0]):
            article = self._fetch(args[0])
        else:
            article = article_of(page_at(args[0], self.settings["ARCHIVE_DIR"]))
        if article is None:
            fail(f"{args[0]}: could not be fetched (-L INFO says why)", ExitCode.NO_RESULT)
        if opts.json:
            spans = {name: asdict(article)[name] for name in ("url", "quotes", "citations")}
            print(json.dumps(spans | {"text": article.text}, ensure_ascii=False, indent=1))
        else:
            for part in quotes_and_citations(article):
                console.print(part)
        if not (article.quotes or article.citations):
            error(f"{args[0]}: no quotes and no citations")
            self.exitcode = ExitCode.NO_RESULT

    def _fetch(self, url: str) -> Article | None:
        """Crawl the one page."""
        assert self.crawler_process
        key = publisher_of(url).key or "any"
        found: list[Article] = []
        crawler = self.crawler_process.create_crawler(key)

        def on_scraped(item: Article) -> None:
            found.append(item)

        crawler.signals.connect(on_scraped, signals.item_scraped)
        self.crawler_process.crawl(crawler, url=url)
        self.crawler_process.start()
        return found[0] if found else None
