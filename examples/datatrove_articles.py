"""Read articles from saved pages and WARC files with datatrove, into Parquet files.

    python examples/datatrove_articles.py captures/ articles/ --tasks 8 --workers 2

A run that was ended goes on with the same command: tasks that are complete are not done again.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from datatrove.pipeline.base import PipelineStep

from newscrawler.datatrove import (
    ArticleExtractor,
    AtomicJsonlWriter,
    AtomicParquetWriter,
    IncompleteTasksError,
    LocalExecutor,
    SavedPageReader,
)


def pipeline(paths: Sequence[str], output: str) -> list[PipelineStep]:
    """Return the steps that read the pages in `paths` and write articles below `output`."""
    return [
        SavedPageReader(paths, AtomicJsonlWriter(f"{output}/not-read")),
        ArticleExtractor(AtomicJsonlWriter(f"{output}/no-article")),
        AtomicParquetWriter(f"{output}/articles"),
    ]


def main() -> None:
    """Run the pipeline on this machine; exit with 1 where tasks are left to be done."""
    parser = argparse.ArgumentParser(description="Read articles from saved pages, with datatrove.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders to read")
    parser.add_argument("output", help="the folder for articles, what gave none, and logs")
    parser.add_argument("--tasks", type=int, default=8, help="shares of the files (default: 8)")
    parser.add_argument("--workers", type=int, default=2, help="tasks at a time (default: 2)")
    given = parser.parse_args()
    executor = LocalExecutor(
        pipeline(given.paths, given.output),
        tasks=given.tasks,
        workers=given.workers,
        logging_dir=str(Path(given.output, "logs")),
    )
    try:
        executor.run()
    except IncompleteTasksError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
