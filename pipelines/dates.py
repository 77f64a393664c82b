"""Give every date of an article its value, each against its own anchor.

What is printed around the text (header, related links) counts from the time of the fetch; what
the text itself says counts from its publication. The two are never mixed: a page saved two years
late would move "20 jam lalu" or "Senin kemarin" by two years. Without its anchor a relative date
stays raw, with a flag.
"""

from datetime import datetime, time, timedelta
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawler.indonesian.dates import find_dates, parse_date, parse_stamps
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import Article, DateValue, RelatedLink
from newscrawler.publishers import publisher_of

_EARLIEST = 1990
"""No Indonesian news site is older; stamps such as 1970 and 0001 are unset fields."""
_NOON = f"T{time(12, tzinfo=WIB).isoformat()}"
"""A publication known to the day only counts as its noon, in WIB."""


class DatesPipeline:
    """Reads `published`, `modified`, the dates of related links and those in the text."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the stats of `crawler`."""
        assert crawler.stats
        return cls(crawler.stats)

    def process_item(self, item: Article) -> Article:
        """Fill in the dates of `item` and flag those that could not be read."""
        fetched = datetime.fromisoformat(item.fetched_at) if item.fetched_at else None
        zone = publisher_of(item.url).timezone_of(item.url)
        for name in ("published", "modified"):
            setattr(item, name, self._header(item, name, fetched, zone))
        if item.published and item.modified is None:  # one line may print both
            item.modified = parse_stamps(item.published.raw, fetched, zone).modified
        for link in _links(item):
            if link.date:
                link.date = parse_date(link.date.raw, fetched, zone) or link.date
                self._count("related", link.date)
        item.dates = find_dates(item.text, _publication(item), zone)
        for mention in item.dates:
            self._count("text", mention)
        if any("no_anchor" in date.flags for date in _all_dates(item)):
            item.flags.append("unanchored_dates")
        return item

    def _header(
        self, item: Article, name: str, fetched: datetime | None, zone: str
    ) -> DateValue | None:
        raw: DateValue | None = getattr(item, name)
        if raw is None:
            return None
        date = parse_date(raw.raw, fetched, zone) or raw
        if date.precision == "second" and date.value and date.value[17:19] == "00":
            date.precision = "minute"  # systems that know no seconds print them as 00
        if date.value and _is_absurd(date.value, fetched):
            date.value = date.until = None
            date.flags.append("absurd")
        if date.value is None:
            item.flags.append(f"unreadable:{name}")
        self._count(name, date)
        return date

    def _count(self, where: str, date: DateValue) -> None:
        self.stats.inc_value(f"dates/{where}/{date.precision if date.value else 'unread'}")


def _links(item: Article) -> list[RelatedLink]:
    return [link for block in item.related for link in block.links] + item.inline_related


def _all_dates(item: Article) -> list[DateValue]:
    around = [item.published, item.modified, *(link.date for link in _links(item))]
    return [date for date in around if date] + list(item.dates)


def _is_absurd(value: str, fetched: datetime | None) -> bool:
    """Whether a header's date lies before there were news sites, or after the page was fetched."""
    if int(value[:4]) < _EARLIEST:
        return True
    return fetched is not None and _moment(value) - fetched > timedelta(days=1)


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value if "T" in value else value + _NOON)


def _publication(item: Article) -> datetime | None:
    return _moment(item.published.value) if item.published and item.published.value else None
