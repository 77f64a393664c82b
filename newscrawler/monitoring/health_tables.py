"""The health of publishers as tables and advice for a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from newscrawler.monitoring.drift import FIELD_ALIASES, FieldHistory, Health, Proportion, Regression
from newscrawler.program import as_started

_BARS = "▁▂▃▄▅▆▇█"
_COLOURS = ((0.9, "green"), (0.6, "yellow"), (0.0, "red"))


def health_table(healths: Iterable[Health]) -> Table:
    """Return a table with one line for each publisher: its share of articles and its verdict."""
    columns = ("publisher", "articles", "pages", "earlier runs", "verdict")
    table = Table(*columns, title="Health", title_justify="left")
    for health in healths:
        runs = next((c.runs for c in health.fields if c.field == "article"), ())
        line = sparkline(runs)
        table.add_row(health.publisher, line, str(health.pages), str(health.runs), _verdict(health))
    return table


def _verdict(health: Health) -> Text:
    if health.regressions:
        names = dict.fromkeys(regression.name for regression in health.regressions)
        return Text(", ".join(names), style="bold red")
    if health.unjudged:
        return Text(f"not judged: {health.unjudged}", style="dim")
    return Text("healthy", style="green")


def field_table(health: Health) -> Table:
    """Return a table of every field and its selectors: run by run, before and now.

    Fields that no page gave, now or before, are only named below the table.
    """
    given = [each for each in health.fields if each.before.found or each.now.found]
    never = [each for each in health.fields if each not in given]
    table = Table(
        *("field", "runs", "before", "now", "now given by"),
        title=f"{escape(health.publisher)}: the share of its pages that gave each field",
        caption=f"never: {escape(', '.join(map(_name, never)))}" if never else None,
        title_justify="left",
        caption_justify="left",
    )
    dropped = {(each.subject == "selector", each.name) for each in health.regressions}
    for history in _selectors_below_fields(given):
        table.add_row(
            escape("  " * bool(history.selector) + _name(history)),
            sparkline(history.runs),
            _percent(history.before),
            _percent(history.now),
            _rules(history.rules),
            style="bold" if (bool(history.selector), history.field) in dropped else "",
        )
    return table


def _name(history: FieldHistory) -> str:
    return f"{history.field}: {history.selector}" if history.selector else history.field


def _selectors_below_fields(histories: Sequence[FieldHistory]) -> Iterator[FieldHistory]:
    """Yield each field, followed by the selectors that give it."""
    names = [FIELD_ALIASES.get(history.field, history.field) for history in histories]
    for field in dict.fromkeys(names):
        yield from (each for each, name in zip(histories, names, strict=True) if name == field)


def sparkline(runs: Iterable[Proportion | None]) -> Text:
    """Return one bar for each run, as high as its proportion; a dot for a run without pages."""
    line = Text()
    for share in runs:
        if share is None or not share.pages:
            line.append("·", style="dim")
        else:
            colour = next(colour for least, colour in _COLOURS if share.value >= least)
            line.append(_BARS[round(share.value * (len(_BARS) - 1))], style=colour)
    return line


def _percent(share: Proportion) -> str:
    return f"{share.value:.0%}" if share.pages else ""


def _rules(rules: Mapping[str, int]) -> str:
    """Return the rules that gave a field, the most frequent first, each with its percentage."""
    total = sum(rules.values())
    most = sorted(rules.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{escape(rule)} {number / total:.0%}" for rule, number in most)


def advice(health: Health, archive: str) -> Text:
    """Return what has dropped, which pages to look at, and what to do next.

    `archive` is the folder of the archive, named in a command. Print the text without wrapping its
    lines, so that addresses and commands can be copied.
    """
    key = health.publisher
    text = Text()
    for regression in health.regressions:
        text.append(f"{key}: {_sentence(regression)}\n", style="bold red")
        text.append("".join(f"  {page}\n" for page in regression.pages))
    steps = (
        f"Next: look at these pages, then correct newscrawler/publishers/{key}.py:\n"
        f"  scrapy fixture {key} URL    save one of the pages as a fixture\n"
        f"  scrapy reextract {archive} --store    update the stored articles\n"
        f"  scrapy health {key}    compare again\n"
    )
    return text.append(as_started(steps))


def _sentence(regression: Regression) -> str:
    before, now = regression.before, regression.now
    change = f"{_of(now)} now, {_of(before)} before"
    match regression.subject:
        case "listing":
            return (
                f"listing {regression.name} has no links ({now.pages} fetched); before, "
                f"{before.pages} fetches had {before.found} links"
            )
        case "article" if not now.pages:
            return "listings were read, but no article was fetched"
        case "article":
            ends = f": {_rules(regression.rules)}" if regression.rules else ""
            return f"article: {change}{ends}"
        case "selector":
            given = _rules(regression.rules)
            carried = f"; now it comes from {given}" if given else ""
            css = ", ".join(regression.selectors)
            alias = FIELD_ALIASES.get(regression.name)
            gives = f" ({alias})" if alias else ""
            return f"{regression.name}{gives}: selector {css} matches {change}{carried}"
        case _:
            return f"{regression.name}: {change}"


def _of(share: Proportion) -> str:
    """Return a proportion in words."""
    return f"{share.value:.0%} of {share.pages} pages" if share.pages else "never"
