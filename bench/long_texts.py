"""Whether the language rules take time linear in their text, whatever it repeats.

A rule is more than its patterns: each is run over texts of one piece again and again. Text of
twice the length must not take much more than twice the time.
"""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bench.hostile_texts import HostileText
from bench.patterns import LONG, MAX_GROWTH, MIN_SECONDS, SHOWN, time_text
from newscrawler.indonesian.citations import find_citations
from newscrawler.indonesian.dates import find_dates, parse_date
from newscrawler.indonesian.quotes import find_quotes

ANCHOR = datetime.fromisoformat("2024-05-14T10:20:30+07:00")
DATE_PIECES = (
    "1/", "1", "12 ", " ", "\u00a0", "Juni ", "Juni", "12 Juni ", "Senin, ", "Senin (12/6",
    "dua puluh ", "10:10 ", "pukul 10.00 ", "12/12/", "1-1 ", "2024-05-07T", "1 jam ", "(", "İ",
    "satu jam dan ", "Senin-", "awal ", "5 - ", "tahun 2020-", "1 Muharram 1445 H / ",
)  # fmt: skip
QUOTE_PIECES = (
    '"', "'", '"a ', " 'a", '\n"a', "kata ", ", kata Budi ", "menurut A, ", "A. ", "Aaa ", "....",
    " ,", "dan mengatakan bahwa ", "a” kata ", '"Ya," "Ya," ', "ia mengaku 'ada' ",
    "pria yang itu ",
)  # fmt: skip
console = Console()


class Reader(NamedTuple):
    """A rule, what texts are made of to slow it down, and how many characters they have."""

    name: str
    read: Callable[[str], object]
    pieces: Sequence[str]
    length: int = LONG


READERS = (
    Reader("find_dates", lambda text: find_dates(text, ANCHOR), DATE_PIECES),
    Reader("parse_date", lambda text: parse_date(text, ANCHOR), DATE_PIECES),
    Reader("find_quotes", find_quotes, QUOTE_PIECES),
    Reader("find_citations", find_citations, QUOTE_PIECES),
)


class Timing(NamedTuple):
    """Seconds that a reader takes for a short and a long text of `piece`."""

    reader: str
    piece: str
    short: float
    long: float

    @property
    def is_super_linear(self) -> bool:
        """Whether the time grows faster than the text, noticeably."""
        return self.long > max(MIN_SECONDS, MAX_GROWTH * self.short)


def timings(readers: Iterable[Reader]) -> Iterator[Timing]:
    """Time every reader over every text; without the collector, whose work is not theirs."""
    texts = [(reader, piece) for reader in readers for piece in reader.pieces]
    gc.disable()
    try:
        for reader, piece in track(texts, "texts", console=console, transient=True):
            short, long = time_text(reader.read, HostileText("", "", piece, ""), reader.length)
            yield Timing(reader.name, piece, short, long)
    finally:
        gc.enable()


def show(found: Iterable[Timing], title: str) -> None:
    """Print timings as a table."""
    table = Table("rule", "piece", title=title, title_justify="left")
    for name in ("half of it, ms", "the text, ms"):
        table.add_column(name, justify="right")
    for timing in found:
        short = f"{timing.short * 1e3:.0f}" if timing.short else "–"
        style = "red" if timing.is_super_linear else ""
        piece = escape(repr(timing.piece))
        table.add_row(timing.reader, piece, short, f"{timing.long * 1e3:.0f}", style=style)
    console.print(table)


def check(readers: Iterable[Reader], title: str) -> int:
    """Time `readers` and print what took longest; 1 when one of them is super-linear, else 0."""
    found = sorted(
        timings(readers), key=lambda each: (each.is_super_linear, each.long), reverse=True
    )
    failed = sum(timing.is_super_linear for timing in found)
    show(found[: max(SHOWN, failed)], title)
    console.print(f"{len(found)} kinds of text, {failed} super-linear")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(check(READERS, "Long texts"))
