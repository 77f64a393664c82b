"""`scrapy frontier`: show which URLs wait and how the others ended, and requeue some."""

from argparse import ArgumentParser, Namespace

from newscrawler.exit_codes import ExitCode
from newscrawler.outcomes import State
from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.terminal.command import QuietCommand, fail

EXAMPLES = """\
examples:
  scrapy frontier                                  every host
  scrapy frontier tribunnews                       one spider
  scrapy frontier --retry-failed                   retry failed URLs now
  scrapy frontier --requeue-quarantined --host jabar.tribunnews.com
  scrapy frontier tribunnews --requeue-skipped     URLs that were not wanted
"""


class Command(QuietCommand):
    """Shows the frontier, or requeues URLs."""

    examples = EXAMPLES

    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] [spider]"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Show which URLs wait and how the others ended; requeue some"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own options and examples."""
        super().add_options(parser)
        parser.add_argument("--host", help="show or requeue only the URLs of this host")
        parser.add_argument("--retry-failed", action="store_true", help="retry failed URLs now")
        parser.add_argument(
            "--requeue-quarantined", action="store_true", help="fetch quarantined URLs again"
        )
        parser.add_argument(
            "--requeue-skipped", action="store_true", help="fetch URLs that earlier crawls skipped"
        )

    def run(self, args: list[str], opts: Namespace) -> None:
        """Requeue what the options name, and show the table."""
        from newscrawler.storage.reports import open_reports
        from newscrawler.terminal.console import console
        from newscrawler.terminal.crawl_summary import frontier_table

        assert self.settings is not None
        if len(args) > 1:
            fail(f"unexpected {args[1]!r}: give one spider")
        address, spider = self.settings["DATABASE_URL"], args[0] if args else None
        try:
            with open_reports(address) as reports:
                if (spider or opts.host) and not reports.count_urls(spider, opts.host):
                    named = " of ".join(filter(None, (opts.host, spider)))
                    fail(f"no URLs of {named} in the frontier; run scrapy frontier to list all")
                if states := _requeued_states(opts):
                    number = _requeue(address, states, opts.host, spider)
                    console.print(f"{number} URLs will be fetched again")
                console.print(frontier_table(reports.count_urls(spider, opts.host)))
        except DatabaseUnavailable as failure:
            fail(str(failure), ExitCode.STORAGE_UNAVAILABLE)


def _requeued_states(opts: Namespace) -> list[State]:
    """Return the states whose URLs are to be fetched again."""
    asked: dict[State, bool] = {
        "failed": opts.retry_failed,
        "quarantined": opts.requeue_quarantined,
        "skipped": opts.requeue_skipped,
    }
    return [state for state, is_asked in asked.items() if is_asked]


def _requeue(address: str, states: list[State], host: str | None, spider: str | None) -> int:
    from newscrawler.storage.database import open_database, write_transaction
    from newscrawler.storage.url_queue import requeue

    engine = open_database(address)
    try:
        with write_transaction(engine) as connection:
            return requeue(connection, states, host, spider)
    finally:
        engine.dispose()
