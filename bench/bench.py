"""`make bench`: how fast, as ratios of things measured side by side in one run.

Absolute figures depend on the machine and on what else it does; each step is therefore measured
in turn with what it is held against, and the median of all turns is shown.
"""

import gc
import json
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

from newscrawler.extraction import SavedPage, extract
from newscrawler.indonesian.citations import find_citations
from newscrawler.indonesian.dates import find_dates, parse_date
from newscrawler.indonesian.quotes import find_quotes
from newscrawler.outcomes import Outcome
from newscrawler.process import process
from newscrawler.reextraction.saved_pages import read_saved

FIXTURES = Path(__file__).parent.parent / "fixtures"
EXPRESSIONS = Path(__file__).parent.parent / "tests" / "data" / "dates.jsonl"
PAGE = FIXTURES / "tribunnews" / "big.html"
TURNS = 100
ANCHOR = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
LONG = 2_000_000
"""Characters of the long texts on which the language rooms must stay linear."""
console = Console()


def measure(steps: Mapping[str, Callable[[], object]], turns: int, title: str) -> dict[str, float]:
    """Return the seconds that each of `steps` takes: the median of `turns`, each with all steps."""
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    gc.collect()
    for _ in track(range(turns), description=title, transient=True):
        for name, step in steps.items():
            start = perf_counter()
            step()
            seconds[name].append(perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def whole_extraction() -> Callable[[], Outcome]:
    """Process the page with all it takes: extraction, dates, quotes, citations, the outcome.

    The time of the fetch differs in every turn, so that nothing can be remembered.
    """
    page = read_saved(str(PAGE))
    fetched = ANCHOR

    def step() -> Outcome:
        nonlocal fetched
        fetched += timedelta(minutes=1)
        return process(SavedPage(page.url, page.body, fetched))

    return step


def show(title: str, base: str, taken: Mapping[str, float]) -> None:
    """Print a table of the times in `taken`, in seconds, with their ratio to the step `base`."""
    table = Table("step", "ms", f"× {base}", title=title, title_justify="left")
    for name, seconds in taken.items():
        table.add_row(name, f"{seconds * 1e3:.2f}", f"{seconds / taken[base]:.2f}")
    console.print(table)


def bench_extraction() -> None:
    """Measure the extraction of a page of 110 KB, beside lxml's parser and trafilatura."""
    body = PAGE.read_bytes()
    steps = {
        "lxml parse": lambda: lxml.html.fromstring(body),
        "extraction, quotes, citations, dates": whole_extraction(),
        "trafilatura": lambda: trafilatura.bare_extraction(body),
    }
    taken = measure(steps, TURNS, "extraction")
    show(f"Extraction of a page of {len(body) // 1000} KB", "lxml parse", taken)


def bench_language() -> None:
    """Measure megabytes a second for texts as long as an article, and as a thousand articles.

    The same speed at every length is what linear means.
    """
    pages = (read_saved(str(path)) for path in sorted(FIXTURES.glob("*/*.html")))
    texts = [text for page in pages if (text := extract(page).text)]
    together = "\n".join(texts)
    long = together * (LONG // len(together))
    table = Table("step", "articles", "half as long", "long", title="Language: MB/s, one core")
    readers: dict[str, Callable[[str], object]] = {
        "find_dates": lambda text: find_dates(text, ANCHOR),
        "find_quotes, find_citations": lambda text: find_citations(text, quotes=find_quotes(text)),
    }
    for name, read in readers.items():
        steps: dict[str, Callable[[], object]] = {
            "articles": lambda read=read: [read(text) for text in texts],  # type: ignore[misc]
            "half": lambda read=read: read(long[: len(long) // 2]),  # type: ignore[misc]
            "long": lambda read=read: read(long),  # type: ignore[misc]
        }
        taken = measure(steps, 5, name)
        sizes = {"articles": together, "half": long[: len(long) // 2], "long": long}
        speeds = [len(text.encode()) / taken[step] / 1e6 for step, text in sizes.items()]
        table.add_row(name, *(f"{speed:.1f}" for speed in speeds))
    console.print(table)


def bench_stamps() -> None:
    """Measure `parse_date` on a set of dates, and compare it with dateparser on the same strings.

    Forms that `parse_date` itself leaves to dateparser are left out: they cost what it costs.
    """
    cases = map(json.loads, EXPRESSIONS.read_text(encoding="utf-8").splitlines())
    texts = [case["text"] for case in cases if case["door"] == "field"]
    read = {text: parse_date(text, ANCHOR) for text in texts}
    fields = [text for text, date in read.items() if date and date.rule != "dateparser"]
    steps = {
        "dateparser.parse(languages=['id'])": lambda: [
            dateparser.parse(text, languages=["id"]) for text in fields
        ],
        "parse_date": lambda: [parse_date(text, ANCHOR) for text in fields],
    }
    taken = measure(steps, 5, "stamps")
    show(f"{len(fields)} fields that hold a date", "parse_date", taken)


if __name__ == "__main__":
    bench_extraction()
    bench_language()
    bench_stamps()
