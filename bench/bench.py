"""`make bench`: how fast, as ratios of things measured side by side in one run.

Absolute figures depend on the machine and on what else it does; each step is therefore measured
in turn with what it is held against, and the median of all turns is shown.
"""

import gc
import statistics
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

import dateparser
import lxml.html
import trafilatura
from rich.console import Console
from rich.progress import track
from rich.table import Table
from scrapy.statscollectors import DummyStatsCollector
from scrapy.utils.test import get_crawler

from newscrawler.extraction import SavedPage, extract
from newscrawler.indonesian.citations import find_citations
from newscrawler.indonesian.dates import find_dates, parse_date
from newscrawler.indonesian.quotes import find_quotes
from newscrawler.items import Article
from newscrawler.spiders.saved import read_saved
from pipelines.dates import DatesPipeline

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGE = FIXTURES / "tribunnews" / "big.html"
TURNS = 100
ANCHOR = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
STAMPS = (
    "Rabu, 18 November 2026 14:26 WIB",
    "Tayang: Senin, 16 November 2026 20.05 WIB",
    "18/11/2026, 21:34 WIB",
    "3 jam lalu",
    "1 hari yang lalu",
    "Kemarin, 14.30 WIB",
    "Jum'at, 13 Nov 2026",
)
console = Console()


def measure(steps: Mapping[str, Callable[[], object]], turns: int, title: str) -> dict[str, float]:
    """Seconds each of `steps` takes, all of them in every turn: the median of the turns."""
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    gc.collect()
    for _ in track(range(turns), description=title, transient=True):
        for name, step in steps.items():
            start = perf_counter()
            step()
            seconds[name].append(perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def whole_extraction() -> Callable[[], Article]:
    """Extraction of the page with all it takes: quotes, citations and the dates pipeline.

    The time of the fetch differs in every turn, so that nothing can be remembered.
    """
    page, _ = read_saved(str(PAGE))
    pipeline = DatesPipeline(DummyStatsCollector(get_crawler()))
    fetched = ANCHOR

    def step() -> Article:
        nonlocal fetched
        fetched += timedelta(minutes=1)
        return pipeline.process_item(extract(SavedPage(page.url, page.body, fetched)))

    return step


def show(title: str, base: str, taken: Mapping[str, float]) -> None:
    """A table of `taken`, each beside the step named `base`."""
    table = Table("step", "ms", f"× {base}", title=title, title_justify="left")
    for name, seconds in taken.items():
        table.add_row(name, f"{seconds * 1e3:.2f}", f"{seconds / taken[base]:.2f}")
    console.print(table)


def bench_extraction() -> None:
    """A Tribun page of 110 KB: the whole of it beside lxml's parse and trafilatura."""
    body = PAGE.read_bytes()
    steps = {
        "lxml parse": lambda: lxml.html.fromstring(body),
        "extraction, quotes, citations, dates": whole_extraction(),
        "trafilatura": lambda: trafilatura.bare_extraction(body),
    }
    taken = measure(steps, TURNS, "extraction")
    show(f"Extraction of a page of {len(body) // 1000} KB", "lxml parse", taken)


def bench_language() -> None:
    """Dates, quotes and citations in the texts of all fixtures, and stamps beside dateparser."""
    pages = (read_saved(str(path))[0] for path in sorted(FIXTURES.rglob("*.html")))
    texts = [extract(page).text for page in pages]
    size = sum(len(text.encode()) for text in texts)
    steps = {
        "find_dates": lambda: [find_dates(text, ANCHOR) for text in texts],
        "find_quotes": lambda: [find_quotes(text) for text in texts],
        "find_citations": lambda: [find_citations(text) for text in texts],
    }
    taken = measure(steps, TURNS, "language")
    table = Table("step", "MB/s", title="Language, a core", title_justify="left")
    for name, seconds in taken.items():
        table.add_row(name, f"{size / seconds / 1e6:.1f}")
    console.print(table)
    stamps = measure(
        {
            "dateparser": lambda: [dateparser.parse(text, languages=["id"]) for text in STAMPS],
            "parse_date": lambda: [parse_date(text, ANCHOR) for text in STAMPS],
        },
        TURNS // 10,
        "stamps",
    )
    show(f"{len(STAMPS)} stamps", "dateparser", stamps)


if __name__ == "__main__":
    bench_extraction()
    bench_language()
