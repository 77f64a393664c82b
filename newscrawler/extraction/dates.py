"""Give every date of an article its value, each against its own anchor.

What is printed around the text (header, related links) counts from the time of the fetch; what
the text itself says counts from its publication. The two are never mixed: a page saved two years
late would move "20 jam lalu" or "Senin kemarin" by two years. Without its anchor a relative date
stays raw, with a flag.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from newscrawler.extraction.offers import MODIFIED
from newscrawler.indonesian.dates import find_dates, parse_date, parse_stamps
from newscrawler.items import PUBLISHED_IS_MODIFIED, Article, DateValue, RelatedLink

_MIN_YEAR, _MAX_YEAR = 1990, 2099
"""No Indonesian news site is older; stamps such as 1970, 0001 and 9999 are unset fields."""
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d{1,6})?")
"""Seconds or milliseconds since 1970."""
_MONTH_FIRST = re.compile(r"\b(0?\d|1[0-2])/(1[3-9]|2\d|3[01])/(\d{4})\b(?: - )?")
"""An American date that can be no other: 09/25/2026."""
_NOON = "T12:00:00+07:00"
"""A publication that is known to the day only counts as its noon, in WIB."""


def normalize_dates(article: Article, timezone: str) -> None:
    """Read the raw dates of `article` into values, and find the dates in its text.

    A printed time that names no zone is in `timezone` (WIB, WITA, WIT). Dates that have a value
    stay as they are, so that doing this again changes nothing. Where nothing tells the publication,
    the time of the last change is taken for it, with the flag `published_is_modified`. Flags what
    could not be read: `unreadable:published`, `unreadable:modified`, `unanchored_dates`.
    """
    fetched = datetime.fromisoformat(article.fetched_at) if article.fetched_at else None
    for name in ("published", "modified"):
        raw: DateValue | None = getattr(article, name)
        if raw is not None and raw.value is None:
            setattr(article, name, _read(raw, fetched, timezone))
    if article.published and article.modified is None:  # one line may print both
        article.modified = parse_stamps(article.published.raw, fetched, timezone).modified
    if article.published is None and article.modified and article.modified.value:
        article.published = replace(article.modified, flags=list(article.modified.flags))
        article.provenance["published"] = MODIFIED
    for link in _links(article):
        if link.date and link.date.value is None:
            link.date = parse_date(link.date.raw, fetched, timezone) or link.date
    article.dates = find_dates(article.text, publication_time(article), timezone)
    _flag(article)


def read_stamp(text: str, anchor: datetime | None, timezone: str = "WIB") -> DateValue | None:
    """Read a field that holds a date as `parse_date` does, or a count of seconds since 1970.

    The answer may be shared: change a copy of it.

    >>> read_stamp("1794985500", None).value, read_stamp("1794985500000", None).value
    ('2026-11-18T07:05:00+00:00', '2026-11-18T07:05:00+00:00')
    """
    if count := _EPOCH.fullmatch(text.strip()):
        value = datetime.fromtimestamp(int(count[1]), UTC).isoformat()
        return DateValue(text, value, None, "second", "UTC", "epoch")
    return (_parse if anchor is None else _parse.__wrapped__)(text, timezone, anchor)


@lru_cache(maxsize=64)  # the stamps of a page are compared with each other
def _parse(text: str, timezone: str, anchor: datetime | None) -> DateValue | None:
    date = parse_date(day_first(text), anchor, timezone)
    return date and replace(date, raw=text)


def day_first(text: str) -> str:
    """Return `text` with the day before the month in dates that can only be American.

    >>> day_first("9/25/2026"), day_first("9/10/2026")
    ('25/9/2026 ', '9/10/2026')
    """
    return _MONTH_FIRST.sub(r"\2/\1/\3 ", text) if "/" in text else text


def publication_time(article: Article) -> datetime | None:
    """Return when `article` was published (aware), None when that is not known.

    The time of its last change does not stand for it here: "Senin kemarin" counts from the
    publication, which may be years before.
    """
    is_known = article.provenance.get("published") != MODIFIED
    return _moment_of(article.published) if is_known else None


def modification_time(article: Article) -> datetime | None:
    """Return when `article` was changed last (aware), None when that is not known."""
    return _moment_of(article.modified)


def _moment_of(date: DateValue | None) -> datetime | None:
    return _moment(date.value) if date and date.value else None


def _read(raw: DateValue, fetched: datetime | None, timezone: str) -> DateValue:
    date = read_stamp(raw.raw, fetched, timezone) or raw
    date = replace(date, flags=list(date.flags))
    if date.precision == "second" and date.value and date.value[17:19] == "00":
        date.precision = "minute"  # systems that know no seconds print them as 00
    if date.value and is_absurd(date.value, fetched):
        date.value = date.until = None
        date.flags.append("absurd")
    return date


def _flag(article: Article) -> None:
    links = [link.date for link in _links(article)]
    dates = [date for date in (article.published, article.modified, *links) if date]
    flags = [
        f"unreadable:{name}"
        for name in ("published", "modified")
        if (date := getattr(article, name)) and date.value is None
    ]
    if any("no_anchor" in date.flags for date in (*dates, *article.dates)):
        flags.append("unanchored_dates")
    if article.provenance.get("published") == MODIFIED:
        flags.append(PUBLISHED_IS_MODIFIED)
    article.flags += [flag for flag in flags if flag not in article.flags]


def _links(article: Article) -> list[RelatedLink]:
    return [link for block in article.related for link in block.links] + article.inline_related


def is_absurd(value: str, fetched: datetime | None) -> bool:
    """Return whether a date lies before there were news sites, or after the page was fetched."""
    if not _MIN_YEAR <= int(value[:4]) <= _MAX_YEAR:
        return True
    return fetched is not None and _moment(value) - fetched > timedelta(days=1)


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value if "T" in value else value + _NOON)
