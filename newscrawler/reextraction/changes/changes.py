"""What differs between two readings of one page, field by field."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from newscrawler.reextraction.changes.readable_fields import (
    COMPARED_FIELDS,
    CONTENT_FIELDS,
    Lines,
    readable,
)
from newscrawler.storage.content_hash import Row, hash_content

Verdict = Literal["same", "better", "lost", "different"]
"""What became of a field: better was empty before, lost is empty now."""
STATE = "state"
"""Stands for a field: whether the page gives an article, and if not, why."""
_ALWAYS_DIFFERENT = frozenset(("flags",))
"""Fields that are no better for having a value: a flag is a doubt."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Change:
    """What became of one field: its lines before and now, which may be the same."""

    field: str
    verdict: Verdict
    old: Lines
    new: Lines

    @property
    def words(self) -> tuple[int, int]:
        """How many words were lost and gained, wherever they stand."""
        old, new = (Counter(_WORD.findall(" ".join(lines))) for lines in (self.old, self.new))
        return (old - new).total(), (new - old).total()


def field_changes(old: Row, new: Row, fields: Iterable[str]) -> Iterator[Change]:
    """Yield what became of each of `fields` between two readings, given as JSON values.

    >>> [change] = field_changes({"kicker": None}, {"kicker": "Banjir"}, ["kicker"])
    >>> change.verdict, change.new
    ('better', ('Banjir',))
    """
    for field in fields:
        before, now = readable(field, old.get(field)), readable(field, new.get(field))
        yield Change(field, _verdict(field, before, now), before, now)


def reading_changes(old: Row, new: Row, *, is_same_capture: bool = True) -> Iterator[Change]:
    """Yield the changes between two readings; of another capture's only in what makes a version."""
    if is_same_capture:
        return field_changes(old, new, COMPARED_FIELDS)
    is_same = hash_content(old) == hash_content(new)
    fields = [] if is_same else [name for name in COMPARED_FIELDS if name in CONTENT_FIELDS]
    return field_changes(old, new, fields)


def _verdict(field: str, old: Lines, new: Lines) -> Verdict:
    if old == new:
        return "same"
    if (old and new) or field in _ALWAYS_DIFFERENT:
        return "different"
    return "lost" if old else "better"
