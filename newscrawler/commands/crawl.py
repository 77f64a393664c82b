"""`scrapy crawl`: Scrapy's own command, its arguments and the database checked first."""

from argparse import ArgumentParser, Namespace

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.spiderloader import get_spider_loader

from newscrawler.cli import (
    DATABASE_UNAVAILABLE,
    NOTHING_DONE,
    WRONG_WORDS,
    keep_lines,
    refuse,
    require_database,
)
from newscrawler.spiders.arguments import read_arguments
from newscrawler.spiders.news import NewsSpider

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

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check what can be checked before the crawl and its log begin."""
        assert self.settings is not None
        super().process_options(args, opts)
        loader = get_spider_loader(self.settings)
        if len(args) != 1 or args[0] not in loader.list():
            known = ", ".join(sorted(loader.list()))
            refuse(f"name one spider: {known}", WRONG_WORDS)
        spider = loader.load(args[0])
        if issubclass(spider, NewsSpider):
            try:
                read_arguments(opts.spargs, spider.publisher)
            except ValueError as error:
                refuse(str(error), WRONG_WORDS)
        require_database(self.settings["DATABASE_URL"])

    def run(self, args: list[str], opts: Namespace) -> None:
        """Crawl the spider named in `args`."""
        assert self.crawler_process
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        reason = crawler.stats.get_value("finish_reason") if crawler.stats else None
        if reason == "database_unavailable":
            self.exitcode = DATABASE_UNAVAILABLE
        elif self.crawler_process.bootstrap_failed:
            self.exitcode = NOTHING_DONE
