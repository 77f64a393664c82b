"""How far a re-extraction has come, written beside its output: what `--resume` goes on from."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from newscrawler.corpus.output_file import named, part_path, write_file
from newscrawler.extraction.pagination import is_whole
from newscrawler.items import Article
from newscrawler.process import PageOutcome
from newscrawler.reextraction.selection import Selection
from newscrawler.storage.extractor import extractor_id

T = TypeVar("T")

PAGES_BETWEEN_CHECKPOINTS = 64


class OtherRunError(ValueError):
    """The ledger is of a run over other files, or with other options."""


def describe_run(
    files: Sequence[str], selection: Selection, options: Mapping[str, bool]
) -> dict[str, Any]:
    """Return what must be the same for a run to go on from another, as JSON values."""
    digest = hashlib.sha256("\0".join(files).encode("utf-8", "surrogateescape")).hexdigest()
    wanted = {name: _plain(value) for name, value in vars(selection).items()}
    return {"files": digest, "extractor": extractor_id(), **wanted, **options}


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, AbstractSet) else value and str(value)


@dataclass
class Ledger:
    """Checkpoints of a run into `output`, one JSON line each, below a line that describes the run.

    At the last one `pages` pages were read, and their articles take up the first `size` bytes of
    the draft of the output. `parts` are the numbers of those pages (from 0) that are one of several
    of their article: they are read again, for their articles may not be complete.
    """

    output: Path
    run: dict[str, Any]
    pages: int = 0
    size: int = 0
    parts: list[int] = field(default_factory=list)
    _read: int = 0
    _new_parts: list[int] = field(default_factory=list)

    @property
    def draft(self) -> Path:
        """Where the output is until it is complete."""
        return part_path(self.output)

    @property
    def path(self) -> Path:
        """Where the checkpoints are."""
        return self.draft.with_name(f"{self.draft.name}.ledger")

    def load(self) -> None:
        """Take up the last checkpoint of an earlier run, if one was left that is like this one.

        After a power cut a checkpoint may tell of more than was written: it does not hold. Raises
        OtherRunError for another run, OSError when the file cannot be read.
        """
        if not (self.path.exists() and self.draft.exists()):
            return
        first, *others = self.path.read_bytes().splitlines(keepends=True) or [b""]
        run = _parsed(first)
        if run is None:
            return
        if run != self.run:
            raise OtherRunError
        size = self.draft.stat().st_size
        for line in others:
            checkpoint = _parsed(line)
            if checkpoint is None or checkpoint[1] > size:
                break
            self.pages, self.size, parts = checkpoint
            self.parts += parts
        self._read = self.pages

    def articles(self) -> Iterator[Article]:
        """Yield the articles in the draft. Raises OSError."""
        decoder = msgspec.json.Decoder(Article)
        with self.draft.open("rb") as file:
            while file.tell() < self.size:
                yield decoder.decode(file.readline())

    def start(self) -> None:
        """Write the file anew, up to the last checkpoint that holds. Raises OSError."""
        checkpoints = [[self.pages, self.size, self.parts]] if self.pages else []
        write_file(self.path, b"".join(map(_line, [self.run, *checkpoints])))

    def split(
        self, pages: Iterable[T], on_done: Callable[[T], None]
    ) -> tuple[Iterator[T], Iterator[T]]:
        """Return those of `pages` that are read again, and those that were not read yet.

        The first must be taken to its end before the second. `on_done` is called with each page
        that an earlier run has done with.
        """
        remaining, parts = iter(pages), frozenset(self.parts)

        def again() -> Iterator[T]:
            for number, page in enumerate(islice(remaining, self.pages)):
                on_done(page)
                if number in parts:
                    yield page

        return again(), remaining

    def count(self, page: PageOutcome, *, sync: Callable[[], int]) -> None:
        """Count a `page` that has been read; now and then, add a checkpoint after `sync`.

        `sync` brings the draft to the disk and returns its size. Raises OSError.
        """
        if not is_whole(page.extraction):
            self._new_parts.append(self._read)
        self._read += 1
        if self._read % PAGES_BETWEEN_CHECKPOINTS == 0:
            self._add(sync())

    def _add(self, size: int) -> None:
        self.pages, self.size = self._read, size
        self.parts += self._new_parts
        with named(self.path), self.path.open("ab") as file:
            file.write(_line([self.pages, self.size, self._new_parts]))
            file.flush()
            os.fsync(file.fileno())
        self._new_parts = []

    def remove(self) -> None:
        """Delete the file, which is of no use once the output is complete."""
        self.path.unlink(missing_ok=True)


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _parsed(line: bytes) -> Any:
    """Return the value in `line`, None where its end is missing."""
    return json.loads(line) if line.endswith(b"\n") else None
