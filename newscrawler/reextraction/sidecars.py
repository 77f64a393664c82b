"""The sidecar of a saved page: a JSON file beside it that says where the page is from."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Protocol

_PACKED = frozenset((".gz", ".zst", ".br", ".bz2", ".xz"))
SUFFIX = ".json"


class Files(Protocol):
    """The files among which a page stands: those on the disk, or the members of an archive."""

    def exists(self, name: str) -> bool:
        """Return whether there is a file of this name."""

    def read(self, name: str) -> bytes:
        """Return what the file of this name holds. Raises OSError when it cannot be read."""


def sidecar_names(name: str) -> Iterator[str]:
    """Yield the names that the sidecar of the page called `name` may have, the likeliest first.

    >>> list(sidecar_names("saved/1.html.gz"))
    ['saved/1.html.gz.json', 'saved/1.html.json', 'saved/1.json']
    """
    path = PurePath(name)
    yield f"{name}{SUFFIX}"
    if path.suffix.lower() in _PACKED:
        path = path.with_suffix("")
        yield f"{path}{SUFFIX}"
    if path.suffix and path.suffix.lower() != SUFFIX:
        yield str(path.with_suffix(SUFFIX))


def read_sidecar(name: str, files: Files) -> tuple[dict[str, Any], list[str]]:
    """Return what the sidecar of the page called `name` says, and the flags of what it does not.

    Raises OSError when there is one that cannot be read.
    """
    found = next(filter(files.exists, sidecar_names(name)), None)
    if found is None:
        return {}, ["no_sidecar"]
    try:
        facts = json.loads(files.read(found))
    except ValueError:
        facts = None
    return (facts, []) if isinstance(facts, dict) else ({}, ["sidecar_unreadable"])
