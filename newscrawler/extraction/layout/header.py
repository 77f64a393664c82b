"""What stands around the headline: kicker, byline, visible dates, breadcrumbs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import XPath, _Element

from newscrawler.extraction.page.text import fold_title, fold_whitespace, text_content, titles_match
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import read_credits, read_notice
from newscrawler.indonesian.dates import parse_date, parse_stamps
from newscrawler.items import Credit

_TEXT_BEFORE = XPath("preceding::text()[normalize-space() and not(parent::script)][1]")
_BREADCRUMBS = XPath(
    "(//*[self::ul or self::ol or self::div or self::nav]"
    "[contains(@itemtype, 'BreadcrumbList') or contains(@class, 'breadcrumb')"
    " or contains(@class, 'breadcumb') or contains(@aria-label, 'readcrumb')])[1]"
    "//*[self::a or self::span or self::li][not(*)]"
)
_BREADCRUMB_CLASS = re.compile(r"cr?umb", re.IGNORECASE)
"""Some sites misspell it."""
_TITLE_LIKE = XPath(
    "//body//text()[string-length() > 20 and string-length() < 300 and not(parent::script)]"
)
_MAX_HEADINGS = 100
_HOME = re.compile(r"^\W*(?:home|beranda)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MIN_KICKER_CHARS, _MAX_KICKER_CHARS = 3, 60
_MAX_BYLINE_CHARS = 200
_MAX_LINES_ABOVE = 4
_MAX_HEADER_LINES = 12
"""How many lines below the headline may hold the byline and the date."""


@dataclass
class Header:
    """The lines around the headline, by what they say.

    `byline` are the names in an element made for them. `published_texts` say when the article was
    published, `modified_texts` when it was changed.
    """

    kicker: str | None = None
    published_texts: list[str] = field(default_factory=list)
    modified_texts: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)


def find_headline(root: _Element, title_candidates: Sequence[str]) -> _Element | None:
    """Return the element that shows the headline; `title_candidates` are what the metadata give.

    It is the h1 or h2 that matches a candidate, else any text that does (old pages set the
    headline in `<font>`), else the longest h1.
    """
    folded = list(map(fold_title, title_candidates))
    headings = list(islice(root.iter("h1", "h2"), _MAX_HEADINGS))
    agreeing = [heading for heading in headings if titles_match(text_content(heading), folded)]
    if agreeing:  # the masthead of a site may hold the title as well
        return min(agreeing, key=lambda h: (fold_title(text_content(h)) not in folded, h.tag))
    for text in _TITLE_LIKE(root) if folded else ():
        element: _Element = text.getparent()
        if titles_match(text, folded):
            return element
    shown = (heading for heading in headings if heading.tag == "h1" and text_content(heading))
    return max(shown, key=lambda h: len(text_content(h)), default=None)


def read_header(lines: Lines, headline: _Element, body_start: int) -> Header:
    """Read the lines from just above `headline` down to the body, which begins at `body_start`."""
    header = Header(kicker=_kicker(headline))
    end = line_after(lines, headline)
    last = end + _MAX_HEADER_LINES
    for number in range(end, min(body_start if body_start >= end else last, last, len(lines.all))):
        _read_line(lines.merge_label_value(number), header)
    if not header.published_texts:  # some sites print the date above the headline
        for line in lines.all[max(end - 1 - _MAX_LINES_ABOVE, 0) : end - 1]:
            _read_line(line, header)
    return header


def line_after(lines: Lines, headline: _Element) -> int:
    """Return the number of the line after the headline, which may not be a block of its own."""
    if headline in lines.ranges:
        return lines.line_range(headline).stop
    shown = text_content(headline)
    return next((n for n, line in enumerate(lines.all, 1) if line.text == shown), 0)


def _read_line(line: Line, header: Header) -> None:
    if len(line.text) > _MAX_BYLINE_CHARS or line.is_prose:
        return
    header.credits += read_credits(line.text)
    if _DIGIT.search(line.text):
        found = parse_stamps(line.text, None)
        if found.published:
            header.published_texts.append(line.text)
        elif found.modified:
            header.modified_texts.append(line.text)


def _kicker(headline: _Element) -> str | None:
    """Return the short text right above the headline in the same part of the page, or None."""
    for text in _TEXT_BEFORE(headline):
        line = fold_whitespace(text)
        above = [text.getparent(), *islice(text.getparent().iterancestors(), 3)]
        if (
            _MIN_KICKER_CHARS <= len(line) <= _MAX_KICKER_CHARS
            and line[0].isalnum()
            and _shares_section(above, headline)
            and not any(_is_breadcrumb(element) for element in above)
            and not _is_menu(above[0])
            and not _HOME.match(line)
            and not read_notice(line)
            and not parse_date(line, None)
        ):
            return line
    return None


def _shares_section(above: Sequence[_Element], headline: _Element) -> bool:
    if above[0].tag in {"title", "script", "style", "time", "h1", "button"}:
        return False
    around = set(headline.iterancestors())
    return any(element in around and element.tag != "body" for element in above)


def _is_menu(element: _Element) -> bool:
    """Return whether the element is a link beside other links."""
    parent = element.getparent()
    return element.tag == "a" and parent is not None and len(parent.findall("a")) > 1


def _is_breadcrumb(element: _Element) -> bool:
    return _BREADCRUMB_CLASS.search(f"{element.get('class')} {element.get('itemtype')}") is not None


def read_breadcrumbs(root: _Element) -> Sequence[str]:
    """Return the breadcrumb trail, found by its schema.org type or class name."""
    texts = (fold_whitespace(element.text or "") for element in _BREADCRUMBS(root))
    return list(dict.fromkeys(text for text in texts if any(c.isalnum() for c in text)))
