"""`scrapy crawl`: Scrapy's own command, its arguments and the database checked first."""

from argparse import ArgumentParser, Namespace

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from newscrawler import stats
from newscrawler.crawling.network.dns_resolver import allowed_networks, allowed_ports
from newscrawler.extraction.verdict.robots_directives import refused_reservations
from newscrawler.outcomes import CrawlEnd, ExitCode
from newscrawler.spiders.news import NewsSpider
from newscrawler.spiders.spider_args import RefusedByOwner, read_arguments
from newscrawler.terminal.command import (
    error,
    fail,
    require_database,
    require_outputs,
    set_help_epilog,
    stderr,
    track_signals,
)
from newscrawler.terminal.crawl_summary import crawl_summary

EXAMPLES = """\
examples:
  scrapy crawl tribun_video -a limit=20
  scrapy crawl tribunnews -a since=2026-11-01 -a until=2026-11-07 -O week.jsonl
  scrapy crawl tribun_regional -a hosts=jabar,bali -O articles.csv
  scrapy crawl tribunnews -a urls_file=urls.txt
  scrapy crawl any -a url=https://example.org/news/1

spider arguments (-a name=value):
  url         one article            since, until  days in WIB, such as 2026-11-01
  urls_file   a file, one URL a line limit         articles at the most
  hosts       hosts to discover on, such as jabar,bali (default: all)
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
    """Crawls a publisher or pages of any site; complains in one line before anything is fetched."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Scrapy's options, and examples."""
        super().add_options(parser)
        set_help_epilog(parser, EXAMPLES)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check what can be checked before the crawl and its log begin."""
        assert self.settings is not None
        super().process_options(args, opts)
        loader = get_spider_loader(self.settings)
        known = ", ".join(sorted(loader.list()))
        if not args or args[0] not in loader.list():
            unknown = f"no spider {args[0]!r}: " if args else ""
            fail(f"{unknown}name one of {known}")
        if len(args) > 1:
            advice = f"one spider at a time ({known}), its arguments as -a name=value"
            fail(f"{args[1]!r}: {advice}")
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
            fail(f"ALLOWED_NETWORKS, ALLOWED_PORTS: {wrong}")
        try:
            refused_reservations(self.settings.getdict("RESERVATIONS"))
        except ValueError as wrong:
            fail(str(wrong))
        require_database(self.settings["DATABASE_URL"])

    def run(self, args: list[str], opts: Namespace) -> None:
        """Crawl the spider named in `args`, and account for every URL."""
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
                "only public addresses on the web's ports are asked, and only the publisher's own; "
                "the settings ALLOWED_NETWORKS and ALLOWED_PORTS let in others"
            )


def _exit_code(crawler: Crawler) -> ExitCode:
    """Return what the end of a crawl means for the caller."""
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
    """Tell whether articles were asked for by name where nothing may be asked."""
    spider = crawler.spider
    is_asked = isinstance(spider, NewsSpider) and bool(spider.arguments.urls)
    return is_asked and bool(crawler.stats and crawler.stats.get_value(stats.ARTICLES + "offsite"))
