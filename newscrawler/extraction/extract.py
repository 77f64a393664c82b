"""One page in, one article out: no network, no clock, no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from newscrawler.extraction.layout.body import Body
from newscrawler.extraction.layout.header import text_of
from newscrawler.extraction.layout.media import read_images, read_videos
from newscrawler.extraction.layout.related import read_related
from newscrawler.extraction.layout.structure import Structure, prefer_told, read_structure
from newscrawler.extraction.layout.trafilatura_fallback import read_fallback
from newscrawler.extraction.loaders import ArticleLoader
from newscrawler.extraction.page.document import Document, SavedPage, read_document
from newscrawler.extraction.page.text_lines import Line, Lines
from newscrawler.extraction.page.urls import Pages, canonicalize, numbered, read_pages, same_site
from newscrawler.extraction.sources.embedded_state import read_embedded
from newscrawler.extraction.sources.field_sources import (
    headline_claims,
    offer_facts,
    offer_headline,
    offer_linked_data,
    offer_metadata,
    offer_node,
    offer_printed,
    offer_structure,
    offer_writers,
    site_names,
    without_headline,
)
from newscrawler.extraction.sources.linked_data import LinkedData, read_linked_data, text_in
from newscrawler.extraction.sources.metadata import Metadata, read_metadata
from newscrawler.extraction.verdict import blocked_pages as walls
from newscrawler.extraction.verdict.page_type import kind_of, link_titles
from newscrawler.extraction.verdict.publication_time import doubt_zones, prefer_printed
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
from newscrawler.items import INCOMPLETE, Article, Block, Citation, Link, RelatedLink, Republication
from newscrawler.publishers import Publisher, publisher_of, publishers

_MOST_HEADLINES = 5


@dataclass(frozen=True)
class Part:
    """What one page shows of its article, and where the article's other pages are."""

    article: Article
    pages: Pages


def extract(page: SavedPage, publisher: Publisher | str | None = None) -> Article:
    """Read `page` as an article; the same page always gives the same article.

    One in several pages is flagged `incomplete`. Arguments and errors are those of `read_part`.
    """
    return read_part(page, publisher).article


def read_part(page: SavedPage, publisher: Publisher | str | None = None) -> Part:
    """Read `page` as an article or a part of one.

    `publisher` is a `Publisher` or its key. Without it the URL decides, and the page of an unknown
    host is read by its linked data, meta tags and structure. Dates come back as raw text: the
    dates pipeline gives them values. Nothing in the page itself raises: what is missing is
    None, what is doubtful is in `flags`. Raises KeyError for an unknown key.
    """
    fetched_at = page.fetched_at.isoformat() if page.fetched_at else None
    document = read_document(page)
    if isinstance(document, str):
        wall = walls.find_wall_of_answer(page)
        flags = [document, f"{walls.FLAG}{wall}"] if wall else [document]
        article = Article(page.url, fetched_at=fetched_at, source=page.source, flags=flags)
        return Part(article, Pages(page.url))
    metadata, linked = read_metadata(document), read_linked_data(document)
    claims = _identify(document, metadata, linked)
    facts = publishers()[publisher] if isinstance(publisher, str) else publisher
    facts = facts or publisher_of(document.url)

    article, lines, pages = _read(document, facts, metadata, linked)
    article.url, article.canonical_url = (
        document.url,
        _canonical(document.url, claims, pages, facts),
    )
    article.publisher = facts.key or None
    article.fetched_at, article.source = fetched_at, page.source
    article.flags = document.flags + linked.flags + article.flags
    article.flags += read_reservations(page, metadata)
    if wall := walls.find_wall(walls.Reading(page, document, metadata, linked, lines), article):
        article.flags.append(f"{walls.FLAG}{wall}")
    find_voices(article)
    return Part(article, pages)


def find_voices(article: Article) -> None:
    """Find in the text of `article` whom it quotes and which sources it names."""
    article.quotes = find_quotes(article.text)
    cited = find_citations(article.text, article.links, article.quotes)
    article.citations = [c for c in cited if not _is_own(c, article.url)]


def _is_own(citation: Citation, url: str | None) -> bool:
    """Whether the source named is the site itself: "Dikutip zonajakarta.com dari …"."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    named = citation.source.casefold()
    return citation.kind == "outlet" and named in {host, f"{host.partition('.')[0]}.com"}


def _identify(document: Document, metadata: Metadata, linked: LinkedData) -> list[str]:
    """Find the page's own address, if nobody gave it, and those it claims to be canonical."""
    claims = [*metadata.canonicals, metadata.first("og:url"), *linked.own_urls]
    claimed = [url for claim in claims if claim and (url := document.absolute(claim))]
    if document.url is None and claimed:
        document.url = claimed[0]
        document.flags.append("url_from_page")
    if document.url is None:
        document.flags.append("no_url")
    return claimed


