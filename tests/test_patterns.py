"""Regular expressions and the texts that a backtracking engine reads again and again."""

import re
from collections.abc import Callable, Iterator
from time import process_time
from typing import Any

import pytest

from bench.hostile_texts import hostile_texts
from bench.patterns import Subject, collect_subjects, own_modules, runner

LENGTH = 5_000
"""Characters: enough for a pattern in quadratic time to take several times as long as allowed."""
MAX_CPU_SECONDS = 0.05
"""Many times what a pattern in linear time takes, also on a busy machine."""


def defeats(subject: Subject) -> Iterator[str]:
    """Yield the kinds of the texts that a pattern takes long for.

    Where a tenth of a text takes less than a hundredth of the time, all of it cannot take too long
    but for worse than quadratic time.
    """
    run = runner(subject.pattern, subject.methods)
    for text in hostile_texts(subject.pattern):
        is_fast = cpu_seconds(run, text.of_length(LENGTH // 10)) < MAX_CPU_SECONDS / 100
        if not is_fast and cpu_seconds(run, text.of_length(LENGTH)) > MAX_CPU_SECONDS:
            yield text.kind


def cpu_seconds(run: Callable[[Any], object], text: str | bytes) -> float:
    start = process_time()
    run(text)
    return process_time() - start


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_h12_no_pattern_is_defeated_by_a_text_made_for_it() -> None:
    subjects = collect_subjects(own_modules())
    assert len(subjects) > 100
    assert [(each.place, kind) for each in subjects for kind in defeats(each)] == []


@pytest.mark.parametrize("written", [r"\s+$", r"\s*,", r"\d+ WIB"])
def test_h12_a_pattern_that_can_be_defeated_is_found(written: str) -> None:
    subject = Subject("", "", re.compile(written), frozenset({"search"}))
    assert next(defeats(subject))
