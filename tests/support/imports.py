"""Which modules the code imports, by its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.forkserver import PROJECT


def code_files() -> list[Path]:
    """Return the files of the package and of the pipelines, each once."""
    folders = (PROJECT / "newscrawler", PROJECT / "pipelines")
    return [path for folder in folders for path in folder.rglob("*.py")]


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what the module at `path` imports: a module, and the name taken from it, or ""."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def imported_packages(path: Path) -> set[str]:
    """Return the packages at the top that the module at `path` imports from."""
    return {module.partition(".")[0] for module, _ in imported(path)}
