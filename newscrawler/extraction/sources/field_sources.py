"""What each source offers for the fields of an article, in the order of trust."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from newscrawler.extraction.layout.header import agrees, letters, read_breadcrumbs, text_of
from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.layout.tags import read_keywords
from newscrawler.extraction.loaders import ArticleLoader
from newscrawler.extraction.sources import linked_data as ld
from newscrawler.extraction.sources.linked_data import LinkedData, Node
from newscrawler.extraction.sources.metadata import Metadata, published_stamp
from newscrawler.indonesian.boilerplate import is_author_role, is_editor_role
from newscrawler.items import Credit
from newscrawler.publishers import Publisher

_PAGE_NUMBER = re.compile(
    r"\s{1,9}(?:[-–|]\s{1,9})?(?:halaman|page)\s+(?:all|semua|\d+)\s*$", re.IGNORECASE
)
_MOST_CLAIMS, _LONGEST_CLAIM = 3, 500
"""No honest page has more, and every claim is held against many texts."""
_LONGEST_SITE_NAME = 40
_SEPARATOR = re.compile(r"\s{1,9}[-–—|]\s+")
_TAGS = XPath(".//a[contains(concat(' ', @rel, ' '), ' tag ')]//text()", smart_strings=False)
_NO_PERSON = re.compile(r"https?:|www\.|[@_]|developer|cyber media|\.(?:com|co|id)/", re.IGNORECASE)
_DOMAIN = re.compile(r"\.(?:com|id|co|net|tv|org)\b", re.IGNORECASE)


def offer_facts(loader: ArticleLoader, facts: Publisher) -> None:
    """Offer what the publisher's selectors match."""
    for field, selectors in facts.selectors.items():
        if field != "container":
            loader.offer_css(field, selectors)


def offer_linked_data(loader: ArticleLoader, linked: LinkedData) -> None:
    """Offer what the page's JSON-LD says."""
    loader.offer("breadcrumbs", "jsonld", ld.breadcrumbs(linked))
    offer_node(loader, "jsonld", linked.article)


def offer_node(loader: ArticleLoader, rule: str, node: Node) -> None:
    """Offer what an article in the words of schema.org says, as found by `rule`."""
    if not node:
        return
    loader.offer("headline", rule, ld.texts(node, "headline") or ld.texts(node, "name"))
    loader.offer("summary", rule, ld.texts(node, "description"))
    loader.offer("published", rule, ld.texts(node, "datePublished"))
    loader.offer("modified", rule, ld.texts(node, "dateModified"))
    loader.offer("editors", rule, ld.people(node, "editor"))
    loader.offer("authors", rule, _writers(loader, ld.people(node, "author")))
    headline, summary = ld.text_in(node, "headline"), ld.text_in(node, "description")
    loader.offer("tags", rule, read_keywords(ld.keywords(node), headline, summary))
    if rule == "embedded":  # JSON-LD has a list of its own for the way from the home page
        loader.offer("breadcrumbs", rule, ld.texts(node, "articleSection"))
    loader.offer("language", rule, ld.language(node))
    loader.offer("free_access", rule, ld.is_free(node))


def offer_metadata(loader: ArticleLoader, metadata: Metadata, claims: Sequence[str]) -> None:
    """Offer what the page's meta tags say; `claims` are its titles without the site's name."""
    first = metadata.first
    loader.offer("headline", "meta", claims)
    loader.offer("summary", "meta", first("og:description", "description"))
    loader.offer("published", "meta", published_stamp(metadata))
    loader.offer("modified", "meta", first("article:modified_time", "datemodified"))
    for name in ("article:author", "author"):
        writer = first(name) or ""
        if letters(writer) != letters(first("og:site_name") or ""):
            loader.offer("authors", "meta", _writers(loader, [writer]))
    headline, summary = next(iter(claims), None), first("og:description", "description")
    keywords = (first("news_keywords", "keywords") or "").split(",")
    loader.offer("tags", "meta", read_keywords(keywords, headline, summary))
    loader.offer("language", "meta", (metadata.language or first("og:locale") or "")[:2].lower())


