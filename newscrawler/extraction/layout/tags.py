"""The tags of an article: those it shows its readers, else the keywords in its metadata."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

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
"""Hashtags have a field of their own."""
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
    """Return the first run of links to tag pages that the page shows from line `start` on.

    Links in a block named for tags, or under a label for them, count as well. The text ends at
    line `text_end`; after it the search stops at what all pages of the site show.
    """
    run: list[str] = []
    for number in range(start, min(text_end + _MAX_LINES_AFTER_BODY, len(lines.all))):
        found = _tags_in(lines, number)
        line = lines.all[number]
        is_label = not line.links and not line.is_prose and len(line.text) <= _MAX_TAG_CHARS
        is_behind = number > text_end and not run and not found
        if is_behind and is_label and labels_sitewide(line.text):
            break
        if found and (run or not _is_site_wide(lines, number)):
            run += found
        elif run and not found and not labels_tags(line.text):
            break
    return run[:_MAX_TAGS]


def _tags_in(lines: Lines, number: int) -> list[str]:
    """Return the tags of one line, which must be links and little else."""
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
    around = islice((line.block, *line.block.iterancestors()), _MAX_CLASS_STEPS + 1)
    return any(_is_tag_class(element.get("class")) for element in around)


@lru_cache(maxsize=4096)
def _is_tag_class(classes: str | None) -> bool:
    return classes is not None and _TAG_CLASS.search(classes) is not None


def _leads_to_tag(link: Link) -> bool:
    try:
        return _TAG_URL.search(urlsplit(link.url).path) is not None
    except ValueError:
        return False


def _is_site_wide(lines: Lines, number: int) -> bool:
    """Return whether these are the tags that every page of the site shows."""
    line = lines.all[number]
    before = lines.all[number - 1].text if number else ""
    ancestors = islice(line.block.iterancestors(), _MAX_CLASS_STEPS)
    named = " ".join(element.get("class") or "" for element in ancestors)
    is_named = SITE_WIDE_CLASS.search(named) is not None
    return is_named or (len(before) <= _MAX_TAG_CHARS and labels_sitewide(before))


def read_keywords(given: Iterable[str], headline: str | None, summary: str | None) -> Sequence[str]:
    """Return the keywords in the metadata of a page, without the headline and slogans of the site.

    The result is empty where they are just the words of the summary, one by one.
    """
    words = [word for part in given if (word := fold_whitespace(part))]
    if len(words) >= _MIN_LISTED_WORDS and summary:
        said = set(re.findall(r"\w+", summary.casefold()))
        single = [word for word in words if word.casefold().strip(".,") in said]
        if 2 * len(single) > len(words):
            return []
    known = (headline or "").casefold()
    return [word for word in words if word.casefold() != known and not _SLOGAN.match(word)]
