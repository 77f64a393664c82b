"""Drift: what has dropped is named, and only that."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.monitoring.drift import (
    Health,
    Limits,
    Proportion,
    detect_drift,
    dropped_significantly,
)
from newscrawler.storage.field_coverage import FieldCoverage, ListingYield, RunCoverage

LIMITS = Limits()
KEY = "tribun_video"


Shares = dict[str | tuple[str, str], tuple[int, int]]


def run(number: int, shares: Shares, pages: int | None = None) -> RunCoverage[FieldCoverage]:
    """Return a run in which each field, or (field, selector), was found on (found, pages)."""
    tallies = [
        FieldCoverage(
            publisher=KEY,
            field=name if isinstance(name, str) else name[0],
            selector="" if isinstance(name, str) else name[1],
            found=found,
            pages=asked,
        )
        for name, (found, asked) in shares.items()
    ]
    most = max(asked for _, asked in shares.values()) if pages is None else pages
    tallies.append(FieldCoverage(publisher=KEY, field="article", found=most, pages=most))
    return RunCoverage(str(number), tallies)


def judged(*runs: Shares, limits: Limits = LIMITS) -> Health:
    """Return the health after `runs`, which go from the oldest to the newest."""
    made = [run(number, shares) for number, shares in enumerate(runs)]
    return detect_drift(KEY, reversed(made), (), limits)


def names(health: Health) -> list[tuple[str, str]]:
    return [(regression.subject, regression.name) for regression in health.regressions]


def test_a_field_that_falls_from_95_to_40_percent_is_named() -> None:
    health = judged({"authors": (95, 100)}, {"authors": (40, 100)})
    (found,) = health.regressions
    assert (found.subject, found.name) == ("field", "authors")
    assert (found.before, found.now) == (Proportion(95, 100), Proportion(40, 100))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param((95, 100), (1, 2), id="too few now"),
        pytest.param((9, 9), (0, 100), id="too few before"),
        pytest.param((95, 100), (80, 100), id="less than the limit"),
        pytest.param((40, 100), (95, 100), id="a rise"),
        pytest.param((60, 100), (4, 10), id="chance"),
    ],
)
def test_what_may_be_chance_is_no_alarm(before: tuple[int, int], now: tuple[int, int]) -> None:
    assert names(judged({"authors": before}, {"authors": now})) == []


def test_runs_with_few_pages_are_taken_together() -> None:
    few: Shares = {"authors": (1, 4)}
    health = judged({"authors": (40, 40)}, few, few, few)
    assert names(health) == [("field", "authors")]
    assert (health.pages, health.runs) == (12, 1)
    assert health.unjudged is None


def test_no_more_runs_than_asked_for_are_compared() -> None:
    runs: list[Shares] = [{"authors": (50, 50)}, {"authors": (10, 50)}, {"authors": (10, 50)}]
    assert names(judged(*runs)) == [("field", "authors")]
    assert names(judged(*runs, limits=Limits(runs=1))) == []


def test_too_few_pages_are_said() -> None:
    assert judged({"authors": (50, 50)}, {"authors": (0, 0)}, limits=Limits(min_pages=60)).unjudged
    health = judged({"authors": (5, 5)})
    assert health.unjudged == "5 pages, 10 are needed"


def test_a_known_layout_in_place_of_another_is_no_drift() -> None:
    """What the second selector carries is still the site's own."""
    new, old = ("authors", "div.baru"), ("authors", "div.lama")
    before: Shares = {new: (30, 30)}
    assert names(judged(before, {new: (2, 30), old: (28, 28)})) == []
    health = judged(before, {new: (2, 30), old: (0, 28)})
    assert names(health) == [("selector", "authors")]
    assert health.regressions[0].selectors == ["div.baru"]


def listings(*named: int) -> Sequence[RunCoverage[ListingYield]]:
    """Return runs, the newest first, in which one listing had so many links."""
    return [
        RunCoverage(str(number), [ListingYield(publisher=KEY, listing="a", named=n)])
        for number, n in enumerate(named)
    ]


@pytest.mark.parametrize(
    ("named", "silent"),
    [
        pytest.param((0, 40, 30), True, id="it always named something"),
        pytest.param((0, 40, 0), False, id="it has been silent before"),
        pytest.param((0, 3, 2), False, id="it named too little"),
        pytest.param((1, 40, 30), False, id="it still speaks"),
        pytest.param((0,), False, id="nothing is known of it"),
    ],
)
def test_a_silent_listing_is_held_against_all_earlier_runs(
    named: tuple[int, ...], silent: bool
) -> None:
    runs = [run(0, {"headline": (20, 20)})]
    health = detect_drift(KEY, runs, listings(*named), LIMITS)
    assert names(health) == ([("listing", "a")] if silent else [])


def test_listings_without_any_page_are_named() -> None:
    assert names(detect_drift(KEY, (), listings(40), LIMITS)) == [("article", "article")]


def test_pages_without_any_article_are_named_at_once() -> None:
    tallies = [FieldCoverage(publisher=KEY, field="article", pages=12, rules={"wall": 12})]
    health = detect_drift(KEY, [RunCoverage("a", tallies)], (), LIMITS)
    assert names(health) == [("article", "article")]


@given(st.integers(1, 400), st.integers(1, 400), st.data())
def test_only_a_fall_is_a_fall(before: int, now: int, data: st.DataObject) -> None:
    was = Proportion(data.draw(st.integers(0, before)), before)
    found = Proportion(data.draw(st.integers(0, now)), now)
    for share in (was, found):
        low, high = share.bounds(2.0)
        assert low - 1e-9 <= share.value <= high + 1e-9
    fell = dropped_significantly(was, found, 0.99, LIMITS)
    assert not fell or was.value - found.value >= LIMITS.max_drop - 1e-9
    assert not (fell and dropped_significantly(found, was, 0.99, LIMITS))
    ten = Proportion(was.found * 10, was.pages * 10), Proportion(found.found * 10, found.pages * 10)
    assert not fell or dropped_significantly(*ten, 0.99, LIMITS), "more pages are no less evidence"
