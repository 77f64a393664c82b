"""`scrapy frontier`: what waits, what has ended, and how to let it be fetched again."""

from argparse import ArgumentParser, Namespace

from sqlalchemy import Connection

from newscrawler.outcomes import State
from newscrawler.storage import count_urls, open_database, requeue, write_transaction
from newscrawler.terminal.command import (
    QuietCommand,
    console,
    fail,
    require_database,
    set_help_epilog,
)
from newscrawler.terminal.crawl_summary import frontier_table

EXAMPLES = """\
examples:
  scrapy frontier                                   every host and the states of its URLs
  scrapy frontier tribunnews                        those of one spider
  scrapy frontier --retry-failed                    failed URLs are due now, not later
  scrapy frontier --requeue-quarantined --host jabar.tribunnews.com
  scrapy frontier tribunnews --requeue-skipped      what was out of range or over the limit
"""


class Command(QuietCommand):
    """Shows the frontier, or lets URLs wait again."""

    def syntax(self) -> str:
        """What may follow the command's name."""
        return "[options] [spider]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show which URLs wait and how the others ended; let some be fetched again"

    def add_options(self, parser: ArgumentParser) -> None:
        """What to do, and examples."""
        super().add_options(parser)
        parser.add_argument("--host", help="only URLs of this host")
        parser.add_argument("--retry-failed", action="store_true", help="failed URLs are due now")
        parser.add_argument(
            "--requeue-quarantined", action="store_true", help="URLs in quarantine wait again"
        )
        parser.add_argument(
            "--requeue-skipped", action="store_true", help="URLs that no crawl wanted yet wait"
        )
        set_help_epilog(parser, EXAMPLES)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Show the table; before that, let wait what is asked for."""
        assert self.settings is not None
        if len(args) > 1:
            fail(f"{args[1]!r}: one spider at a time")
        address = self.settings["DATABASE_URL"]
        require_database(address, made=True)
        spider = args[0] if args else None
        engine = open_database(address)
        try:
            with write_transaction(engine) as connection:
                if (spider or opts.host) and not _known(connection, spider, opts.host):
                    named = " of ".join(filter(None, (opts.host, spider)))
                    fail(f"no URL of {named} is known: scrapy frontier shows all")
                if states := _asked(opts):
                    number = requeue(connection, states, opts.host, spider)
                    console.print(f"{number} URLs are due to be fetched again")
                console.print(frontier_table(_known(connection, spider, opts.host)))
        finally:
            engine.dispose()


def _asked(opts: Namespace) -> list[State]:
    """The states whose URLs are to wait again."""
    asked: dict[State, bool] = {
        "failed": opts.retry_failed,
        "quarantined": opts.requeue_quarantined,
        "skipped": opts.requeue_skipped,
    }
    return [state for state, is_asked in asked.items() if is_asked]


def _known(
    connection: Connection, spider: str | None, host: str | None
) -> list[tuple[str, str, str, int]]:
    """The URLs of a spider and a host, all of them where none is named, as `tally` counts them."""
    return [row for row in count_urls(connection, spider) if host in {None, row[1]}]
