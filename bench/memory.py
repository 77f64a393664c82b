"""`python -m bench.memory [--pages N]`: whether re-extraction takes more memory the longer it runs.

An archive of small made pages is read by `scrapy reextract`. What its processes hold in memory is
looked at while its articles come: at the end it must be what it was after a fifth of them.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psutil
from rich.console import Console
from rich.table import Table

from bench.site import made_article, made_urls
from newscrawler.crawling.archive.warc_writer import Archive, ArchivedResponse

PROJECT = Path(__file__).parent.parent
SIZE = 3_000
"""Bytes of a page."""
LOOKS = 10
FIRST = LOOKS // 5
"""The look that the last one is held against."""
MAX_GROWTH = 1.1
BATCH = 200
_MEGABYTE = 1 << 20
console = Console()


class Look(NamedTuple):
    """How many articles have come, and the megabytes of the main process and its largest worker."""

    pages: int
    main: float
    worker: float


async def archive_pages(folder: Path, pages: int) -> None:
    """Write an archive of `pages` pages into `folder`."""
    archive, now = Archive(folder, "bench", 1 << 40), datetime.now(UTC)
    head = [("Content-Type", "text/html")]
    urls = made_urls(["jabar.tribunnews.com"], pages)
    for start in range(0, pages, BATCH):
        batch = [
            ArchivedResponse(url, now, 200, head, made_article(number, SIZE))
            for number, url in enumerate(urls[start : start + BATCH], start)
        ]
        await asyncio.gather(*map(archive.append, batch))
    await archive.close()


def reextract(folder: Path, pages: int) -> Iterator[Look]:
    """Read the archive of `pages` pages in `folder` again, and look at the memory meanwhile."""
    words = [sys.executable, "-m", "scrapy", "reextract", str(folder), "-L", "ERROR"]
    with subprocess.Popen(
        words, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        main = psutil.Process(process.pid)
        for number, _line in enumerate(process.stdout, 1):
            if number % (pages // LOOKS) == 0 and number < pages:
                yield Look(number, _megabytes(main), max(map(_megabytes, main.children())))


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / _MEGABYTE


def main() -> int:
    """Measure and print a table; 1 when the memory has grown by more than a tenth, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    pages: int = parser.parse_args().pages
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        asyncio.run(archive_pages(Path(name), pages))
        looks = list(reextract(Path(name), pages))
    table = Table("pages", "main process, MB", "largest worker, MB", "× the first fifth")
    table.title = f"Memory of re-extraction (bar: {MAX_GROWTH})"
    early = looks[FIRST - 1]
    growth = [(look.main + look.worker) / (early.main + early.worker) for look in looks]
    for look, ratio in zip(looks, growth, strict=True):
        table.add_row(f"{look.pages:,}", f"{look.main:.0f}", f"{look.worker:.0f}", f"{ratio:.2f}")
    console.print(table)
    return int(growth[-1] > MAX_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
