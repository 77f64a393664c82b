"""The dateline at the start of an Indonesian news text: outlet, place or both, before a dash."""

import re

from newscrawler.indonesian.citations.lexicon import AGENCIES, OUTLETS
from newscrawler.indonesian.names.lexicon import PLACES
from newscrawler.items import Dateline

_SITE = r"(?i:[a-z][\w-]*(?:\.(?:com|co|id|net|tv|org|news)){1,2})"
_NAME = r"[A-Z][A-Za-z]*(?:[ -][A-Z][A-Za-z]*){0,3}"
_PLACE = r"[A-Z][\w.'’-]*(?:[ /][A-Z(][\w.'’()-]*){0,4}"
_DASH = r"\s*(?:\s[-–—|]{1,2}|[-–—]{1,2}\s|[–—])\s*(?=\S)"
_FORMS = (
    rf"(?P<outlet>{_SITE})(?:\s?[,|]\s?(?P<place>{_PLACE}))?",
    rf"(?P<place>{_PLACE}),\s?(?P<outlet>{_SITE}|{_NAME})",
    rf"(?P<place>{_PLACE}(?:, [A-Z]\w+)?) \((?P<outlet>{_NAME})\)",
    r"(?P<word>[A-Z]{3,}(?:[ -][A-Z]{3,})*)(?:,\s?(?P<place>[A-Z][\w. ]{2,30}))?",
    r"(?P<word>[A-Z][a-z]+(?: [A-Z][a-z]+)?)",
)
_PLACE_AND_STOP = r"(?P<outlet>[A-Z.]{4,20}) [-–—] (?P<place>[A-Z]{3,20}(?: [A-Z]{3,20}){0,3})"
"""Kontan puts a full stop after the place: "KONTAN.CO.ID - JAKARTA. Harga …"."""
_WITHOUT_DASH = rf"(?P<outlet>{_SITE}), (?P<place>[A-Z][a-z]+)(?= [A-Z\"“])"
"""KLY sets the dateline in bold type, without a dash: "Liputan6.com, Jakarta Harga …"."""
_DATELINES = (
    re.compile(rf"(?P<text>{_WITHOUT_DASH}) "),
    re.compile(rf"(?P<text>{_PLACE_AND_STOP})\. "),
    *(re.compile(rf"(?P<text>{form}){_DASH}") for form in _FORMS),
)
_OUTLETS = frozenset(outlet.casefold() for outlet in OUTLETS) | {a.casefold() for a in AGENCIES}


def read_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline of a first paragraph, without its dash, or None.

    Known forms: "TRIBUNNEWS.COM, JAKARTA -", "Jakarta, CNN Indonesia --", "SURABAYA (ANTARA) -",
    "VIVA –", "JAKARTA -". A single word is an outlet or a place only when it is known as one;
    otherwise both are None.
    """
    for pattern in _DATELINES:
        if match := pattern.match(paragraph[:120]):
            parts = match.groupdict()
            outlet, place, word = (parts.get(name) for name in ("outlet", "place", "word"))
            if word and (place or word.casefold() in _OUTLETS):
                outlet = word
            elif word and word.split()[0].casefold() in PLACES:
                place = word
            elif word and not word.isupper():
                continue  # two words before a dash open many sentences
            return Dateline(match["text"], outlet, place)
    return None
