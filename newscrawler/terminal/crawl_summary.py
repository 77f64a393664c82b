"""Tables of how the URLs of a crawl ended, and of what the frontier holds."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from rich.table import Table

from newscrawler import stats
from newscrawler.outcomes import State

_STATES = get_args(State)
_STORED = ("changed", "rewritten")
"""The results of storing an article that are not also states of a URL."""


def crawl_summary(counted: Mapping[str, Any]) -> Table:
    """Return a table of how many URLs a crawl took from the frontier, and how they ended.

    `counted` are the stats of the crawl.
    """
    table = Table(title="What became of the URLs", title_justify="left", show_header=False)
    table.add_row("discovered, repeats included", str(counted.get(stats.DISCOVERED, 0)))
    if skipped := counted.get(stats.SKIPPED):
        table.add_row("skipped: out of range or over the limit", str(skipped))
    table.add_row("taken from the frontier", str(counted.get(stats.FETCHED, 0)), style="bold")
    for state in (*_STATES, *_STORED):
        number = counted.get(stats.ARTICLES + state, 0) + counted.get(stats.LISTINGS + state, 0)
        if number:
            table.add_row(state, str(number))
    for name, words in (
        (stats.DEFERRED, "deferred: their host is paused"),
        (stats.UNACCOUNTED, "end unknown: fetched again next time"),
    ):
        if counted.get(name):
            table.add_row(words, str(counted[name]))
    table.add_row("still waiting", str(counted.get(stats.WAITING, 0)))
    return table


def frontier_table(tally: Iterable[tuple[str, str, str, int]]) -> Table:
    """Return a table of the URLs in the frontier by spider, host and state.

    `tally` is what `Reports.count_urls` returns.
    """
    rows: dict[tuple[str, str], dict[str, int]] = {}
    for spider, host, state, number in tally:
        rows.setdefault((spider, host), {})[state] = number
    used = {state for counted in rows.values() for state in counted}
    states = [state for state in ("waiting", "leased", *_STATES) if state in used]
    table = Table("spider", "host", *states, "all", title="The frontier", title_justify="left")
    for (spider, host), counted in rows.items():
        numbers = (str(counted.get(state, "")) for state in states)
        table.add_row(spider, host, *numbers, str(sum(counted.values())))
    return table
