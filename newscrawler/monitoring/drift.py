"""Drift: what a publisher's pages gave lately, held against what they gave before.

A share has fallen when it fell by so much that it matters, and when chance does not explain it:
the lower bound of the difference, by Newcombe's hybrid score interval (Statistics in Medicine 17,
1998, method 10, from Wilson's intervals of both shares), lies above zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import hypot, sqrt
from statistics import NormalDist
from typing import Literal

from newscrawler.storage import FieldCoverage, ListingYield, RunCoverage

Subject = Literal["article", "field", "selector", "listing"]
CONFIDENCE: Mapping[Subject, float] = {"field": 0.99, "selector": 0.95}
"""One-sided. What pages say differs from page to page; a template has its elements or has not."""
GIVES: Mapping[str, str] = {"container": "body"}
"""The field of an article that a publisher's selectors give, where they bear another name."""
_MOST_PAGES = 5


@dataclass(frozen=True)
class Limits:
    """How to judge: against up to `runs` earlier runs, a fall of at least `fall` (0 to 1).

    Less than `min_pages` pages, now or before, are not judged.
    """

    runs: int = 10
    fall: float = 0.2
    min_pages: int = 10


@dataclass(frozen=True)
class Share:
    """`found` of `pages`."""

    found: int
    pages: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1; 0 of no pages."""
        return self.found / self.pages if self.pages else 0.0

    def bounds(self, z: float) -> tuple[float, float]:
        """Wilson's score interval of the share, `z` standard deviations wide on either side."""
        n, p = self.pages, self.value
        middle, scale = p + z * z / (2 * n), 1 + z * z / n
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - reach) / scale, (middle + reach) / scale


@dataclass(frozen=True)
class Course:
    """A field (`selector` is "") or one selector of it: in each run, before and now.

    `runs` are from the oldest to the newest, None where a run did not ask; `rules` counts the
    pages of now by the rule that gave the field.
    """

    field: str
    selector: str
    runs: Sequence[Share | None]
    before: Share
    now: Share
    rules: Mapping[str, int]


@dataclass(frozen=True)
class Finding:
    """What has fallen: `name` is a field or the form of a listing's address.

    A listing counts what it names, not pages. `selectors` are those that match less, `rules` as in
    `Course`, `pages` some addresses to look at.
    """

    subject: Subject
    name: str
    before: Share
    now: Share
    selectors: Sequence[str] = ()
    rules: Mapping[str, int] = field(default_factory=dict)
    pages: Sequence[str] = ()


@dataclass(frozen=True)
class Health:
    """One publisher: `runs` earlier runs and `pages` pages of now were compared.

    `unjudged` says why they could not be.
    """

    publisher: str
    runs: int
    pages: int
    courses: Sequence[Course]
    findings: Sequence[Finding]
    unjudged: str | None


def has_fallen(before: Share, now: Share, confidence: float, limits: Limits) -> bool:
    """Whether the share fell by at least `limits.fall`, and not by chance."""
    if min(before.pages, now.pages) < limits.min_pages:
        return False
    fall = round(before.value - now.value, 9)  # 1 - 0.8 is less than 0.2
    if fall < limits.fall:
        return False
    z = NormalDist().inv_cdf(confidence)
    (low, _), (_, high) = before.bounds(z), now.bounds(z)
    return fall > hypot(before.value - low, high - now.value)


def examine(
    publisher: str,
    runs: Iterable[RunCoverage[FieldCoverage]],
    listings: Iterable[RunCoverage[ListingYield]],
    limits: Limits,
) -> Health:
    """Hold the newest of `runs` and of `listings` (the newest first) against those before.

    Of the runs as many count as newest as it takes to have `limits.min_pages` pages.
    """
    newest, earlier = _split(runs, limits)
    asked = [*islice(listings, limits.runs + 1)]
    now, before = _sums(newest), _sums(earlier)
    pages = sum(map(_pages, newest))
    order = [*reversed(earlier), *reversed(newest)]
    findings = [
        *_fallen_fields(before, now, limits),
        *_fallen_selectors(before, now, limits),
        *_silent_listings(asked, limits),
    ]
    if not any(finding.subject == "article" for finding in findings):
        findings[:0] = _no_article(now, asked, limits)
    return Health(
        publisher,
        len(earlier),
        pages,
        [_course(key, order, before, now) for key in now],
        findings,
        _why_unjudged(pages, sum(map(_pages, earlier)), limits),
    )


_Key = tuple[str, str]
_Run = RunCoverage[FieldCoverage]


def _pages(run: _Run) -> int:
    """The pages of a run: each was asked whether it is an article."""
    return sum(tally.pages for tally in run.tallies if tally.field == "article")


def _split(runs: Iterable[_Run], limits: Limits) -> tuple[list[_Run], list[_Run]]:
    """The newest runs, which have pages enough together, and the earlier ones."""
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


