"""Where the comments of readers begin: at a heading that says so, or by their shape."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import _Element

from newscrawler.extraction.page.elements import HEADING_TAGS
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.indonesian.boilerplate import names_comments, opens_comments, read_age

_MAX_NAME_CHARS = 40
_MIN_LINES_AFTER, _MIN_LENGTH_SHARE = 2, 0.8
"""Of the lines that go on with a text after a heading: their number, and their mean length."""
_MAX_PROSE_AFTER = 1
"""Lines styled like the text: the words of the last post."""


class _Post(NamedTuple):
    """Where a post begins and where its age stands, as places among the lines; who wrote it."""

    start: int
    age: int
    name: str


def before_comments(lines: Lines, numbers: Iterable[int]) -> list[int]:
    """Return which of the lines `numbers` stand before the comments of readers.

    A line such as "Komentar Netizen" opens none where the same text goes on after it.
    """
    known = list(before_posts(lines, list(numbers)))
    opening = {number for number in known if opens_comments(lines.all[number].text)}
    if not opening:
        return known
    before, after = defaultdict[_Element | None, _Amount](_Amount), _amounts(lines, known)
    for at, number in enumerate(known):
        line, parent = lines.all[number], lines.all[number].block.getparent()
        after[parent].add(line, -1)
        if number in opening and not _is_amid_text(line, before[parent], after[parent]):
            return known[:at]
        before[parent].add(line)
    return known


@dataclass
class _Amount:
    """How many lines stand below one element, and how many characters they have."""

    lines: int = 0
    chars: int = 0

    def add(self, line: Line, times: int = 1) -> None:
        self.lines += times
        self.chars += times * len(line.text)

    @property
    def mean(self) -> float:
        return self.chars / max(self.lines, 1)


def _amounts(lines: Lines, numbers: Iterable[int]) -> dict[_Element | None, _Amount]:
    found = defaultdict[_Element | None, _Amount](_Amount)
    for number in numbers:
        found[lines.all[number].block.getparent()].add(lines.all[number])
    return found


def _is_amid_text(line: Line, before: _Amount, after: _Amount) -> bool:
    """Return whether `line` names comments amid the paragraphs of one text.

    There is more of it after `line` than before, or `line` is a heading over several paragraphs
    nearly as long as those before: what readers write is shorter, or stands in a block of its own.
    """
    if not names_comments(line.text) or not before.chars:
        return False
    if after.chars > before.chars:
        return True
    is_as_long = after.mean > _MIN_LENGTH_SHARE * before.mean
    return line.block.tag in HEADING_TAGS and after.lines >= _MIN_LINES_AFTER and is_as_long


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
