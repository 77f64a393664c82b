"""Put what re-extraction gives into the database: articles, how URLs end, field coverage."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Engine

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.urls import SINGLE_PAGE, split_page_number
from newscrawler.items import Article
from newscrawler.monitoring.coverage import CoverageCounter
from newscrawler.outcomes import Outcome, State
from newscrawler.process import PageOutcome
from newscrawler.storage.articles import SaveResult, save_articles, withdraw_readings
from newscrawler.storage.captures import Capture, find_reserved
from newscrawler.storage.database import write_transaction
from newscrawler.storage.extractor import extractor_id
from newscrawler.storage.runs import finish_run, record_coverage, start_run
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes
from newscrawler.storage.url_queue import listing_entries

MAX_BATCH_OUTCOMES = 200
_KEPT: frozenset[State] = frozenset(("stored", "unchanged"))
"""States whose capture is kept: an unchanged page was seen once more."""


class ReextractionStore:
    """Stores outcomes batch by batch, as a run of its own; `counts` says what was done.

    What a crawl owes a URL stays as it is. `is_generic` says that no publisher's facts were
    used: then no publisher is judged by it, and another extractor reads.
    """

    def __init__(self, engine: Engine, *, is_generic: bool = False) -> None:
        self.engine = engine
        self.run_id = uuid4().hex
        self.coverage = CoverageCounter()
        self.is_generic = is_generic
        self.extractor = extractor_id() + ("-generic" if is_generic else "")
        self.counts: Counter[str] = Counter()
        start_run(engine, self.run_id, "saved")

    def with_known_facts(self, pages: Iterable[SavedPage]) -> Iterator[SavedPage]:
        """Yield `pages` with what the database knows of them, as a crawl saw them.

        That is what the listing said that named them, and whether their host reserves them.
        """
        for page in pages:
            if page.url is None:
                yield page
                continue
            urls = [page.url, split_page_number(page.url)[0]]
            capture = Capture(url=page.url, fetched_at=page.fetched_at, source=page.source)
            with self.engine.connect() as connection:
                found = listing_entries(connection, urls)
                reserved = find_reserved(connection, [capture.id]) or None
            listing = next((found[url] for url in urls if url in found), None)
            tdm_reserved = page.tdm_reserved if reserved is None else True
            yield replace(page, listing=listing, tdm_reserved=tdm_reserved)

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
        judged = [_with_address(_with_first_address(outcome)) for outcome in batch]
        articles = [each.article for each in judged if each.state in _KEPT and each.article]
        results = iter(save_articles(self.engine, articles, self.run_id, self.extractor))
        stored = [self._count(each, results) for each in judged]
        refused = [_capture(each.article) for each in judged if each.article and _is_refused(each)]
        if refused:
            self.counts["articles/withdrawn"] += withdraw_readings(self.engine, refused)
        # A page without an address has no row: its file is none.
        records = [_record(each) for each in stored if each.article and each.article.url]
        record_outcomes(self.engine, records)
        return stored

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


def _capture(article: Article) -> Capture:
    fetched_at = datetime.fromisoformat(article.fetched_at) if article.fetched_at else None
    return Capture(url=article.url or "", fetched_at=fetched_at, source=article.source)


def _with_first_address(outcome: Outcome) -> Outcome:
    """Put an article that one page shows whole under the address of its first page, as a crawl."""
    pages = outcome.extraction.pages if isinstance(outcome, PageOutcome) else None
    if pages is None or pages.number != SINGLE_PAGE or outcome.article is None:
        return outcome
    url = pages.first or outcome.url
    return replace(outcome, url=url, article=replace(outcome.article, url=url))


def _with_address(outcome: Outcome) -> Outcome:
    """Quarantine an article without an address: nothing tells which article it is."""
    if outcome.state in _KEPT and not (outcome.article and outcome.article.canonical_url):
        return replace(outcome, state="quarantined", reason="no_url")
    return outcome


def _record(outcome: Outcome) -> UrlRecord:
    publisher = outcome.article.publisher if outcome.article else None
    return UrlRecord(outcome, publisher, datetime.now(UTC), is_live=False)
