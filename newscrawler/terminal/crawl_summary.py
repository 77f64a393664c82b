"""How the URLs of a crawl ended, and what the frontier holds."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from rich.table import Column, Table
from scrapy.crawler import Crawler

from newscrawler import stats
from newscrawler.exit_codes import LOST_STATES, OUTPUT_UNAVAILABLE, has_failed_output
from newscrawler.outcomes import Outcome, State
from newscrawler.signals import url_deferred, url_finished
from newscrawler.terminal.command import print_lines

_EARLY_ENDS = {
    "database_unavailable": "the crawl stopped: its database cannot be used",
    "archive_unavailable": "the crawl stopped: its archive cannot be written",
    OUTPUT_UNAVAILABLE: "an output could not be written; the articles are in the database",
    "start_error": "the crawl could not begin; the log says why",
}

_MILLISECONDS = (stats.MAIN_MILLISECONDS, stats.WORKER_MILLISECONDS)
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
    if pages := counted.get(stats.PAGES_READ):
        main, workers = (counted[name] / pages for name in _MILLISECONDS)
        table.add_row("CPU time a page", f"{main:.0f} ms, and {workers:.0f} ms in workers")
    return table


def early_end(counted: Mapping[str, Any]) -> str | None:
    """Return why a crawl ended before it was done, None where it was. `counted` are its stats."""
    why = _EARLY_ENDS.get(counted.get("finish_reason", ""))
    if why is None and has_failed_output(counted):
        why = _EARLY_ENDS[OUTPUT_UNAVAILABLE]
    return why


class MissingUrls:
    """Collects what a crawl was meant to fetch and did not get, to name it at its end.

    Of a crawl that discovers articles, only its listings are named: it will come to the others.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.lines: list[str] = []
        crawler.signals.connect(self.on_finished, url_finished)
        crawler.signals.connect(self.on_deferred, url_deferred)

    def on_finished(self, outcome: Outcome) -> None:
        """Note an `outcome` without a page."""
        if outcome.state in LOST_STATES and (outcome.is_listing or self._was_asked):
            kind = "listing " if outcome.is_listing else ""
            self.lines.append(
                f"{kind}{outcome.url}: {outcome.state}: {outcome.reason or 'no page'}"
            )

    def on_deferred(self, url: str, reason: str) -> None:
        """Note a URL whose host is to be left alone."""
        self.lines.append(f"{url}: put off: {reason}")

    def print(self) -> None:
        """Print one line for each, the first ones only where there are many."""
        print_lines(self.lines)

    @property
    def _was_asked(self) -> bool:
        return bool(self.crawler.stats and self.crawler.stats.get_value(stats.ASKED))


def frontier_table(tally: Iterable[tuple[str, str, str, int]]) -> Table:
    """Return a table of the URLs in the frontier by spider, host and state.

    `tally` is what `Reports.count_urls` returns.
    """
    rows: dict[tuple[str, str], dict[str, int]] = {}
    for spider, host, state, number in tally:
        rows.setdefault((spider, host), {})[state] = number
    used = {state for counted in rows.values() for state in counted}
    states = [state for state in ("waiting", "leased", *_STATES) if state in used]
    names = (Column(name, overflow="fold") for name in ("spider", "host"))  # never cut
    table = Table(*names, *states, "all", title="The frontier", title_justify="left")
    for (spider, host), counted in rows.items():
        numbers = (str(counted.get(state, "")) for state in states)
        table.add_row(spider, host, *numbers, str(sum(counted.values())))
    return table
