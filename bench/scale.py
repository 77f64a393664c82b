"""`python -m bench.scale [PATH…]`: what re-extraction costs a page, and a billion of them.

The pages in PATH (files and folders; default: the fixtures) are archived as a crawl does it, and
read again in one task of the datatrove pipeline: once in each of three turns (`--turns N`), the
median is shown. The task runs by itself, so that its processes can be told from others. Prints the
tables of docs/scale.md.
"""

import argparse
import asyncio
import os
import platform
import resource
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from datatrove.pipeline.writers.disk_base import DiskWriter

from newscrawler.crawling.archive.warc_writer import Archive, ArchivedResponse
from newscrawler.datatrove import (
    ArticleExtractor,
    AtomicJsonlWriter,
    AtomicParquetWriter,
    SavedPageReader,
)
from newscrawler.extraction import SavedPage
from newscrawler.reextraction.file_search import find_files
from newscrawler.reextraction.input_reader import read_inputs

FIXTURES = Path(__file__).parent.parent / "fixtures"
TURNS = 3
BILLION = 10**9
_MAX_FILE_BYTES = 1 << 30
_KIBIBYTE = 1024
_WRITERS: Mapping[str, Callable[[str], DiskWriter]] = {
    "articles as JSON lines": lambda path: AtomicJsonlWriter(path, compression=None),
    "articles as JSON lines, gzip": lambda path: AtomicJsonlWriter(path, compression="gzip"),
    "articles as JSON lines, Zstandard": lambda path: AtomicJsonlWriter(path, compression="zstd"),
    "articles as Parquet (Zstandard)": AtomicParquetWriter,
}


@dataclass(frozen=True)
class Task:
    """What one task has used and given: CPU seconds, memory of its two processes, bytes."""

    pages: int
    articles: int
    cpu_seconds: float
    task_bytes: int
    worker_bytes: int
    text_bytes: int
    file_bytes: Mapping[str, int]


def archive(pages: Sequence[SavedPage], folder: Path) -> None:
    """Write `pages` into WARC files in `folder` as a crawl does, with addresses where they lack."""

    async def write() -> None:
        files = Archive(folder, "bench", _MAX_FILE_BYTES)
        for number, page in enumerate(pages):
            url = page.url or f"https://site-{number}.example/article-{number}"
            headers = list((page.headers or {"Content-Type": "text/html"}).items())
            assert isinstance(page.body, bytes)
            fetched_at = page.fetched_at or datetime.now(UTC)
            await files.append(ArchivedResponse(url, fetched_at, 200, headers, page.body))
        await files.close()

    asyncio.run(write())


def run_task(captures: str, output: str) -> Task:
    """Read the pages in `captures` and write their articles in one format after another.

    The time is that of reading, extraction and the last format, Parquet.
    """
    *lines, parquet = _WRITERS.items()
    reader = SavedPageReader(captures, AtomicJsonlWriter(f"{output}/not-read"))
    extractor = ArticleExtractor(AtomicJsonlWriter(f"{output}/no-article"))
    before = _cpu_seconds()
    documents = list(parquet[1](f"{output}/{parquet[0]}")(extractor(reader())))
    cpu_seconds = _cpu_seconds() - before
    task_bytes, worker_bytes = map(_peak_bytes, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    for name, writer in lines:
        list(writer(f"{output}/{name}")(documents))
    return Task(
        int(extractor.stats["total"].total),
        len(documents),
        cpu_seconds,
        task_bytes,
        worker_bytes,
        sum(len(document.text.encode()) for document in documents),
        {name: size_of(Path(output, name)) for name in _WRITERS},
    )


def _cpu_seconds() -> float:
    """Return the CPU time of this process and of those of its children that have ended."""
    times = os.times()
    return sum(times[:4])


def _peak_bytes(who: int) -> int:
    return resource.getrusage(who).ru_maxrss * _KIBIBYTE


def size_of(folder: Path) -> int:
    """Return the bytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(captures: Path, scratch: Path, turns: int) -> list[Task]:
    """Return what each of the turns has used, every one in a process of its own."""
    tasks = []
    for turn in range(turns):
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            tasks.append(process.submit(run_task, str(captures), f"{scratch}/{turn}").result())
    return tasks


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table as in the pages of docs/."""
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(row)} |")
    print()


def print_time(tasks: Sequence[Task]) -> None:
    """Print what the pages take, and what a billion would."""
    speed = statistics.median(task.pages / task.cpu_seconds for task in tasks)
    rows = [
        ("pages read", f"{tasks[0].pages:,}"),
        ("articles in them", f"{tasks[0].articles:,}"),
        ("pages a core-second", f"{speed:.1f}"),
        ("core-hours for 10⁹ pages", f"{BILLION / speed / 3600:,.0f}"),
        ("days of 1,000 cores", f"{BILLION / speed / 3600 / 24 / 1000:.1f}"),
        ("memory of a task, MiB", f"{max(task.task_bytes for task in tasks) >> 20}"),
        ("memory of its worker, MiB", f"{max(task.worker_bytes for task in tasks) >> 20}"),
    ]
    print_table(("time and memory", "measured"), rows)


def print_sizes(task: Task, html_bytes: int, capture_bytes: int) -> None:
    """Print the bytes of a page in each form, and of a billion."""
    sizes = {
        "HTML": html_bytes,
        "captures (WARC, gzip)": capture_bytes,
        "text alone": task.text_bytes,
        **task.file_bytes,
    }
    rows = [
        (name, f"{size / task.pages:,.0f}", f"{size / task.pages * BILLION / 1e12:.1f}")
        for name, size in sizes.items()
    ]
    print_table(("form", "bytes a page", "TB for 10⁹ pages"), rows)


def machine() -> str:
    """Return the processor, the cores, Python and the day."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.machine()
    day = datetime.now(UTC).date()
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {day}"


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description="What re-extraction costs a page.")
    parser.add_argument("paths", nargs="*", default=[str(FIXTURES)], metavar="PATH")
    parser.add_argument("--turns", type=int, default=TURNS, metavar="N")
    given = parser.parse_args()
    inputs = (found for found, _ in read_inputs(find_files(given.paths)))
    pages = [found for found in inputs if isinstance(found, SavedPage)]
    with tempfile.TemporaryDirectory() as name:
        captures = Path(name, "captures")
        archive(pages, captures)
        tasks = measure(captures, Path(name), given.turns)
        capture_bytes = size_of(captures)
    print(f"{machine()}\n")
    print_time(tasks)
    print_sizes(tasks[0], sum(len(page.body) for page in pages), capture_bytes)


if __name__ == "__main__":
    main()
