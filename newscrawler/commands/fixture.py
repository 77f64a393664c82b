"""`scrapy fixture`: compare saved pages with their golden answers, and save new pages."""

from argparse import ArgumentParser, Namespace

from newscrawler.publishers import publishers
from newscrawler.terminal.command import QuietCommand, fail, require_checkout

EXAMPLES = """\
examples:
  scrapy fixture                              compare all, show differences
  scrapy fixture tribun_video/amp             compare one page
  scrapy fixture --update tribun_video/amp    accept the current answer
  scrapy fixture tribunnews https://www.tribunnews.com/… --name photo
      fetch a page under all rules of a crawl, and save it
  scrapy fixture tribunnews saved/page.html
      the same for a page on disk with its sidecar
  scrapy fixture tribunnews page.html \\
      --url https://… --fetched-at 2026-11-20T09:00:00+07:00

A page is refused when it lacks a headline, a text or a date, or when it is
truncated, one part of an article, or a wall; --incomplete saves it anyway.
A saved page still has the sentences of its publisher. Replace them by your
own before you commit it, and remove "own_words" from its sidecar; a test
checks this.
"""


class Command(QuietCommand):
    """Compares fixtures with their golden answers, and saves new fixtures."""

    examples = EXAMPLES

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] [PUBLISHER/NAME… | PUBLISHER PAGE]"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Compare fixture pages with their golden answers; save new ones"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own options and examples."""
        super().add_options(parser)
        parser.add_argument(
            "--update", action="store_true", help="replace golden answers (or pages) that differ"
        )
        parser.add_argument("--name", help="the name of the new fixture: a-z, 0-9 and -")
        parser.add_argument("--url", help="the URL of a page on disk, where no sidecar has it")
        parser.add_argument(
            "--fetched-at", help="when it was fetched, with an offset: 2026-11-20T09:00:00+07:00"
        )
        parser.add_argument(
            "--incomplete", action="store_true", help="save a page that is not a complete article"
        )

    def run(self, args: list[str], opts: Namespace) -> None:
        """Save a page when `args` begin with a publisher's key; else compare fixtures."""
        from newscrawler.terminal.fixture_comparison import compare_fixtures
        from newscrawler.terminal.fixture_saving import save_fixture

        folder = require_checkout("scrapy fixture") / "fixtures"
        if not args or args[0] not in publishers():
            self.exitcode = compare_fixtures(folder, args, update=opts.update)
            return
        if len(args) != 2:  # noqa: PLR2004 (a publisher and a page)
            fail(f"{args[0]}: give one page of this publisher, a URL or a file")
        assert self.crawler_process
        self.exitcode = save_fixture(self.crawler_process, folder, args[0], args[1], opts)
