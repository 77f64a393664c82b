"""`scrapy crawl`: Scrapy's command, with checks before the crawl and a summary after it."""

from argparse import Namespace
from typing import NoReturn

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.spiderloader import get_spider_loader

from newscrawler import stats
from newscrawler.exit_codes import CrawlEnd, ExitCode
from newscrawler.suggestions import did_you_mean
from newscrawler.terminal.command import (
    ProjectCommand,
    error,
    fail,
    require_database,
    require_outputs,
    require_storages,
    track_signals,
)

EXAMPLES = """\
examples:
  scrapy crawl tribun_video -a limit=20
  scrapy crawl tribunnews -a since=2026-11-01 -a until=2026-11-07 -O a.jsonl
  scrapy crawl tribun_regional -a hosts=jabar,bali -O articles.csv
  scrapy crawl tribunnews -a urls_file=urls.txt
  scrapy crawl any -a url=https://example.org/news/1

spider arguments (-a name=value):
  url         the URL of one article
  urls_file   a file with one URL on each line
  since       the first day (WIB), such as 2026-11-01
  until       the last day (WIB), such as 2026-11-07
  limit       the largest number of articles
  hosts       where to discover articles, such as jabar,bali (default: all)
  permitted   yes: the owner of a site that refuses crawlers has agreed
"""


class Command(ProjectCommand, CrawlCommand):
    """Crawls a publisher, or pages of any site; errors are reported before anything is fetched."""

    examples = EXAMPLES

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check the arguments, the settings and the database before the crawl begins."""
        from newscrawler.crawling.network.dns_resolver import allowed_networks, allowed_ports
        from newscrawler.extraction.verdict.robots_directives import refused_reservations
        from newscrawler.spiders.news import NewsSpider
        from newscrawler.spiders.spider_args import RefusedByOwner, read_arguments

        assert self.settings is not None
        super().process_options(args, opts)
        loader = get_spider_loader(self.settings)
        _require_spider(args, loader.list())
        spider = loader.load(args[0])
        if issubclass(spider, NewsSpider):
            try:
                read_arguments(opts.spargs, spider.publisher)
            except ValueError as wrong:
                is_refused = isinstance(wrong, RefusedByOwner)
                fail(str(wrong), ExitCode.HOST_REFUSED if is_refused else ExitCode.USAGE_ERROR)
        require_outputs(self.settings)
        try:
            allowed_networks(self.settings)
            allowed_ports(self.settings)
        except ValueError as wrong:
            fail(f"setting ALLOWED_NETWORKS or ALLOWED_PORTS: {wrong}")
        try:
            refused_reservations(self.settings.getdict("RESERVATIONS"))
        except ValueError as wrong:
            fail(str(wrong))
        require_database(self.settings["DATABASE_URL"])

    def refuse_option(self, option: str, args: list[str]) -> NoReturn:
        """End the command; an option with the name of a spider's argument is meant as one."""
        from newscrawler.spiders.spider_args import NAMES

        name, _, value = option.lstrip("-").partition("=")
        if name not in NAMES:
            super().refuse_option(option, args)
        value = value or next(iter(args[args.index(option) + 1 :]), "…")
        fail(f"unknown option {option}; write -a {name}={value}")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Run the spider named in `args`, and print how its URLs ended."""
        from newscrawler.terminal.console import stderr
        from newscrawler.terminal.crawl_summary import MissingUrls, crawl_summary, early_end

        assert self.crawler_process
        assert self.settings is not None
        crawler = self._create_crawler(args[0])
        track_signals(crawler)
        require_storages(crawler)
        missing = MissingUrls(crawler)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = ExitCode.NO_RESULT
            return
        counted = crawler.stats.get_stats() if crawler.stats else {}
        stderr.print(crawl_summary(counted))
        self.exitcode = CrawlEnd.of_stats(counted).exit_code
        if why := early_end(counted):
            error(why)
        if self.exitcode:
            missing.print()
        if counted.get(stats.ASKED) and counted.get(stats.ARTICLES + "offsite"):
            error(
                "a URL was not fetched: it is not on a host of the publisher, or not at a public "
                "address and port; the settings ALLOWED_NETWORKS and ALLOWED_PORTS allow others"
            )


def _require_spider(args: list[str], known: list[str]) -> None:
    """End the command unless `args` name one spider."""
    if not args:
        fail(f"no spider given; choose from {', '.join(known)}")
    if args[0] not in known:
        fail(f"unknown spider {args[0]!r}; {did_you_mean(args[0], known)}")
    if len(args) > 1:
        fail(
            f"unexpected {args[1]!r}: give one spider ({', '.join(known)}) and its arguments as "
            "-a name=value"
        )
