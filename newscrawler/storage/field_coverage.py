"""What the pages and listings of a run gave, counted while it goes on."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

MAX_EXAMPLES = 5


@dataclass(kw_only=True)
class FieldCoverage:
    """How many pages of `publisher` gave `field`, of those that were asked for it.

    `selector` is one of the publisher's CSS selectors for it as written in its file, "" for the
    field itself, whoever gave it. `rules` counts the pages that gave it by rule, `examples` are
    the addresses of the first pages that did not.
    """

    publisher: str
    field: str
    selector: str = ""
    pages: int = 0
    found: int = 0
    rules: dict[str, int] = dataclasses.field(default_factory=dict)
    examples: list[str] = dataclasses.field(default_factory=list)

    def count(self, url: str, *, found: bool, rule: str | None = None) -> None:
        """Count the page at `url`; `rule` says what gave the field, or stood in its place."""
        self.pages += 1
        self.found += found
        if rule is not None:
            self.rules[rule] = self.rules.get(rule, 0) + 1
        if not found:
            _note(self.examples, url)


@dataclass(kw_only=True)
class ListingYield:
    """How many of `publisher`'s listings of one form were `asked`, and how much they `named`.

    `listing` is their address with `*` for every number; `examples` are the addresses of the
    first that named nothing.
    """

    publisher: str
    listing: str
    asked: int = 0
    named: int = 0
    examples: list[str] = dataclasses.field(default_factory=list)

    def count(self, url: str, named: int) -> None:
        """Count the listing at `url`, which named so many articles and listings."""
        self.asked += 1
        self.named += named
        if not named:
            _note(self.examples, url)


def _note(examples: list[str], url: str) -> None:
    if len(examples) < MAX_EXAMPLES:
        examples.append(url)


Coverage = TypeVar("Coverage", FieldCoverage, ListingYield)


@dataclass(frozen=True)
class RunCoverage(Generic[Coverage]):
    """What one run counted of one publisher."""

    run_id: str
    tallies: Sequence[Coverage]
