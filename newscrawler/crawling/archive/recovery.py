"""Recovery after a crash: make the archive's files and the rows of `captures` agree again.

A response is safe in the archive before its row is written, so what a crash leaves is a file
without its right name, a record cut in the middle, or a whole record without a row. Rows without
a record come from files that were lost or put away.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from newscrawler.crawling.archive.warc_frames import CorruptRecord
from newscrawler.crawling.archive.warc_reader import CorruptRange, read_records
from newscrawler.crawling.archive.warc_response import response_in
from newscrawler.crawling.archive.warc_writer import (
    FILE_NAME,
    ArchivedResponse,
    sync_folder,
    without_credentials,
)
from newscrawler.storage.captures import (
    Capture,
    find_sources,
    forget_sources,
    record_captures,
    with_source,
)

_T = TypeVar("_T")
_MAX_ROWS_AT_ONCE = 500
"""Rows read or written by one statement."""


def capture_of(fetched: ArchivedResponse, source: str | None) -> Capture:
    """Return the row for `fetched`, kept at `source` (None when it was left out of the archive)."""
    return Capture(
        url=without_credentials(fetched.url),
        fetched_at=fetched.fetched_at,
        status=fetched.status,
        digest=fetched.digest,
        source=source,
        tdm_reserved=fetched.tdm_reserved,
    )


@dataclass(frozen=True)
class ReconcileReport:
    """What a reconciliation did.

    `repaired` are the files that were left open, by the names they have now; `recorded` counts the
    rows made for records that had none; `lost` are the URLs whose bytes are gone.
    """

    repaired: list[str]
    recorded: int
    lost: list[str]


def reconcile(folder: Path, engine: Engine, is_alive: Callable[[str], bool]) -> ReconcileReport:
    """Make the archive in `folder` and the captures in the database agree.

    `is_alive` says whether the run of an id still writes: its files are left alone. Raises OSError
    when the archive cannot be read or repaired, SQLAlchemy's errors when the database cannot. Doing
    it twice, or by two processes at once, is harmless.
    """
    repaired = repair(folder, is_alive)
    sizes = {name: path.stat().st_size for name, path in _files(folder)}
    lost, known = _compare(engine, sizes)
    urls = [url for ids in _in_parts(lost) for url in forget_sources(engine, ids)]
    recorded = 0
    for name, path in _files(folder):
        if not is_alive(_run_of(name)):
            recorded += _record(engine, _captures(path, name, known.get(name, 0)))
    return ReconcileReport(repaired, recorded, sorted(set(urls)))


def repair(folder: Path, is_alive: Callable[[str], bool]) -> list[str]:
    """Close the files in `folder` that dead runs left open, and give their names.

    What comes after the last whole record is cut off; a file without any is removed.
    """
    repaired = []
    for name, path in _files(folder):
        if path.name != name and not is_alive(_run_of(name)):
            _close(path, folder / name)
            repaired.append(name)
    if repaired:
        sync_folder(folder)
    return repaired


def _close(path: Path, final: Path) -> None:
    records = (record for record in read_records(path) if not isinstance(record, CorruptRange))
    end = max((record.end for record in records), default=0)
    if not end:
        path.unlink(missing_ok=True)
        return
    with path.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())
    path.rename(final)


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Return the archive's files and the names they have once closed, in order of time."""
    if not folder.is_dir():
        return []
    found = ((FILE_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return sorted((match["name"], path) for match, path in found if match)


def _run_of(name: str) -> str:
    match = FILE_NAME.fullmatch(name)
    assert match
    return match["run"]


def _compare(engine: Engine, sizes: dict[str, int]) -> tuple[list[str], dict[str, int]]:
    """Return the captures whose bytes are gone, and the last place in each file that has a row.

    Sources that name no file of the archive (saved pages, other crawlers' files) are not ours.
    """
    lost, known = [], dict[str, int]()
    for key, source in find_sources(engine):
        name, _, offset = source.rpartition(":")
        if FILE_NAME.fullmatch(name) and offset.isdecimal():
            if int(offset) < sizes.get(name, 0):
                known[name] = max(known.get(name, 0), int(offset))
            else:
                lost.append(key)
    return lost, known


def _captures(path: Path, name: str, start: int) -> Iterator[Capture]:
    """Yield the captures in the file at `path` from `start` on, in the order of their rows."""
    for record in read_records(path, start):
        if isinstance(record, CorruptRange) or record.kind != "response":
            continue
        try:
            fetched = response_in(record)
        except CorruptRecord:
            continue  # `scrapy reextract` lists it
        yield capture_of(fetched, f"{name}:{record.offset}")


def _record(engine: Engine, captures: Iterable[Capture]) -> int:
    """Make the rows that are missing, and count them."""
    number = 0
    for part in _in_parts(captures):
        known = with_source(engine, [capture.id for capture in part])
        missing = {capture.id: capture for capture in part if capture.id not in known}
        record_captures(engine, missing.values())
        number += len(missing)
    return number


def _in_parts(things: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(things)
    while part := list(islice(rest, _MAX_ROWS_AT_ONCE)):
        yield part
