"""`scrapy crawl`: Scrapy's own command, its arguments and the database checked first."""

from argparse import ArgumentParser, Namespace

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from newscrawler.cli import DATABASE_UNAVAILABLE, NOTHING_DONE, complain, keep_lines
from newscrawler.spiders.arguments import read_arguments
from newscrawler.spiders.news import NewsSpider
from newscrawler.storage import DatabaseUnavailable, open_database

EXAMPLES = """\
examples:
  scrapy crawl tribun_video -a limit=20
  scrapy crawl tribunnews -a since=2026-11-01 -a until=2026-11-07 -O week.jsonl
  scrapy crawl tribun_regional -a hosts=jabar,bali -O articles.csv
  scrapy crawl tribunnews -a urls_file=urls.txt

spider arguments (-a name=value):
  url         one article            since, until  days in WIB, such as 2026-11-01
  urls_file   a file, one URL a line limit         articles at the most
  hosts       hosts to discover on, such as jabar,bali (default: all)
"""


class Command(CrawlCommand):
    """Crawls one publisher; complains in one line before anything is fetched."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Scrapy's options, and examples."""
        super().add_options(parser)
        keep_lines(parser, EXAMPLES)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Crawl the spider named in `args`."""
        assert self.crawler_process and self.settings is not None
        loader = self.crawler_process.spider_loader
        if len(args) != 1 or args[0] not in loader.list():
            known = ", ".join(sorted(loader.list()))
            raise UsageError(f"name one spider; known are {known}", print_help=False)
        spider = loader.load(args[0])
        if issubclass(spider, NewsSpider):
            try:
                read_arguments(opts.spargs, spider.publisher)
            except ValueError as error:
                raise UsageError(str(error), print_help=False) from None
        try:
            open_database(self.settings["DATABASE_URL"]).dispose()
        except DatabaseUnavailable as error:
            complain(str(error))
            self.exitcode = DATABASE_UNAVAILABLE
            return
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        reason = crawler.stats.get_value("finish_reason") if crawler.stats else None
        if reason == "database_unavailable":
            self.exitcode = DATABASE_UNAVAILABLE
        elif self.crawler_process.bootstrap_failed:
            self.exitcode = NOTHING_DONE
