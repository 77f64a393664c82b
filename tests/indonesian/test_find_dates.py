"""Dates in running text: every mention of invented sentences, and how many are read rightly.

The sentences hold the kinds of mention that real articles do, marked by hand. Those with `open`
are known not to be read rightly, for the reason it gives; they count in the figures. The last ones
hold nothing but numbers, names, habits and durations that look like dates.
"""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from newscrawler.indonesian.dates import find_dates

FILE = Path(__file__).parents[1] / "data/dates_in_text.jsonl"
SENTENCES = [json.loads(line) for line in FILE.open(encoding="utf-8")]
Mention = tuple[str, str | None, str | None, str | None]


def found_in(sentence: dict[str, Any]) -> list[Mention]:
    anchor = datetime.fromisoformat(sentence["anchor"])
    return [
        (one.text, one.value, one.until, one.precision)
        for one in find_dates(sentence["text"], anchor)
    ]


def marked_in(sentence: dict[str, Any]) -> list[Mention]:
    return [
        (one["text"], one["value"], one["until"], one["precision"]) for one in sentence["mentions"]
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            one,
            id=one["text"],
            marks=pytest.mark.xfail(strict=True, reason=one["open"]) if "open" in one else (),
        )
        for one in SENTENCES
    ],
)
def test_sentence_has_these_dates(sentence: dict[str, Any]) -> None:
    assert found_in(sentence) == marked_in(sentence)


def test_few_dates_are_missed_and_fewer_made_up() -> None:
    found, marked = (
        Counter((place, *one) for place, sentence in enumerate(SENTENCES) for one in read(sentence))
        for read in (found_in, marked_in)
    )
    right = (found & marked).total()
    assert right / found.total() >= 0.98
    assert right / marked.total() >= 0.96


def test_the_set_is_as_large_as_the_figures_need() -> None:
    assert sum(bool(one["mentions"]) for one in SENTENCES) >= 120
    assert sum(not one["mentions"] for one in SENTENCES) >= 40
