"""Days and times that no markup names: under a label, or alone beside the text."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, islice, pairwise
from typing import Any

from lxml.etree import XPath, _Element

from newscrawler.extraction.dates import read_stamp
from newscrawler.extraction.layout.header import is_masthead, words_beside_date
from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.layout.time_elements import (
    CHANGE_TEXT,
    MAX_ELEMENTS,
    MAX_LABEL_CHARS,
    MAX_TEXT_CHARS,
    is_of_change,
    is_outside,
    last_block,
    listed_items,
    stamp_of,
    text_before,
)
from newscrawler.extraction.page.elements import HEADING_TAGS
from newscrawler.extraction.page.text import text_content
from newscrawler.indonesian.bylines import is_name
from newscrawler.indonesian.dates.lexicon import WEEKDAYS, WEEKDAYS_BESIDE_DATE

_PUBLISHED_LABEL = re.compile(
    r"\W*(?:publish(?:ed)?(?: date| on)?|date published|tayang|terbit|diterbitkan|dipublikasikan"
    r"|tanggal (?:terbit|tayang|publikasi))\W*$",
    re.IGNORECASE,
)
_PUBLISHED_LINE = re.compile(
    r"\W*(?:published(?: on)?|posted on|terbit(?: pada)?|tayang(?: pada)?|diterbitkan(?: pada)?"
    r"|dipublikasikan(?: pada)?)\s?:?\s?(?=.{1,60}\d{4})(?![^\d]{0,20}(?:oleh|by|in|di)\b)"
    r"(.{6,60})$",
    re.IGNORECASE,
)
_DAYS_BELOW = XPath(
    "$last | following::text()[string-length() < 80 and (contains(., '19') or contains(., '20'))]"
    "[not(parent::script or parent::style or parent::a)]"
)
"""Short texts that may hold a year, and the last element of the text."""
_MAX_TEXTS_ABOVE, _MAX_LINKS_BETWEEN = 12, 1
_TEXTS_ABOVE = XPath(
    "preceding::text()[normalize-space() and not(parent::script or parent::style)]"
    f"[position() <= {_MAX_TEXTS_ABOVE}]"
)
_HATOM_TIMES = XPath(".//abbr[contains(@class, 'published') and @title]")
_SIGNED = re.compile(r"\W*(?:written by|ditulis oleh)\b", re.IGNORECASE)
"""How the card of an author begins; teasers of other articles say "By" alone."""
_MAX_CARD_TEXTS = 12
_MIN_TITLE_WORDS = 3
_WEEKDAYS = WEEKDAYS.keys() | WEEKDAYS_BESIDE_DATE.keys()
_WORD = re.compile(r"[^\W\d_]+")
_DAY = timedelta(days=1)


def read_unmarked_times(structure: Structure) -> list[str]:
    """Return the time under a label for the publication, else the day that stands alone."""
    labelled = list(islice(_labelled_times(structure), 1))
    return labelled or _lone_day(structure)


def read_last_change(structure: Structure) -> list[str]:
    """Return the time that the page says it was changed last, after its text or in other parts."""
    if structure.headline is None:
        return []
    listed = listed_items(structure)
    root = structure.scope.getroottree().getroot()
    for text in islice(_DAYS_BELOW(structure.headline, last=[]), MAX_ELEMENTS):
        element = _element_of(text)
        shown = text_content(element)
        if (
            _is_day(CHANGE_TEXT.sub("", shown, count=1))
            and is_of_change(element)
            and not is_outside(element, root, listed)
            and next(element.iterancestors("footer"), None) is None
        ):
            return [shown]
    return []


def read_day_above(structure: Structure, fetched: datetime | None) -> list[str]:
    """Return the day that stands alone above the headline, outside of the part with the text.

    A masthead shows the day on which the page was `fetched`, or a weekday without a time of day,
    and often has a menu below it. A day beside a title is of another article.
    """
    headline = structure.headline
    if headline is None:
        return []
    listed = listed_items(structure)
    root = structure.scope.getroottree().getroot()
    elements = map(_element_of, reversed(_TEXTS_ABOVE(headline)))
    links = 0
    for element, before in pairwise(elements):
        if links > _MAX_LINKS_BETWEEN or _is_other_title(element):
            break
        shown = text_content(element)
        if (
            _is_day_of_article(shown, fetched)
            and not is_of_change(element)
            and not is_masthead(element, headline)
            and not is_outside(element, root, listed)
        ):
            return [] if _is_other_title(before) else [shown]
        links += element.tag == "a"
    return []


def _is_day_of_article(text: str, fetched: datetime | None) -> bool:
    """Return whether `text` is a day and not that of the fetch, or has a time of day."""
    date = read_stamp(text, None) if _is_day(text) else None
    if date is None or date.value is None:
        return False
    if "T" in date.value:
        return True
    has_weekday = any(word in _WEEKDAYS for word in _WORD.findall(text.casefold()))
    is_today = fetched and abs(datetime.fromisoformat(date.value).date() - fetched.date()) <= _DAY
    return not has_weekday and not is_today


def _is_other_title(element: _Element) -> bool:
    """Return whether `element` may be the title of another article: a heading, or a long link."""
    text = text_content(element)
    around = (element, *islice(element.iterancestors(), 3))
    is_marked = any(each.tag == "a" or each.tag in HEADING_TAGS for each in around)
    is_long = len(words_beside_date(text)) >= _MIN_TITLE_WORDS
    return is_marked and is_long and not is_name(text)


def _element_of(text: Any) -> _Element:
    """Return the element in which a text node stands."""
    element: _Element = text.getparent()
    parent = element.getparent() if text.is_tail else None
    return element if parent is None else parent


def _lone_day(structure: Structure) -> list[str]:
    """Return the day that stands alone between headline and end of the text, the only one there.

    Some pages have it beside the text, under no name that tells. What is the time of a change, or
    stands in items of link blocks, does not count. A label for the publication, or the author
    beside it, makes a day certain.
    """
    if structure.headline is None:
        return []
    last, listed = last_block(structure), listed_items(structure)
    root = structure.scope.getroottree().getroot()
    days: dict[str | None, str] = {}
    is_below = False
    for text in islice(_DAYS_BELOW(structure.headline, last=last), MAX_ELEMENTS):
        if text in last:
            is_below = True
            continue
        element = _element_of(text)
        shown = text_content(element)
        if not _is_day(shown) or is_of_change(element) or is_outside(element, root, listed):
            continue
        if _is_labelled_published(element) or _is_signed(element):
            return [shown]
        if not is_below and (date := read_stamp(shown, None)):
            days.setdefault(date.value, shown)
    return list(days.values()) if len(days) == 1 else []


def _is_signed(element: _Element) -> bool:
    """Return whether `element` stands in a small block that begins with its author."""
    for block in islice(element.iterancestors(), 2):
        pieces = list(islice(block.itertext(), _MAX_CARD_TEXTS + 1))
        if len(pieces) <= _MAX_CARD_TEXTS and _SIGNED.match("".join(pieces)):
            return True
    return False


def _is_day(text: str) -> bool:
    return len(text) <= MAX_TEXT_CHARS and not words_beside_date(text)


def _is_labelled_published(element: _Element) -> bool:
    before = text_before(element)
    return len(before) <= MAX_LABEL_CHARS and _PUBLISHED_LABEL.match(before) is not None


def _labelled_times(structure: Structure) -> Iterator[str]:
    """Yield the times anywhere on the page under a label for the publication: "Published On: …".

    The only time of a page needs no label.
    """
    for line in structure.lines.all:
        if len(line.text) <= MAX_TEXT_CHARS and (match := _PUBLISHED_LINE.match(line.text)):
            yield match[1]
    listed = listed_items(structure)
    root = structure.scope.getroottree().getroot()
    elements = list(islice(chain(root.iter("time"), _HATOM_TIMES(structure.scope)), MAX_ELEMENTS))
    shown = [each for each in elements if listed.isdisjoint((each, *each.iterancestors()))]
    for element in shown:
        is_only = len(elements) == 1 and not is_of_change(element)
        if (is_only or _is_labelled_published(element)) and (stamp := stamp_of(element)):
            yield stamp
