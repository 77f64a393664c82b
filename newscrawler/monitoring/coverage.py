"""Count which fields the pages of a run have, and the links of its listings."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from statistics import median
from typing import Any

from newscrawler.extraction.offers import LISTING, MODIFIED
from newscrawler.items import KINDS_WITHOUT_TEXT, Article, DateValue
from newscrawler.outcomes import Outcome, State
from newscrawler.publishers import Publisher, publisher_of, publishers
from newscrawler.storage.field_coverage import FieldCoverage, ListingYield

_NOT_FROM_PAGE = frozenset(
    "url canonical_url publisher fetched_at source kind flags raw provenance links cleaned"
    " selectors missing_pages failed_pages".split()
)
"""Fields that say where an article comes from or how it was read: they are not on the page."""
_FIELDS = tuple(each.name for each in fields(Article) if each.name not in _NOT_FROM_PAGE)
_TEXT_FIELDS = frozenset("body dateline quotes citations dates".split())
"""Fields that are not counted for the kinds of pages that have no text."""
_WITHOUT_PAGE: frozenset[State] = frozenset(("disallowed", "failed", "gone", "wall"))
_READ: frozenset[State] = frozenset(("stored", "skipped", "disallowed"))
_NUMBER = re.compile(r"\d+")


class CoverageCounter:
    """Counts every page at the URL of an article, whether its article is stored or not.

    Pages that give nothing are what drift looks like. A quarantined page is counted, too, and so is
    an index page or an error in the place of an article. Other URLs, such as those of saved index
    pages, are not counted. Two fields are counted in addition to those of `Article`: `article`,
    whether there was one at all, and `text`, whether it is of a kind that has a text.
    """

    def __init__(self) -> None:
        self.fields: dict[tuple[str, str, str], FieldCoverage] = {}
        self.listings: dict[tuple[str, str], ListingYield] = {}
        self.fetched: list[float] = []

    def count(self, outcome: Outcome) -> None:
        """Count the listing or the page of `outcome`, or that no page was fetched."""
        if outcome.is_listing:
            self._count_listing(outcome)
        elif outcome.article is None:
            self._count_missing(outcome)
        else:
            self._count_page(outcome, outcome.article)

    @property
    def records(self) -> list[FieldCoverage | ListingYield]:
        """The counts of all fields and listings, as rows of the database."""
        return [*self.fields.values(), *self.listings.values()]

    @property
    def pages_at(self) -> datetime | None:
        """The median of the fetch times in UTC, None when no page has one."""
        return datetime.fromtimestamp(median(self.fetched), UTC) if self.fetched else None

    def _count_listing(self, outcome: Outcome) -> None:
        """Count a listing under its URL with `*` for each number, and so for any date."""
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
                found = _has_value(getattr(article, name)) and rule not in {LISTING, MODIFIED}
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
    """Return whether a field has a value; a date that could not be read has none."""
    if isinstance(value, DateValue):
        return value.value is not None
    return value not in (None, "", [])
