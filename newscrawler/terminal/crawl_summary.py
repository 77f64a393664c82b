"""The summary of a crawl: what became of every URL, for people to read."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from rich.table import Table

from newscrawler import stats
from newscrawler.outcomes import State

_STATES = get_args(State)
_STORED = ("changed", "rewritten")
"""What storing an article did, beside the states that it shares a name with."""


def crawl_summary(counted: Mapping[str, Any]) -> Table:
    """Return what a run took from the frontier, and how each of these URLs ended."""
    table = Table(title="What became of the URLs", title_justify="left", show_header=False)
    table.add_row("discovered, also once more", str(counted.get(stats.DISCOVERED, 0)))
    if skipped := counted.get(stats.SKIPPED):
        table.add_row("skipped: out of range or over the limit", str(skipped))
    table.add_row("taken from the frontier", str(counted.get(stats.FETCHED, 0)), style="bold")
    for state in (*_STATES, *_STORED):
        number = counted.get(stats.ARTICLES + state, 0) + counted.get(stats.LISTINGS + state, 0)
        if number:
            table.add_row(state, str(number))
    for name, words in (
        (stats.DEFERRED, "put off: their host rests"),
        (stats.UNACCOUNTED, "end not known: fetched again next time"),
    ):
        if counted.get(name):
            table.add_row(words, str(counted[name]))
    table.add_row("still waiting", str(counted.get(stats.WAITING, 0)))
    return table


def frontier_table(tally: Iterable[tuple[str, str, str, int]]) -> Table:
    """The URLs of the frontier by spider, host and state (as `storage.count_urls` counts them)."""
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