def _sums(runs: Iterable[_Run]) -> dict[_Key, FieldCoverage]:
    """The tallies of all `runs` by field and selector, with the examples of the newest first."""
    sums: dict[_Key, FieldCoverage] = {}
    for run in runs:
        for tally in run.tallies:
            key = (tally.field, tally.selector)
            total = sums.setdefault(
                key, FieldCoverage(publisher=tally.publisher, field=tally.field)
            )
            total.pages += tally.pages
            total.found += tally.found
            for rule, number in tally.rules.items():
                total.rules[rule] = total.rules.get(rule, 0) + number
            total.examples = [*total.examples, *tally.examples][:_MOST_PAGES]
    return sums


def _share(tally: FieldCoverage | None) -> Share:
    return Share(tally.found, tally.pages) if tally else Share(0, 0)


def _course(
    key: _Key,
    runs: Iterable[_Run],
    before: Mapping[_Key, FieldCoverage],
    now: Mapping[_Key, FieldCoverage],
) -> Course:
    found = [{(t.field, t.selector): t for t in run.tallies}.get(key) for run in runs]
    shares = [_share(tally) if tally else None for tally in found]
    return Course(*key, shares, _share(before.get(key)), _share(now[key]), now[key].rules)


def _fallen_fields(
    before: Mapping[_Key, FieldCoverage], now: Mapping[_Key, FieldCoverage], limits: Limits
) -> Iterator[Finding]:
    for (name, selector), tally in now.items():
        was, found = _share(before.get((name, selector))), _share(tally)
        if not selector and has_fallen(was, found, CONFIDENCE["field"], limits):
            subject: Subject = "article" if name == "article" else "field"
            yield Finding(subject, name, was, found, (), tally.rules, tally.examples)


def _fallen_selectors(
    before: Mapping[_Key, FieldCoverage], now: Mapping[_Key, FieldCoverage], limits: Limits
) -> Iterator[Finding]:
    """Fields whose selectors together match less: where a layout gives way to a known one, none."""
    for name in dict.fromkeys(key for key, selector in now if selector):
        was, tallies = _together(before, name), _together(now, name)
        if has_fallen(_any(was), _any(tallies), CONFIDENCE["selector"], limits):
            less = [css for css in tallies if css in was and _loses(was[css], tallies[css])]
            given = now.get((GIVES.get(name, name), ""))
            last = min(tallies.values(), key=lambda tally: tally.pages)  # asked when none matched
            yield Finding(
                "selector",
                name,
                _any(was),
                _any(tallies),
                less or list(tallies),
                given.rules if given else {},
                last.examples,
            )


def _together(tallies: Mapping[_Key, FieldCoverage], name: str) -> dict[str, FieldCoverage]:
    """The tallies of a field's selectors."""
    return {css: tally for (field, css), tally in tallies.items() if field == name and css}


def _any(tallies: Mapping[str, FieldCoverage]) -> Share:
    """On how many pages one of the selectors matched: the first was asked on all."""
    found = sum(tally.found for tally in tallies.values())
    return Share(found, max((tally.pages for tally in tallies.values()), default=0))


def _loses(before: FieldCoverage, now: FieldCoverage) -> bool:
    return _share(now).value < _share(before).value


def _silent_listings(
    runs: Sequence[RunCoverage[ListingYield]], limits: Limits
) -> Iterator[Finding]:
    """Listings that name nothing in the newest run, and did in every earlier one that asked."""
    for tally in runs[0].tallies if runs else ():
        known = [t for run in runs[1:] for t in run.tallies if t.listing == tally.listing]
        before = Share(sum(t.named for t in known), sum(t.asked for t in known))
        spoke = all(each.named for each in known) and before.found >= limits.min_pages
        if spoke and not tally.named:
            now = Share(0, tally.asked)
            yield Finding("listing", tally.listing, before, now, pages=tally.examples)


def _no_article(
    now: Mapping[_Key, FieldCoverage], listings: Sequence[RunCoverage[ListingYield]], limits: Limits
) -> Iterator[Finding]:
    """Pages enough and not one article among them, or listings and not one page."""
    never = Share(0, 0)
    tally = now.get(("article", ""))
    if tally and not tally.found and tally.pages >= limits.min_pages:
        found = Share(0, tally.pages)
        yield Finding("article", "article", never, found, (), tally.rules, tally.examples)
    elif not now and listings:
        asked = [each.listing for each in listings[0].tallies][:_MOST_PAGES]
        yield Finding("article", "article", never, never, pages=asked)


def _why_unjudged(pages: int, before: int, limits: Limits) -> str | None:
    if pages < limits.min_pages:
        return f"{pages} pages, {limits.min_pages} are needed"
    if before < limits.min_pages:
        return f"{before} pages in earlier runs, {limits.min_pages} are needed"
    return None
