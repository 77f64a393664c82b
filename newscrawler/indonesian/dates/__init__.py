"""Dates in Indonesian: in fields that hold one, in headers with two, and in running text.

All doors count from an anchor that the caller gives, never from the clock: the time a page was
fetched for its listings, the time of publication for its text.
"""

import re
from datetime import datetime
from typing import NamedTuple

from newscrawler.indonesian.dates import lexicon
from newscrawler.indonesian.dates.context import Scene, fold
from newscrawler.indonesian.dates.dateparser_fallback import read_stamp
from newscrawler.indonesian.dates.rules import FIELD, TEXT, Found
from newscrawler.items import DateMention, DateValue

__all__ = ["Stamps", "find_dates", "parse_date", "parse_stamps"]

_LONGEST_FIELD = 500  # what is longer is running text, and its first date nobody's stamp
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
    scene = _scene(" ".join(text.split()), anchor, zone)
    if len(scene.text) > _LONGEST_FIELD:
        return Stamps()
    published: Found | None = None
    modified: Found | None = None
    end = 0
    for found in FIELD.scan(scene):
        label = _LABEL.search(scene.low[end : found.start].rstrip())
        end = found.end
        if label and label["modified"]:
            modified = modified or found
        elif published is None:
            published = found
    if published is None and modified is None and (reading := read_stamp(scene)):
        published = Found(0, 0, "dateparser", reading)
    return Stamps(
        None if published is None else _value(text, published),
        None if modified is None else _value(text, modified),
    )


def find_dates(text: str, anchor: datetime | None, zone: str = "WIB") -> list[DateMention]:
    """Find the dates in running text, in their order.

    `anchor` is the time of publication; parameters and errors are those of `parse_date`. `start`
    and `end` are offsets into `text`. Mentions do not overlap.
    """
    scene = _scene(text, anchor, zone)
    return [
        DateMention(
            **vars(_value(text[found.start - 1 : found.end - 1], found)),
            text=text[found.start - 1 : found.end - 1],
            start=found.start - 1,
            end=found.end - 1,
        )
        for found in TEXT.scan(scene)
    ]


def _scene(text: str, anchor: datetime | None, zone: str) -> Scene:
    if anchor is not None and anchor.utcoffset() is None:
        raise ValueError("the anchor needs an offset")
    local = lexicon.ZONES.get(zone.lower())
    if local is None:
        raise ValueError(f"not a zone of Indonesia: {zone!r}")
    padded = " " + text  # so that a date at the very beginning, too, has something before it
    return Scene(padded, fold(padded), anchor, local)


def _value(raw: str, found: Found) -> DateValue:
    reading = found.reading
    if reading is None:
        return DateValue(raw, rule=found.rule, flags=["no_anchor"])
    return DateValue(
        raw,
        value=reading.value.isoformat(),
        until=None if reading.until is None else reading.until.isoformat(),
        precision=reading.precision,
        zone=reading.zone,
        rule=found.rule,
        flags=list(reading.flags),
    )
