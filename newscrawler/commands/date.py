"""`scrapy date`: read an Indonesian date, and say by which rule."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import UTC, datetime

from rich.markup import escape
from rich.table import Table

from newscrawler.indonesian.dates import find_dates, parse_date
from newscrawler.indonesian.timezones import TIMEZONES, WIB
from newscrawler.items import DateValue
from newscrawler.outcomes import ExitCode
from newscrawler.terminal.command import QuietCommand, console, fail, set_help_epilog

EXAMPLES = """\
examples:
  scrapy date "Selasa (13/6)" --anchor 2023-06-14
  scrapy date "20 jam lalu" --anchor 2025-05-10T10:00:00+07:00
  scrapy date "Kemarin, 14.05" --zone WITA             counts from now
  scrapy date --text "Ia tiba Jumat pekan lalu dan pulang 27-29 Juni." --anchor 2023-06-14
"""


class Command(QuietCommand):
    """Reads one date, or finds all dates of a text with --text."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """The arguments after the command's name."""
        return "[options] WORDS"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Read an Indonesian date: value, precision, rule"

    def add_options(self, parser: ArgumentParser) -> None:
        """Our own options, and examples."""
        super().add_options(parser)
        parser.add_argument("--anchor", help="what it counts from: ISO day or time (default: now)")
        parser.add_argument("--zone", default="WIB", choices=TIMEZONES, help="the local zone")
        parser.add_argument("--text", action="store_true", help="find every date in running text")
        set_help_epilog(parser, EXAMPLES)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Print what `args` mean."""
        if not args:
            fail("give the words of a date")
        words, anchor = " ".join(args), _anchor(opts.anchor)
        if opts.text:
            found: list[DateValue] = [*find_dates(words, anchor, opts.zone)]
        else:
            date = parse_date(words, anchor, opts.zone)
            found = [date] if date else []
        if not found:
            console.print("no date")
            self.exitcode = ExitCode.NO_RESULT
            return
        for date in found:
            console.print(_table(date))


def _table(date: DateValue) -> Table:
    """What is known of `date`, one line each."""
    table = Table(show_header=False)
    for name, value in asdict(date).items():
        if value:
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            table.add_row({"raw": "words"}.get(name, name), escape(shown))
    return table


def _anchor(given: str | None) -> datetime:
    """The anchor as given, noon of a day and WIB where it says no more; now without any."""
    if given is None:
        return datetime.now(UTC)
    try:
        anchor = datetime.fromisoformat(given if "T" in given else f"{given}T12:00:00")
    except ValueError:
        fail(f"--anchor {given!r}: write it as 2023-06-14 or 2023-06-14T09:00:00+07:00")
    return anchor if anchor.tzinfo else anchor.replace(tzinfo=WIB)
