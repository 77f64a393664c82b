"""The account of a crawl: what became of every URL, for people to read."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from rich.table import Table

from newscrawler.outcomes import State

_ENDED = "frontier/ended/"
_STATES = get_args(State)


def run_account(stats: Mapping[str, Any]) -> Table:
    """What a run took from the frontier, and how each of these URLs ended."""
    table = Table(title="What became of the URLs", title_justify="left", show_header=False)
    table.add_row("discovered, also once more", str(stats.get("frontier/discovered", 0)))
    if skipped := stats.get("frontier/skipped"):
        table.add_row("skipped: out of range or over the limit", str(skipped))
    ended = {state: stats.get(f"{_ENDED}{state}", 0) for state in _STATES}
    table.add_row("taken from the frontier", str(stats.get("frontier/fetched", 0)), style="bold")
    for state, number in ended.items():
        if number:
            table.add_row(state, str(number))
    for name, words in (
        ("frontier/postponed", "put off: their host rests"),
        ("frontier/unaccounted", "end not known: fetched again next time"),
    ):
        if stats.get(name):
            table.add_row(words, str(stats[name]))
    table.add_row("still waiting", str(stats.get("frontier/waiting", 0)))
    return table


def frontier_account(tally: Iterable[tuple[str, str, str, int]]) -> Table:
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
