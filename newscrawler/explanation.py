"""Why a page reads as it does: each field with what every source offered, each flag in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Literal

from newscrawler.extraction import Offer, SavedPage, trace_page
from newscrawler.extraction.offers import MODIFIED, REMOVE
from newscrawler.flags import meaning_of
from newscrawler.indonesian.dates import parse_date
from newscrawler.items import PUBLISHED_IS_MODIFIED, Article, DateValue
from newscrawler.process import PageOutcome, Policy, process

Verdict = Literal["taken", "same", "other", "rejected", "no match"]
"""What became of an offer: `same` and `other` were not needed, for another was taken."""

EXPLAINED_FIELDS = tuple(
    each.name
    for each in fields(Article)
    if each.name not in {"flags", "raw", "provenance", "selectors"}
)
"""The fields of an article but those that are about the others."""

_DATES = ("published", "modified")
_DERIVED_FROM = {
    "url": "the fetch",
    "canonical_url": "page's links",
    "publisher": "URL",
    "fetched_at": "the fetch",
    "source": "the fetch",
    "dateline": "text",
    "modified": "published line",
    "links": "text",
    "cleaned": "text",
    "quotes": "text",
    "citations": "text",
    "dates": "text",
    "related": "link blocks",
    "inline_related": "lines amid text",
    "hashtags": "lines cut off",
    "images": "figures, data",
    "republished_from": "lines cut off",
    "source_line": "lines cut off",
    "notices": "lines cut off",
    "missing_pages": "pager",
    "failed_pages": "pager",
}
"""Where a field is from that no source offers as it is: `lines cut off` stood in the text, and are
notices and the like; `published line` prints both times; `figures, data` are those of the page and
its JSON-LD and meta tags."""


@dataclass(frozen=True)
class WeighedOffer:
    """An offer (as in `Offer`, without its field), and what became of it."""

    verdict: Verdict
    rule: str
    selector: str | None
    values: Sequence[str]
    kept: Sequence[str]


@dataclass(frozen=True)
class FieldExplanation:
    """A field's plain value, the rule and selector that gave it, and the offers, best first.

    `rule` is None for a field that is empty, and for one `derived_from` something else.
    """

    field: str
    value: Any
    rule: str | None
    selector: str | None
    derived_from: str | None
    note: str | None
    offers: Sequence[WeighedOffer]


@dataclass(frozen=True)
class FlagExplanation:
    """A flag, `on` the article or one of its dates, how often it is set there, what it means."""

    flag: str
    on: str
    count: int
    meaning: str


@dataclass(frozen=True)
class Explanation:
    """All that explains one page.

    `publisher` is the key of the publisher whose facts were used, None where none were.
    `state` and `reason` are those of the page's outcome. `removals` are the publisher's `remove`
    selectors with what they take out of the text. `unmatched` are its selectors that match
    nothing, by field; `matchless` are the fields for which none of its selectors matches.
    `selectors` counts all of them.
    """

    url: str | None
    source: str | None
    fetched_at: str | None
    publisher: str | None
    state: str
    reason: str | None
    page: int | str
    other_pages: Sequence[int]
    flags: Sequence[FlagExplanation]
    fields: Sequence[FieldExplanation]
    removals: Sequence[WeighedOffer]
    selectors: int
    unmatched: dict[str, list[str]]
    matchless: Sequence[str]


def explain(page: SavedPage, policy: Policy) -> Explanation:
    """Read `page` as `process` does under `policy`, and explain what comes of it."""
    outcome = process(page, policy)
    extraction = outcome.extraction
    offers = [] if extraction.unreadable else trace_page(page, policy.publisher)
    article = extraction.article
    unmatched: dict[str, list[str]] = {}
    for offer in offers:
        if offer.selector and not offer.values:
            unmatched.setdefault(offer.field, []).append(offer.selector)
    matching = {offer.field for offer in offers if offer.selector and offer.values}
    return Explanation(
        url=article.url,
        source=article.source,
        fetched_at=article.fetched_at,
        publisher=extraction.publisher.key or None,
        state=outcome.state,
        reason=outcome.reason,
        page=extraction.pages.number or "all",
        other_pages=sorted(extraction.pages.others) if extraction.is_part else [],
        flags=list(_flags(article)),
        fields=[_explain_field(name, outcome, offers) for name in EXPLAINED_FIELDS],
        removals=[
            _weighed("taken" if offer.values else "no match", offer)
            for offer in offers
            if offer.field == REMOVE
        ],
        selectors=sum(offer.selector is not None for offer in offers),
        unmatched=unmatched,
        matchless=[name for name in unmatched if name not in matching | {REMOVE}],
    )


def _flags(article: Article) -> Iterator[FlagExplanation]:
    counted = Counter((flag, "article") for flag in article.flags)
    for name in _DATES:
        date = getattr(article, name)
        counted.update((flag, name) for flag in (date.flags if date else ()))
    counted.update((flag, "dates") for date in article.dates for flag in date.flags)
    related = [link for block in article.related for link in block.links]
    for link in (*related, *article.inline_related):
        counted.update((flag, "related") for flag in (link.date.flags if link.date else ()))
    for (flag, on), count in counted.items():
        yield FlagExplanation(flag, on, count, meaning_of(flag) or "Nobody has explained it.")


def _explain_field(name: str, outcome: PageOutcome, offers: Sequence[Offer]) -> FieldExplanation:
    article = outcome.extraction.article
    value, rule = asdict(article)[name], article.provenance.get(name)
    selector = article.selectors.get("container" if name == "body" else name)
    selector = selector if rule == "site" else None
    own = [offer for offer in offers if offer.field == name]
    taken = next((o for o in own if o.kept and (o.rule, o.selector) == (rule, selector)), None)
    weighed = [_weighed(_verdict(offer, taken, outcome), offer) for offer in own]
    order = ("taken", "same", "other", "rejected", "no match")
    is_derived = rule is None and value not in (None, [])
    return FieldExplanation(
        name,
        value,
        rule if is_derived or value not in (None, []) else None,
        selector,
        _DERIVED_FROM.get(name) if is_derived else None,
        _note(name, rule, own),
        sorted(weighed, key=lambda each: order.index(each.verdict)),
    )


def _weighed(verdict: Verdict, offer: Offer) -> WeighedOffer:
    return WeighedOffer(verdict, offer.rule, offer.selector, offer.values, offer.kept)


def _verdict(offer: Offer, taken: Offer | None, outcome: PageOutcome) -> Verdict:
    if not offer.values:
        return "no match"
    if not offer.kept:
        return "rejected"
    if offer is taken:
        return "taken"
    return "same" if taken and _is_same(offer, taken, outcome) else "other"


def _is_same(offer: Offer, taken: Offer, outcome: PageOutcome) -> bool:
    """Return whether two offers come to the same: equal texts, or the same minute."""
    article = outcome.extraction.article
    if offer.field in _DATES:
        fetched = datetime.fromisoformat(article.fetched_at) if article.fetched_at else None
        zone = outcome.extraction.publisher.timezone_of(article.url)
        date = parse_date(offer.kept[0], fetched, zone)
        value: DateValue = getattr(article, offer.field)
        return date is not None and _is_same_minute(date.value, value.value)
    if isinstance(getattr(article, offer.field), list):
        return {text.casefold() for text in offer.kept} == {text.casefold() for text in taken.kept}
    return offer.kept[0] == taken.kept[0]


def _is_same_minute(one: str | None, other: str | None) -> bool:
    if one is None or other is None or "T" not in one or "T" not in other:
        return one is not None and one == other
    moments = (datetime.fromisoformat(each).replace(second=0) for each in (one, other))
    return abs(next(moments) - next(moments)) < timedelta(minutes=1)


def _note(name: str, rule: str | None, offers: Sequence[Offer]) -> str | None:
    """Return why another offer than the first was taken, where the order of trust does not say."""
    first = next((offer.rule for offer in offers if offer.kept), None)
    if name == "published":
        return _note_on_publication(rule, first)
    return _note_on_body(rule, first) if name == "body" else None


def _note_on_publication(rule: str | None, first: str | None) -> str | None:
    if rule == MODIFIED:
        return meaning_of(PUBLISHED_IS_MODIFIED)
    if rule == "structure" and first != rule:
        return "The printed time is preferred: it names the zone or the minute, or is earlier."
    return None


def _note_on_body(rule: str | None, first: str | None) -> str | None:
    if rule in {"embedded", "jsonld", "meta"}:
        return "The data of the page holds more text than the page shows."
    if rule == "score":
        return "Much of the page's text seemed to stand elsewhere, so its lines were scored."
    if rule == "fallback":
        return "Neither selectors nor structure found a text: trafilatura did."
    if rule is None and first == "fallback":
        return "What trafilatura finds is not used: the page is a video, or a list of articles."
    return None
