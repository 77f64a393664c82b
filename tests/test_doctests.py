"""The examples in docstrings are run, so that they stay true."""

import doctest
from importlib import import_module

import pytest

MODULES = (
    "newscrawler.indonesian.citations",
    "newscrawler.indonesian.dates",
    "newscrawler.indonesian.quotes",
    "newscrawler.publishers",
    "newscrawler.reading",
    "newscrawler.spiders.index_pages",
    "newscrawler.spiders.listings",
    "newscrawler.spiders.publisher_spider",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0, "the module has no examples"
    assert result.failed == 0, "doctest has printed what it got instead"
