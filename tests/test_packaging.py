"""What pyproject.toml asks for agrees with what the code imports and requirements.txt pins."""

import re
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.imports import code_files, imported_packages
from tests.support.site import PROJECT

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: Mapping[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
DECLARED: Mapping[str, Requirement] = {
    canonicalize_name(each.name): each
    for needed in (PYPROJECT["project"]["dependencies"], *EXTRAS.values())
    for each in map(Requirement, needed)
}
PLUGINS = {"psycopg", "orjson"}
"""Declared, and imported by others: by SQLAlchemy when a database URL asks for it, by datatrove."""


def pinned(file: str) -> Mapping[str, str]:
    text = (PROJECT / file).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def imported_libraries() -> set[str]:
    """Return the distributions that the code imports."""
    names = {name for path in code_files() for name in imported_packages(path)}
    known = packages_distributions()
    # `compression` is in the standard library of Python 3.14.
    third_party = names - sys.stdlib_module_names - {"newscrawler", "compression"}
    return {canonicalize_name(known[name][0]) for name in third_party}


def test_every_library_that_is_imported_is_declared_and_no_other() -> None:
    assert imported_libraries() | PLUGINS == set(DECLARED)


@pytest.mark.parametrize("name", DECLARED)
def test_a_pin_lies_within_the_range_that_is_declared(name: str) -> None:
    pin = {**pinned("requirements.txt"), **pinned("requirements-dev.txt")}[name]
    assert DECLARED[name].specifier.contains(pin)
    assert not any(each.operator == "==" for each in DECLARED[name].specifier)


def test_the_links_into_the_package_are_relative() -> None:
    for name in ("pipelines", "fixtures"):
        link = PROJECT / "newscrawler" / name
        assert link.readlink() == Path("..", name)
        assert not (PROJECT / name).is_symlink()
