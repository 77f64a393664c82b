"""The changes of many pages: counts by publisher and field, and a few examples of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from newscrawler.items import Article
from newscrawler.reextraction.changes.changes import STATE, Change, Verdict
from newscrawler.reextraction.changes.excerpts import Excerpt, excerpts
from newscrawler.reextraction.changes.readable_fields import COMPARED_FIELDS

VERDICTS: tuple[Verdict, ...] = ("same", "better", "lost", "different")
CHANGED: tuple[Verdict, ...] = ("lost", "different", "better")
"""The verdicts of which examples are kept, what has to be looked at first."""
EXAMPLES_OF_EACH = 2
"""How many examples are kept of each publisher, field and verdict."""
MAX_NAMES = 20
"""How many of the pages that were not compared are named."""
_ORDER = {name: number for number, name in enumerate((STATE, *COMPARED_FIELDS))}


@dataclass(frozen=True)
class Example:
    """A change of one page at `url`, kept at `source`: both values, shortened."""

    url: str
    source: str | None
    verdict: Verdict
    old: Excerpt
    new: Excerpt
    words: tuple[int, int]


@dataclass
class FieldTally:
    """What became of one field of one publisher: pages by verdict, words of all of them."""

    publisher: str
    name: str
    counts: Counter[Verdict] = field(default_factory=Counter)
    words_lost: int = 0
    words_gained: int = 0
    found: dict[Verdict, list[Example]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages were compared in this field."""
        return self.counts.total()

    @property
    def changed(self) -> int:
        """How many of them are not the same."""
        return self.pages - self.counts["same"]

    @property
    def examples(self) -> list[Example]:
        """The examples, the lost values first."""
        return [each for verdict in CHANGED for each in self.found.get(verdict, ())]

    def add(self, change: Change, url: str, source: str | None) -> None:
        """Count a change of the page at `url`, and keep it where examples are wanted."""
        self.counts[change.verdict] += 1
        if change.verdict == "same":
            return
        lost, gained = change.words
        self.words_lost += lost
        self.words_gained += gained
        kept = self.found.setdefault(change.verdict, [])
        if len(kept) < EXAMPLES_OF_EACH:
            sides = excerpts(change.old, change.new)
            kept.append(Example(url, source, change.verdict, *sides, (lost, gained)))


@dataclass
class ChangeTally:
    """Counts what became of pages.

    `pages` are those that were compared, by publisher (or by host, where nobody knows the
    publisher), `changed` those of them that changed in a field or more, `extractors` the articles
    by the extractor that read them before, `uncompared` the pages that could not be compared by the
    reason, `names` the first of those.
    """

    pages: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    extractors: Counter[str] = field(default_factory=Counter)
    uncompared: Counter[str] = field(default_factory=Counter)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _fields: dict[tuple[str, str], FieldTally] = field(default_factory=dict)

    def add(self, publisher: str, url: str, source: str | None, changes: Iterable[Change]) -> None:
        """Count a page that was compared, with all its fields."""
        self.pages[publisher] += 1
        verdicts = set()
        for change in changes:
            key = (publisher, change.field)
            found = self._fields.setdefault(key, FieldTally(*key))
            found.add(change, url, source)
            verdicts.add(change.verdict)
        self.changed[publisher] += bool(verdicts - {"same"})

    def add_uncompared(self, reason: str, name: str, number: int = 1) -> None:
        """Count what could not be compared, and name it among the first ones."""
        self.uncompared[reason] += number
        if len(self.names[reason]) < MAX_NAMES:
            self.names[reason].append(name)

    def fields(self) -> list[FieldTally]:
        """Return all counts: states of pages first, then by publisher, in the order of fields."""
        return sorted(
            self._fields.values(),
            key=lambda each: (each.name != STATE, each.publisher, _ORDER[each.name]),
        )

    def changed_fields(self) -> list[FieldTally]:
        """Return the counts of the fields that changed."""
        return [each for each in self.fields() if each.changed]

    def totals(self) -> Counter[Verdict]:
        """Return how many values are same, better, lost and different: those of all fields."""
        return sum((each.counts for each in self._fields.values()), Counter())


def group_of(article: Article) -> str:
    """Return what an article is counted under: its publisher, or its host if that is unknown."""
    return article.publisher or urlsplit(article.url or "").hostname or "(unknown)"


def to_json(tally: ChangeTally) -> dict[str, Any]:
    """Return all counts and examples as JSON values."""
    return {
        "pages": tally.pages.total(),
        "changed": tally.changed.total(),
        "extractors": dict(sorted(tally.extractors.items())),
        "publishers": [
            {"publisher": name, "pages": number, "changed": tally.changed[name]}
            for name, number in sorted(tally.pages.items())
        ],
        "fields": list(map(_field_to_json, tally.fields())),
        "uncompared": [
            {"reason": reason, "pages": number, "first": tally.names[reason]}
            for reason, number in sorted(tally.uncompared.items())
        ],
    }


def _field_to_json(found: FieldTally) -> dict[str, Any]:
    return {
        "publisher": found.publisher,
        "field": found.name,
        "pages": found.pages,
        **{verdict: found.counts[verdict] for verdict in VERDICTS},
        "words_lost": found.words_lost,
        "words_gained": found.words_gained,
        "examples": list(map(_example_to_json, found.examples)),
    }


def _example_to_json(example: Example) -> dict[str, Any]:
    return {
        "url": example.url,
        "source": example.source,
        "verdict": example.verdict,
        "stored": list(map(str, example.old)),
        "new": list(map(str, example.new)),
        "words_lost": example.words[0],
        "words_gained": example.words[1],
    }
