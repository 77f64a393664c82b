"""What the documentation says about the code is true."""

import dataclasses
import doctest
import pkgutil
import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import scrapy.commands

import newscrawler
from docs.generate import PAGES
from newscrawler import commands, items, settings
from newscrawler.exit_codes import ExitCode
from newscrawler.spiders.spider_args import NAMES
from tests.support.imports import imported
from tests.support.site import PROJECT

DOCS = PROJECT / "docs"
WRITTEN = [
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
    *sorted(DOCS.glob("*.md")),
]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_says_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "python -m docs.generate"


# The data dictionary


def dataclasses_of_items() -> dict[str, type[Any]]:
    classes = {name: each for name, each in vars(items).items() if isinstance(each, type)}
    return {name: each for name, each in classes.items() if dataclasses.is_dataclass(each)}


def rows_below(heading: str) -> list[list[str]]:
    """Return the rows of the first table in a section of docs/fields.md."""
    text = (DOCS / "fields.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"docs/fields.md has no section {heading}"
    table = [line for line in section[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def json_type(kind: Any, *, many: bool = False) -> str:
    """Return what a field of this type is in JSON, as the data dictionary says it."""
    plain = {str: "string", int: "integer", bool: "boolean"}
    origin, inner = get_origin(kind), [each for each in get_args(kind) if each is not type(None)]
    if origin in {Union, types.UnionType}:
        return json_type(inner[0])
    if origin is Literal:
        return "string"
    if origin is list:
        return f"list of {json_type(inner[0], many=True)}"
    if origin is dict:
        return f"object of {json_type(inner[1], many=True)}"
    return f"{plain[kind]}{'s' * many}" if kind in plain else str(kind.__name__)


@pytest.mark.parametrize("name", dataclasses_of_items())
def test_the_data_dictionary_names_every_field_with_its_type(name: str) -> None:
    kind = dataclasses_of_items()[name]
    hints = get_type_hints(kind)
    fields = [(f"`{each.name}`", json_type(hints[each.name])) for each in dataclasses.fields(kind)]
    rows = rows_below(name)
    assert [(row[0], row[1]) for row in rows] == fields
    assert all(row[2].endswith((".", ")")) for row in rows), "a sentence for each field"


@pytest.mark.parametrize("name", dataclasses_of_items())
def test_the_data_dictionary_says_when_a_field_is_null(name: str) -> None:
    hints = get_type_hints(dataclasses_of_items()[name])
    for field, _type, _meaning, null_when in rows_below(name):
        may_be_null = type(None) in get_args(hints[field.strip("`")])
        assert (null_when not in {"", "never"}) == may_be_null, field


# What README and the other pages name


def links() -> Iterator[tuple[Path, str]]:
    for page in WRITTEN:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                yield page, target


def test_links_between_pages_lead_somewhere() -> None:
    assert len(list(links())) > 5
    assert [(page.name, to) for page, to in links() if not (page.parent / to).exists()] == []


@pytest.mark.parametrize("page", [PROJECT / "README.md", DOCS / "library.md"], ids=lambda p: p.name)
def test_python_examples_give_what_they_show(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    result = doctest.testfile(str(page), module_relative=False)
    assert result.attempted > 0, "the page has no examples"
    assert result.failed == 0, "doctest has printed what it got instead"


def verbs() -> set[str]:
    """Return the commands of this project and of Scrapy."""
    folders = [*scrapy.commands.__path__, *commands.__path__]
    return {module.name for module in pkgutil.iter_modules(folders)}


def test_every_command_that_is_named_is_there() -> None:
    named = {
        verb
        for page in WRITTEN
        for verb in re.findall(r"\bscrapy ([a-z]+)\b(?= |`|$)", code_of(page), re.MULTILINE)
    }
    assert len(named) > 10
    assert named <= verbs()


def test_every_command_of_ours_is_documented() -> None:
    ours = {module.name for module in pkgutil.iter_modules(commands.__path__)}
    told = "\n".join(map(code_of, WRITTEN))
    assert {verb for verb in ours if not re.search(rf"\bscrapy {verb}\b", told)} == set()


def code_of(page: Path) -> str:
    """Return the code spans and indented blocks of a page."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^ {4}.*$", text, re.MULTILINE)
    return "\n".join([*blocks, *re.findall(r"`([^`]+)`", text)])


def test_every_setting_that_is_named_is_there() -> None:
    given = {"NEWSCRAWLER_CONTACT", "PYTHON", "SPIDER", "ARGS"}  # to the environment and to make
    scrapys = {"FEEDS", "LOG_LEVEL"}
    told = "\n".join(map(code_of, WRITTEN))
    named = set(re.findall(r"(?<![A-Z_.])[A-Z]{3,}(?:_[A-Z]+)+(?![A-Z_*])", told))
    codes = {code.name for code in ExitCode}
    assert named - given - scrapys - codes <= set(vars(settings))


def test_every_argument_of_a_crawl_is_documented() -> None:
    told = (DOCS / "crawling.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`-a {name}=" not in told] == []


# Where code belongs

CONTRIBUTING = PROJECT / "CONTRIBUTING.md"
ARCHITECTURE = DOCS / "architecture.md"


def test_the_map_shows_every_package() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    shown = {each.strip("/") for each in re.findall(r"\b[a-z_]+/", text.split("## Add")[0])}
    root = PROJECT / "newscrawler"
    packages = {path.parent for path in root.rglob("__init__.py")} - {root}
    near = {path.name for path in packages if len(path.relative_to(root).parts) <= 2}
    assert near - shown == set()


@pytest.mark.parametrize("page", [CONTRIBUTING, ARCHITECTURE], ids=lambda page: page.name)
def test_files_that_are_named_are_there(page: Path) -> None:
    spans = re.findall(r"`([a-z_/]+(?:\.py|\.md|/))`", page.read_text(encoding="utf-8"))
    assert len(spans) > 5
    folders = [PROJECT, PROJECT / "newscrawler", PROJECT / "newscrawler" / "publishers"]
    gone = [each for each in spans if not any((folder / each).exists() for folder in folders)]
    assert gone == []


def floors() -> list[list[str]]:
    """Return the lines of packages in docs/architecture.md, the highest first."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    _, _, drawn = text.partition("imports only from the lines below")
    return [line.split() for line in drawn.splitlines() if line.startswith("    ")]


def test_packages_import_only_from_lines_below_their_own() -> None:
    level = {name: number for number, line in enumerate(floors()) for name in line}
    root = PROJECT / "newscrawler"
    found = {path.stem for path in root.iterdir() if path.suffix != ".typed"}
    assert set(level) == found - {"__init__", "__main__", "__pycache__", "fixtures"}
    # The second is a symbolic link, which the first does not follow.
    files = [*root.rglob("*.py"), *(root / "pipelines").rglob("*.py")]
    wrong = [
        (str(path.relative_to(PROJECT)), name)
        for path in files
        for name in rooms_below(path)
        if (own := path.relative_to(PROJECT / "newscrawler").parts[0].removesuffix(".py")) in level
        and name != own
        and level[name] <= level[own]
    ]
    assert wrong == []


def rooms_below(path: Path) -> Iterator[str]:
    """Yield the packages and modules right below `newscrawler` that a file imports from."""
    for module, name in imported(path):
        if module == "newscrawler" and name:
            yield name
        elif module.startswith("newscrawler."):
            yield module.split(".")[1]


# The version


def test_version_is_the_same_everywhere() -> None:
    citation = (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", citation, re.MULTILINE) == [newscrawler.__version__]
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest and newest[1] == newscrawler.__version__
