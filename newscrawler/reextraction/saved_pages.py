"""Pages saved on disk: which files hold some, and what is known of each."""

import errno
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.saved_facts import page_from_facts
from newscrawler.reextraction.inputs import Input, UnreadableInput, is_archive

STDIN = "-"
_ARCHIVED = re.compile(r"(?P<file>.+):(?P<offset>\d{1,18})", re.DOTALL)
_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))


def read_inputs(files: Iterable[str], archive: str = "") -> Iterator[tuple[Input, int]]:
    """Yield what `files` (pages, WARC files, `-`) hold, and how many bytes have been read so far.

    A file that cannot be read is an `UnreadableInput`, and the others are read. `archive` is the
    folder of the project's own WARC files.
    """
    before = 0
    for file in files:
        try:
            if Path(file).is_dir():
                yield UnreadableInput(file, "the folder cannot be searched"), before
            elif is_archive(file):
                for found, offset in _read_archive(file, archive):
                    yield found, before + offset
            else:
                yield read_saved(file), before + size_of(file)
        except OSError as error:
            place = error.filename or file  # which may be its sidecar
            yield UnreadableInput(str(place), str(error.strerror or error)), before
        before += size_of(file)


def _read_archive(file: str, archive: str) -> Iterator[tuple[Input, int]]:
    from newscrawler.reextraction.warc_pages import name_in, read_archive  # noqa: PLC0415 (slow)

    return read_archive(Path(file), name_in(archive, file))


def read_source(source: str, archive: str = "") -> Input:
    """Return the one page at `source`, which is written as `Article.source` is.

    It is a file, `-`, or `<WARC file>:<offset>`. The WARC file may be one of the project's own,
    which are in the folder `archive` and go by their names, while they are written to as well.
    Raises FileNotFoundError for a file that is not there, ValueError for a WARC file without an
    offset, OSError when the file cannot be read.
    """
    if source == STDIN or Path(source).is_file():
        if source != STDIN and is_archive(source):
            raise ValueError(f"{source} holds many pages: name one as {source}:<offset>")
        return read_saved(source)
    match = _ARCHIVED.fullmatch(source)
    if not match or not is_archive(match["file"]):
        raise FileNotFoundError(source)
    name = match["file"]
    places = [Path(name), *(Path(archive) / f"{name}{end}" for end in ("", ".open") if archive)]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise FileNotFoundError(name)
    from newscrawler.reextraction.warc_pages import name_in, read_archived  # noqa: PLC0415 (slow)

    return read_archived(path, int(match["offset"]), name_in(archive, str(path)))


def size_of(file: str) -> int:
    """Return the size of `file` in bytes; 0 for standard input, whose size is not known."""
    return Path(file).stat().st_size if file != STDIN and Path(file).is_file() else 0


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files in `paths`; folders are searched for pages and WARC files, sorted by name.

    A folder that cannot be searched is yielded itself, and so is a link that leads nowhere. Raises
    FileNotFoundError for a path that is not there.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN or path.is_file():
            yield name
        elif path.is_dir():
            yield from map(str, sorted(_search(path)))
        else:
            raise FileNotFoundError(name)


def _search(folder: Path) -> Iterator[Path]:
    locked: list[OSError] = []
    for place, _, names in os.walk(folder, onerror=locked.append):
        for path in (Path(place, name) for name in names):
            if _is_saved(path) and (path.is_file() or not path.exists()):
                yield path
    yield from (Path(error.filename) for error in locked)


def count_others(paths: Iterable[str]) -> int:
    """Return how many files below the folders in `paths` are neither pages nor sidecars."""
    found = (file for name in paths if Path(name).is_dir() for file in Path(name).rglob("*"))
    return sum(f.is_file() and f.suffix.lower() != ".json" and not _is_saved(f) for f in found)


def _is_saved(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES or is_archive(path.name)


def read_saved(file: str) -> SavedPage:
    """Return the page in `file` with what its sidecar `<name>.json` tells, else flagged.

    The sidecar holds `url`, `fetched_at` (ISO 8601 with offset), perhaps `headers` and `status`.
    Raises OSError when the page or its sidecar cannot be read.
    """
    if file == STDIN:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed", STDIN)
        return SavedPage(None, sys.stdin.buffer.read(), None, source=STDIN)
    path = Path(file)
    facts, flags = _read_sidecar(path.with_suffix(".json"))
    return page_from_facts(
        path.read_bytes(), facts, os.fsencode(file).decode("utf-8", "replace"), flags
    )


def _read_sidecar(path: Path) -> tuple[dict[str, Any], list[str]]:
    if not path.exists():
        return {}, ["no_sidecar"]
    try:
        facts = json.loads(path.read_bytes())
    except ValueError:
        facts = None
    return (facts, []) if isinstance(facts, dict) else ({}, ["sidecar_unreadable"])
