"""Make golden answers of pages, compare them, and tell what an article lacks."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table

from newscrawler.items import KINDS_WITHOUT_TEXT, Article
from newscrawler.process import PageOutcome

_MAX_VALUE_CHARS = 160
_INCOMPLETE = (
    "missing:headline",
    "missing:body",
    "missing:published",
    "unreadable:published",
    "partial",
    "incomplete",
    "truncated",
    "wall",
    "undecodable",
    "empty",
    "not_html",
    "extraction_failed",
)
"""Prefixes of the flags that mark an incomplete article."""


def to_golden(outcome: PageOutcome) -> dict[str, Any]:
    """Return the golden answer of a page: all fields of its article except `source`.

    When the article would not be stored, `dropped` says why.
    """
    answer = asdict(outcome.extraction.article)
    del answer["source"]
    return answer if outcome.state == "stored" else answer | {"dropped": outcome.reason}


def compare(golden: Any, answer: Any, field: str = "") -> list[tuple[str, Any, Any]]:
    """Return the smallest differing parts of two answers, as (field, golden value, value)."""
    if golden == answer:
        return []
    if isinstance(golden, dict) and isinstance(answer, dict):
        names = list(golden | answer)
        return [
            difference
            for name in names
            for difference in compare(
                golden.get(name), answer.get(name), f"{field}.{name}".strip(".")
            )
        ]
    if isinstance(golden, list) and isinstance(answer, list) and len(golden) == len(answer):
        return [
            difference
            for number, (one, other) in enumerate(zip(golden, answer, strict=True))
            for difference in compare(one, other, f"{field}[{number}]")
        ]
    return [(field, golden, answer)]


def differences_table(name: str, differences: list[tuple[str, Any, Any]]) -> Table:
    """Return a table of the `differences` that `compare` found in the fixture called `name`."""
    table = Table("field", "golden", "answer", title=name, title_justify="left", show_lines=True)
    for field, golden, answer in differences:
        table.add_row(field, _shown(golden), _shown(answer))
    return table


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return escape(
        text
        if len(text) <= _MAX_VALUE_CHARS
        else f"{text[:_MAX_VALUE_CHARS]}… ({len(text)} characters)"
    )


def missing_parts(article: Article, answer: Mapping[str, Any]) -> list[str]:
    """Return the flags that say why an article is not complete; empty for a complete one."""
    found = [flag for flag in article.flags if flag.startswith(_INCOMPLETE)]
    if article.kind in KINDS_WITHOUT_TEXT and "missing:body" in found:
        found.remove("missing:body")
    dropped = answer.get("dropped")
    return found if dropped is None or dropped in found else [*found, dropped]
