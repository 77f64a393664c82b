"""Show how the demo goes on, and what it has done."""

from typing import get_args

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler

from newscrawler import stats
from newscrawler.outcomes import State
from newscrawler.terminal.console import stderr

_ROWS = {
    "listed": [stats.FOUND_ARTICLES, stats.FOUND_OTHERS, stats.FOUND_OUT_OF_RANGE],
    "not an article": [stats.FOUND_OTHERS],
    "out of range": [stats.FOUND_OUT_OF_RANGE],
    "changed": [stats.ARTICLES + "changed", stats.ARTICLES + "rewritten"],
    **{state: [stats.ARTICLES + state] for state in get_args(State) if state != "listed"},
}


def crawl_progress() -> Progress:
    """Return the lines of progress, one for each crawler that is added."""
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    return Progress(*columns, console=stderr)


def add_crawler(progress: Progress, crawler: Crawler, name: str) -> None:
    """Add a line for the publisher called `name`: how many pages its `crawler` has read."""
    task = progress.add_task(f"{name}: looking for articles")
    done = 0

    def on_response() -> None:
        nonlocal done
        done += 1
        found = crawler.stats.get_value(stats.FOUND_ARTICLES, 0) if crawler.stats else 0
        progress.update(task, description=f"{name}: {done} pages read, {found} articles found")

    crawler.signals.connect(on_response, signals.response_received, weak=False)


def outcome_table(crawlers: list[Crawler]) -> Table:
    """Return a table of how the articles that the listings named ended, by publisher."""
    names = [crawler.spider.name for crawler in crawlers if crawler.spider]
    table = Table("articles", *names, title="What became of the articles", title_justify="left")
    for end, names in _ROWS.items():
        counted = [_sum(crawler, names) for crawler in crawlers]
        if any(counted):
            table.add_row(end, *(str(number or "") for number in counted))
    return table


def _sum(crawler: Crawler, names: list[str]) -> int:
    assert crawler.stats
    return sum(crawler.stats.get_value(name, 0) for name in names)


def new_rows_table(before: dict[str, int], after: dict[str, int]) -> Table:
    """Return a table of the rows in each database table, and how many of them are new."""
    table = Table("table", "rows", "new", title="In the database", title_justify="left")
    for name, rows in after.items():
        table.add_row(name, str(rows), str(rows - before[name] or ""))
    return table
