"""Hold what comes of pages against what the database holds of them; nothing is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Engine

from newscrawler.items import Article
from newscrawler.outcomes import Outcome, State
from newscrawler.reextraction.addresses import capture_of, with_first_address
from newscrawler.reextraction.captured_pages import NO_FILE, NO_PAGE, NOT_KEPT
from newscrawler.reextraction.changes.changes import STATE, Change, Verdict, reading_changes
from newscrawler.reextraction.changes.readable_fields import Lines
from newscrawler.reextraction.changes.tally import ChangeTally, group_of
from newscrawler.reextraction.inputs import Input, UnreadableInput
from newscrawler.storage.article_rows import to_reading
from newscrawler.storage.readings import StoredReading, find_readings

_ARTICLES: frozenset[State] = frozenset(("stored", "unchanged", "duplicate"))
"""States of pages that are articles, whether or not they are stored once more."""
_FAILED = "extraction_failed:"
"""How the reason of a page begins that was too much for its limits, or met an error."""
_LOST = frozenset((NO_FILE, NO_PAGE, NOT_KEPT))
_MAX_BATCH_OUTCOMES = 200
NOT_STORED = "not in the database"
LISTING = "listings"


@dataclass
class StoredComparison:
    """Compares outcomes with the database behind `engine`, and counts the changes in `tally`.

    `on_skipped` is told why a page is left out: the database holds nothing to compare it with.
    """

    engine: Engine
    on_skipped: Callable[[str], None]
    tally: ChangeTally = field(default_factory=ChangeTally)

    def watch(self, inputs: Iterable[tuple[Input, int]]) -> Iterator[tuple[Input, int]]:
        """Yield `inputs`, and count those that cannot be read."""
        for found, offset in inputs:
            if isinstance(found, UnreadableInput):
                is_lost = found.reason in _LOST
                name = found.source if is_lost else f"{found.source}: {found.reason}"
                self.tally.add_uncompared(found.reason if is_lost else "unreadable", name)
            yield found, offset

    def compare(self, outcomes: Iterable[Outcome]) -> None:
        """Compare all `outcomes`. Raises SQLAlchemyError when the database fails."""
        remaining = map(with_first_address, outcomes)
        while batch := list(islice(remaining, _MAX_BATCH_OUTCOMES)):
            articles = [outcome.article or Article() for outcome in batch]
            found = find_readings(self.engine, list(map(capture_of, articles)))
            for outcome, article, stored in zip(batch, articles, found, strict=True):
                self._compare(outcome, article, stored)

    def _compare(self, outcome: Outcome, article: Article, stored: StoredReading | None) -> None:
        if stored is None:
            self.on_skipped(NOT_STORED)
        elif stored.is_listing and stored.article is None:
            self.on_skipped(LISTING)
        elif outcome.reason and outcome.reason.startswith(_FAILED):
            self.tally.add_uncompared(outcome.reason, article.source or outcome.url)
        else:
            self._tally(outcome, article, stored)

    def _tally(self, outcome: Outcome, article: Article, stored: StoredReading) -> None:
        try:
            changes = list(_changes(outcome, article, stored))
        except (ValueError, TypeError, OverflowError) as error:
            self.tally.add_uncompared("cannot be stored", f"{outcome.url}: {error}")
            return
        if stored.article is not None:
            self.tally.extractors[stored.extractor or ""] += 1
        self.tally.add(group_of(article), outcome.url, article.source, changes)


def _changes(outcome: Outcome, article: Article, stored: StoredReading) -> Iterator[Change]:
    now = _described(outcome.state, outcome.reason)
    if stored.article is None:
        before = _described(stored.state or "no article", stored.reason)
        yield Change(STATE, _state_verdict(outcome.state, stored.state), before, now)
    elif outcome.state not in _ARTICLES:
        yield Change(STATE, "lost", ("stored",), now)
    else:
        yield Change(STATE, "same", ("stored",), ("stored",))
        new = to_reading(article).article
        yield from reading_changes(stored.article, new, is_same_capture=stored.is_own)


def _state_verdict(now: State, before: str | None) -> Verdict:
    """Judge a page that showed no article; `before` is how its URL ended, maybe by another page."""
    if now in _ARTICLES:
        return "same" if "duplicate" in {now, before} else "better"
    return "same" if before in {None, now, *_ARTICLES} else "different"


def _described(state: str, reason: str | None) -> Lines:
    return (f"{state}: {reason}" if reason else state,)
