"""Dates in Indonesian: in fields that hold one, in headers with two, and in running text.

All doors count from an anchor that the caller gives, never from the clock: the time a page was
fetched for its listings, the time of publication for its text.
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

_MAX_FIELD_CHARS = 500  # what is longer is running text, and its first date nobody's stamp
_LABEL = re.compile(
    r"(?:\b(?P<modified>(?:last\s|terakhir\s)?(?:diperbarui|diperbaharui|di-?update|updated?"
    r"|diubah|diedit|direvisi|dimutakhirkan|pembaruan|perubahan|modified|edited)"
    r"(?:\sterakhir)?)"
    r"|\b(?:tayang|ditayangkan|diterbitkan|terbit|dipublikasikan|dipublish|published|posted"
    r"|publikasi|diunggah|diposting|dibuat|dirilis|rilis|created))"
    r"\s?:?\s?(?:(?:pada|on|at|hari|tanggal)\s?:?\s?){0,2}(?:[\w.]{1,30}\s?-\s?)?[(\[]?$"
)


class Stamps(NamedTuple):
    """When a header says its article was published and last modified."""

    published: DateValue | None = None
    modified: DateValue | None = None


def parse_date(text: str, anchor: datetime | None, zone: str = "WIB") -> DateValue | None:
    """Read a field that holds a date: a header stamp, an ISO stamp, "20 jam lalu".

    `anchor` is what relative dates and dates without a year count from, an aware datetime in
    any zone; without it (None) they come back with value None and flag `no_anchor`. `zone` (WIB,
    WITA or WIT) is the local one: what a time without a zone means and where a day begins and
    ends. Of two stamps it is the published one. None when the text holds no date. Raises
    ValueError for a naive anchor and for another zone.
    """
    stamps = parse_stamps(text, anchor, zone)
    return stamps.published or stamps.modified


def parse_stamps(text: str, anchor: datetime | None, zone: str = "WIB") -> Stamps:
    """Read a header with up to two stamps ("Tayang: … | Diperbarui: …").

    Parameters and errors are those of `parse_date`; a stamp without a label is the published
    one, a lone "Diperbarui …" the modified one.
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
    if (
        published is None
        and modified is None
        and (interpretation := parse_with_dateparser(context))
    ):
        published = DateMatch(0, 0, "dateparser", interpretation)
    return Stamps(
        None if published is None else _to_date_value(text, published),
        None if modified is None else _to_date_value(text, modified),
    )


def find_dates(text: str, anchor: datetime | None, zone: str = "WIB") -> list[DateMention]:
    """Find the dates in running text, in their order.

    `anchor` is the time of publication; parameters and errors are those of `parse_date`. `start`
    and `end` are offsets into `text`. Mentions do not overlap.
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
        raise ValueError("the anchor needs an offset")
    local = TIMEZONES.get(zone.upper())
    if local is None:
        raise ValueError(f"not a zone of Indonesia: {zone!r}")
    padded = " " + text  # so that a date at the very beginning, too, has something before it
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
