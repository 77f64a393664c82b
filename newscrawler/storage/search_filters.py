"""Which articles are searched, beside their words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_

from newscrawler.storage.schema import CitationRow, QuoteRow, TagRow
from newscrawler.storage.views import CurrentArticleView, QuotationView

_WIB = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Filters:
    """Which articles are searched: those of which all that is given holds.

    `publishers` are keys; `since` and `until` are the first and the last day of publication in WIB.
    `speaker` and `source` are part of a name that is quoted or cited, `tag` is a tag or hashtag;
    none of them minds capital letters.
    """

    publishers: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    speaker: str | None = None
    source: str | None = None
    tag: str | None = None


def conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold for an article beside its words and its day."""
    if filters.publishers:
        yield CurrentArticleView.publisher.in_(filters.publishers)
    version = CurrentArticleView.version_id
    if filters.speaker is not None:
        spoken = is_spoken_by(QuoteRow, filters.speaker)
        yield exists().where(QuoteRow.version_id == version, spoken)
    if filters.source is not None:
        cited = CitationRow.source_norm.icontains(filters.source, autoescape=True)
        yield exists().where(CitationRow.version_id == version, cited)
    if filters.tag is not None:
        tag = func.lower(func.ltrim(TagRow.tag, "#"))
        is_wanted = tag == func.lower(filters.tag.lstrip("#"))
        yield exists().where(TagRow.version_id == version, is_wanted)


def is_spoken_by(quote: type[QuoteRow] | type[QuotationView], speaker: str) -> ColumnElement[bool]:
    """Return the condition that a quotation is of somebody of that name."""
    names = (quote.speaker_full, quote.speaker)
    return or_(*(name.icontains(speaker, autoescape=True) for name in names))


def is_of(
    view: type[CurrentArticleView] | type[QuotationView], filters: Filters
) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold for the rows of a view, as far as publisher and day are concerned."""
    if filters.publishers:
        yield view.publisher.in_(filters.publishers)
    yield from is_between(view.published_at, filters)


def is_between(published: Any, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold for a time of publication."""
    begin, end = period_of(filters)
    if begin:
        yield published >= begin
    if end:
        yield published < end


def period_of(filters: Filters) -> tuple[datetime | None, datetime | None]:
    """Return when the days begin that are searched, and when they have ended."""
    since, until = filters.since, filters.until
    return (
        _midnight(since) if since and since > date.min else None,
        _midnight(until + timedelta(days=1)) if until and until < date.max else None,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_WIB).astimezone(UTC)
