"""`scrapy crawl`: Scrapy's own command, its arguments and the database checked first."""

from argparse import ArgumentParser, Namespace
from typing import Any

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from newscrawler.crawling.network.dns_resolver import allowed_networks, allowed_ports
from newscrawler.spiders.news import NewsSpider
from newscrawler.spiders.spider_args import RefusedByOwner, read_arguments
from newscrawler.terminal.command import (
    DATABASE_UNAVAILABLE,
    NOTHING_DONE,
    REFUSED,
    UNACCOUNTED,
    WRONG_WORDS,
    complain,
    keep_lines,
    notes,
    refuse,
    remember_stop,
    require_database,
    require_outputs,
    stop_code,
)
from newscrawler.terminal.crawl_summary import run_account

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


class Command(CrawlCommand):
    """Crawls a publisher or pages of any site; complains in one line before anything is fetched."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Scrapy's options, and examples."""
        super().add_options(parser)
        keep_lines(parser, EXAMPLES)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check what can be checked before the crawl and its log begin."""
        assert self.settings is not None
        super().process_options(args, opts)
        loader = get_spider_loader(self.settings)
        known = ", ".join(sorted(loader.list()))
        if not args or args[0] not in loader.list():
            unknown = f"no spider {args[0]!r}: " if args else ""
            refuse(f"{unknown}name one of {known}", WRONG_WORDS)
        if len(args) > 1:
            advice = f"one spider at a time ({known}), its arguments as -a name=value"
            refuse(f"{args[1]!r}: {advice}", WRONG_WORDS)
        spider = loader.load(args[0])
        if issubclass(spider, NewsSpider):
            try:
                read_arguments(opts.spargs, spider.publisher)
            except ValueError as error:
                is_refused = isinstance(error, RefusedByOwner)
                refuse(str(error), REFUSED if is_refused else WRONG_WORDS)
        require_outputs(self.settings)
        try:
            allowed_networks(self.settings)
            allowed_ports(self.settings)
        except ValueError as error:
            refuse(f"ALLOWED_NETWORKS, ALLOWED_PORTS: {error}", WRONG_WORDS)
        require_database(self.settings["DATABASE_URL"])

    def run(self, args: list[str], opts: Namespace) -> None:
        """Crawl the spider named in `args`, and account for every URL."""
        assert self.crawler_process
        assert self.settings is not None
        crawler = self._create_crawler(args[0])
        remember_stop(crawler)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = NOTHING_DONE
            return
        notes.print(run_account(crawler.stats.get_stats() if crawler.stats else {}))
        self.exitcode = _exit_code(crawler)
        if _asked_outside(crawler):
            complain(
                "only public addresses on the web's ports are asked, and only the publisher's own; "
                "the settings ALLOWED_NETWORKS and ALLOWED_PORTS let in others"
            )


def _exit_code(crawler: Crawler) -> int:
    """What the end of a crawl means for the caller, as in `newscrawler.terminal.command`."""
    if _stat(crawler, "finish_reason") in {"database_unavailable", "archive_unavailable"}:
        return DATABASE_UNAVAILABLE
    if stopped := stop_code(crawler):
        return stopped
    if _stat(crawler, "frontier/unaccounted"):
        return UNACCOUNTED
    put_off = _stat(crawler, "throttle/paused") and _stat(crawler, "frontier/waiting")
    if put_off or _stat(crawler, "throttle/broken"):
        return REFUSED
    return NOTHING_DONE if _is_in_vain(crawler) else 0


def _is_in_vain(crawler: Crawler) -> bool:
    """Whether there were failures, or addresses that may not be asked, and not one article."""
    if _stat(crawler, "finish_reason") == "start_error":
        return True
    failed = (
        "urls/failed",
        "discovery/failed_listings/failed",
        "item_error_count",
        "frontier/postponed",
        "frontier/waiting",
    )
    if _stat(crawler, "item_scraped_count"):
        return False
    return _asked_outside(crawler) or any(_stat(crawler, name) for name in failed)


def _asked_outside(crawler: Crawler) -> bool:
    """Whether articles were asked for by name where nothing may be asked."""
    spider = crawler.spider
    is_asked = isinstance(spider, NewsSpider) and bool(spider.arguments.urls)
    return is_asked and bool(_stat(crawler, "frontier/ended/offsite"))


def _stat(crawler: Crawler, name: str) -> Any:
    return crawler.stats.get_value(name) if crawler.stats else None
