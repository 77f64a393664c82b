"""Put what re-extraction gives into the database: articles, how URLs end, field coverage."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Engine

from newscrawler.items import Article
from newscrawler.monitoring.coverage import CoverageCounter
from newscrawler.outcomes import Outcome, State
from newscrawler.reextraction.addresses import capture_of, with_first_address
from newscrawler.reextraction.changes.changes import Change, reading_changes
from newscrawler.reextraction.changes.readable_fields import COMPARED_FIELDS
from newscrawler.reextraction.changes.tally import ChangeTally, group_of
from newscrawler.storage.article_rows import to_reading
from newscrawler.storage.articles import SaveResult, save_articles, withdraw_readings
from newscrawler.storage.database import write_transaction
from newscrawler.storage.extractor import extractor_id
from newscrawler.storage.readings import StoredReading, find_readings, forget_readings
from newscrawler.storage.runs import finish_run, record_coverage, start_run
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes

MAX_BATCH_OUTCOMES = 200
_KEPT: frozenset[State] = frozenset(("stored", "unchanged"))
"""States whose capture is kept: an unchanged page was seen once more."""
_NO_CHANGES = tuple(Change(name, "same", (), ()) for name in COMPARED_FIELDS)


class ReextractionStore:
    """Stores outcomes batch by batch, as a run of its own; `counts` says what was done.

    `tally` says which fields were rewritten of the articles that the database knew.

    What a crawl owes a URL stays as it is. `is_generic` says that no publisher's facts were
    used: then no publisher is judged by it, and another extractor reads.
    """

    def __init__(self, engine: Engine, *, is_generic: bool = False) -> None:
        self.engine = engine
        self.run_id = uuid4().hex
        self.coverage = CoverageCounter()
        self.is_generic = is_generic
        self.extractor = extractor_id(is_generic=is_generic)
        self.counts: Counter[str] = Counter()
        self.tally = ChangeTally()
        start_run(engine, self.run_id, "saved")

    def store(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Store `outcomes` and yield them as they are then: what is refused is quarantined.

        Raises SQLAlchemyError when the database fails: what was yielded before is stored.
        """
        batch: list[Outcome] = []
        for outcome in outcomes:
            batch.append(outcome)
            if len(batch) == MAX_BATCH_OUTCOMES:
                yield from self._store(batch)
                batch = []
        yield from self._store(batch)

    def finish(self, reason: str) -> None:
        """Close the run with its counts; `reason` says why it ended."""
        if not self.is_generic:
            with write_transaction(self.engine) as connection:
                record_coverage(
                    connection, self.run_id, self.coverage.records, self.coverage.pages_at
                )
        finish_run(self.engine, self.run_id, dict(self.counts), reason)

    def _store(self, batch: Sequence[Outcome]) -> list[Outcome]:
        for outcome in batch:
            self.coverage.count(outcome)
        judged = [_with_address(with_first_address(outcome)) for outcome in batch]
        articles = [each.article for each in judged if each.state in _KEPT and each.article]
        before = find_readings(self.engine, list(map(capture_of, articles)))
        self._distrust(zip(articles, before, strict=True))
        results = save_articles(self.engine, articles, self.run_id, self.extractor)
        for article, old, result in zip(articles, before, results, strict=True):
            self._tally(article, old, result)
        remaining = iter(results)
        stored = [self._count(each, remaining) for each in judged]
        refused = [
            capture_of(each.article) for each in judged if each.article and _is_refused(each)
        ]
        if refused:
            self.counts["articles/withdrawn"] += withdraw_readings(self.engine, refused)
        # A page without an address has no row: its file is none.
        records = [_record(each) for each in stored if each.article and each.article.url]
        record_outcomes(self.engine, records)
        return stored

    def _distrust(self, readings: Iterable[tuple[Article, StoredReading | None]]) -> None:
        """Have those rows written again that do not hold what their hash says: edited by hand."""
        damaged = [
            old.version_id
            for article, old in readings
            if old and old.version_id and old.reading_hash and _is_damaged(old, article)
        ]
        if damaged:
            forget_readings(self.engine, damaged)

    def _tally(self, article: Article, old: StoredReading | None, result: SaveResult) -> None:
        """Count which fields of a known article were rewritten."""
        if old is None or old.article is None:
            return
        changes: Iterable[Change] = _NO_CHANGES
        if result.state == "rewritten":
            changes = reading_changes(old.article, to_reading(article).article)
        self.tally.add(group_of(article), article.url or "", article.source, changes)

    def _count(self, outcome: Outcome, results: Iterator[SaveResult]) -> Outcome:
        if outcome.state in _KEPT:
            result = next(results)
            self.counts[f"articles/{result.state}"] += 1
            if result.state == "placeholder":
                return replace(outcome, state="wall", reason=result.reason)
            if result.state != "failed":
                return outcome
            reason = f"unstorable: {result.reason}"
            return replace(outcome, state="quarantined", reason=reason)
        self.counts[f"articles/{outcome.state}"] += 1
        return outcome


def _is_refused(outcome: Outcome) -> bool:
    return outcome.state == "disallowed" and bool(outcome.article and outcome.article.url)


def _is_damaged(old: StoredReading, article: Article) -> bool:
    """Return whether a row has the hash of `article`, and holds something else."""
    try:
        new = to_reading(article)
    except (ValueError, TypeError, OverflowError):  # saving says so
        return False
    is_same = old.article == new.article | {"source": old.article and old.article.get("source")}
    return not is_same and old.reading_hash == new.hash


def _with_address(outcome: Outcome) -> Outcome:
    """Quarantine an article without an address: nothing tells which article it is."""
    if outcome.state in _KEPT and not (outcome.article and outcome.article.canonical_url):
        return replace(outcome, state="quarantined", reason="no_url")
    return outcome


def _record(outcome: Outcome) -> UrlRecord:
    publisher = outcome.article.publisher if outcome.article else None
    return UrlRecord(outcome, publisher, datetime.now(UTC), is_live=False)
