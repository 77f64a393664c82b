"""Show an article in a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from newscrawler.items import Article, DateValue, Quote

_MAX_BLOCKS = 3


def article_panel(article: Article) -> RenderableType:
    """Return an article for the terminal.

    It shows the headline, the byline, the first blocks of the text, and then quotes, citations,
    dates and related links.
    """
    return Panel(Group(*_parts(article)), title=escape(article.url or ""), title_align="left")


def _parts(article: Article) -> Iterator[RenderableType]:
    if article.kicker:
        yield Text(article.kicker, style="dim")
    yield Text(article.headline or "(no headline)", style="bold")
    byline = " · ".join(filter(None, [", ".join(article.authors), _when(article.published)]))
    yield Text(byline + "\n", style="dim")
    for block in article.body[:_MAX_BLOCKS]:
        yield Text(block.text + "\n")
    if len(article.body) > _MAX_BLOCKS:
        yield Text(f"… {len(article.body) - _MAX_BLOCKS} more blocks\n", style="dim")
    yield from quotes_and_citations(article)
    if article.dates:
        mentions = ((date.text, _when(date)) for date in article.dates)
        yield _table("Dates in the text", ("as written", "means"), mentions)
    for related in article.related:
        links = ((_when(link.date), link.section or "", link.title) for link in related.links)
        yield _table(related.label or "Related", ("date", "section", "title"), links)


def quotes_and_citations(article: Article) -> Iterator[RenderableType]:
    """Yield a table of the quotes of an article, and one of the sources that it cites."""
    spoken = [quote for quote in article.quotes if quote.kind != "scare"]
    if spoken:
        yield _table("Quotes", ("who", "how", "words"), (_quote_row(quote) for quote in spoken))
    if article.citations:
        sources = ((c.source_norm, c.kind, c.text) for c in article.citations)
        yield _table("Sources cited", ("source", "kind", "as written"), sources)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(*columns, title=escape(title), title_justify="left", expand=True)
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def _quote_row(quote: Quote) -> tuple[str, str, str]:
    speaker = quote.speaker_full or quote.speaker or "(unknown)"
    who = f"{speaker}, {quote.role}" if quote.role else speaker
    return who, f"{quote.kind} ({quote.cue})" if quote.cue else quote.kind, quote.text


def _when(date: DateValue | None) -> str:
    """Return the value of a date; "?" and the printed text when it could not be read."""
    if date is None:
        return ""
    if date.value is None:
        return f"? ({date.raw})"
    value = date.value[:16].replace("T", " ") + (f" {date.zone}" if date.zone else "")
    return f"{value} … {date.until}" if date.until else value
