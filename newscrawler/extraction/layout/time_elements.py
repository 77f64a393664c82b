"""The times that elements of the page give to machines: `<time>`, microdata, hAtom classes."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import XPath, _Element

from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.page.text import class_and_id, fold_whitespace, text_content

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
CHANGE_TEXT = re.compile(
    r"\W*(?:(?:last|latest|page|article|terakhir) )*"
    r"(?:updated?|modified|diperbarui|diupdate|diubah)\b",
    re.IGNORECASE,
)
MAX_LABEL_CHARS = 30
_OUTSIDE_TAGS = frozenset(("nav", "aside", "figure", "form"))
_OUTSIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|komentar|sidebar|related|terkait|populer|popular|trending|terkini"
    r"|latest|clock|jam|today|topbar|masthead|recent|widgets?|footer|ticker)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAX_STEPS = 12
MAX_ELEMENTS = 400
MAX_TEXT_CHARS = 80
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
        stamp = stamp_of(element)
        if stamp is None:
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if is_of_change(element):
            found.modified.append(stamp)
        elif _PUBLISHED.search(names) or element.get("pubdate") is not None:
            named.append(stamp)
        elif element.tag == "time" and element.get("datetime"):
            unnamed.append(stamp)
    found.published = [*named[:_MAX_TIMES], *unnamed[:_MAX_TIMES]]
    return found


def is_of_change(element: _Element) -> bool:
    """Return whether the names, the text or the label of `element` say that it is of a change."""
    around = [element] if (parent := element.getparent()) is None else [element, parent]
    names = " ".join(f"{each.get('class') or ''} {each.get('itemprop') or ''}" for each in around)
    is_named = _MODIFIED.search(names) is not None and "publish" not in names
    is_said = CHANGE_TEXT.match(text_content(element)) is not None
    return is_named or is_said or _is_labelled_modified(element)


def listed_items(structure: Structure) -> AbstractSet[_Element]:
    """Return the items of the link blocks of the page."""
    return {item.element for block in structure.link_blocks for item in block.items}


def last_block(structure: Structure) -> list[_Element]:
    """Return the last block of the text; nothing where there is no text."""
    numbers = structure.body.line_numbers
    return [structure.lines.all[numbers[-1]].block] if numbers else []


def _elements(structure: Structure) -> Iterator[_Element]:
    """Yield the elements that may hold a time of the article, in reading order."""
    last, listed = last_block(structure), listed_items(structure)
    for element in islice(_CANDIDATES(structure.scope, last=last), MAX_ELEMENTS):
        if element in last and element is not structure.container:
            return
        if not is_outside(element, structure.scope, listed):
            yield element


def is_outside(element: _Element, scope: _Element, listed: AbstractSet[_Element]) -> bool:
    """Return whether `element` is of something else on the page than the article.

    It is, where what holds it below `scope` is one of the items `listed`, or has the name of a
    sidebar, a comment, a footer and the like.
    """
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


def stamp_of(element: _Element) -> str | None:
    """Return the time in an attribute of `element`, else its text where that may be one."""
    for name in _STAMP_ATTRIBUTES:
        value = element.get(name)
        if value and (name == "datetime" or _STAMP.match(value)):
            return value.strip()
    text = text_content(element)
    is_short = len(text) <= MAX_TEXT_CHARS and _DAY_DIGITS.search(text) is not None
    return text if is_short else None


def _is_labelled_modified(element: _Element) -> bool:
    """Return whether the words before `element` say that it is the time of a change."""
    return _MODIFIED_LABEL.search(text_before(element)[-MAX_LABEL_CHARS:]) is not None


def text_before(element: _Element) -> str:
    """Return the text that stands right before `element`; empty where there is none nearby."""
    for _ in range(_MAX_STEPS):
        before, parent = element.getprevious(), element.getparent()
        if before is not None:
            said, element = fold_whitespace(before.tail or "") or _shown(before), before
        elif parent is not None:
            said, element = parent.text or "", parent
        else:
            break
        if said := fold_whitespace(said):
            return said
    return ""


def _shown(element: _Element) -> str:
    is_text = isinstance(element.tag, str) and element.tag not in {"script", "style"}
    return "".join(element.itertext()) if is_text else ""
