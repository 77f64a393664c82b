"""Detect drift: compare what a publisher's pages gave in the newest runs with earlier runs.

A proportion has dropped when the drop is large enough to matter and chance does not explain it: the
lower bound of the difference lies above zero, by Newcombe's hybrid score interval (Statistics in
Medicine 17, 1998, method 10), which is built from the Wilson intervals of both proportions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import hypot, sqrt
from statistics import NormalDist
from typing import Literal

from newscrawler.storage.field_coverage import FieldCoverage, ListingYield, RunCoverage

Subject = Literal["article", "field", "selector", "listing"]
CONFIDENCE: Mapping[Subject, float] = {"field": 0.99, "selector": 0.95}
"""The one-sided confidence that a drop needs. It is higher for fields than for selectors, since
what pages say varies from page to page, while a template either has an element or lacks it."""
FIELD_ALIASES: Mapping[str, str] = {"container": "body"}
"""The field of an article that selectors of another name give."""
_MAX_EXAMPLES = 5
"""Addresses that a regression names as examples."""


@dataclass(frozen=True)
class Limits:
    """When a drop counts as a regression.

    The newest runs are compared with up to `runs` earlier ones. A proportion may drop by less than
    `max_drop` (0 to 1). Nothing is judged on fewer than `min_pages` pages, now or before.
    """

    runs: int = 10
    max_drop: float = 0.2
    min_pages: int = 10


@dataclass(frozen=True)
class Proportion:
    """How many of `pages` pages gave something: `found` of them."""

    found: int
    pages: int

    @property
    def value(self) -> float:
        """The proportion as a number from 0 to 1; 0 when there are no pages."""
        return self.found / self.pages if self.pages else 0.0

    def bounds(self, z: float) -> tuple[float, float]:
        """Return the Wilson score interval, `z` standard deviations to either side."""
        n, p = self.pages, self.value
        middle, scale = p + z * z / (2 * n), 1 + z * z / n
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - reach) / scale, (middle + reach) / scale


@dataclass(frozen=True)
class FieldHistory:
    """How often a field, or one selector of it, was found: in each run, before and now.

    `selector` is "" for the field as a whole. `runs` goes from the oldest run to the newest, with
    None for a run that did not look for the field. `rules` counts the pages of the newest runs by
    the rule that gave the field.
    """

    field: str
    selector: str
    runs: Sequence[Proportion | None]
    before: Proportion
    now: Proportion
    rules: Mapping[str, int]


@dataclass(frozen=True)
class Regression:
    """Something that the newest runs give less often than earlier runs.

    `name` is a field, or the form of a listing's address. For a listing, `found` of `before` and
    `now` counts the links that it named, and `pages` how often it was fetched. `selectors` are
    those that match less often, `rules` is as in `FieldHistory`, and `pages` are some addresses to
    look at.
    """

    subject: Subject
    name: str
    before: Proportion
    now: Proportion
    selectors: Sequence[str] = ()
    rules: Mapping[str, int] = field(default_factory=dict)
    pages: Sequence[str] = ()


@dataclass(frozen=True)
class Health:
    """The health of one publisher: `pages` pages of the newest runs against `runs` earlier runs.

    `unjudged` says why they could not be compared, None when they were.
    """

    publisher: str
    runs: int
    pages: int
    fields: Sequence[FieldHistory]
    regressions: Sequence[Regression]
    unjudged: str | None


def dropped_significantly(
    before: Proportion, now: Proportion, confidence: float, limits: Limits
) -> bool:
    """Return whether a proportion dropped by at least `limits.max_drop`, and not by chance."""
    if min(before.pages, now.pages) < limits.min_pages:
        return False
    drop = round(before.value - now.value, 9)  # 1 - 0.8 is less than 0.2
    if drop < limits.max_drop:
        return False
    z = NormalDist().inv_cdf(confidence)
    (low, _), (_, high) = before.bounds(z), now.bounds(z)
    return drop > hypot(before.value - low, high - now.value)


def detect_drift(
    publisher: str,
    runs: Iterable[RunCoverage[FieldCoverage]],
    listings: Iterable[RunCoverage[ListingYield]],
    limits: Limits,
) -> Health:
    """Compare the newest of `runs` and `listings` with the earlier ones.

    Both are given the newest first. The newest runs are as many as it takes to have
    `limits.min_pages` pages between them.
    """
    newest, earlier = _split(runs, limits)
    yields = [*islice(listings, limits.runs + 1)]
    now, before = _totals(newest), _totals(earlier)
    pages = sum(map(_pages, newest))
    order = [*reversed(earlier), *reversed(newest)]
    regressions = [
        *_dropped_fields(before, now, limits),
        *_dropped_selectors(before, now, limits),
        *_empty_listings(yields, limits),
    ]
    if not any(regression.subject == "article" for regression in regressions):
        regressions[:0] = _no_articles(now, yields, limits)
    return Health(
        publisher,
        len(earlier),
        pages,
        [_field_history(key, order, before, now) for key in now],
        regressions,
        _why_unjudged(pages, sum(map(_pages, earlier)), limits),
    )


_Key = tuple[str, str]
_Run = RunCoverage[FieldCoverage]


def _pages(run: _Run) -> int:
    # Every page counts for `article`, whether it is one or not.
    return sum(tally.pages for tally in run.tallies if tally.field == "article")


def _split(runs: Iterable[_Run], limits: Limits) -> tuple[list[_Run], list[_Run]]:
    """Split `runs` into the newest, which have enough pages between them, and the earlier ones."""
    newest: list[_Run] = []
    earlier: list[_Run] = []
    for run in runs:
        if sum(map(_pages, newest)) < limits.min_pages:
            newest.append(run)
        elif len(earlier) < limits.runs:
            earlier.append(run)
        else:
            break
    return newest, earlier


def _totals(runs: Iterable[_Run]) -> dict[_Key, FieldCoverage]:
    """Add up the tallies of `runs` by field and selector; examples of the newest come first."""
    totals: dict[_Key, FieldCoverage] = {}
    for run in runs:
        for tally in run.tallies:
            key = (tally.field, tally.selector)
            total = totals.setdefault(
                key, FieldCoverage(publisher=tally.publisher, field=tally.field)
            )
            total.pages += tally.pages
            total.found += tally.found
            for rule, number in tally.rules.items():
                total.rules[rule] = total.rules.get(rule, 0) + number
            total.examples = [*total.examples, *tally.examples][:_MAX_EXAMPLES]
    return totals


def _proportion(tally: FieldCoverage | None) -> Proportion:
    return Proportion(tally.found, tally.pages) if tally else Proportion(0, 0)


def _field_history(
    key: _Key,
    runs: Iterable[_Run],
    before: Mapping[_Key, FieldCoverage],
    now: Mapping[_Key, FieldCoverage],
) -> FieldHistory:
    found = [{(t.field, t.selector): t for t in run.tallies}.get(key) for run in runs]
    shares = [_proportion(tally) if tally else None for tally in found]
    return FieldHistory(
        *key, shares, _proportion(before.get(key)), _proportion(now[key]), now[key].rules
    )


def _dropped_fields(
    before: Mapping[_Key, FieldCoverage], now: Mapping[_Key, FieldCoverage], limits: Limits
) -> Iterator[Regression]:
    for (name, selector), tally in now.items():
        was, found = _proportion(before.get((name, selector))), _proportion(tally)
        if not selector and dropped_significantly(was, found, CONFIDENCE["field"], limits):
            subject: Subject = "article" if name == "article" else "field"
            yield Regression(subject, name, was, found, (), tally.rules, tally.examples)


def _dropped_selectors(
    before: Mapping[_Key, FieldCoverage], now: Mapping[_Key, FieldCoverage], limits: Limits
) -> Iterator[Regression]:
    """Yield the fields whose selectors, taken together, match less often.

    Where a known layout replaces another one, its selectors match instead: that is no regression.
    """
    for name in dict.fromkeys(key for key, selector in now if selector):
        old, new = _of_selectors(before, name), _of_selectors(now, name)
        was, found = _matched_by_any(old), _matched_by_any(new)
        if dropped_significantly(was, found, CONFIDENCE["selector"], limits):
            less = [css for css in new if css in old and _matches_less(old[css], new[css])]
            given = now.get((FIELD_ALIASES.get(name, name), ""))
            last = min(new.values(), key=lambda tally: tally.pages)  # tried when no other matched
            rules = given.rules if given else {}
            selectors = less or list(new)
            yield Regression("selector", name, was, found, selectors, rules, last.examples)


def _of_selectors(tallies: Mapping[_Key, FieldCoverage], name: str) -> dict[str, FieldCoverage]:
    """Return the tallies of the selectors of the field `name`, by selector."""
    return {css: tally for (field, css), tally in tallies.items() if field == name and css}


def _matched_by_any(tallies: Mapping[str, FieldCoverage]) -> Proportion:
    """Return on how many pages any selector matched; the first is tried on every page."""
    found = sum(tally.found for tally in tallies.values())
    return Proportion(found, max((tally.pages for tally in tallies.values()), default=0))


def _matches_less(before: FieldCoverage, now: FieldCoverage) -> bool:
    return _proportion(now).value < _proportion(before).value


def _empty_listings(
    runs: Sequence[RunCoverage[ListingYield]], limits: Limits
) -> Iterator[Regression]:
    """Yield the listings without links in the newest run that had some in all earlier runs."""
    for tally in runs[0].tallies if runs else ():
        known = [t for run in runs[1:] for t in run.tallies if t.listing == tally.listing]
        before = Proportion(sum(t.named for t in known), sum(t.asked for t in known))
        had_links = all(each.named for each in known) and before.found >= limits.min_pages
        if had_links and not tally.named:
            now = Proportion(0, tally.asked)
            yield Regression("listing", tally.listing, before, now, pages=tally.examples)


def _no_articles(
    now: Mapping[_Key, FieldCoverage], listings: Sequence[RunCoverage[ListingYield]], limits: Limits
) -> Iterator[Regression]:
    """Yield a regression for enough pages without any article, or listings without any page."""
    never = Proportion(0, 0)
    tally = now.get(("article", ""))
    if tally and not tally.found and tally.pages >= limits.min_pages:
        found = Proportion(0, tally.pages)
        yield Regression("article", "article", never, found, (), tally.rules, tally.examples)
    elif not now and listings:
        asked = [each.listing for each in listings[0].tallies][:_MAX_EXAMPLES]
        yield Regression("article", "article", never, never, pages=asked)


def _why_unjudged(pages: int, before: int, limits: Limits) -> str | None:
    if pages < limits.min_pages:
        return f"{pages} pages, {limits.min_pages} are needed"
    if before < limits.min_pages:
        return f"{before} pages in earlier runs, {limits.min_pages} are needed"
    return None
