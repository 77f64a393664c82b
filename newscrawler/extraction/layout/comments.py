"""Where the comments of readers begin: at a heading that says so, or by their shape."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from newscrawler.extraction.page.elements import HEADING_TAGS
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import names_comments, opens_comments, read_age

_MAX_NAME_CHARS = 40
_MAX_PROSE_AFTER = 1
"""Lines styled like the text: the words of the last post."""


class _Post(NamedTuple):
    """Where a post begins and where its age stands, as places among the lines; who wrote it."""

    start: int
    age: int
    name: str


def before_comments(lines: Lines, numbers: Iterable[int]) -> list[int]:
    """Return which of the lines `numbers` stand before the comments of readers.

    A heading above more of the same text opens none.
    """
    known = list(before_posts(lines, list(numbers)))
    opening = {number for number in known if opens_comments(lines.all[number].text)}
    if not opening:
        return known
    before, after = Counter[_Element | None](), Counter[_Element | None]()
    for number in known:
        after[lines.all[number].block.getparent()] += len(lines.all[number].text)
    for at, number in enumerate(known):
        line, parent = lines.all[number], lines.all[number].block.getparent()
        after[parent] -= len(line.text)
        is_amid = 0 < before[parent] < after[parent]
        if number in opening and not (is_amid and _is_subheading(line)):
            return known[:at]
        before[parent] += len(line.text)
    return known


def _is_subheading(line: Line) -> bool:
    """Return whether a heading such as "Komentar" may stand amid the paragraphs of one text.

    Most of them come after it: what readers write is shorter, or stands in a block of its own.
    """
    return line.block.tag in HEADING_TAGS and names_comments(line.text)


def before_posts(lines: Lines, numbers: Sequence[int]) -> Sequence[int]:
    """Return which of the lines `numbers` stand before posts of readers, and the heading of these.

    A post has the name of its writer, its age ("1 jam lalu") and a text. There are several, by
    several writers, after the text: a live report has such ages as well.
    """
    shown = [lines.all[number] for number in numbers]
    posts = _find_posts(shown)
    if not posts:
        return numbers
    first = posts[0].start
    has_heading = first > 0 and shown[first - 1].block.tag in HEADING_TAGS
    writers = len({post.name for post in posts})
    if 2 * writers <= len(posts) or not (has_heading or writers > 1):
        return numbers
    parents = {line.block.getparent() for line in shown[:first] if line.is_prose}
    rest = (line for line in shown[posts[-1].age :] if line.is_prose)
    after = sum(line.block.getparent() in parents for line in rest)
    return numbers[: first - has_heading] if parents and after <= _MAX_PROSE_AFTER else numbers


def _find_posts(shown: Sequence[Line]) -> list[_Post]:
    """Return the posts in the lines `shown`, each with its name before its age."""
    posts = []
    for at, line in enumerate(shown):
        name = None if line.is_prose else read_age(line.text)
        if name:
            posts.append(_Post(at, at, name))
        elif name is not None and at and _may_be_name(shown[at - 1]):
            posts.append(_Post(at - 1, at, shown[at - 1].text))
    return posts


def _may_be_name(line: Line) -> bool:
    return len(line.text) <= _MAX_NAME_CHARS and line.block.tag not in HEADING_TAGS
