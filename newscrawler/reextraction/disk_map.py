"""What was seen before, on disk: a re-extraction of millions of pages takes no more memory."""

import sqlite3
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class DiskMap(Generic[T]):
    """A map from bytes to a number or bytes, in a temporary file that goes with the process.

    SQLite makes the file when the map outgrows its cache, of two megabytes.

    >>> pages = DiskMap()
    >>> pages.setdefault(b"berita", 1), pages.setdefault(b"berita", 2)
    (1, 1)
    """

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")  # it need not outlive a crash
        self._file.execute("CREATE TABLE map (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        self._file.execute("BEGIN")  # and is never committed

    def get(self, key: bytes) -> T | None:
        """Return what is kept under `key`, None if nothing is."""
        found = self._file.execute("SELECT value FROM map WHERE key = ?", (key,)).fetchone()
        kept: T | None = msgspec.msgpack.decode(found[0]) if found else None
        return kept

    def setdefault(self, key: bytes, value: T, /) -> T:
        """Return what is kept under `key`: `value` from now on, if nothing was."""
        kept = self.get(key)
        if kept is not None:
            return kept
        self._file.execute("INSERT INTO map VALUES (?, ?)", (key, msgspec.msgpack.encode(value)))
        return value
