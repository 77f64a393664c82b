"""One page in, one article out: no network, no clock, no database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from urllib.parse import urlsplit

from newscrawler.extraction.dates import normalize_dates
from newscrawler.extraction.layout.body import Body
from newscrawler.extraction.layout.media import read_images, read_videos
from newscrawler.extraction.layout.related import read_related
from newscrawler.extraction.layout.second_reading import DOUBTFUL, settle_body
from newscrawler.extraction.layout.structure import Structure, read_structure, use_stated_body
from newscrawler.extraction.layout.time_elements import read_time_elements
from newscrawler.extraction.layout.trafilatura_fallback import is_prose, read_fallback
from newscrawler.extraction.layout.unmarked_times import read_unmarked_times
from newscrawler.extraction.loaders import ArticleLoader, clean_line
from newscrawler.extraction.offers import LISTING, Offer
from newscrawler.extraction.page.document import Document, SavedPage, read_document
from newscrawler.extraction.page.saved_address import address_of_mirror
from newscrawler.extraction.page.text import text_content
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.extraction.page.urls import (
    Pagination,
    canonicalize,
    names_article,
    read_pagination,
    same_site,
    split_page_number,
)
from newscrawler.extraction.sources.embedded_state import read_embedded
from newscrawler.extraction.sources.field_sources import (
    add_header,
    add_headline,
    add_last_days,
    add_linked_data,
    add_meta_authors,
    add_metadata,
    add_page_node,
    add_printed_byline,
    add_schema_org,
    add_selectors,
    add_time_elements,
    find_title_candidates,
    site_names,
    without_headline,
)
from newscrawler.extraction.sources.linked_data import (
    LinkedData,
    Node,
    article_body,
    first_text,
    read_linked_data,
)
from newscrawler.extraction.sources.metadata import Metadata, read_metadata, stated_body
from newscrawler.extraction.trace import (
    body_offers,
    fallback_offers,
    listing_offers,
    removal_offers,
    score_offers,
)
from newscrawler.extraction.verdict import blocked_pages as walls
from newscrawler.extraction.verdict.blocked_pages import Wall
from newscrawler.extraction.verdict.language import language_of
from newscrawler.extraction.verdict.page_type import kind_of, link_titles
from newscrawler.extraction.verdict.publication_time import (
    add_minute,
    flag_zone_conflicts,
    lacks_minute,
    prefer_printed_day,
    prefer_visible_date,
)
from newscrawler.extraction.verdict.robots_directives import read_reservations
from newscrawler.indonesian.boilerplate import (
    read_also_title,
    read_hashtags,
    read_republication,
    read_source,
)
from newscrawler.indonesian.citations import find_citations
from newscrawler.indonesian.dateline import read_dateline
from newscrawler.indonesian.quotes import find_quotes
from newscrawler.items import (
    INCOMPLETE,
    Article,
    Block,
    Citation,
    DateValue,
    Link,
    ListingEntry,
    RelatedLink,
    Republication,
)
from newscrawler.publishers import GENERIC, Publisher, publisher_of, publishers

MAX_HEADLINES = 5


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


@dataclass(frozen=True)
class _Sources:
    """What a page states beside its text: in its metadata, its linked data, its embedded state.

    `titles` are the headlines that they give.
    """

    metadata: Metadata
    linked: LinkedData
    embedded: Node
    titles: Sequence[str]

    @property
    def summary(self) -> str:
        """The description of the page, or nothing."""
        return self.metadata.first("og:description", "description") or ""

    @property
    def bodies(self) -> dict[str, str]:
        """The texts of the article by the rule that finds them, the most trusted first."""
        return {
            "embedded": article_body(self.embedded),
            "jsonld": article_body(self.linked.article),
            "meta": stated_body(self.metadata),
        }


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
    linked = read_linked_data(document, partial(_stated_titles, document, metadata), own)
    claims = _identify(document, metadata, linked, page.source)
    facts = publishers()[publisher] if isinstance(publisher, str) else publisher
    facts = facts or publisher_of(document.url)

    sources = _read_sources(document, facts, metadata, linked)
    article, lines, pages = _read(document, facts, sources, offers)
    article.url = document.url
    article.canonical_url = _canonical(document.url, claims, pages, facts)
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


def _identify(
    document: Document, metadata: Metadata, linked: LinkedData, source: str | None
) -> list[str]:
    """Find the page's own address, if nobody gave it, and those it claims to be canonical.

    It is what the tool that saved the page wrote into it, else what the page claims, else what
    the folders of its `source` say.
    """
    claims = [*metadata.addresses, *linked.own_urls]
    if document.saved_address:
        document.url = document.absolute(document.saved_address)
        document.flags.append("url_from_page")
    claimed = [url for claim in claims if claim and (url := document.absolute(claim))]
    if document.url is None and claimed:
        document.url = claimed[0]
        document.flags.append("url_from_page")
    if document.url is None and (mirrored := address_of_mirror(source or "")):
        document.url = document.absolute(mirrored)
        document.flags.append("url_from_path")
    if document.url is None:
        document.flags.append("no_url")
    return claimed


def _canonical(
    own: str | None, claimed: Sequence[str], pages: Pagination, facts: Publisher
) -> str | None:
    """Return the canonical URL of the article, whether read in parts, as AMP or on a mobile host.

    Pages have been seen whose first canonical link is the home page or a section, so a canonical
    link counts only when it is on the same site and can be that of one article. A later page often
    claims itself: the first stands for all. Every known publisher is on https today.
    """
    if own is None:
        return None
    trusted = (url for url in claimed if same_site(url, own) and names_article(url, own))
    url = next(trusted, own)
    first, number = split_page_number(url)
    is_later = number != 1 and number == pages.number
    address = canonicalize(first if is_later else url, facts.aliases)
    return address.replace("http://", "https://", 1) if facts.key else address


def _read(
    document: Document, facts: Publisher, sources: _Sources, offers: list[Offer] | None
) -> tuple[Article, Lines, Pagination]:
    """Read each field of the article from the source most to be trusted.

    Return the lines that it was read from beside the article, and the article's pages.
    """
    structure, pages, is_doubtful = _settle_structure(document, facts, sources)
    article = _load_fields(document, facts, sources, structure, offers)
    _fill_body(article, structure, document)
    if is_doubtful and article.body:
        article.flags.append(DOUBTFUL)
    _settle_language(article, offers)
    if offers is not None:
        offers += body_offers(document, facts, sources.titles, sources.summary, sources.bodies)
        offers += score_offers(structure)
        offers += fallback_offers(document, article.headline)
        offers += removal_offers(structure.scope, facts)
    _fill_notices(article, structure.body, document)
    article.related = read_related(structure.outer_blocks, document.url)
    article.images = read_images(document, structure, sources.linked, sources.metadata)
    if pages.is_part and not structure.has_all_parts:
        article.flags.append(INCOMPLETE)
        article.missing_pages = pages.missing
    return article, structure.lines, pages


def _read_sources(
    document: Document, facts: Publisher, metadata: Metadata, linked: LinkedData
) -> _Sources:
    site = site_names(document.url, metadata, facts)
    titles = find_title_candidates(linked.article, metadata, site)
    embedded = read_embedded(document, [*titles, *_shown_titles(document)])
    return _Sources(metadata, linked, embedded, titles)


def _settle_structure(
    document: Document, facts: Publisher, sources: _Sources
) -> tuple[Structure, Pagination, bool]:
    """Return the layout of the page with the best of its bodies, and whether that is doubtful.

    Between them stand the pages of the article.
    """
    structure = read_structure(document, facts, sources.titles, sources.summary)
    pages = read_pagination(document, structure.scope, facts.single_page)
    is_contradicted = use_stated_body(structure, sources.bodies, is_part=pages.is_part)
    if structure.stated_body is not None:
        return structure, pages, False
    return structure, pages, settle_body(structure, document, facts) or is_contradicted


def _load_fields(
    document: Document,
    facts: Publisher,
    sources: _Sources,
    structure: Structure,
    offers: list[Offer] | None,
) -> Article:
    """Return the article with the fields for which sources compete."""
    metadata, linked, titles = sources.metadata, sources.linked, sources.titles
    videos = read_videos(document, linked, metadata)
    around = document.within(structure.scope).selector
    loader = ArticleLoader(around, document.selector, offers, document.fetched_at)
    add_selectors(loader, facts)
    add_headline(loader, structure, titles)
    add_printed_byline(loader, structure, site_names(document.url, metadata, facts))
    add_meta_authors(loader, metadata)
    add_schema_org(loader, "embedded", sources.embedded)
    add_linked_data(loader, linked)
    add_metadata(loader, metadata, titles)
    add_page_node(loader, linked)
    add_time_elements(loader, structure)
    add_header(loader, structure, document.root)
    add_last_days(loader, structure, document.url, document.fetched_at)
    loader.add_first("videos", "structure", videos)
    kind = kind_of(document, structure, linked, metadata, len(videos))
    loader.add_first("kind", "structure", kind)
    article = loader.load()
    stamps = (metadata.first("article:published_time"), first_text(linked.article, "datePublished"))
    _compare_times(article, structure, filter(None, stamps), facts.timezone_of(document.url))
    if lacks_minute(article):
        times = read_time_elements(structure).published or read_unmarked_times(structure)
        add_minute(article, times, facts.timezone_of(document.url))
    article.breadcrumbs = without_headline(article.breadcrumbs, article.headline)
    return article


def _stated_titles(document: Document, metadata: Metadata) -> list[str]:
    stated = (metadata.first("og:title", "twitter:title"), metadata.title)
    return [*filter(None, stated), *_shown_titles(document)]


def _shown_titles(document: Document) -> list[str]:
    return list(map(text_content, islice(document.root.iter("h1"), MAX_HEADLINES)))


def _compare_times(
    article: Article, structure: Structure, stamps: Iterable[str], timezone: str
) -> None:
    """Hold the time that the page prints against those that it gives to machines."""
    if article.provenance.get("published") != "site":
        prefer_printed_day(article, structure.header.days, timezone)
        prefer_visible_date(article, structure.header.published_texts, timezone)
    flag_zone_conflicts(article, stamps, timezone)


def _fill_body(article: Article, structure: Structure, document: Document) -> None:
    body, rule = structure.body, structure.rule
    if structure.selector and rule == "site":
        article.selectors["container"] = structure.selector
    article.body, article.cleaned = body.blocks, body.cleaned
    article.links = [
        Link(link.start, link.end, url)
        for link in body.links
        if (url := document.absolute(link.url)) and link.end > link.start
    ]
    if not body.blocks and article.kind not in {"video", "index"}:
        _take_fallback(article, document)
        rule = "fallback"
    if article.body:
        article.provenance["body"] = rule
        article.dateline = read_dateline(article.body[0].text)


def _take_fallback(article: Article, document: Document) -> None:
    """Take the text that trafilatura finds, always as doubtful; a menu or a list is no text.

    A page that was cut may end amid its first sentence.
    """
    blocks = read_fallback(document, article.headline)
    if _is_list(blocks, link_titles(document)):
        article.kind = "index"
    elif is_prose(blocks) or "partial" in document.flags:
        article.body = blocks
        article.flags.append(DOUBTFUL)


def _settle_language(article: Article, offers: list[Offer] | None) -> None:
    """Correct the language that the page declares where the text is in another."""
    found = language_of(article.text, article.language)
    if found is None or found == article.language:
        return
    article.language = found
    article.provenance["language"] = "structure"
    if offers is not None:
        offers.append(Offer("language", "structure", values=(found,), kept=(found,)))


def _is_list(blocks: Sequence[Block], titles: Sequence[str]) -> bool:
    """Return whether a text consists mostly of the titles of links."""
    known = set(titles)
    return 2 * sum(block.text in known for block in blocks) > len(blocks)


def _fill_notices(article: Article, body: Body, document: Document) -> None:
    """Give every line cut off from the body its own field."""
    for kind, line in body.notices:
        links = _links_of(line, document)
        if kind == "republication" and article.republished_from is None:
            article.republished_from = _republication(line.text, links)
        elif kind == "hashtags":
            article.hashtags += read_hashtags(line.text)
        elif kind == "source" and article.source_line is None:
            article.source_line = read_source(line.text)
        elif kind == "read_also":
            title = read_also_title(line.text)
            article.inline_related += links or ([RelatedLink(title, None)] if title else [])
        elif kind in {"promotion", "initials", "republication", "source"} or _is_report_line(
            kind, line
        ):
            article.notices.append(line.text)


def _links_of(line: Line, document: Document) -> list[RelatedLink]:
    """Return the links of a line, one for each URL, without a label before the title."""
    found: dict[str | None, RelatedLink] = {}
    for link in line.links:
        shown, url = line.text[link.start : link.end], document.absolute(link.url)
        title = read_also_title(shown)
        if title != "":
            found.setdefault(url, RelatedLink(title or shown, url))
    return list(found.values())


def _is_report_line(kind: str, line: Line) -> bool:
    """Return whether a line says more than its credit: "Laporan Wartawan Tribun Jabar, …"."""
    return kind == "byline" and line.text.casefold().startswith("laporan")


def _republication(text: str, links: list[RelatedLink]) -> Republication | None:
    """Return the notice with the link of its title, or of the address that it prints."""
    found = read_republication(text)
    if found is not None:
        written = re.search(r"https?://[^\s)]+", text)
        titled = (link.url for link in links if found.title and link.title in found.title)
        found.url = next(titled, None) or (written[0].rstrip(".,") if written else None)
    return found