def _canonical(
    own: str | None, claimed: Sequence[str], pages: Pages, facts: Publisher
) -> str | None:
    """The one address of the article, be it read in parts, from AMP or from a mobile host.

    Pages have been seen whose first canonical link is the home page, so a canonical link counts
    only when it is on the same site and leads to more than its root. A later page often claims
    itself: the first stands for all.
    """
    if own is None:
        return None
    trusted = (url for url in claimed if urlsplit(url).path.strip("/") and same_site(url, own))
    url = next(trusted, own)
    first, number = numbered(url)
    is_later = number != 1 and number == pages.number
    return canonicalize(first if is_later else url, facts.aliases)


def _read(
    document: Document, facts: Publisher, metadata: Metadata, linked: LinkedData
) -> tuple[Article, Lines, Pages]:
    """Read what the page shows and says, each field from the source most to be trusted.

    Gives the lines that it was read from beside the article, and the article's pages.
    """
    site = site_names(document.url, metadata, facts)
    claims = headline_claims(linked.article, metadata, site)
    shown = map(text_of, islice(document.root.iter("h1"), _MOST_HEADLINES))
    embedded = read_embedded(document, [*claims, *shown])
    summary = metadata.first("og:description", "description") or ""
    structure = read_structure(document, facts, claims, summary)
    sources = {"embedded": embedded, "jsonld": linked.article}
    prefer_told(structure, {rule: text_in(node, "articleBody") for rule, node in sources.items()})
    videos = read_videos(document, linked, metadata)
    loader = ArticleLoader(document.within(structure.scope).selector, document.selector)
    offer_facts(loader, facts)
    offer_headline(loader, structure, claims)
    offer_printed(loader, structure)
    offer_writers(loader, metadata)
    offer_node(loader, "embedded", embedded)
    offer_linked_data(loader, linked)
    offer_metadata(loader, metadata, claims)
    offer_structure(loader, structure, document.root)
    loader.offer("videos", "structure", videos)
    kind = kind_of(document, structure, linked, metadata, len(videos))
    loader.offer("kind", "structure", kind)

    article = loader.load()
    zone = facts.zone_of(document.url)
    if article.provenance.get("published") != "site":
        prefer_printed(article, structure.header.stamps, zone)
    told = (metadata.first("article:published_time"), text_in(linked.article, "datePublished"))
    doubt_zones(article, filter(None, told), zone)
    article.breadcrumbs = without_headline(article.breadcrumbs, article.headline)
    _fill_body(article, structure, document)
    _fill_notices(article, structure.body, document)
    article.related = read_related(structure.groups, document.url)
    article.images = read_images(document, structure, linked, metadata)
    pages = read_pages(document, structure.scope, facts.whole_page)
    if pages.is_part and not structure.has_parts:
        article.flags.append(INCOMPLETE)
    return article, structure.lines, pages


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
        article.body, rule = read_fallback(document, article.headline), "fallback"
        if _is_list(article.body, link_titles(document)):
            article.body, article.kind = [], "index"
    if article.body:
        article.provenance["body"] = rule
        article.dateline = read_dateline(article.body[0].text)


def _is_list(blocks: Sequence[Block], titles: Sequence[str]) -> bool:
    """Whether a text is for the most part the titles of links."""
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
    """The links of a line, by what they lead to: the label before a title is none of it."""
    found: dict[str | None, RelatedLink] = {}
    for link in line.links:
        shown, url = line.text[link.start : link.end], document.absolute(link.url)
        title = read_also_title(shown)
        if title != "":
            found.setdefault(url, RelatedLink(title or shown, url))
    return list(found.values())


def _is_report_line(kind: str, line: Line) -> bool:
    """Whether this says more than its credit keeps: "Laporan Wartawan Tribun Jabar, …"."""
    return kind == "byline" and line.text.casefold().startswith("laporan")


def _republication(text: str, links: list[RelatedLink]) -> Republication | None:
    """The notice with the link of its title, or of the address it spells out."""
    found = read_republication(text)
    if found is not None:
        written = re.search(r"https?://[^\s)]+", text)
        titled = (link.url for link in links if found.title and link.title in found.title)
        found.url = next(titled, None) or (written[0].rstrip(".,") if written else None)
    return found
