"""Golden answers: what an article should be, how another differs from it, what it lacks."""

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
"""How the flags of a page begin that is no whole article."""


def to_golden(outcome: PageOutcome) -> dict[str, Any]:
    """Return the golden answer of a page: all fields of its article but where it was read from.

    `dropped` says why it is not stored, if it is not.
    """
    answer = asdict(outcome.extraction.article)
    del answer["source"]
    return answer if outcome.state == "stored" else answer | {"dropped": outcome.reason}


def compare(golden: Any, answer: Any, field: str = "") -> list[tuple[str, Any, Any]]:
    """Where two answers differ, as (field, golden, answer), down to the smallest parts."""
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
    """The `differences` that `compare` found in the fixture called `name`."""
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
    """Return why this is no whole article, in the words of its flags."""
    found = [flag for flag in article.flags if flag.startswith(_INCOMPLETE)]
    if article.kind in KINDS_WITHOUT_TEXT and "missing:body" in found:
        found.remove("missing:body")
    dropped = answer.get("dropped")
    return found if dropped is None or dropped in found else [*found, dropped]
