"""docs/reliability.md names a test for every case of its first table, and the test is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.site import PROJECT

TABLE = PROJECT / "docs" / "reliability.md"
SERIES = {"N": (1, 36), "R": (1, 16), "H": (1, 15), "C": (15, 17), "D": (1, 16)}
CASES = [f"{letter}{n}" for letter, (first, last) in SERIES.items() for n in range(first, last + 1)]
CASES += ["X3", "X4", "X5", "X6", "X7"]


def table() -> Iterator[tuple[str, str, str]]:
    """Yield the case, the tests and the open risk of every row."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[NRHCDX]\d+", cells[0]):
            case, _what, tests, still_open = cells
            yield case, tests, still_open


def is_there(test: str) -> bool:
    """Return whether `<file>::<function>` is a test of this suite."""
    file, _, name = test.partition("::")
    return name in functions_in(PROJECT / "tests" / file)


@cache
def functions_in(path: Path) -> set[str]:
    """Return the names of the functions of a module, none where there is no such file."""
    tree = ast.parse(path.read_text(encoding="utf-8") if path.is_file() else "")
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_case_has_one_row() -> None:
    assert [case for case, *_ in table()] == CASES


@pytest.mark.parametrize("row", list(table()), ids=lambda row: row[0])
def test_a_row_names_tests_that_are_there_or_says_what_is_open(row: tuple[str, str, str]) -> None:
    _case, tests, still_open = row
    named = re.findall(r"`([^`]+)`", tests)
    assert named or still_open
    assert [test for test in named if not is_there(test)] == []
