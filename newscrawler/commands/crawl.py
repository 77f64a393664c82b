"""`scrapy crawl`: Scrapy's command, with checks before the crawl and a summary after it."""

from argparse import ArgumentParser, Namespace

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from newscrawler import stats
from newscrawler.outcomes import CrawlEnd, ExitCode
from newscrawler.terminal.command import (
    error,
    fail,
    require_database,
    require_outputs,
    set_help_epilog,
    track_signals,
)

EXAMPLES = """\
examples:
  scrapy crawl tribun_video -a limit=20
  scrapy crawl tribunnews -a since=2026-11-01 -a until=2026-11-07 -O week.jsonl
  scrapy crawl tribun_regional -a hosts=jabar,bali -O articles.csv
  scrapy crawl tribunnews -a urls_file=urls.txt
  scrapy crawl any -a url=https://example.org/news/1

spider arguments (-a name=value):
  url         the URL of one article
  urls_file   a file with one URL on each line
  since       the first day (WIB), such as 2026-11-01
  until       the last day (WIB), such as 2026-11-07
  limit       the largest number of articles
  hosts       the hosts to discover articles on, such as jabar,bali (default: all)
  permitted   yes: the owner of a site that refuses crawlers has agreed to this crawl
"""

_FAILURES = (
    stats.ARTICLES + "failed",
    stats.LISTINGS + "failed",
    stats.DEFERRED,
    stats.WAITING,
    "item_error_count",
)


class Command(CrawlCommand):
    """Crawls a publisher, or pages of any site; errors are reported before anything is fetched."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's options and examples."""
        super().add_options(parser)
        set_help_epilog(parser, EXAMPLES)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check the arguments, the settings and the database before the crawl begins."""
        from newscrawler.crawling.network.dns_resolver import allowed_networks, allowed_ports
        from newscrawler.extraction.verdict.robots_directives import refused_reservations
        from newscrawler.spiders.news import NewsSpider
        from newscrawler.spiders.spider_args import RefusedByOwner, read_arguments

        assert self.settings is not None
        super().process_options(args, opts)
        loader = get_spider_loader(self.settings)
        known = ", ".join(sorted(loader.list()))
        if not args or args[0] not in loader.list():
            unknown = f"unknown spider {args[0]!r}" if args else "no spider given"
            fail(f"{unknown}; choose from {known}")
        if len(args) > 1:
            fail(
                f"unexpected {args[1]!r}: give one spider ({known}) and its arguments as "
                "-a name=value"
            )
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

    def run(self, args: list[str], opts: Namespace) -> None:
        """Run the spider named in `args`, and print how its URLs ended."""
        from newscrawler.terminal.console import stderr
        from newscrawler.terminal.crawl_summary import crawl_summary

        assert self.crawler_process
        assert self.settings is not None
        crawler = self._create_crawler(args[0])
        track_signals(crawler)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = ExitCode.NO_RESULT
            return
        stderr.print(crawl_summary(crawler.stats.get_stats() if crawler.stats else {}))
        self.exitcode = _exit_code(crawler)
        if _asked_out_of_bounds(crawler):
            error(
                "a URL was not fetched: it is not on a host of the publisher, or not at a public "
                "address and port; the settings ALLOWED_NETWORKS and ALLOWED_PORTS allow others"
            )


def _exit_code(crawler: Crawler) -> ExitCode:
    """Return the exit code of a crawl that has ended."""
    counted = crawler.stats.get_stats() if crawler.stats else {}
    is_put_off = bool(counted.get(stats.HOSTS_PAUSED) and counted.get(stats.WAITING))
    end = CrawlEnd(
        finish_reason=counted.get("finish_reason"),
        stopped_by=counted.get(stats.STOPPED_BY),
        unaccounted=counted.get(stats.UNACCOUNTED, 0),
        is_refused=is_put_off or bool(counted.get(stats.HOSTS_GIVEN_UP)),
        articles=counted.get("item_scraped_count", 0),
        failures=sum(counted.get(name, 0) for name in _FAILURES),
        is_out_of_bounds=_asked_out_of_bounds(crawler),
    )
    return end.exit_code


def _asked_out_of_bounds(crawler: Crawler) -> bool:
    """Return whether the crawl was given a URL that must not be fetched."""
    from newscrawler.spiders.news import NewsSpider

    spider = crawler.spider
    is_asked = isinstance(spider, NewsSpider) and bool(spider.arguments.urls)
    return is_asked and bool(crawler.stats and crawler.stats.get_value(stats.ARTICLES + "offsite"))
