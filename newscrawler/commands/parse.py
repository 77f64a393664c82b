"""`scrapy parse`: print the items and requests that a page gives."""

from argparse import Namespace

from scrapy.commands import parse
from scrapy.exceptions import UsageError

from newscrawler.publishers import GENERIC, publisher_of, publishers
from newscrawler.terminal.command import fail
from newscrawler.terminal.page_tool import PageTool

_CALLBACK = "parse_article"

EXAMPLES = """\
examples:
  scrapy parse https://www.tribunnews.com/…       an article
  scrapy parse https://www.tribunnews.com/rss -c parse_listing
      what a listing names
"""


class Command(PageTool, parse.Command):
    """Scrapy's `parse` without the frontier, the database and the archive.

    A page is parsed as an article of the publisher that owns its host, unless options say
    otherwise.
    """

    examples = EXAMPLES
    needs_url = True

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Refuse `-o` and `-O`: Scrapy's command takes them, and writes nothing there."""
        super().process_options(args, opts)
        if opts.output or opts.overwrite_output:
            fail("scrapy parse prints what it finds; scrapy crawl any -a url=… -O FILE writes it")

    def set_spidercls(self, url: str, opts: Namespace) -> None:
        """Choose the spider and its callback for the page at `url`.

        Raises UsageError for a site that refuses crawlers.
        """
        from newscrawler.spiders.spider_args import read_arguments

        opts.spider = opts.spider or publisher_of(url).key or "any"
        if not opts.rules:
            opts.callback = opts.callback or _CALLBACK
        if opts.callback == _CALLBACK:
            opts.spargs.setdefault("url", url)
        try:
            read_arguments(opts.spargs, publishers().get(opts.spider, GENERIC))
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        super().set_spidercls(url, opts)
