"""Regular expressions and the texts that a backtracking engine reads again and again."""

import re
from collections.abc import Iterator
from time import process_time

import pytest

from bench.hostile_texts import hostile_texts
from bench.patterns import Subject, collect_subjects, own_modules, runner

LENGTH = 5_000
"""Characters: enough for a pattern in quadratic time to take several times as long as allowed."""
MAX_CPU_SECONDS = 0.05
"""Many times what a pattern in linear time takes, also on a busy machine."""


def defeats(subject: Subject) -> Iterator[str]:
    """Yield the kinds of the texts that a pattern takes long for."""
    run = runner(subject.pattern, subject.methods)
    for hostile in hostile_texts(subject.pattern):
        text, start = hostile.of_length(LENGTH), process_time()
        run(text)
        if process_time() - start > MAX_CPU_SECONDS:
            yield hostile.kind


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_h12_no_pattern_is_defeated_by_a_text_made_for_it() -> None:
    subjects = collect_subjects(own_modules())
    assert len(subjects) > 100
    assert [(each.place, kind) for each in subjects for kind in defeats(each)] == []


@pytest.mark.parametrize("written", [r"\s+$", r"\s*,", r"\d+ WIB"])
def test_h12_a_pattern_that_can_be_defeated_is_found(written: str) -> None:
    subject = Subject("", "", re.compile(written), frozenset({"search"}))
    assert next(defeats(subject))