def _writers(loader: ArticleLoader, names: Sequence[str]) -> list[str]:
    """The names that may be writers': no addresses, and nobody whom the page prints as editor."""
    editors = {name.casefold() for name in loader.get_collected_values("editors")}
    persons = [name for name in names if name.strip() and not _NO_PERSON.search(name)]
    return [name for name in persons if name.casefold() not in editors]


def offer_headline(loader: ArticleLoader, structure: Structure, claims: Sequence[str]) -> None:
    """Offer the headline as shown, where it agrees with one that the metadata claim.

    Metadata shorten headlines, drop their punctuation and add the site's name; the page itself
    is right where both speak of the same.
    """
    if structure.headline is not None:
        shown = text_of(structure.headline)
        if agrees(shown, [letters(claim) for claim in claims]):
            loader.offer("headline", "structure", shown)


def offer_printed(loader: ArticleLoader, structure: Structure) -> None:
    """Offer the tags that the page shows, and the names that it prints with their roles.

    They come before linked data, which on several Indonesian sites names the editor or the
    company as the author.
    """
    credits = [*structure.header.credits, *structure.body.credits]
    loader.offer("authors", "structure", [c.name for c in credits if is_author_role(c.role)])
    loader.offer("editors", "structure", [c.name for c in credits if is_editor_role(c.role)])
    loader.offer("authors", "structure", structure.header.byline)
    loader.offer("tags", "structure", structure.tags)
    others = {(c.role, c.name): c for c in credits if _is_other(c)}
    loader.offer("credits", "structure", list(others.values()))


def offer_writers(loader: ArticleLoader, metadata: Metadata) -> None:
    """Offer the names in meta tags made for them, which know writers from editors."""
    loader.offer("authors", "meta", metadata.first("content_author", "dtk:author"))
    loader.offer("editors", "meta", metadata.first("content_editor", "dtk:editor"))


def offer_structure(loader: ArticleLoader, structure: Structure, root: _Element) -> None:
    """Offer what stands around the headline."""
    header = structure.header
    if structure.headline is not None:
        loader.offer("headline", "structure", text_of(structure.headline))
    loader.offer("kicker", "structure", header.kicker)
    loader.offer("published", "structure", header.stamps)
    loader.offer("modified", "structure", header.updates)
    loader.offer("tags", "structure", _TAGS(structure.scope))
    if "breadcrumbs" not in loader.provenance:
        loader.offer("breadcrumbs", "structure", read_breadcrumbs(root))


def without_headline(crumbs: Sequence[str], headline: str | None) -> list[str]:
    """A breadcrumb trail without the article itself at its end."""
    is_own = bool(crumbs and headline) and letters(crumbs[-1]) == letters(headline or "")
    return list(crumbs[:-1] if is_own else crumbs)


def _is_other(credit: Credit) -> bool:
    return not is_author_role(credit.role) and not is_editor_role(credit.role)


def headline_claims(node: Node, metadata: Metadata, site: AbstractSet[str]) -> list[str]:
    """The headlines that linked data, meta tags and the title give, without the site's names."""
    told = ld.texts(node, "headline")[:_MOST_CLAIMS]
    titles = [metadata.first("og:title", "twitter:title"), metadata.title]
    claims = told + [title for title in titles if title]
    return [without_site(" ".join(claim.split())[:_LONGEST_CLAIM], site) for claim in claims]


def site_names(url: str | None, metadata: Metadata, facts: Publisher) -> AbstractSet[str]:
    """The names under which a site may add itself to its titles."""
    names = {facts.name, metadata.first("og:site_name"), urlsplit(url or "").hostname}
    return {name for name in names if name}


def without_site(title: str, site: AbstractSet[str]) -> str:
    """`title` without the site's name before or after it and the page number behind it."""
    title = _PAGE_NUMBER.sub("", title)
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _is_site(parts[-1], site):
        title = title[: -len(parts[-1])].rstrip(" -–—|")
    elif len(parts) > 1 and _is_site(parts[0], site):
        title = title[len(parts[0]) :].lstrip(" -–—|")
    return title


def _is_site(part: str, site: AbstractSet[str]) -> bool:
    name = letters(part)
    known = (letters(each) for each in site)
    return len(part) <= _LONGEST_SITE_NAME and (
        _DOMAIN.search(part) is not None
        or any(each and (each in name or name in each) for each in known)
    )
