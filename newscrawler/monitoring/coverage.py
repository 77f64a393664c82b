"""Count what every page and listing of a run gave: `scrapy health` compares runs."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from statistics import median
from typing import Any

from newscrawler.extraction.offers import LISTING
from newscrawler.items import KINDS_WITHOUT_TEXT, Article, DateValue
from newscrawler.outcomes import Outcome, State
from newscrawler.publishers import Publisher, publisher_of, publishers
from newscrawler.storage import FieldCoverage, ListingYield

_NOT_FROM_PAGE = frozenset(
    "url canonical_url publisher fetched_at source kind flags raw provenance links cleaned"
    " selectors missing_pages failed_pages".split()
)
"""Fields that say where an article comes from and how it was read, not what a page gives."""
_FIELDS = tuple(each.name for each in fields(Article) if each.name not in _NOT_FROM_PAGE)
_TEXT_FIELDS = frozenset("body dateline quotes citations dates".split())
"""Fields that a page whose kind has no text cannot give."""
_WITHOUT_PAGE: frozenset[State] = frozenset(("disallowed", "failed", "gone", "wall"))
_READ: frozenset[State] = frozenset(("stored", "skipped", "disallowed"))
_NUMBER = re.compile(r"\d+")


class CoverageCounter:
    """Counts every page at an article's address, whatever becomes of it afterwards.

    A page that gives nothing is what drift looks like, so one that is quarantined counts as well,
    and so does an index or an error where an article should be. Other addresses (index pages among
    saved ones) do not count. What is counted as a field beside those of `Article`: `article`,
    whether there was one at all, and `text`, whether its kind is one that has a text.
    """

    def __init__(self) -> None:
        self.fields: dict[tuple[str, str, str], FieldCoverage] = {}
        self.listings: dict[tuple[str, str], ListingYield] = {}
        self.fetched: list[float] = []

    def count(self, outcome: Outcome) -> None:
        """Count how a URL ended: a listing, a page with or without an article, or no page."""
        if outcome.is_listing:
            self._count_listing(outcome)
        elif outcome.article is None:
            self._count_missing(outcome)
        else:
            self._count_page(outcome, outcome.article)

    @property
    def records(self) -> list[FieldCoverage | ListingYield]:
        """What was counted."""
        return [*self.fields.values(), *self.listings.values()]

    @property
    def pages_at(self) -> datetime | None:
        """The median time of the fetches, None where no page says when it was fetched."""
        return datetime.fromtimestamp(median(self.fetched), UTC) if self.fetched else None

    def _count_listing(self, outcome: Outcome) -> None:
        """Count a listing under the form of its address: a new day is no new listing."""
        if outcome.links is None:
            return
        key = publisher_of(outcome.url).key
        form = _NUMBER.sub("*", outcome.url)
        listing = ListingYield(publisher=key, listing=form)
        self.listings.setdefault((key, form), listing).count(outcome.url, outcome.links)

    def _count_missing(self, outcome: Outcome) -> None:
        publisher = publisher_of(outcome.url)
        if outcome.state in _WITHOUT_PAGE and publisher.is_article(outcome.url):
            field = self._field(publisher, "article")
            field.count(outcome.url, found=False, rule=outcome.state)

    def _count_page(self, outcome: Outcome, article: Article) -> None:
        url = article.url
        publisher = publishers().get(article.publisher or "") or publisher_of(url)
        if not url or not publisher.is_article(url):
            return
        if article.fetched_at:
            self.fetched.append(datetime.fromisoformat(article.fetched_at).timestamp())
        is_article = outcome.state in _READ
        lack = "wall" if outcome.state == "wall" else outcome.reason
        rule = article.kind if is_article else lack
        self._field(publisher, "article").count(url, found=is_article, rule=rule)
        is_page = article.canonical_url is not None  # else the bytes were none
        if is_article or (is_page and outcome.state == "quarantined"):
            self._count_fields(publisher, article, url)

    def _count_fields(self, publisher: Publisher, article: Article, url: str) -> None:
        has_text = article.kind not in KINDS_WITHOUT_TEXT
        self._field(publisher, "text").count(url, found=has_text)
        for name in _FIELDS:
            if has_text or name not in _TEXT_FIELDS:
                rule = article.provenance.get(name) if _has_value(getattr(article, name)) else None
                found = _has_value(getattr(article, name)) and rule != LISTING
                self._field(publisher, name).count(url, found=found, rule=rule)
        self._count_selectors(publisher, article.selectors, url)

    def _count_selectors(self, publisher: Publisher, used: Mapping[str, str], url: str) -> None:
        for name, selectors in publisher.selectors.items():
            for css in selectors:
                found = used.get(name) == css
                self._field(publisher, name, css).count(url, found=found)
                if found:
                    break  # the others were not needed

    def _field(self, publisher: Publisher, name: str, selector: str = "") -> FieldCoverage:
        field = FieldCoverage(publisher=publisher.key, field=name, selector=selector)
        return self.fields.setdefault((publisher.key, name, selector), field)


def _has_value(value: Any) -> bool:
    """Tell whether a field has a value; a date that could not be read has none."""
    if isinstance(value, DateValue):
        return value.value is not None
    return value not in (None, "", [])
