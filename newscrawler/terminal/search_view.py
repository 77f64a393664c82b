"""What `scrapy search` shows: keywords in context in columns, counts, and both for machines."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Column, Table
from rich.text import Text

from newscrawler.corpus.keyword_in_context import Keyword
from newscrawler.corpus.search import Hit, PeriodCount

MAX_KEYWORDS = 5
"""How many keywords of one hit are shown in a terminal."""
_MAX_KEYWORD_SHARE = 4
"""A keyword takes a quarter of the line at most."""
_GAP = "  "
HIT_COLUMNS = [
    name
    for kind in (Hit, Keyword)
    for name in (each.name for each in fields(kind))
    if name != "keywords"
]
COUNT_COLUMNS = [each.name for each in fields(PeriodCount)]


def hit_lines(hits: Sequence[Hit], width: int) -> Iterator[Text]:
    """Yield the lines that show some hits in `width` columns, the keywords below each other."""
    shown = [keyword for hit in hits for keyword in hit.keywords[:MAX_KEYWORDS]]
    widest = max((cell_len(_printable(each.keyword)) for each in shown), default=0)
    middle = min(widest, width // _MAX_KEYWORD_SHARE)
    for hit in hits:
        yield Text(_title(hit), style="bold")
        yield Text(hit.url, style="dim")
        for keyword in hit.keywords[:MAX_KEYWORDS]:
            yield keyword_line(keyword, middle, width)
        if len(hit.keywords) > MAX_KEYWORDS:
            yield Text(f"… {len(hit.keywords) - MAX_KEYWORDS} more", style="dim")
        yield Text()


def keyword_line(keyword: Keyword, middle: int, width: int) -> Text:
    """Return a keyword in a column of `middle` cells, its context right and left of it."""
    side = max((width - middle - 2 * len(_GAP)) // 2, 1)
    left, word, right = (
        _printable(part) for part in (keyword.left, keyword.keyword, keyword.right)
    )
    before = _last_cells(left, side)
    line = Text(" " * (side - cell_len(before)) + before + _GAP)
    found = Text(word, style="bold green")
    found.truncate(middle, overflow="ellipsis", pad=True)
    after = Text(_GAP + right)
    after.truncate(side + len(_GAP), overflow="ellipsis")
    return line + found + after


def _title(hit: Hit) -> str:
    moment = (hit.published or "").replace("T", " ")[: len("2026-11-20 09:00")]
    speaker = f"{hit.speaker} ({hit.cue})" if hit.speaker and hit.cue else hit.speaker
    parts = (moment, hit.publisher, speaker, hit.headline or "(no headline)")
    return _printable(" · ".join(filter(None, parts)))


def _last_cells(text: str, width: int) -> str:
    """Return as much of the end of `text` as `width` cells hold, with … where it is cut."""
    if cell_len(text) <= width:
        return text
    room, taken = width - 1, ""
    for character in reversed(text):
        room -= cell_len(character)
        if room < 0:
            break
        taken = character + taken
    return "…" + taken


def _printable(text: str) -> str:
    """Return `text` without what could steer a terminal."""
    return "".join(each if each.isprintable() else " " for each in text)


def count_table(counts: Iterable[PeriodCount], unit: str) -> RenderableType:
    """Return a table of how many hits there are; `unit` says of what all are."""
    numbers = (Column(name, justify="right") for name in ("hits", unit, "share"))
    table = Table(Column("publisher", overflow="fold"), "period", *numbers)
    for count in counts:
        table.add_row(
            count.publisher or "(unknown)",
            count.period or "(unknown)",
            f"{count.hits:,}",
            f"{count.total:,}",
            f"{count.share:.1%}",
        )
    return table


def hit_records(hits: Iterable[Hit]) -> Iterator[dict[str, Any]]:
    """Yield a record for each keyword of each hit."""
    for hit in hits:
        own = asdict(hit)
        keywords = own.pop("keywords")
        for keyword in keywords or [dict.fromkeys(each.name for each in fields(Keyword))]:
            yield own | keyword


def count_records(counts: Iterable[PeriodCount]) -> Iterator[dict[str, Any]]:
    """Yield a record for each count."""
    return (asdict(count) for count in counts)


def print_records(records: Iterable[dict[str, Any]], columns: Sequence[str], form: str) -> int:
    """Print records as JSON lines ("json") or as CSV with a header; return how many there are."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    if form == "csv":
        writer.writeheader()
    printed = 0
    for record in records:
        if form == "csv":
            writer.writerow(record)
        else:
            print(json.dumps(record, ensure_ascii=False))
        printed += 1
    return printed
