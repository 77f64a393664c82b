"""What stands around the headline: kicker, byline, visible dates, breadcrumbs."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile

from lxml.etree import XPath, _Element

from newscrawler.extraction.dates import day_first
from newscrawler.extraction.page.cleaning import remove_invisible
from newscrawler.extraction.page.elements import BLOCK_TAGS, SILENT_TAGS, is_hidden
from newscrawler.extraction.page.text import (
    class_and_id,
    fold_title,
    fold_whitespace,
    text_content,
    titles_match,
)
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import read_credits, read_notice
from newscrawler.indonesian.bylines import author_names, is_name
from newscrawler.indonesian.dates import parse_date, parse_stamps
from newscrawler.indonesian.dates.lexicon import MONTHS, WEEKDAYS, WEEKDAYS_BESIDE_DATE
from newscrawler.items import Credit, DateValue

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
    "[not(ancestor::a/ancestor::li)]"
)
_MAX_HEADINGS = 100
_MIN_TITLE_SHARE = 0.5
"""Of a title in the metadata: what a text must hold of it that is no heading."""
_FRONT_PAGE = re.compile(r"(?:https?://[^/?#]+/?|/|\./)(?:index\.\w{2,5})?$")
_HOME = re.compile(r"^\W*(?:home|beranda)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MIN_KICKER_CHARS, _MAX_KICKER_CHARS = 3, 60
_MAX_BYLINE_CHARS = 200
_MAX_LINES_ABOVE = 4
_MAX_LATE_LINES, _MAX_LINES_IN_BODY = 40, 3
_MAX_DATE_CHARS, _MAX_WORDS_BESIDE = 80, 2
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_DATE_WORDS = (MONTHS.keys() | WEEKDAYS.keys() | WEEKDAYS_BESIDE_DATE.keys()).union(
    "wib wita wit gmt utc pukul jam tayang terbit diterbitkan dipublikasikan dimuat published"
    " posted tanggal update updated diperbarui".split()
)
_LABEL_ALONE = re.compile(
    r"(?:(?P<change>(?:last )?(?:updated|modified)(?: on)?|(?:terakhir )?(?:diperbarui|diubah))"
    r"|(?:written|words|story|text|posted) by|by|ditulis oleh)\s?:?$",
    re.IGNORECASE,
)
"""What a line says of the next one: whose work it is, or that it is the time of a change."""
_MAX_LABEL_CHARS = 30
_ENGLISH_BYLINE = re.compile(r"\W*(?:written |words |story |text |posted )?by\b", re.IGNORECASE)
_UNSEEN_TAGS = SILENT_TAGS | {"button"}
_UNSEEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|screen-reader(?:-text)?|visually-?hidden|headerlink|anchor-?link"
    r"|permalink)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KICKER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:kicker|eyebrow|overline|kanal|rubrik|category|kategori|badge)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table)", re.IGNORECASE)
_MASTHEAD_TAGS = frozenset(("header", "nav"))
_MASTHEAD = re.compile(
    r"(?:^|[\s_-])(?:top(?!-(?:margin|padding|spac))-?(?:bar|nav|header|menu)?|masthead|clock|jam|today|hari-?ini|navbar|menu"
    r"|site-?header|header-?top|(?:current|today)-?date|tanggal-?(?:sekarang|hari))(?:$|[\s_-])",
    re.IGNORECASE,
)
_WORD_BORDER = re.compile(r"(?:\d[^\W\d_]|[^\W\d_][^\W_])(?<![a-z])")
"""Two characters that no word has side by side: a capital or a digit follows a letter."""
_MAX_PIECES = 20
_MAX_HEADER_LINES = 12
"""How many lines below the headline may hold the byline and the date."""


@dataclass
class Header:
    """The lines around the headline, by what they say.

    `byline` are the names in an element made for them. `published_texts` say when the article was
    published, `modified_texts` when it was changed. `days` are those of `published_texts` that
    stand below the headline and are nothing but a day. `spaced_texts` are lines that give the time
    of publication only with a space between their elements.
    """

    kicker: str | None = None
    published_texts: list[str] = field(default_factory=list)
    modified_texts: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    spaced_texts: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)


def find_headline(root: _Element, title_candidates: Sequence[str]) -> _Element | None:
    """Return the element that shows the headline; `title_candidates` are what the metadata give.

    It is the h1 or h2 that matches a candidate, else any text that does (old pages set the
    headline in `<font>`) and is no link in a list, else the h1 with the most words of the
    candidates, or the longest.
    """
    folded = list(map(fold_title, title_candidates))
    found = islice(root.iter("h1", "h2"), _MAX_HEADINGS)
    headings = [heading for heading in found if not _names_site(heading)]
    agreeing = [heading for heading in headings if titles_match(text_content(heading), folded)]
    if agreeing:  # the masthead of a site may hold the title as well
        return min(agreeing, key=lambda heading: _distance(heading, folded))
    for text in _TITLE_LIKE(root) if folded else ():
        element: _Element = text.getparent()
        is_comment = not isinstance(element.tag, str)
        if not is_comment and _is_most_of(text, folded):
            return element
    shown = [each for each in headings if each.tag == "h1" and text_content(each)]
    known = _words(" ".join(title_candidates))
    return max(shown, key=lambda each: _likeness(text_content(each), known), default=None)


def _likeness(text: str, known: AbstractSet[str]) -> tuple[int, int]:
    """Return how many of the `known` words `text` has, and its length, which decides a tie."""
    return len(_words(text) & known), len(text)


def _words(text: str) -> AbstractSet[str]:
    return set(_LONG_WORD.findall(text.casefold()))


def _distance(heading: _Element, folded: Sequence[str]) -> tuple[bool, str, bool]:
    """Return how far a heading is from the folded titles, the nearest first.

    One that says more than a title is "12 Replies to …", or has the site's name.
    """
    shown = fold_title(text_content(heading))
    return shown not in folded, str(heading.tag), not any(shown in title for title in folded)


def _is_most_of(text: str, folded: Sequence[str]) -> bool:
    """Return whether `text` is a title, and not but the name of the site behind one."""
    shown = fold_title(text)
    near = [title for title in folded if len(shown) > _MIN_TITLE_SHARE * len(title)]
    return titles_match(text, near)


def _names_site(heading: _Element) -> bool:
    """Return whether a heading is the name of the site, which leads to the front page."""
    links = (*heading.iter("a"), *islice(heading.iterancestors("a"), 1))
    return any(_FRONT_PAGE.match(link.get("href", "")) for link in links)


def headline_text(headline: _Element) -> str:
    """Return the headline as the page shows it.

    Its parts are words of their own where they stand on lines of their own; hidden copies, a kicker
    and the sign that links to a heading are left out.
    """
    shown = fold_whitespace(remove_invisible(_shown_text(headline, _is_unseen_or_kicker)))
    return shown or fold_whitespace(remove_invisible(_shown_text(headline, _is_unseen)))


def _shown_text(element: _Element, is_left_out: Callable[[_Element], bool]) -> str:
    shown = element.text or ""
    for child in element:
        is_read = isinstance(child.tag, str) and child.tag not in _UNSEEN_TAGS
        text = _shown_text(child, is_left_out) if is_read and not is_left_out(child) else ""
        if child.tag in BLOCK_TAGS or _BLOCK_STYLE.search(child.get("style") or ""):
            text = f" {text} "
        elif _begins_word(child, shown, text):
            text = f" {text}"
        shown += text + (child.tail or "")
    return shown


def _begins_word(part: _Element, before: str, text: str) -> bool:
    """Return whether `part`, right after another, is a line of its own by a stylesheet.

    Then a word would have a capital amid it.
    """
    sibling = part.getprevious()
    return (
        sibling is not None
        and not sibling.tail
        and sibling.tag == part.tag
        and before[-1:].islower()
        and text[:1].isupper()
    )


def _is_unseen_or_kicker(element: _Element) -> bool:
    return _is_unseen(element) or _KICKER_CLASS.search(element.get("class") or "") is not None


def _is_unseen(element: _Element) -> bool:
    """Return whether an element in a headline is hidden, or is nothing but a sign."""
    is_sign = element.tag == "a" and not any(c.isalnum() for c in text_content(element))
    return bool(is_hidden(element) or is_sign or _UNSEEN_CLASS.search(element.get("class") or ""))


def read_header(lines: Lines, headline: _Element, body_start: int) -> Header:
    """Read the lines from just above `headline` down to the body, which begins at `body_start`."""
    header = Header(kicker=_kicker(headline))
    end = line_after(lines, headline)
    last = end + _MAX_HEADER_LINES
    start = min(body_start if body_start >= end else last, last, len(lines.all))
    for number in range(end, start):
        _read_line(_labelled(lines, number), header)
    header.days = [text for text in header.published_texts if not words_beside_date(text)]
    if not header.published_texts:  # some sites print the date above the headline
        for number in range(max(end - 1 - _MAX_LINES_ABOVE, 0), end - 1):
            if not is_masthead(lines.all[number].block, headline):
                _read_line(_labelled(lines, number), header)
    if not header.published_texts:  # a bar of buttons may stand before it, or the text around it
        _read_late_date(lines, start, body_start + _MAX_LINES_IN_BODY, header)
    return header


def _labelled(lines: Lines, number: int) -> Line:
    """Return line `number` with the label that stands alone on the line before, where it is one."""
    line = lines.merge_label_value(number)
    before = lines.all[number - 1] if number else line
    if len(before.text) > _MAX_LABEL_CHARS or not (label := _LABEL_ALONE.match(before.text)):
        return line
    return before.joined_with(line) if label["change"] or is_name(line.text) else line


def _read_late_date(lines: Lines, start: int, end: int, header: Header) -> None:
    """Read the first line from number `start` on that is a date and little else."""
    for line in lines.all[start : min(end, start + _MAX_LATE_LINES)]:
        if len(line.text) <= _MAX_DATE_CHARS and not line.is_prose and not line.links:
            found = Header()
            _read_line(line, found)
            if found.published_texts and len(words_beside_date(line.text)) <= _MAX_WORDS_BESIDE:
                header.published_texts += found.published_texts
                return


def words_beside_date(text: str) -> list[str]:
    """Return the words of a line that name no day, month, time or its label."""
    return [word for word in _LONG_WORD.findall(text.casefold()) if word not in _DATE_WORDS]


def is_masthead(element: _Element, headline: _Element) -> bool:
    """Return whether an element above the headline belongs to the top of every page.

    There stands the date of the day on which the page was fetched.
    """
    around = set(headline.iterancestors())
    above = takewhile(lambda each: each not in around, (element, *element.iterancestors()))
    return any(each.tag in _MASTHEAD_TAGS or _MASTHEAD.search(class_and_id(each)) for each in above)


def line_after(lines: Lines, headline: _Element) -> int:
    """Return the number of the line after the headline, which may not be a block of its own."""
    if headline in lines.ranges:
        return lines.line_range(headline).stop
    shown = text_content(headline)
    return next((n for n, line in enumerate(lines.all, 1) if line.text == shown), 0)


def _read_line(line: Line, header: Header) -> None:
    if len(line.text) > _MAX_BYLINE_CHARS or line.is_prose:
        return
    header.credits += read_credits(line.text) or _english_byline(line.text)
    if _DIGIT.search(line.text):
        found, spaced = parse_stamps(day_first(line.text), None), _spaced(line)
        apart = found if spaced == line.text else parse_stamps(day_first(spaced), None)
        if apart.published and not _agree(found.published, apart.published):
            header.spaced_texts.append(spaced)
        elif found.published:
            header.published_texts.append(line.text)
        elif apart.modified:
            header.modified_texts.append(spaced)


def _agree(one: DateValue | None, other: DateValue | None) -> bool:
    return (one and one.value) == (other and other.value)


def _spaced(line: Line) -> str:
    """Return the text of a line with a space between elements that meet without one.

    The page may show "Dec 17, 2025" and "Sari Dewi" apart that stand in two spans side by side.
    """
    text = line.text
    pieces = map(fold_whitespace, islice(line.block.itertext(), _MAX_PIECES))
    for left, right in pairwise(filter(None, pieces)):
        if _WORD_BORDER.match(left[-1] + right[0]):
            text = text.replace(left + right, f"{left} {right}")
    return text


def _english_byline(text: str) -> list[Credit]:
    """Return the authors of a line such as "By Dian Kartika and Rudi Hartono"."""
    if not _ENGLISH_BYLINE.match(text) or len(text) > _MAX_DATE_CHARS:
        return []
    return [Credit("By", name) for name in author_names(text) if " " in name and is_name(name)]


def text_above(headline: _Element) -> str:
    """Return the text that stands right before `headline`, whatever it is part of."""
    return fold_whitespace(next(iter(_TEXT_BEFORE(headline)), ""))


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
