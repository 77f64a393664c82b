"""What each source offers for the fields of an article, in the order of trust."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from newscrawler.extraction.layout.header import read_breadcrumbs
from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.layout.tags import read_keywords
from newscrawler.extraction.loaders import ArticleLoader
from newscrawler.extraction.page.text import fold_title, fold_whitespace, text_content, titles_match
from newscrawler.extraction.sources import linked_data as ld
from newscrawler.extraction.sources.linked_data import LinkedData, Node
from newscrawler.extraction.sources.metadata import Metadata, published_time
from newscrawler.indonesian.boilerplate import is_author_role, is_editor_role
from newscrawler.items import Credit
from newscrawler.publishers import Publisher

_PAGE_NUMBER = re.compile(
    r"\s{1,9}(?:[-–|]\s{1,9})?(?:halaman|page)\s+(?:all|semua|\d+)\s*$", re.IGNORECASE
)
_MAX_TITLE_CANDIDATES, _MAX_TITLE_CHARS = 3, 500
"""No honest page has more, and every candidate is held against many texts."""
_MAX_SITE_NAME_CHARS = 40
_SEPARATOR = re.compile(r"\s{1,9}[-–—|]\s+")
_TAG_LINKS = XPath(".//a[contains(concat(' ', @rel, ' '), ' tag ')]//text()", smart_strings=False)
_NOT_PERSON = re.compile(
    r"https?:|www\.|[@_]|developer|cyber media|\.(?:com|co|id)/", re.IGNORECASE
)
_DOMAIN = re.compile(r"\.(?:com|id|co|net|tv|org)\b", re.IGNORECASE)


def add_selectors(loader: ArticleLoader, facts: Publisher) -> None:
    """Offer what the publisher's selectors match."""
    for field, selectors in facts.selectors.items():
        if field != "container":
            loader.add_first_css(field, selectors)


def add_linked_data(loader: ArticleLoader, linked: LinkedData) -> None:
    """Offer what the page's JSON-LD says."""
    loader.add_first("breadcrumbs", "jsonld", ld.breadcrumbs(linked))
    add_schema_org(loader, "jsonld", linked.article)


def add_schema_org(loader: ArticleLoader, rule: str, node: Node) -> None:
    """Offer what an article in the words of schema.org says, as found by `rule`."""
    if not node:
        return
    loader.add_first("headline", rule, ld.texts(node, "headline") or ld.texts(node, "name"))
    loader.add_first("summary", rule, ld.texts(node, "description"))
    loader.add_first("published", rule, ld.texts(node, "datePublished"))
    loader.add_first("modified", rule, ld.texts(node, "dateModified"))
    loader.add_first("editors", rule, ld.people(node, "editor"))
    loader.add_first("authors", rule, _authors(loader, ld.people(node, "author")))
    headline, summary = ld.first_text(node, "headline"), ld.first_text(node, "description")
    loader.add_first("tags", rule, read_keywords(ld.keywords(node), headline, summary))
    if rule == "embedded":  # JSON-LD has a list of its own for the way from the home page
        loader.add_first("breadcrumbs", rule, ld.texts(node, "articleSection"))
    loader.add_first("language", rule, ld.language(node))
    loader.add_first("free_access", rule, ld.is_free(node))


def add_metadata(
    loader: ArticleLoader, metadata: Metadata, title_candidates: Sequence[str]
) -> None:
    """Add what the meta tags say; `title_candidates` are the titles without the site's name."""
    first = metadata.first
    loader.add_first("headline", "meta", title_candidates)
    loader.add_first("summary", "meta", first("og:description", "description"))
    loader.add_first("published", "meta", published_time(metadata))
    loader.add_first("modified", "meta", first("article:modified_time", "datemodified"))
    for name in ("article:author", "author"):
        writer = first(name) or ""
        if fold_title(writer) != fold_title(first("og:site_name") or ""):
            loader.add_first("authors", "meta", _authors(loader, [writer]))
    headline, summary = next(iter(title_candidates), None), first("og:description", "description")
    keywords = (first("news_keywords", "keywords") or "").split(",")
    loader.add_first("tags", "meta", read_keywords(keywords, headline, summary))
    loader.add_first(
        "language", "meta", (metadata.language or first("og:locale") or "")[:2].lower()
    )


