"""Dates in Indonesian: in fields that hold one, in headers with two, and in running text.

Every function counts from an anchor (a reference time) that the caller gives, never from the clock:
the time a page was fetched for its headers and listings, the time of publication for its text.
"""

import re
from datetime import datetime
from typing import NamedTuple

from newscrawler.indonesian.dates.context import DateContext, fold
from newscrawler.indonesian.dates.dateparser_fallback import parse_with_dateparser
from newscrawler.indonesian.dates.rules import FIELD_SCANNER, TEXT_SCANNER, DateMatch
from newscrawler.indonesian.timezones import TIMEZONES
from newscrawler.items import DateMention, DateValue

__all__ = ["Stamps", "find_dates", "parse_date", "parse_stamps"]

_MAX_FIELD_CHARS = 500  # a longer text is running text, and its first date is no timestamp
_LABEL = re.compile(
    r"(?:\b(?P<modified>(?:last\s|terakhir\s)?(?:diperbarui|diperbaharui|di-?update|updated?"
    r"|diubah|diedit|direvisi|dimutakhirkan|pembaruan|perubahan|modified|edited)"
    r"(?:\sterakhir)?)"
    r"|\b(?:tayang|ditayangkan|diterbitkan|terbit|dipublikasikan|dipublish|published|posted"
    r"|publikasi|diunggah|diposting|dibuat|dirilis|rilis|created))"
    r"\s?:?\s?(?:(?:pada|on|at|hari|tanggal)\s?:?\s?){0,2}(?:[\w.]{1,30}\s?-\s?)?[(\[]?$"
)


class Stamps(NamedTuple):
    """The times at which an article was published and last modified, as its header says."""

    published: DateValue | None = None
    modified: DateValue | None = None


def parse_date(text: str, anchor: datetime | None, zone: str = "WIB") -> DateValue | None:
    """Parse a field that holds a date: a header, an ISO 8601 timestamp, "20 jam lalu".

    Return None when the text holds no date, and the date of publication when it holds two.

    `anchor` is the time that relative dates and dates without a year count from: an aware datetime
    in any time zone. Without it (None) such dates have the value None and the flag `no_anchor`.
    `zone` is the local time zone: WIB, WITA or WIT. It is what a time without a zone means, and
    decides where a day begins and ends.

    Raises ValueError for a naive anchor and for any other zone.

    >>> anchor = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
    >>> parse_date("Rabu, 18 November 2026 14:30 WITA", anchor).value
    '2026-11-18T14:30:00+08:00'
    >>> date = parse_date("3 jam lalu", anchor)
    >>> date.value, date.precision, date.rule
    ('2026-11-20T06:00:00+07:00', 'hour', 'ago')
    >>> parse_date("Senin pekan depan", anchor).value
    '2026-11-23'
    >>> parse_date("Panen padi di Desa Sumari", anchor) is None
    True
    """
    stamps = parse_stamps(text, anchor, zone)
    return stamps.published or stamps.modified


def parse_stamps(text: str, anchor: datetime | None, zone: str = "WIB") -> Stamps:
    """Parse a header with up to two dates ("Tayang: … | Diperbarui: …").

    The parameters and errors are those of `parse_date`. A date without a label is that of
    publication; a lone "Diperbarui …" is that of the last change.
    """
    context = _context(" ".join(text.split()), anchor, zone)
    if len(context.text) > _MAX_FIELD_CHARS:
        return Stamps()
    published: DateMatch | None = None
    modified: DateMatch | None = None
    end = 0
    for found in FIELD_SCANNER.scan(context):
        label = _LABEL.search(context.folded[end : found.start].rstrip())
        end = found.end
        if label and label["modified"]:
            modified = modified or found
        elif published is None:
            published = found
    if not (published or modified) and (interpretation := parse_with_dateparser(context)):
        published = DateMatch(0, 0, "dateparser", interpretation)
    return Stamps(
        _to_date_value(text, published) if published else None,
        _to_date_value(text, modified) if modified else None,
    )


def find_dates(text: str, anchor: datetime | None, zone: str = "WIB") -> list[DateMention]:
    """Find the dates in running text, in text order and without overlaps.

    `anchor` is the time of publication; the parameters and errors are those of `parse_date`.
    `start` and `end` of a mention are offsets into `text`.

    >>> anchor = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
    >>> text = "Panen dimulai Senin (16/11) dan berlangsung hingga akhir pekan ini."
    >>> for mention in find_dates(text, anchor):
    ...     print(mention.text, mention.start, mention.value, mention.until)
    Senin (16/11) 14 2026-11-16 None
    akhir pekan ini 51 2026-11-21 2026-11-22
    """
    context = _context(text, anchor, zone)
    return [
        DateMention(
            **vars(_to_date_value(text[found.start - 1 : found.end - 1], found)),
            text=text[found.start - 1 : found.end - 1],
            start=found.start - 1,
            end=found.end - 1,
        )
        for found in TEXT_SCANNER.scan(context)
    ]


def _context(text: str, anchor: datetime | None, zone: str) -> DateContext:
    if anchor is not None and anchor.utcoffset() is None:
        raise ValueError("the anchor needs a UTC offset")
    local = TIMEZONES.get(zone.upper())
    if local is None:
        raise ValueError(f"not a time zone of Indonesia: {zone!r}")
    padded = " " + text  # a rule looks at the character before a date, at the beginning as well
    return DateContext(padded, fold(padded), anchor, local)


def _to_date_value(raw: str, found: DateMatch) -> DateValue:
    interpretation = found.interpretation
    if interpretation is None:
        return DateValue(raw, rule=found.rule, flags=["no_anchor"])
    return DateValue(
        raw,
        value=interpretation.value.isoformat(),
        until=None if interpretation.until is None else interpretation.until.isoformat(),
        precision=interpretation.precision,
        zone=interpretation.zone,
        rule=found.rule,
        flags=list(interpretation.flags),
    )
