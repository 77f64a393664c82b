"""Which extractor reads: the version of this program, and a digest of the code that reads pages."""

import hashlib
from functools import cache
from pathlib import Path

import newscrawler

_SOURCES = ("extraction", "indonesian", "publishers", "items.py", "process.py", "x_robots_tag.py")
"""What decides how a page is read, below the package's folder."""
_SUFFIXES = frozenset((".py", ".txt", ".tsv", ".json"))


@cache
def extractor_id(*, is_generic: bool = False) -> str:
    """Return what `extractor_version` says of what is read today, such as `0.2.0+3f29c81e07ab`.

    The second part changes with the sources of extraction, so that nobody has to remember to give
    mended rules another version. Where the sources cannot be read, the version stands alone. One
    that uses no publisher's facts (`is_generic`) is another: `0.2.0+3f29c81e07ab-generic`.
    """
    return _version() + ("-generic" if is_generic else "")


def _version() -> str:
    package = Path(newscrawler.__file__).parent
    digest = hashlib.sha256()
    try:
        for path in _source_files(package):
            digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError:
        return newscrawler.__version__
    return f"{newscrawler.__version__}+{digest.hexdigest()[:12]}"


def _source_files(package: Path) -> list[Path]:
    """Return the files that are read for the digest, in an order that all machines share.

    Raises FileNotFoundError when the package has no sources.
    """
    found: list[Path] = []
    for name in _SOURCES:
        path = package / name
        found += [path] if path.is_file() else path.rglob("*")
    files = [path for path in found if path.suffix in _SUFFIXES and path.is_file()]
    if package / "items.py" not in files:
        raise FileNotFoundError(package / "items.py")
    return sorted(files, key=lambda path: path.relative_to(package).as_posix())