def _authors(loader: ArticleLoader, names: Sequence[str]) -> list[str]:
    """The names that may be writers': no addresses, and nobody whom the page prints as editor."""
    editors = {name.casefold() for name in loader.get_collected_values("editors")}
    persons = [name for name in names if name.strip() and not _NOT_PERSON.search(name)]
    return [name for name in persons if name.casefold() not in editors]


def add_headline(
    loader: ArticleLoader, structure: Structure, title_candidates: Sequence[str]
) -> None:
    """Offer the headline as shown, where it matches one that the metadata give.

    Metadata shorten headlines, drop their punctuation and add the site's name; the page itself
    is right where both speak of the same.
    """
    if structure.headline is not None:
        shown = text_content(structure.headline)
        if titles_match(shown, [fold_title(candidate) for candidate in title_candidates]):
            loader.add_first("headline", "structure", shown)


def add_printed_byline(loader: ArticleLoader, structure: Structure) -> None:
    """Offer the tags that the page shows, and the names that it prints with their roles.

    They come before linked data, which on several Indonesian sites names the editor or the
    company as the author.
    """
    credits = [*structure.header.credits, *structure.body.credits]
    loader.add_first("authors", "structure", [c.name for c in credits if is_author_role(c.role)])
    loader.add_first("editors", "structure", [c.name for c in credits if is_editor_role(c.role)])
    loader.add_first("authors", "structure", structure.header.byline)
    loader.add_first("tags", "structure", structure.tags)
    others = {(c.role, c.name): c for c in credits if _is_other_role(c)}
    loader.add_first("credits", "structure", list(others.values()))


def add_meta_authors(loader: ArticleLoader, metadata: Metadata) -> None:
    """Offer the names in meta tags made for them, which know writers from editors."""
    loader.add_first("authors", "meta", metadata.first("content_author", "dtk:author"))
    loader.add_first("editors", "meta", metadata.first("content_editor", "dtk:editor"))


def add_header(loader: ArticleLoader, structure: Structure, root: _Element) -> None:
    """Offer what stands around the headline."""
    header = structure.header
    if structure.headline is not None:
        loader.add_first("headline", "structure", text_content(structure.headline))
    loader.add_first("kicker", "structure", header.kicker)
    loader.add_first("published", "structure", header.published_texts)
    loader.add_first("modified", "structure", header.modified_texts)
    loader.add_first("tags", "structure", _TAG_LINKS(structure.scope))
    if "breadcrumbs" not in loader.provenance:
        loader.add_first("breadcrumbs", "structure", read_breadcrumbs(root))


def without_headline(crumbs: Sequence[str], headline: str | None) -> list[str]:
    """A breadcrumb trail without the article itself at its end."""
    is_own = bool(crumbs and headline) and fold_title(crumbs[-1]) == fold_title(headline or "")
    return list(crumbs[:-1] if is_own else crumbs)


def _is_other_role(credit: Credit) -> bool:
    return not is_author_role(credit.role) and not is_editor_role(credit.role)


def find_title_candidates(node: Node, metadata: Metadata, site: AbstractSet[str]) -> list[str]:
    """The headlines that linked data, meta tags and the title give, without the site's names."""
    told = ld.texts(node, "headline")[:_MAX_TITLE_CANDIDATES]
    titles = [metadata.first("og:title", "twitter:title"), metadata.title]
    title_candidates = told + [title for title in titles if title]
    return [
        strip_site_name(fold_whitespace(candidate)[:_MAX_TITLE_CHARS], site)
        for candidate in title_candidates
    ]


def site_names(url: str | None, metadata: Metadata, facts: Publisher) -> AbstractSet[str]:
    """The names under which a site may add itself to its titles."""
    names = {facts.name, metadata.first("og:site_name"), urlsplit(url or "").hostname}
    return {name for name in names if name}


def strip_site_name(title: str, site: AbstractSet[str]) -> str:
    """`title` without the site's name before or after it and the page number behind it."""
    title = _PAGE_NUMBER.sub("", title)
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _is_site_name(parts[-1], site):
        title = title[: -len(parts[-1])].rstrip(" -–—|")
    elif len(parts) > 1 and _is_site_name(parts[0], site):
        title = title[len(parts[0]) :].lstrip(" -–—|")
    return title


def _is_site_name(part: str, site: AbstractSet[str]) -> bool:
    name = fold_title(part)
    known = (fold_title(each) for each in site)
    return len(part) <= _MAX_SITE_NAME_CHARS and (
        _DOMAIN.search(part) is not None
        or any(each and (each in name or name in each) for each in known)
    )
