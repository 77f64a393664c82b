"""Run steps of datatrove in this process, and read what they leave."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep

from newscrawler.datatrove import ArticleExtractor, AtomicJsonlWriter, SavedPageReader

Excluded = tuple[str | None, str, str | None]
"""Where it is (null for records that do not say), how it ends, and why."""


@dataclass
class Given:
    """What a task has given: documents, and what was not read or gave no article."""

    documents: list[Document]
    not_read: list[Excluded]
    no_article: list[Excluded]


def run_steps(steps: Sequence[PipelineStep], rank: int = 0, world_size: int = 1) -> list[Document]:
    """Return the documents that task number `rank` gives."""
    data = None
    for step in steps:
        data = step(data, rank, world_size)
    return list(data or ())


def steps_of(output: Path, *paths: Path) -> tuple[SavedPageReader, ArticleExtractor]:
    """Return the steps that read articles in `paths`; what is excluded goes below `output`."""
    reader = SavedPageReader(list(map(str, paths)), AtomicJsonlWriter(str(output / "not-read")))
    return reader, ArticleExtractor(AtomicJsonlWriter(str(output / "no-article")))


def articles_in(output: Path, *paths: Path) -> Given:
    """Read articles in `paths` in one task."""
    documents = run_steps(steps_of(output, *paths))
    return Given(documents, excluded(output / "not-read"), excluded(output / "no-article"))


def excluded(folder: Path) -> list[Excluded]:
    """Return what stands in the files of an exclusion writer, task by task."""
    found: list[Excluded] = []
    for path in sorted(folder.glob("*")):
        assert path.name.endswith(".jsonl.gz"), path
        for line in gzip.decompress(path.read_bytes()).splitlines():
            entry = json.loads(line)
            facts = entry["metadata"]
            found.append((entry.get("id"), facts["state"], facts["reason"]))
    return found
