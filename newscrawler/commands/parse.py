"""`scrapy parse`: print what the spider of a page makes of it."""

from argparse import Namespace

from scrapy.commands import parse
from scrapy.exceptions import UsageError

from newscrawler.publishers import GENERIC, publisher_of, publishers
from newscrawler.spiders.spider_args import read_arguments
from newscrawler.terminal.page_tool import PageTool

_CALLBACK = "parse_article"

EXAMPLES = """\
examples:
  scrapy parse https://www.tribunnews.com/…                     an article
  scrapy parse https://www.tribunnews.com/rss -c parse_listing  what a listing names
"""


class Command(PageTool, parse.Command):
    """Scrapy's command, without the frontier, the database and the archive.

    A page is read as an article of the publisher that owns its host, unless options say otherwise.
    """

    examples = EXAMPLES

    def set_spidercls(self, url: str, opts: Namespace) -> None:
        """Choose spider and callback. Raises UsageError for a site that refuses crawlers."""
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
