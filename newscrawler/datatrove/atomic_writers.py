"""Writers of datatrove whose files have their names only when they are complete.

datatrove's own write under the final name, where a task that is killed leaves half a file.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from glob import escape
from typing import IO, Any
from uuid import uuid4

import pyarrow as pa
from datatrove.data import Document
from datatrove.io import DataFolder, OutputFileManager
from datatrove.pipeline.writers.jsonl import JsonlWriter
from datatrove.pipeline.writers.parquet import ParquetWriter
from fsspec.utils import infer_compression

from newscrawler.datatrove.arrow_schema import schema_of
from newscrawler.items import Article


class DraftFiles(OutputFileManager):  # type: ignore[misc]  # it has no types
    """Open files that are drafts until `commit` gives them their names.

    The name of a draft is `<name>.<random>.part`: two processes may do the same task, where one was
    given up that goes on.
    """

    def __init__(self, folder: DataFolder, mode: str, compression: str | None) -> None:
        super().__init__(folder, mode, compression)
        self._drafts: dict[str, str] = {}

    def get_file(self, filename: str) -> IO[Any]:
        """Return the draft of the file called `filename`, opened the first time."""
        if filename not in self._output_files:
            draft = self._drafts[filename] = f"{filename}.{uuid4().hex}.part"
            named = infer_compression(filename)
            compression = named if self.compression == "infer" else self.compression
            opened = self.fs.open(draft, mode=self.mode, compression=compression)
            self._output_files[filename] = opened
        file: IO[Any] = self._output_files[filename]
        return file

    def commit(self) -> None:
        """Name the drafts, all of them closed, and remove those that killed tasks have left."""
        for filename, draft in self._drafts.items():
            self._sync(draft)
            self.fs.mv(draft, filename)
            for old in self.fs.glob(f"{escape(filename)}.*.part"):
                self.fs.rm(old)
        self._drafts.clear()

    def discard(self) -> None:
        """Remove the drafts."""
        for draft in self._drafts.values():
            with suppress(OSError):
                self.fs.rm(draft)
        self._drafts.clear()

    def _sync(self, draft: str) -> None:
        """Bring a draft on a disk to the disk before it gets its name, in case of a power cut."""
        if self.fs.is_local():
            with self.fs.open(draft, "rb+") as file:
                os.fsync(file.fileno())


class _AtomicFiles:
    """What makes a writer of datatrove atomic: it commits at its end, unless by an error."""

    output_mg: Any
    close: Callable[[], None]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        given = self.output_mg
        self.output_mg = DraftFiles(given.fs, given.mode, given.compression)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Name the files, or remove them after an error."""
        if kind is None:
            self.close()
            self.output_mg.commit()
            return
        with suppress(OSError):  # as on a full disk
            self.close()
        self.output_mg.discard()


class AtomicJsonlWriter(_AtomicFiles, JsonlWriter):  # type: ignore[misc]  # it has no types
    """datatrove's writer of JSON lines, whose files have their names only when complete."""


class AtomicParquetWriter(_AtomicFiles, ParquetWriter):  # type: ignore[misc]  # it has no types
    """Writes articles into Parquet files: columns `id` and `text`, and one for each field.

    Files have their names only when complete. The arguments are those of datatrove's writer;
    `schema` is needed where documents have other metadata than an article, and writing one that has
    no column for them raises ValueError.
    """

    def __init__(
        self, output_folder: Any, *, schema: pa.Schema | None = None, **options: Any
    ) -> None:
        own = {"schema": schema or article_schema(), "compression": "zstd"}
        super().__init__(output_folder, **own | options)

    def _default_adapter(self, document: Document) -> dict[str, Any]:
        """Return the cells of `document`, for which the schema must have columns."""
        row = {"id": document.id, "text": document.text, **document.metadata}
        if unknown := row.keys() - set(self.schema.names):
            raise ValueError(f"schema= has no column for {', '.join(sorted(unknown))}")
        return row


def article_schema() -> pa.Schema:
    """Return the columns of an article in a Parquet file."""
    texts = [pa.field(name, pa.string()) for name in ("id", "text")]
    return pa.schema([*texts, *schema_of(Article)])
