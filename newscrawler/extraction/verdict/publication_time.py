"""When an article was published: the visible time, compared with those in the metadata."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from newscrawler.extraction.dates import read_stamp
from newscrawler.indonesian.timezones import TIMEZONES
from newscrawler.items import Article, DateValue

_OFFSET = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_DAY_OR_FINER = frozenset(("day", "hour", "minute", "second"))
_NAMED_MONTH = re.compile(r"[^\W\d_]{3}|\d{4}-\d\d-\d\d")
"""Not 8/7/2025, which may be of July or of August."""
_MAX_ZONE_DAYS = timedelta(days=1)
"""How far the same moment can be apart by the days of two zones."""
_MAX_STAMP_DELAY = timedelta(hours=12)
"""How long after its publication an article may get its timestamp."""


def prefer_visible_date(article: Article, visible: Iterable[str], zone: str) -> None:
    """Take the time shown under the headline where it says more than the timestamp in the metadata.

    It names the local zone of the same minute, or adds the minute to a day, or is the earlier
    time at which the article was published before it was entered into the system: then the
    timestamp stays in `article.raw`. A visible time without a zone is in `zone`.
    """
    if article.published is None:
        return
    stamp = read_stamp(article.published.raw, None, zone)
    for text in visible:
        shown = read_stamp(text, None, zone)
        one, other = _minute(stamp), _minute(shown)
        if stamp is None or other is None:
            continue
        is_earlier = one is not None and timedelta() < one - other < _MAX_STAMP_DELAY
        is_same = one is not None and (one == other or _is_same_time(one, other))
        is_its_day = one is None and stamp.value == other.date().isoformat()
        if is_earlier or is_same or is_its_day:
            if is_earlier:
                article.raw["published"] = article.published.raw
            article.published = DateValue(text)
            article.provenance["published"] = "structure"
            return


def prefer_printed_day(article: Article, days: Iterable[str], zone: str) -> None:
    """Take the first of `days`, those under the headline, where the timestamp may be of a change.

    That is one no earlier than the last change, such as systems write that stamp the whole site
    whenever it is built anew. The timestamp stays in `article.raw`.
    """
    if article.published is None:
        return
    stamp = _day(article.published, zone)
    change = _day(article.modified, zone) if article.modified else None
    for text in days:
        day = _day(DateValue(text), zone)
        if stamp is None or day is None or not _NAMED_MONTH.search(text):
            continue
        if stamp - day > _MAX_ZONE_DAYS and (change is None or stamp >= change):
            article.raw["published"] = article.published.raw
            article.published = DateValue(text)
            article.provenance["published"] = "structure"
        return


def _day(given: DateValue, zone: str) -> date | None:
    read = read_stamp(given.raw, None, zone)
    if read is None or read.value is None or read.precision not in _DAY_OR_FINER:
        return None
    return date.fromisoformat(read.value[:10])


def lacks_minute(article: Article) -> bool:
    """Return whether the time of publication is known to the day only."""
    stamp = article.published and read_stamp(article.published.raw, None)
    return bool(stamp and stamp.value and "T" not in stamp.value)


def add_minute(article: Article, stamps: Iterable[str], zone: str) -> None:
    """Take the first of `stamps` that is a time of the day on which `article` was published."""
    stamp = article.published and read_stamp(article.published.raw, None, zone)
    for text in stamps if stamp else ():
        moment = _minute(read_stamp(text, None, zone))
        if stamp and moment and f"{moment.astimezone(TIMEZONES[zone]):%Y-%m-%d}" == stamp.value:
            article.published = DateValue(text)
            article.provenance["published"] = "structure"
            return


def flag_zone_conflicts(article: Article, stamps: Iterable[str], zone: str) -> None:
    """Flag timestamps that show the published time of day in another zone: their zone is wrong.

    Sites have written -07:00 and Z for WIB. The time of the last change is then read without its
    zone as well.
    """
    published = _minute(article.published and read_stamp(article.published.raw, None, zone))
    moments = (_minute(read_stamp(stamp, None, zone)) for stamp in stamps)
    if published and any(_is_same_time(m, published) and m != published for m in moments if m):
        article.flags.append("zone_conflict:published")
        if article.modified and (stamped := _OFFSET.fullmatch(article.modified.raw)):
            article.raw["modified"] = article.modified.raw
            article.modified = DateValue(stamped[1])
            article.flags.append("zone_conflict:modified")


def _is_same_time(one: datetime, other: datetime) -> bool:
    """Return whether two times show the same day and minute, whatever their zones."""
    return one.replace(tzinfo=None) == other.replace(tzinfo=None)


def _minute(date: DateValue | None) -> datetime | None:
    """Return the minute of a date, or None when only a day is known."""
    if date is None or date.value is None or "T" not in date.value:
        return None
    return datetime.fromisoformat(date.value).replace(second=0)
