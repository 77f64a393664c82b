"""docs/datatrove.md names what is there."""

import re
from importlib import import_module
from inspect import signature

from datatrove.executor import SlurmPipelineExecutor
from datatrove.executor.ray import RayPipelineExecutor

from newscrawler.datatrove import LocalExecutor
from tests.support.site import PROJECT

TEXT = (PROJECT / "docs" / "datatrove.md").read_text(encoding="utf-8")
EXECUTORS = (LocalExecutor, SlurmPipelineExecutor, RayPipelineExecutor)


def test_what_the_page_imports_is_there() -> None:
    found = re.findall(r"^ +from (\S+) import (?:\(([^)]+)\)|(.+))$", TEXT, re.MULTILINE)
    names = [
        (module, name.strip())
        for module, *lists in found
        for name in "".join(lists).split(",")
        if name.strip()
    ]
    assert len(names) == 7
    assert [each for each in names if not hasattr(import_module(each[0]), each[1])] == []


def test_executors_take_what_the_page_gives_them() -> None:
    for executor in EXECUTORS:
        (call,) = re.findall(
            rf"^ +{executor.__name__}\((.*?)\)\.run\(\)", TEXT, re.MULTILINE | re.DOTALL
        )
        given = set(re.findall(r"(\w+)=", call))
        assert {"tasks", "workers", "logging_dir"} <= given <= set(signature(executor).parameters)
