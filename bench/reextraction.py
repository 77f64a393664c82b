"""`make bench`: how fast saved pages are read again, beside trafilatura on the same machine.

`python -m bench.reextraction [FOLDER] [--json FILE]` reads the pages in FOLDER, or else the
fixtures several times over. Commands are run in turn, and so are the steps on each page; the median
of three turns is shown: the wall time of commands, the CPU time of one core for pages.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time

import lxml.html
import trafilatura
from rich.console import Console
from rich.progress import track
from rich.table import Table

from newscrawler.extraction import SavedPage
from newscrawler.extraction_pool import count_cores
from newscrawler.process import process
from newscrawler.reextraction.file_search import find_files
from newscrawler.reextraction.saved_pages import read_saved

PROJECT = Path(__file__).parent.parent
FIXTURES = PROJECT / "fixtures"
COPIES = 5
TURNS = 3
PARSE, OWN, OTHER = "lxml parse", "whole article", "trafilatura.bare_extraction"
COMMAND, OTHER_COMMAND = "scrapy reextract --jobs", "trafilatura --json --with-metadata"
console = Console()


def copy_fixtures(folder: Path) -> None:
    """Put the fixture pages into `folder`, several times over."""
    for copy in range(COPIES):
        for path in FIXTURES.glob("*/*.html"):
            shutil.copy(path, folder / f"{copy}-{path.parent.name}-{path.name}")


def commands(folder: Path, scratch: Path) -> Mapping[str, Sequence[str]]:
    """Return the commands that read `folder`; they write below `scratch`."""
    output = scratch / "articles.jsonl"
    own = [sys.executable, "-m", "scrapy", "reextract", str(folder), "--generic", "-O", str(output)]
    other = Path(sys.executable).with_name("trafilatura")
    return {
        f"{COMMAND} 1": [*own, "--jobs", "1"],
        f"{COMMAND} {count_cores()}": [*own, "--jobs", str(count_cores())],
        OTHER_COMMAND: [
            *(str(other), "--input-dir", str(folder), "--output-dir", str(scratch / "other")),
            *("--json", "--with-metadata"),
        ],
    }


def wall_seconds(lines: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return the median wall time of each of `lines`, of turns with all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in lines}
    for _ in track(range(TURNS), description="commands", transient=True):
        for name, words in lines.items():
            start = perf_counter()
            subprocess.run(words, cwd=PROJECT, capture_output=True, check=False)
            seconds[name].append(perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def page_seconds(bodies: Sequence[bytes]) -> dict[str, float]:
    """Return the CPU seconds that all of `bodies` take: page by page, the median of turns."""
    steps: dict[str, Callable[[bytes], object]] = {
        PARSE: lxml.html.fromstring,
        OWN: lambda body: process(SavedPage(None, body, None)),
        OTHER: trafilatura.bare_extraction,
    }
    total = dict.fromkeys(steps, 0.0)
    for body in track(bodies, description="pages", transient=True):
        for name, step in steps.items():
            turns = []
            for _ in range(TURNS):
                start = process_time()
                step(body)
                turns.append(process_time() - start)
            total[name] += statistics.median(turns)
    return total


def show(title: str, base: str, other: str, taken: Mapping[str, float], pages: int) -> None:
    """Print the seconds in `taken`, as multiples of `base`, and how much faster than `other`."""
    columns = ("step", "s", "ms a page", f"× {base}", f"faster than {other}")
    table = Table(*columns, title=title, title_justify="left")
    for name, seconds in taken.items():
        ratios = (f"{seconds / taken[base]:.2f}", f"{taken[other] / seconds:.2f}")
        table.add_row(name, f"{seconds:.2f}", f"{seconds / pages * 1000:.1f}", *ratios)
    console.print(table)


def ratios(walls: Mapping[str, float], cores: Mapping[str, float]) -> dict[str, float]:
    """Return what the goals of speed are stated in, from the seconds of commands and pages."""
    one, many = (walls[f"{COMMAND} {jobs}"] for jobs in (1, count_cores()))
    return {
        "command_faster_than_trafilatura": walls[OTHER_COMMAND] / many,
        "jobs_faster_than_one": one / many,
        "page_in_lxml_parses": cores[OWN] / cores[PARSE],
        "page_faster_than_trafilatura": cores[OTHER] / cores[OWN],
    }


def main() -> None:
    """Measure, print the tables, and write the figures as JSON if a file is named."""
    parser = argparse.ArgumentParser(description="How fast saved pages are read again.")
    parser.add_argument("folder", nargs="?", help="of saved pages (default: the fixtures)")
    parser.add_argument("--json", metavar="FILE", help="write the figures to FILE as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = Path(given.folder or scratch / "pages")
        if not given.folder:
            folder.mkdir()
            copy_fixtures(folder)
        files = [file for file in find_files([str(folder)]) if file.endswith(".html")]
        walls = wall_seconds(commands(folder, scratch))
        bodies = [page.body for page in map(read_saved, files) if isinstance(page.body, bytes)]
        cores = page_seconds(bodies)
    show(f"{len(files)} pages, wall time", f"{COMMAND} 1", OTHER_COMMAND, walls, len(files))
    show("One core, CPU time", PARSE, OTHER, cores, len(files))
    if given.json:
        figures = {
            "pages": len(files),
            "ratios": ratios(walls, cores),
            "wall_seconds": walls,
            "page_seconds": cores,
        }
        Path(given.json).write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
