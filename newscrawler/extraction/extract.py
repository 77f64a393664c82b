"""One page in, one article out: no network, no clock, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from newscrawler.extraction.addresses import canonical_url, identify
from newscrawler.extraction.article_fields import read_article, read_sources, stated_titles
from newscrawler.extraction.dates import normalize_dates
from newscrawler.extraction.loaders import clean_line
from newscrawler.extraction.offers import LISTING, Offer
from newscrawler.extraction.page.document import SavedPage, read_document
from newscrawler.extraction.page.selectors import without_unmatched
from newscrawler.extraction.page.urls import Pagination
from newscrawler.extraction.sources.linked_data import read_linked_data
from newscrawler.extraction.sources.metadata import read_metadata
from newscrawler.extraction.trace import listing_offers
from newscrawler.extraction.verdict import blocked_pages as walls
from newscrawler.extraction.verdict.blocked_pages import Wall
from newscrawler.extraction.verdict.robots_directives import read_reservations
from newscrawler.indonesian.citations import find_citations
from newscrawler.indonesian.quotes import find_quotes
from newscrawler.items import Article, Citation, DateValue, ListingEntry
from newscrawler.publishers import GENERIC, Publisher, publisher_of, publishers


@dataclass(frozen=True)
class Extraction:
    """What one page gave, or all pages of one article together.

    `pages` says which page of its article it is, and where the others are; `publisher` is the one
    by whose facts it was read. `wall` is the kind of page that stood in the article's place,
    `unreadable` what kept the bytes from being read as a page at all, `reservations` what the site
    reserves.
    """

    article: Article
    pages: Pagination
    publisher: Publisher = GENERIC
    wall: Wall | None = None
    unreadable: str | None = None
    reservations: Sequence[str] = ()

    @property
    def is_part(self) -> bool:
        """Return whether the article has pages that are not here, and that are worth asking for."""
        return self.pages.is_part and self.wall is None


def extract(page: SavedPage, publisher: Publisher | str | None = None) -> Article:
    """Read `page` as an article; the same page always gives the same article.

    One in several pages is flagged `incomplete`. Arguments and errors are those of `extract_page`.

    >>> from datetime import datetime
    >>> page = SavedPage(
    ...     "https://www.tribunnews.com/nasional/7760001/jembatan-baru-dibuka",
    ...     "<meta property='article:published_time' content='2026-11-18T07:30:00+07:00'>"
    ...     "<h1>Jembatan Baru Dibuka</h1><p>Jembatan itu dibuka Selasa (17/11).</p>",
    ...     datetime.fromisoformat("2026-11-20T09:00:00+07:00"),
    ... )
    >>> article = extract(page)
    >>> article.headline, article.published.value
    ('Jembatan Baru Dibuka', '2026-11-18T07:30:00+07:00')
    >>> [(date.text, date.value) for date in article.dates]
    [('Selasa (17/11)', '2026-11-17')]
    """
    return extract_page(page, publisher).article


def extract_page(page: SavedPage, publisher: Publisher | str | None = None) -> Extraction:
    """Read `page` as an article or as a part of one: all its fields, dates with their values.

    `publisher` is a `Publisher` or its key. Without it the URL decides, and the page of an unknown
    host is read by its linked data, meta tags and structure. Nothing in the page itself raises:
    what is missing is None, what is doubtful is in `flags`. Raises KeyError for an unknown key.
    """
    extraction = read_page(page, publisher)
    annotate(extraction.article, extraction.publisher)
    return extraction


def read_page(
    page: SavedPage,
    publisher: Publisher | str | None = None,
    offers: list[Offer] | None = None,
) -> Extraction:
    """Read `page` as `extract_page` does, but leave its dates raw and its text unannotated.

    What every source offers for a field is appended to `offers`, if a list is given.
    """
    document = read_document(page)
    if isinstance(document, str):
        return _unreadable(page, document)
    metadata = read_metadata(document)
    own = [url for each in metadata.addresses if (url := document.absolute(each))]
    linked = read_linked_data(document, partial(stated_titles, document, metadata), own)
    claims = identify(document, metadata, linked, page.source)
    facts = publishers()[publisher] if isinstance(publisher, str) else publisher
    facts = facts or publisher_of(document.url)

    usable = without_unmatched(facts, document.root) if offers is None else facts
    sources = read_sources(document, usable, metadata, linked)
    article, lines, pages = read_article(document, usable, sources, offers)
    article.url = document.url
    article.canonical_url = canonical_url(document.url, claims, pages, facts)
    article.publisher = facts.key or None
    article.fetched_at = page.fetched_at.isoformat() if page.fetched_at else None
    article.source = page.source
    reservations = read_reservations(page, metadata)
    article.flags = [*page.flags, *document.flags, *linked.flags, *article.flags, *reservations]
    features = walls.PageFeatures(page, document, metadata, linked, lines, reservations)
    wall = walls.find_wall(features, article)
    if wall:
        article.flags.append(f"{walls.FLAG}{wall}")
    _fill_from_listing(article, page.listing)
    if offers is not None:
        offers += listing_offers(page.listing)
    return Extraction(article, pages, facts, wall, reservations=reservations)


def trace_page(page: SavedPage, publisher: Publisher | str | None = None) -> list[Offer]:
    """Return what every source of `page` offers for the fields of its article.

    The offers for a field are in the order of trust. Arguments and errors are those of
    `extract_page`, which reads the same article; this takes several times as long.
    """
    offers: list[Offer] = []
    read_page(page, publisher, offers)
    return offers


def _unreadable(page: SavedPage, why: str) -> Extraction:
    wall = walls.find_wall_of_answer(page)
    article = Article(
        page.url,
        fetched_at=page.fetched_at.isoformat() if page.fetched_at else None,
        source=page.source,
        flags=[*page.flags, why, *([f"{walls.FLAG}{wall}"] if wall else [])],
    )
    return Extraction(article, Pagination(page.url), wall=wall, unreadable=why)


def _fill_from_listing(article: Article, listing: ListingEntry | None) -> None:
    """Take from the listing that named the article what its own page does not say.

    A page without text gets no headline: it is no article, whatever a listing calls it.
    """
    if listing is None:
        return
    if article.published is None and listing.published:
        article.published = DateValue(listing.published)
        article.provenance["published"] = LISTING
    if not article.headline and article.body and (title := clean_line(listing.title or "")):
        article.headline = title
        article.provenance["headline"] = LISTING


def annotate(article: Article, publisher: Publisher) -> None:
    """Give the dates of `article` their values; find in its text dates, quotes and citations."""
    normalize_dates(article, publisher.timezone_of(article.url))
    article.quotes = find_quotes(article.text)
    cited = find_citations(article.text, article.links, article.quotes)
    article.citations = [c for c in cited if not _is_own(c, article.url)]


def _is_own(citation: Citation, url: str | None) -> bool:
    """Return whether the source named is the site itself: "Dikutip zonajakarta.com dari …"."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    named = citation.source.casefold()
    return citation.kind == "outlet" and named in {host, f"{host.partition('.')[0]}.com"}
