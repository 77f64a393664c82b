"""`make bench`: what a command costs before it does its work, beside Scrapy's own imports.

CPU time, user and system, of processes that are run in turn; the median of all turns is shown with
its ratio to the time in which Python imports Scrapy. It fails where a command takes longer than its
bar. Of `scrapy reextract` the work on the page itself is left out: what each of ten more pages
costs.
"""

import os
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "fixtures" / "tribunnews" / "big.html"
SCRAPY = (sys.executable, "-m", "scrapy")
BASE = (sys.executable, "-c", "import scrapy.cmdline, scrapy.crawler")
MORE_PAGES = 10
TURNS = 11
console = Console()


MAX_RATIOS: Mapping[Sequence[str], float] = {
    ("list",): 1.5,
    ("--help",): 1.5,
    ("date", "Selasa (13/6)", "--anchor", "2023-06-14"): 1.5,
    ("frontier",): 1.5,
    ("health",): 1.5,
}
"""The words of commands after `scrapy`, and the ratios that they must not exceed."""
MAX_REEXTRACT_RATIO = 2.0


def cpu_seconds(words: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the CPU time that a process takes, which may end with any exit code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(lines: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> dict[str, float]:
    """Return the CPU seconds of each of `lines`: the median of turns, each with all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in lines}
    for words in lines.values():  # the first run writes byte code, and warms the disk
        cpu_seconds(words, environment)
    for _ in track(range(TURNS), description="startup", transient=True):
        for name, words in lines.items():
            seconds[name].append(cpu_seconds(words, environment))
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of commands whose database and archive are in `folder`.

    A crawl of the demo fills both.
    """
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'news.db'}",
        "ARCHIVE_DIR": str(folder / "archive"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([*SCRAPY, "demo"], cwd=PROJECT, env=environment, capture_output=True, check=True)
    return environment


def reextract(folder: Path, pages: int) -> Sequence[str]:
    """Return the command that reads so many copies of one page, which are written to `folder`."""
    for number in range(pages):
        for file in (PAGE, PAGE.with_suffix(".json")):
            shutil.copy(file, folder / f"page-{number}{file.suffix}")
    return *SCRAPY, "reextract", str(folder), "-O", str(folder.parent / "articles.jsonl")


def measure_starts(folder: Path) -> tuple[float, list[tuple[str, float, float]]]:
    """Return the CPU seconds of the imports, and name, CPU seconds and bar of each command.

    What is needed for it is written to `folder`.
    """
    one, many = folder / "one", folder / "many"
    one.mkdir()
    many.mkdir()
    lines = {shlex.join(words): (*SCRAPY, *words) for words in MAX_RATIOS}
    pages = {"one": reextract(one, 1), "many": reextract(many, 1 + MORE_PAGES)}
    taken = measure({"base": BASE, **lines, **pages}, surroundings(folder))
    bars = zip(lines, MAX_RATIOS.values(), strict=True)
    starts = [(name, taken[name], bar) for name, bar in bars]
    page = (taken["many"] - taken["one"]) / MORE_PAGES
    starts.append(("reextract, without its page", taken["one"] - page, MAX_REEXTRACT_RATIO))
    return taken["base"], starts


def main() -> int:
    """Measure all commands, and print them; 1 when one of them misses its bar, else 0."""
    with tempfile.TemporaryDirectory() as folder:
        base, starts = measure_starts(Path(folder))
    table = Table("command", "CPU s", "ratio", "bar", title="Start", title_justify="left")
    table.add_row("import scrapy.cmdline, scrapy.crawler", f"{base:.2f}", "1.00", "")
    missed = 0
    for name, seconds, bar in starts:
        is_missed = seconds > bar * base
        missed += is_missed
        cells = (f"{seconds:.2f}", f"{seconds / base:.2f}", f"{bar:.2f}")
        table.add_row(f"scrapy {name}", *cells, style="red" if is_missed else "")
    console.print(table)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
