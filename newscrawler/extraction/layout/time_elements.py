"""The times that elements of the page give to machines: `<time>`, microdata, hAtom classes."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import XPath, _Element

from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.page.text import class_and_id, text_content

_CANDIDATES = XPath(
    "$last | .//*[@datetime or self::time or self::abbr[@title] or contains(@itemprop, 'date')"
    " or @class[contains(., 'date') or contains(., 'publish') or contains(., 'modified')"
    " or contains(., 'tanggal')]]"
)
"""What may hold a time, and the last element of the text, in the order of the page."""
_STAMP_ATTRIBUTES = (
    "datetime", "content", "data-datetime", "data-timestamp", "data-time", "data-utc", "data-date",
    "data-published", "data-publish", "data-epoch", "title",
)  # fmt: skip
_STAMP = re.compile(r"\s*(?:\d{4}-?\d\d-?\d\d(?:$|[\sT])|\d{10}(?:\d{3})?\s*$)")
_DAY_DIGITS = re.compile(r"\d")
_PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:(?:date)?-?publish(?:ed)?(?:-?(?:date|time|on|at))?|pub-?date|entry-?date"
    r"|post(?:ed)?-?(?:date|on|time)|article-?date|datecreated|dt-published)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"(?:^|[\s_-])(?:(?:date)?-?(?:updated|modified)(?:-?(?:date|time|on|at))?|last-?(?:mod|upd)\w*"
    r"|dt-updated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MODIFIED_LABEL = re.compile(
    r"(?:updated?|modified|diperbarui|diupdate|pembaruan|diubah|perubahan|pemutakhiran)\W*$",
    re.IGNORECASE,
)
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
_TEXT_BEFORE = XPath("preceding::text()[normalize-space() and not(parent::script)][1]")
_MAX_LABEL_CHARS = 30
_OUTSIDE_TAGS = frozenset(("nav", "aside", "figure", "form"))
_OUTSIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|komentar|sidebar|related|terkait|populer|popular|trending|terkini"
    r"|latest|clock|jam|today|topbar|masthead|recent|widgets?|footer|ticker)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAX_STEPS = 12
_MAX_ELEMENTS = 400
_MAX_TEXT_CHARS = 80
_MAX_TIMES = 4


@dataclass
class TimeElements:
    """When elements say that the article was published and changed, the most certain first."""

    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)


def read_time_elements(structure: Structure) -> TimeElements:
    """Return the times that elements between the headline and the end of the text give.

    One that is named for the publication comes before a `<time>` without a name; in items of link
    blocks, comments and sidebars stand the times of other things.
    """
    named, unnamed, found = [], [], TimeElements()
    for element in _elements(structure):
        stamp = _stamp(element)
        if stamp is None:
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if _PUBLISHED.search(names) or element.get("pubdate") is not None:
            named.append(stamp)
        elif _MODIFIED.search(names) or _is_labelled_modified(element):
            found.modified.append(stamp)
        elif element.tag == "time" and element.get("datetime"):
            unnamed.append(stamp)
    found.published = [*named[:_MAX_TIMES], *unnamed[:_MAX_TIMES]]
    if not found.published:
        found.published = list(islice(_labelled_times(structure), 1))
    return found


def _labelled_times(structure: Structure) -> Iterator[str]:
    """Yield the times anywhere on the page under a label for the publication: "Published On: …".

    The only time of a page needs no label.
    """
    for line in structure.lines.all:
        if len(line.text) <= _MAX_TEXT_CHARS and (match := _PUBLISHED_LINE.match(line.text)):
            yield match[1]
    listed = {item.element for block in structure.link_blocks for item in block.items}
    root = structure.scope.getroottree().getroot()
    elements = list(islice(root.iter("time"), _MAX_ELEMENTS))
    shown = [each for each in elements if listed.isdisjoint((each, *each.iterancestors()))]
    for element in shown:
        before = next(iter(_TEXT_BEFORE(element)), "").strip()
        is_labelled = len(before) <= _MAX_LABEL_CHARS and _PUBLISHED_LABEL.match(before)
        is_only = len(elements) == 1 and not _MODIFIED_LABEL.search(before)
        if (is_labelled or is_only) and (stamp := _stamp(element)):
            yield stamp


def _elements(structure: Structure) -> Iterator[_Element]:
    """Yield the elements that may hold a time of the article, in reading order."""
    numbers = structure.body.line_numbers
    last = structure.lines.all[numbers[-1]].block if numbers else None
    listed = {item.element for block in structure.link_blocks for item in block.items}
    found = _CANDIDATES(structure.scope, last=[] if last is None else [last])
    for element in islice(found, _MAX_ELEMENTS):
        if element is last and last is not structure.container:
            return
        if not _is_outside(element, structure.scope, listed):
            yield element


def _is_outside(element: _Element, scope: _Element, listed: AbstractSet[_Element]) -> bool:
    for outer in (element, *islice(element.iterancestors(), _MAX_STEPS)):
        if outer is scope:
            return False
        if (
            outer in listed
            or outer.tag in _OUTSIDE_TAGS
            or _OUTSIDE_CLASS.search(class_and_id(outer))
        ):
            return True
    return False


def _stamp(element: _Element) -> str | None:
    """Return the time in an attribute of `element`, else its text where that may be one."""
    for name in _STAMP_ATTRIBUTES:
        value = element.get(name)
        if value and (name == "datetime" or _STAMP.match(value)):
            return value.strip()
    text = text_content(element)
    is_short = len(text) <= _MAX_TEXT_CHARS and _DAY_DIGITS.search(text) is not None
    return text if is_short else None


def _is_labelled_modified(element: _Element) -> bool:
    """Return whether the words before `element` say that it is the time of a change."""
    before = element.getprevious()
    parent = element.getparent()
    words: Sequence[str | None] = (
        (before.tail, None if before.tail and before.tail.strip() else text_content(before))
        if before is not None and isinstance(before.tag, str)
        else (parent.text if parent is not None else None,)
    )
    return any(word and _MODIFIED_LABEL.search(word) for word in words)
