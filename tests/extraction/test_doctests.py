"""The examples in the docstrings give what they say."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import newscrawler.extraction

_MODULES = [
    module.name
    for module in pkgutil.walk_packages(newscrawler.extraction.__path__, "newscrawler.extraction.")
]


@pytest.mark.parametrize("name", _MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
