"""Every flag that a page can get is explained in a plain sentence."""

import ast
import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from newscrawler.extraction.page.document import SavedPage
from newscrawler.extraction.verdict.blocked_pages import Wall
from newscrawler.extraction.verdict.robots_directives import RESERVATIONS
from newscrawler.flags import MEANINGS, meaning_of
from newscrawler.items import Article
from newscrawler.process import process
from newscrawler.reextraction.saved_pages import read_saved
from tests.support.site import FIXTURES, PROJECT

PLACES = ("extraction", "indonesian", "reextraction", "storage")
MODULES = [
    PROJECT / "newscrawler" / "process.py",
    *(path for place in PLACES for path in (PROJECT / "newscrawler" / place).rglob("*.py")),
]
PAGES = sorted(p for p in FIXTURES.rglob("*.html") if not p.stem.startswith("index-"))
WORD = re.compile(r"[a-z][a-z_0-9]+(?::[a-z_]*)?")
NO_FLAGS = {each.name for each in dataclasses.fields(Article)}
RETURN_FLAGS = {"_non_html_flag", "read_document", "read_sidecar", "_fetch_time"}
TAKE_FLAGS = {"_failed": 1, "with_time": 3}
"""Functions that are given a flag, and as which argument."""


def flag_expressions(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions whose value becomes a flag or a list of flags."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="append", value=target), args=[value]):
                if name_of(target).endswith("flags"):
                    yield value
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in TAKE_FLAGS:
                yield from arguments[TAKE_FLAGS[name] :]
            case ast.Assign(targets=[target]) | ast.AugAssign(target=target):
                if name_of(target).endswith(("flags", "missing")):
                    yield node.value
            case ast.keyword(arg="flags", value=value):
                yield value
            case ast.FunctionDef(name=name) if name in RETURN_FLAGS:
                yield from (each for each in ast.walk(node) if isinstance(each, ast.Return))


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return getattr(node, "attr", getattr(node, "id", ""))


def strings_in(node: ast.AST, names: Mapping[str, Any]) -> Iterator[str]:
    """Yield the strings that an expression names: of an f-string the beginning alone."""
    match node:
        case ast.JoinedStr(values=[ast.FormattedValue(value=ast.Name(id=name)), *_]):
            yield f"{names.get(name)}:"
        case ast.JoinedStr(values=[ast.FormattedValue(value=beginning), *_]):
            yield from strings_in(beginning, names)
        case ast.JoinedStr(values=[beginning, *_]):
            yield from strings_in(beginning, names)
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) if isinstance(names.get(name), str):
            yield names[name]
        case ast.Attribute(attr="FLAG", value=ast.Name(id=module)):
            yield names[module].FLAG
        case _:
            for child in ast.iter_child_nodes(node):
                yield from strings_in(child, names)


def flags_named_in_code() -> set[str]:
    found = set()
    for path in MODULES:
        dotted = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        if "migrations" not in dotted:
            names = vars(import_module(dotted.removesuffix(".__init__")))
            for expression in flag_expressions(ast.parse(path.read_text(encoding="utf-8"))):
                found |= {text for text in strings_in(expression, names) if WORD.fullmatch(text)}
    return found - NO_FLAGS


def is_explained(flag: str) -> bool:
    """Tell whether all flags that begin with `flag`, where it ends with a colon, are explained."""
    return (
        flag in MEANINGS
        or meaning_of(flag) is not None
        or any(flag.endswith(":") and known.startswith(flag) for known in MEANINGS)
    )


def test_every_flag_named_in_the_code_is_explained() -> None:
    named = flags_named_in_code()
    assert {
        "partial",
        "charset:",
        "wall:",
        "incomplete",
        "incomplete:",
        "page_failed:",
        "missing:",
        "unreadable:",
        "truncated:",
        "no_sidecar",
        "weekday_mismatch",
        "unstorable_characters",
    } <= named, "the search finds flags"
    assert [flag for flag in sorted(named) if not is_explained(flag)] == []


def test_every_kind_of_wall_and_reservation_is_explained() -> None:
    walls = [f"wall:{kind}" for kind in Wall.__args__]  # type: ignore[attr-defined]
    assert [flag for flag in (*walls, *RESERVATIONS) if flag not in MEANINGS] == []


def test_nothing_is_explained_that_no_code_can_set() -> None:
    named = flags_named_in_code()
    beginnings = {flag for flag in named if flag.endswith(":")}
    known = named | set(RESERVATIONS)
    unknown = [
        flag for flag in MEANINGS if flag not in known and not flag.startswith(tuple(beginnings))
    ]
    assert unknown == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_every_flag_of_a_page_is_explained(page: Path) -> None:
    article = process(read_saved(str(page))).extraction.article
    stamps = [date for date in (article.published, article.modified) if date]
    flags = [*article.flags, *(flag for date in (*stamps, *article.dates) for flag in date.flags)]
    assert [flag for flag in flags if meaning_of(flag) is None] == []
    golden = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["article"]["flags"]
    assert [flag for flag in golden if meaning_of(flag) is None] == []


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"{}", b"<rss/>", b"saung"])
def test_what_is_no_page_is_explained(body: bytes) -> None:
    (flag, *_) = process(SavedPage("https://contoh.example/a", body, None)).extraction.article.flags
    assert meaning_of(flag)


@pytest.mark.parametrize("sentence", MEANINGS.values())
def test_a_meaning_is_one_sentence(sentence: str) -> None:
    assert re.fullmatch(r"(?:[A-Z]|\{\}).*[.]", sentence)
    assert ". " not in sentence


def test_an_unknown_flag_has_no_meaning() -> None:
    assert meaning_of("saung") is None
    assert meaning_of("saung:3") is None
