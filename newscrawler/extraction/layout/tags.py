"""The tags of an article: those it shows its readers, else the keywords it gives to machines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.etree import _Element

from newscrawler.extraction.layout.link_blocks import SITE_WIDE_CLASS
from newscrawler.extraction.page.text import fold_whitespace
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import labels_sitewide, labels_tags
from newscrawler.items import Link

_TAG_URL = re.compile(r"/(?:tags?|topi[ck]s?|label|topik-terkait|hashtags?)(?:/|$)", re.IGNORECASE)
_TAG_CLASS = re.compile(
    r"(?:^|[\s_\d-])(?:tags?|tagcloud|topics?|hashtags?)(?=$|[\s_\d-])", re.IGNORECASE
)
_NOT_TAG = re.compile(
    r"(?:(?:hash)?tags?|topik)(?: (?:lainnya|terkait))?\W*$"
    r"|more\b|lihat\b|selengkapnya|lainnya\W*$",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#\w")
"""Those have a field of their own."""
_PUNCTUATION = " #,;:|•"
_MAX_TAG_CHARS = 60
_MAX_TAGS = 40
_MAX_LINES_AFTER_BODY = 60
"""How many lines after the text may hold its tags."""
_MAX_CLASS_STEPS = 3
_SLOGAN = re.compile(
    r"(?:berita|portal|situs|kabar|info|media)"
    r"(?: (?:terkini|terbaru|hari ini|online|indonesia|harian|nasional|ekonomi|berita|news"
    r"|terpercaya)){1,4}$|update me$",
    re.IGNORECASE,
)
"""What sites put among the keywords of all their pages."""
_MIN_LISTED_WORDS = 8
_MIN_LINK_SHARE = 0.5


def read_tags(lines: Lines, start: int, text_end: int) -> list[str]:
    """The tags that the page shows from line `start` on: the first run of links to tag pages.

    Links whose block is named for tags, or that stand under a label for them, count as well.
    Behind the text, which ends at line `text_end`, what all pages of the site show ends the search.
    """
    run: list[str] = []
    for number in range(start, min(text_end + _MAX_LINES_AFTER_BODY, len(lines.all))):
        found = _tags_in(lines, number)
        is_behind = number > text_end and not run and not found
        if is_behind and _labels_site_wide(lines.all[number]):
            break
        if found and (run or not _is_site_wide(lines, number)):
            run += found
        elif run and not found and not labels_tags(lines.all[number].text):
            break
    return run[:_MAX_TAGS]


def _labels_site_wide(line: Line) -> bool:
    is_label = not line.links and not line.is_prose and len(line.text) <= _MAX_TAG_CHARS
    return is_label and labels_sitewide(line.text)


def _tags_in(lines: Lines, number: int) -> list[str]:
    """The tags of one line, which must be links and little else."""
    line = lines.all[number]
    if not line.links or line.is_prose or line.link_share < _MIN_LINK_SHARE:
        return []
    is_named = _is_named(line) or (number > 0 and labels_tags(lines.all[number - 1].text))
    return [
        tag
        for link in line.links
        if is_named or _leads_to_tag(link)
        if not _HASHTAG.match(shown := line.text[link.start : link.end])
        and (tag := shown.strip(_PUNCTUATION))
        and len(tag) <= _MAX_TAG_CHARS
        and not _NOT_TAG.match(tag)
    ]


def _is_named(line: Line) -> bool:
    around = (line.block, *_ancestors(line))
    return any(_is_tag_class(element.get("class")) for element in around)


def _ancestors(line: Line) -> Iterator[_Element]:
    for _, element in zip(range(_MAX_CLASS_STEPS), line.block.iterancestors(), strict=False):
        yield element


@lru_cache(maxsize=4096)
def _is_tag_class(classes: str | None) -> bool:
    return classes is not None and _TAG_CLASS.search(classes) is not None


def _leads_to_tag(link: Link) -> bool:
    try:
        return _TAG_URL.search(urlsplit(link.url).path) is not None
    except ValueError:
        return False


def _is_site_wide(lines: Lines, number: int) -> bool:
    """Whether these are the tags that every page of the site shows."""
    line = lines.all[number]
    before = lines.all[number - 1].text if number else ""
    named = " ".join(str(element.get("class") or "") for element in _ancestors(line))
    is_named = SITE_WIDE_CLASS.search(named) is not None
    return is_named or (len(before) <= _MAX_TAG_CHARS and labels_sitewide(before))


def read_keywords(given: Iterable[str], headline: str | None, summary: str | None) -> Sequence[str]:
    """The keywords that a page gives to machines.

    Empty where they are no keywords but the words of the summary one by one. The headline and
    the site's slogans are left out.
    """
    words = [word for part in given if (word := fold_whitespace(part))]
    if len(words) >= _MIN_LISTED_WORDS and summary:
        said = set(re.findall(r"\w+", summary.casefold()))
        single = [word for word in words if word.casefold().strip(".,") in said]
        if 2 * len(single) > len(words):
            return []
    known = (headline or "").casefold()
    return [word for word in words if word.casefold() != known and not _SLOGAN.match(word)]
