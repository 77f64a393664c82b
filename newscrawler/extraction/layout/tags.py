"""The tags of an article: those it shows its readers, else the keywords it gives to machines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.etree import _Element

from newscrawler.extraction.layout.link_blocks import SITEWIDE_NAMES
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import labels_sitewide, labels_tags
from newscrawler.items import Link

_ADDRESS = re.compile(r"/(?:tags?|topi[ck]s?|label|topik-terkait|hashtags?)(?:/|$)", re.IGNORECASE)
_CLASS = re.compile(
    r"(?:^|[\s_\d-])(?:tags?|tagcloud|topics?|hashtags?)(?=$|[\s_\d-])", re.IGNORECASE
)
_MORE = re.compile(
    r"(?:(?:hash)?tags?|topik)(?: (?:lainnya|terkait))?\W*$"
    r"|more\b|lihat\b|selengkapnya|lainnya\W*$",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#\w")
"""Those have a field of their own."""
_MARKS = " #,;:|•"
_LONGEST_TAG = 60
_MOST_TAGS = 40
_AFTERMATH = 60
"""How many lines after the text may hold its tags."""
_NEAR = 3
_SLOGAN = re.compile(
    r"(?:berita|portal|situs|kabar|info|media)"
    r"(?: (?:terkini|terbaru|hari ini|online|indonesia|harian|nasional|ekonomi|berita|news"
    r"|terpercaya)){1,4}$|update me$",
    re.IGNORECASE,
)
"""What sites put among the keywords of all their pages."""
_MANY = 8
_MOSTLY = 0.5


def read_tags(lines: Lines, start: int, text_end: int) -> list[str]:
    """The tags that the page shows from line `start` on: the first run of links to tag pages.

    Links whose block is named for tags, or that stand under a label for them, count as well.
    Behind the text, which ends at line `text_end`, what all pages of the site show ends the search.
    """
    run: list[str] = []
    for number in range(start, min(text_end + _AFTERMATH, len(lines.all))):
        found = _tags_in(lines, number)
        is_behind = number > text_end and not run and not found
        if is_behind and _opens_sitewide(lines.all[number]):
            break
        if found and (run or not _is_trend(lines, number)):
            run += found
        elif run and not found and not labels_tags(lines.all[number].text):
            break
    return run[:_MOST_TAGS]


def _opens_sitewide(line: Line) -> bool:
    is_label = not line.links and not line.is_prose and len(line.text) <= _LONGEST_TAG
    return is_label and labels_sitewide(line.text)


def _tags_in(lines: Lines, number: int) -> list[str]:
    """The tags of one line, which must be links and little else."""
    line = lines.all[number]
    if not line.links or line.is_prose or line.link_share < _MOSTLY:
        return []
    is_named = _is_named(line) or (number > 0 and labels_tags(lines.all[number - 1].text))
    return [
        tag
        for link in line.links
        if is_named or _leads_to_tag(link)
        if not _HASHTAG.match(shown := line.text[link.start : link.end])
        and (tag := shown.strip(_MARKS))
        and len(tag) <= _LONGEST_TAG
        and not _MORE.match(tag)
    ]


def _is_named(line: Line) -> bool:
    around = (line.block, *_above(line))
    return any(_says_tag(element.get("class")) for element in around)


def _above(line: Line) -> Iterator[_Element]:
    for _, element in zip(range(_NEAR), line.block.iterancestors(), strict=False):
        yield element


@lru_cache(maxsize=4096)
def _says_tag(classes: str | None) -> bool:
    return classes is not None and _CLASS.search(classes) is not None


def _leads_to_tag(link: Link) -> bool:
    try:
        return _ADDRESS.search(urlsplit(link.url).path) is not None
    except ValueError:
        return False


def _is_trend(lines: Lines, number: int) -> bool:
    """Whether these are the tags that every page of the site shows."""
    line = lines.all[number]
    before = lines.all[number - 1].text if number else ""
    named = " ".join(str(element.get("class") or "") for element in _above(line))
    is_named = SITEWIDE_NAMES.search(named) is not None
    return is_named or (len(before) <= _LONGEST_TAG and labels_sitewide(before))


def read_keywords(given: Iterable[str], headline: str | None, summary: str | None) -> Sequence[str]:
    """The keywords that a page gives to machines.

    Empty where they are no keywords but the words of the summary one by one. The headline and
    the site's slogans are left out.
    """
    words = [word for part in given if (word := " ".join(part.split()))]
    if len(words) >= _MANY and summary:
        said = set(re.findall(r"\w+", summary.casefold()))
        single = [word for word in words if word.casefold().strip(".,") in said]
        if 2 * len(single) > len(words):
            return []
    known = (headline or "").casefold()
    return [word for word in words if word.casefold() != known and not _SLOGAN.match(word)]
