"""Regular expressions and the texts that a backtracking engine reads again and again."""

import re
from collections.abc import Iterator

import pytest

from bench.hostile_texts import hostile_texts
from bench.patterns import Subject, Timing, collect_subjects, own_modules, runner, time_text

LENGTH = 5_000
"""Characters: enough for the time of a pattern in quadratic time to show."""


def defeats(subject: Subject) -> Iterator[str]:
    """Yield the kinds of the texts of which twice as much takes a pattern much more than twice."""
    run = runner(subject.pattern, subject.methods)
    for text in hostile_texts(subject.pattern):
        if Timing(subject, text.kind, *time_text(run, text, LENGTH)).is_super_linear:
            yield text.kind


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
