"""`scrapy date`: parse an Indonesian date, and show which rule read it."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from newscrawler.exit_codes import ExitCode
from newscrawler.indonesian.timezones import TIMEZONES, WIB
from newscrawler.items import DateValue
from newscrawler.terminal.command import QuietCommand, fail

EXAMPLES = """\
examples:
  scrapy date "Selasa (13/6)" --anchor 2023-06-14
  scrapy date "20 jam lalu" --anchor 2025-05-10T10:00:00+07:00
  scrapy date "Kemarin, 14.05" --zone WITA             relative to now
  scrapy date --text "Ia tiba Jumat pekan lalu." --anchor 2023-06-14
"""


class Command(QuietCommand):
    """Parses one date or, with --text, finds all dates in a text."""

    examples = EXAMPLES

    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] DATE"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Parse an Indonesian date: value, precision, rule"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own options and examples."""
        super().add_options(parser)
        parser.add_argument("--anchor", help="the reference time, in ISO form (default: now)")
        parser.add_argument(
            "--zone", default="WIB", choices=TIMEZONES, help="the time zone (default: %(default)s)"
        )
        parser.add_argument("--text", action="store_true", help="find every date in a running text")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Print the dates in `args`, each as a table."""
        from newscrawler.indonesian.dates import find_dates, parse_date
        from newscrawler.terminal.console import console
        from newscrawler.terminal.date_view import date_table

        if not args:
            fail('no date given; try scrapy date "Selasa (13/6)"')
        words, anchor = " ".join(args), _anchor(opts.anchor)
        if opts.text:
            found: list[DateValue] = [*find_dates(words, anchor, opts.zone)]
        else:
            date = parse_date(words, anchor, opts.zone)
            found = [date] if date else []
        if not found:
            fail(f"no date in {words!r}", ExitCode.NO_RESULT)
        for date in found:
            console.print(date_table(date))


def _anchor(given: str | None) -> datetime:
    """Return the reference time: noon for a day alone, WIB without a zone, now for None."""
    if given is None:
        return datetime.now(UTC)
    try:
        anchor = datetime.fromisoformat(given if "T" in given else f"{given}T12:00:00")
    except ValueError:
        fail(
            f"--anchor {given!r} is not a date or time; write it as 2023-06-14 or "
            "2023-06-14T09:00:00+07:00"
        )
    return anchor if anchor.tzinfo else anchor.replace(tzinfo=WIB)
