"""Show what re-extraction changes, in a terminal: counts by publisher and field, and examples."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newscrawler.logformatter import one_line
from newscrawler.reextraction.changes.changes import STATE, Verdict
from newscrawler.reextraction.changes.excerpts import Excerpt
from newscrawler.reextraction.changes.tally import VERDICTS, ChangeTally, Example, FieldTally

_STYLES = {"same": "dim", "better": "green", "lost": "red", "different": "yellow"}
_MAX_EXAMPLES = 2
"""How many examples of a field and publisher are shown; the HTML page and JSON have all."""


def changes_view(tally: ChangeTally) -> Iterator[RenderableType]:
    """Yield what the terminal shows of a comparison."""
    fields = tally.changed_fields()
    if fields:
        yield changes_table(tally, title="What would change")
        yield publisher_lines(tally, "{pages} pages compared, {changed} would change")
        yield from map(_examples, fields)
    yield Text(_sentence(tally))


def changes_table(tally: ChangeTally, title: str) -> Table:
    """Return a row for each publisher and field that changed, and the sums of all fields."""
    columns = ("publisher", "field", "pages", *VERDICTS, "words")
    table = Table(title=title, title_justify="left", show_footer=True)
    for name, total in zip(columns, _totals(tally), strict=True):
        is_text = name in {"publisher", "field"}
        table.add_column(name, total, justify="left" if is_text else "right")
    for each in tally.changed_fields():
        counts = (_count(verdict, each.counts[verdict]) for verdict in VERDICTS)
        style = "bold" if each.name == STATE else ""
        table.add_row(
            one_line(each.publisher),
            Text(each.name, style),
            f"{each.pages:,}",
            *counts,
            _words(each),
        )
    return table


def publisher_lines(tally: ChangeTally, words: str) -> Text:
    """Return a line for each publisher of which a page changed: `words` with its numbers."""
    return Text("\n").join(
        Text(f"{one_line(name)}: " + words.format(pages=f"{tally.pages[name]:,}", changed=f"{n:,}"))
        for name, n in sorted(tally.changed.items())
        if n
    )


def _totals(tally: ChangeTally) -> Iterable[str]:
    totals = tally.totals()
    values = f"{totals.total():,}"
    return (
        "all",
        "values of all fields",
        values,
        *(f"{totals[verdict]:,}" for verdict in VERDICTS),
        "",
    )


def _count(verdict: Verdict, number: int) -> Text:
    return Text(f"{number:,}", style=_STYLES[verdict] if number else "dim")


def _words(each: FieldTally) -> str:
    return "" if each.name == STATE else f"−{each.words_lost:,} +{each.words_gained:,}"


def _examples(each: FieldTally) -> RenderableType:
    title = Text(f"\n{one_line(each.publisher)}: {each.name}", style="bold")
    return Group(title, *map(_example, each.examples[:_MAX_EXAMPLES]))


def _example(example: Example) -> RenderableType:
    head = Text.assemble(
        (example.verdict, _STYLES[example.verdict]), " ", one_line(example.url), overflow="fold"
    )
    sides = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in range(2):
        sides.add_column(ratio=1, overflow="fold")
    sides.add_row(Text("stored", style="dim"), Text("today", style="dim"))
    sides.add_row(_side(example.old, "-", "red"), _side(example.new, "+", "green"))
    return Padding(Group(head, sides), (0, 0, 1, 2))


def _side(lines: Excerpt, sign: str, style: str) -> Text:
    """Return one side: what differs stands in brackets, for not every terminal has colours."""
    if not lines:
        return Text("(empty)", style="dim")
    return Text("\n").join(
        Text.assemble(line.before, *_marked(line.changed, sign, style), line.after)
        for line in lines
    )


def _marked(changed: str, sign: str, style: str) -> Sequence[tuple[str, str]]:
    return [(f"[{sign}{changed}{sign}]", style)] if changed else []


def _sentence(tally: ChangeTally) -> str:
    pages, changed = tally.pages.total(), tally.changed.total()
    before = ", ".join(
        f"{name or 'unknown'} ({number:,})" for name, number in sorted(tally.extractors.items())
    )
    compared = f"{pages:,} pages compared, {changed:,} would change"
    return f"\n{compared}; stored readings are of: {before or 'no extractor'}"
