"""The one function that answers for a page: what was read from it, and how its URL ends.

It has no network, no clock, no database and no Scrapy: the same page gives the same outcome, and
what it takes and gives can be sent to another process.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from newscrawler.extraction import Extraction, SavedPage, extract_page, read_page
from newscrawler.extraction.dates import modification_time, publication_time
from newscrawler.extraction.page.urls import Pagination
from newscrawler.extraction.pagination import MultiPageAssembler
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import KINDS_WITHOUT_TEXT, Article
from newscrawler.outcomes import Outcome, State, of_article
from newscrawler.publishers import GENERIC, Publisher

logger = logging.getLogger(__name__)

_EXPECTED_FIELDS = ("headline", "body", "published", "authors")


@dataclass(frozen=True)
class Policy:
    """What is wanted of pages, and by whose facts they are read.

    `publisher` is None where the address of each page decides; `GENERIC` leaves the facts of every
    publisher out. `since` and `until` are days of publication in WIB, both inclusive. Articles
    with one of the `refused_reservations` are not to be stored.
    """

    publisher: Publisher | None = None
    since: date | None = None
    until: date | None = None
    refused_reservations: frozenset[str] = frozenset(("noarchive", "tdm_reserved"))


@dataclass(frozen=True, kw_only=True)
class PageOutcome(Outcome):
    """The outcome of a page, with all that was read from it."""

    extraction: Extraction = field(repr=False)


def process(page: SavedPage, policy: Policy = Policy()) -> PageOutcome:
    """Read `page` and decide how its URL ends under `policy`.

    Extraction is meant never to raise. Where it does all the same, the page is quarantined with the
    error's name and a line in the log, so that one page costs no other.

    >>> process(SavedPage("https://example.org/berita/1", "<title>404</title>", None)).state
    'wall'
    """
    try:
        extraction = extract_page(page, policy.publisher)
    except Exception as error:
        logger.exception("Extraction failed on %s", page.source or page.url)
        return quarantine(page, type(error).__name__, policy)
    return conclude(extraction, policy)


def quarantine(page: SavedPage, error_name: str, policy: Policy) -> PageOutcome:
    """Return the outcome of a `page` that could not be read because of an error of that name."""
    fetched_at = page.fetched_at.isoformat() if page.fetched_at else None
    flags = [*page.flags, f"extraction_failed:{error_name}"]
    article = Article(page.url, fetched_at=fetched_at, source=page.source, flags=flags)
    return conclude(Extraction(article, Pagination(page.url), unreadable=flags[-1]), policy)


def conclude(extraction: Extraction, policy: Policy = Policy()) -> PageOutcome:
    """Decide how the URL of `extraction` ends; what its article lacks is flagged."""
    article = extraction.article
    if extraction.wall is None:
        missing = [f"missing:{name}" for name in _EXPECTED_FIELDS if not getattr(article, name)]
        article.flags += [flag for flag in missing if flag not in article.flags]
    state, reason = _verdict(extraction, policy)
    return PageOutcome(**vars(of_article(article, state, reason)), extraction=extraction)


def assemble(
    outcomes: Iterable[PageOutcome], policy: Policy, assembler: MultiPageAssembler
) -> Iterator[PageOutcome]:
    """Yield the outcome of each article from the `outcomes` of pages, read under `policy`.

    An article in parts comes when its last page was read. `assembler` joins the parts, and yields
    what has not come whole in the end.
    """
    for outcome in outcomes:
        for extraction in assembler.add(outcome.extraction):
            is_own = extraction is outcome.extraction
            yield outcome if is_own else conclude(extraction, policy)
    for extraction in assembler.rest():
        yield conclude(extraction, policy)


def is_challenge(page: SavedPage) -> bool:
    """Return whether `page` asks its reader to prove to be human, whatever its status."""
    try:
        return read_page(page, GENERIC).wall == "challenge"
    except Exception:
        logger.exception("Extraction failed on %s", page.url)
        return False


def _verdict(extraction: Extraction, policy: Policy) -> tuple[State, str | None]:
    if extraction.wall:
        return "wall", extraction.wall
    if found := _defect(extraction):
        return "quarantined", found
    refused = [each for each in extraction.reservations if each in policy.refused_reservations]
    if refused:
        return "disallowed", ", ".join(refused)
    if not _is_in_range(extraction.article, policy):
        published = extraction.article.published
        return "skipped", f"out of range: published {published and published.value}"
    return "stored", None


def _defect(extraction: Extraction) -> str | None:
    """Return what keeps `extraction` from being an article, None when nothing does."""
    article = extraction.article
    if extraction.unreadable:
        return extraction.unreadable
    if article.kind == "index":
        return "index"
    if not article.headline:
        return "missing:headline"
    if not article.body and article.kind not in KINDS_WITHOUT_TEXT:
        return "missing:body"
    return None


def _is_in_range(article: Article, policy: Policy) -> bool:
    """Return whether `article` may be of a day that is wanted.

    One without a time of publication may be, unless it was changed last before these days.
    """
    published = publication_time(article)
    latest = published or modification_time(article)
    if latest is None:
        return True
    day = latest.astimezone(WIB).date()
    is_too_late = published is not None and policy.until is not None and day > policy.until
    return (policy.since or day) <= day and not is_too_late
