"""The fields of an article, each from the source that is most to be trusted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from newscrawler.extraction.layout.media import read_images, read_videos
from newscrawler.extraction.layout.related import read_related
from newscrawler.extraction.layout.second_reading import DOUBTFUL, settle_body
from newscrawler.extraction.layout.structure import Structure, read_structure, use_stated_body
from newscrawler.extraction.layout.time_elements import read_time_elements
from newscrawler.extraction.layout.trafilatura_fallback import is_prose, read_fallback
from newscrawler.extraction.layout.unmarked_times import read_unmarked_times
from newscrawler.extraction.loaders import ArticleLoader
from newscrawler.extraction.notices import fill_notices
from newscrawler.extraction.offers import Offer
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import text_content
from newscrawler.extraction.page.text_lines import Lines
from newscrawler.extraction.page.urls import Pagination, read_pagination
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
from newscrawler.extraction.sources.linked_data import LinkedData, Node, article_body, first_text
from newscrawler.extraction.sources.metadata import Metadata, stated_body
from newscrawler.extraction.trace import body_offers, fallback_offers, removal_offers, score_offers
from newscrawler.extraction.verdict.language import language_of
from newscrawler.extraction.verdict.page_type import kind_of, link_titles
from newscrawler.extraction.verdict.publication_time import (
    add_minute,
    flag_zone_conflicts,
    lacks_minute,
    prefer_printed_day,
    prefer_visible_date,
)
from newscrawler.indonesian.dateline import read_dateline
from newscrawler.items import INCOMPLETE, Article, Block, Link
from newscrawler.publishers import Publisher

MAX_HEADLINES = 5


@dataclass(frozen=True)
class Sources:
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


def read_sources(
    document: Document, facts: Publisher, metadata: Metadata, linked: LinkedData
) -> Sources:
    """Return what the page states beside its text, by its `metadata` and `linked` data."""
    site = site_names(document.url, metadata, facts)
    titles = find_title_candidates(linked.article, metadata, site)
    embedded = read_embedded(document, [*titles, *_shown_titles(document)])
    return Sources(metadata, linked, embedded, titles)


def read_article(
    document: Document, facts: Publisher, sources: Sources, offers: list[Offer] | None
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
    fill_notices(article, structure.body, document)
    article.related = read_related(structure.outer_blocks, document.url)
    article.images = read_images(document, structure, sources.linked, sources.metadata)
    if pages.is_part and not structure.has_all_parts:
        article.flags.append(INCOMPLETE)
        article.missing_pages = pages.missing
    return article, structure.lines, pages


def _settle_structure(
    document: Document, facts: Publisher, sources: Sources
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
    sources: Sources,
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


def _is_list(blocks: Sequence[Block], titles: Sequence[str]) -> bool:
    """Return whether a text consists mostly of the titles of links."""
    known = set(titles)
    return 2 * sum(block.text in known for block in blocks) > len(blocks)


def _settle_language(article: Article, offers: list[Offer] | None) -> None:
    """Correct the language that the page declares where the text is in another."""
    found = language_of(article.text, article.language)
    if found is None or found == article.language:
        return
    article.language = found
    article.provenance["language"] = "structure"
    if offers is not None:
        offers.append(Offer("language", "structure", values=(found,), kept=(found,)))


def stated_titles(document: Document, metadata: Metadata) -> list[str]:
    """Return the titles that the page gives itself, in its metadata and its headings."""
    stated = (metadata.first("og:title", "twitter:title"), metadata.title)
    return [*filter(None, stated), *_shown_titles(document)]


def _shown_titles(document: Document) -> list[str]:
    return list(map(text_content, islice(document.root.iter("h1"), MAX_HEADLINES)))
