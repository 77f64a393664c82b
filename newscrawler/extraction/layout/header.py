"""What stands around the headline: kicker, byline, printed dates, breadcrumbs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import read_credits, read_notice
from newscrawler.indonesian.dates import parse_date, parse_stamps
from newscrawler.items import Credit

_TEXTS_BEFORE = XPath("preceding::text()[normalize-space() and not(parent::script)][1]")
_CRUMBS = XPath(
    "(//*[self::ul or self::ol or self::div or self::nav]"
    "[contains(@itemtype, 'BreadcrumbList') or contains(@class, 'breadcrumb')"
    " or contains(@class, 'breadcumb') or contains(@aria-label, 'readcrumb')])[1]"
    "//*[self::a or self::span or self::li][not(*)]"
)
_CRUMB = re.compile(r"cr?umb", re.IGNORECASE)
"""Not all sites spell it out."""
_TITLE_LIKE = XPath(
    "//body//text()[string-length() > 20 and string-length() < 300 and not(parent::script)]"
)
_SHORTEST_HEADLINE = 10
_MOST_HEADINGS = 100
_HOME = re.compile(r"^\W*(?:home|beranda)\b", re.IGNORECASE)
_MARKS = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
_SHORTEST_KICKER, _LONGEST_KICKER = 3, 60
_LONGEST_BYLINE = 200
_LINES_ABOVE = 4
_HEADER_LINES = 12
"""How many lines under the headline may hold the byline and the date."""


@dataclass
class Header:
    """The lines around the headline, told apart.

    `byline` are names that stand in an element made for them; `stamps` are texts that say when the
    article was published, `updates` when it was modified.
    """

    kicker: str | None = None
    stamps: list[str] = field(default_factory=list)
    updates: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)


def find_headline(root: _Element, claims: Sequence[str]) -> _Element | None:
    """The element that shows the headline, found by what the page's metadata claim it to be.

    It is the h1 or h2 that agrees with a claim, else any text that does (old pages set the
    headline in `<font>`), else the longest h1.
    """
    claimed = [letters(claim) for claim in claims]
    headings = list(islice(root.iter("h1", "h2"), _MOST_HEADINGS))
    agreeing = [heading for heading in headings if agrees(text_of(heading), claimed)]
    if agreeing:  # a site may set the whole title in its masthead, too
        return min(agreeing, key=lambda h: (letters(text_of(h)) not in claimed, h.tag))
    for text in _TITLE_LIKE(root) if claimed else ():
        element: _Element = text.getparent()
        if agrees(text, claimed) and isinstance(element.tag, str):  # behind a comment is no place
            return element
    shown = (heading for heading in headings if heading.tag == "h1" and text_of(heading))
    return max(shown, key=_length, default=None)


def agrees(text: str, claimed: Sequence[str]) -> bool:
    """Whether `text` is a headline one of the claims gives, perhaps with the site's name added."""
    shown = letters(text)
    return len(shown) >= _SHORTEST_HEADLINE and any(
        shown in claim or (claim in shown and len(claim) > 0.6 * len(shown)) for claim in claimed
    )


def letters(text: str) -> str:
    """`text` without all that sites change between a headline's copies: case, marks, spaces."""
    return _MARKS.sub("", text.casefold())


def text_of(element: _Element) -> str:
    """The text below `element` on one line."""
    return " ".join("".join(element.itertext()).split())


def _length(element: _Element) -> int:
    return len(text_of(element))


def read_header(lines: Lines, headline: _Element, body_start: int) -> Header:
    """Read the lines from just above `headline` to the body, which begins at line `body_start`."""
    header = Header(kicker=_kicker(headline))
    end = end_of(lines, headline)
    last = end + _HEADER_LINES
    for number in range(end, min(body_start if body_start >= end else last, last, len(lines.all))):
        _read_line(lines.with_value(number), header)
    if not header.stamps:  # some sites print it over the headline
        for line in lines.all[max(end - 1 - _LINES_ABOVE, 0) : end - 1]:
            _read_line(line, header)
    return header


def end_of(lines: Lines, headline: _Element) -> int:
    """The number of the line after the headline, which may stand in no block of its own."""
    if headline in lines.ranges:
        return lines.below(headline)[1]
    shown = text_of(headline)
    return next((n for n, line in enumerate(lines.all, 1) if line.text == shown), 0)


def _read_line(line: Line, header: Header) -> None:
    if len(line.text) > _LONGEST_BYLINE or line.is_prose:
        return
    header.credits += read_credits(line.text)
    if _DIGIT.search(line.text):
        found = parse_stamps(line.text, None)
        if found.published:
            header.stamps.append(line.text)
        elif found.modified:
            header.updates.append(line.text)


def _kicker(headline: _Element) -> str | None:
    """The short text right above the headline, inside the same part of the page."""
    for text in _TEXTS_BEFORE(headline):
        line = " ".join(text.split())
        above = _up(text.getparent(), 4)
        if (
            _SHORTEST_KICKER <= len(line) <= _LONGEST_KICKER
            and line[0].isalnum()
            and _is_near(above, headline)
            and not any(_is_crumb(element) for element in above)
            and not _is_menu(above[0])
            and not _HOME.match(line)
            and not read_notice(line)
            and not parse_date(line, None)
        ):
            return line
    return None


def _is_near(above: Sequence[_Element], headline: _Element) -> bool:
    if above[0].tag in {"title", "script", "style", "time", "h1", "button"}:
        return False
    around = set(headline.iterancestors())
    return any(element in around and element.tag != "body" for element in above)


def _is_menu(element: _Element) -> bool:
    """Whether a link stands beside other links."""
    parent = element.getparent()
    return element.tag == "a" and parent is not None and len(parent.findall("a")) > 1


def _is_crumb(element: _Element) -> bool:
    return _CRUMB.search(f"{element.get('class')} {element.get('itemtype')}") is not None


def _up(element: _Element, steps: int) -> Sequence[_Element]:
    """`element` and the elements around it, `steps` at the most."""
    return [element, *islice(element.iterancestors(), steps - 1)]


def read_breadcrumbs(root: _Element) -> Sequence[str]:
    """The breadcrumb trail by its schema.org type or class name."""
    texts = (" ".join((element.text or "").split()) for element in _CRUMBS(root))
    return list(dict.fromkeys(text for text in texts if any(c.isalnum() for c in text)))
