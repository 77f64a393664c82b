"""Which files are read: those that are named, those in folders, and those in a list."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newscrawler.reextraction.sidecars import SUFFIX, sidecar_names

STDIN = "-"


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files in `paths`: all below a folder but sidecars of others, sorted by name.

    A folder that cannot be searched is yielded itself, and so is a link that leads nowhere. Raises
    FileNotFoundError for a path that is not there.
    """
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from map(str, sorted(_search(path)))
        elif name == STDIN or path.exists():
            yield name
        else:
            raise FileNotFoundError(name)


def listed_files(file: str) -> Iterator[str]:
    """Yield what the list in `file` (`-`: standard input) names, a path a line or before each NUL.

    Folders among them are searched; what is not there is yielded all the same. Raises OSError when
    the list cannot be read.
    """
    content = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    names = content.split(b"\0") if b"\0" in content else content.splitlines()
    for name in filter(None, map(os.fsdecode, names)):
        try:
            yield from find_files([name])
        except FileNotFoundError:
            yield name


def size_of(file: str) -> int:
    """Return the size of `file` in bytes; 0 for standard input, whose size is not known."""
    return Path(file).stat().st_size if file != STDIN and Path(file).is_file() else 0


def _search(folder: Path) -> Iterator[Path]:
    locked: list[OSError] = []
    for place, _, names in os.walk(folder, onerror=locked.append):
        sidecars = _sidecars_among(names)
        for path in (Path(place, name) for name in names if name not in sidecars):
            if path.is_file() or not path.exists():
                yield path
    yield from (Path(error.filename) for error in locked)


def _sidecars_among(names: list[str]) -> set[str]:
    """Return the names that are those of sidecars of others."""
    pages = (name for name in names if not name.lower().endswith(SUFFIX))
    return {sidecar for page in pages for sidecar in sidecar_names(page)} & set(names)
