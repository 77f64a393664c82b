"""The dateline that opens an Indonesian news text: outlet, place, or both, before a dash."""

import re

from newscrawler.items import Dateline

_SITE = r"(?i:[a-z][\w-]*(?:\.(?:com|co|id|net|tv|org|news)){1,2})"
_NAME = r"[A-Z][A-Za-z]*(?:[ -][A-Z][A-Za-z]*){0,3}"
_PLACE = r"[A-Z][\w.'’-]*(?:[ /][A-Z(][\w.'’()-]*){0,4}"
_DASH = r"\s*(?:\s[-–—|]{1,2}|[-–—]{1,2}\s|[–—])\s*(?=\S)"
_FORMS = (
    rf"(?P<outlet>{_SITE})(?:\s?[,|]\s?(?P<place>{_PLACE}))?",
    rf"(?P<place>{_PLACE}),\s?(?P<outlet>{_SITE}|{_NAME})",
    r"(?P<outlet>[A-Z]{3,}(?:[ -][A-Z]{3,})*)(?:,\s?(?P<place>[A-Z][\w. ]{2,30}))?",
    r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)",
)
_DATELINES = tuple(re.compile(rf"(?P<text>{form}){_DASH}") for form in _FORMS)


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline of a first paragraph, its dash left out; None when there is none.

    Seen forms: "TRIBUNNEWS.COM, JAKARTA -", "Jakarta, CNN Indonesia --", "VIVA –", "Jakarta -".
    """
    for pattern in _DATELINES:
        if match := pattern.match(paragraph[:120]):
            parts = match.groupdict()
            return Dateline(match["text"], parts.get("outlet"), parts.get("place"))
    return None
