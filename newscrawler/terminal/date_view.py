"""Show a date in a terminal."""

from dataclasses import asdict

from rich.markup import escape
from rich.table import Table

from newscrawler.items import DateValue


def date_table(date: DateValue) -> Table:
    """Return a table of the fields of `date` that have a value."""
    table = Table(show_header=False)
    for name, value in asdict(date).items():
        if value:
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            table.add_row({"raw": "printed"}.get(name, name), escape(shown))
    return table
