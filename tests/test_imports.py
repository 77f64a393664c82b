"""What the project never imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.site import PROJECT

CODE = frozenset(("pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "dbm"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_x7_nothing_that_is_read_is_code() -> None:
    folders = (PROJECT / "newscrawler", PROJECT / "pipelines")
    files = [path for folder in folders for path in folder.rglob("*.py")]
    assert len(files) > 50
    assert len({path.resolve() for path in files}) == len(files), "each is looked at once"
    assert [path for path in files if CODE & set(imports(path))] == []
