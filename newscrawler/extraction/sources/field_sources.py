"""What each source gives for the fields of an article."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element

from newscrawler.extraction.layout.byline import read_lone_author
from newscrawler.extraction.layout.header import headline_text, read_breadcrumbs
from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.layout.tags import read_keywords
from newscrawler.extraction.layout.time_elements import read_time_elements
from newscrawler.extraction.layout.unmarked_times import (
    read_day_above,
    read_last_change,
    read_unmarked_times,
)
from newscrawler.extraction.loaders import ArticleLoader
from newscrawler.extraction.page.text import fold_title, fold_whitespace, titles_match
from newscrawler.extraction.sources import linked_data as ld
from newscrawler.extraction.sources.linked_data import LinkedData, Node
from newscrawler.extraction.sources.metadata import (
    Metadata,
    labelled_writer,
    modified_times,
    published_times,
)
from newscrawler.indonesian.boilerplate import is_author_role, is_editor_role
from newscrawler.indonesian.bylines import is_name
from newscrawler.publishers import Publisher

_AUTHOR_TAGS = (
    "article:author", "author", "parsely-author", "sailthru.author", "article:author_name",
    "article.author", "og:author", "cxenseparse:author", "citation_author", "byl", "dc.creator",
    "dcterms.creator",
)  # fmt: skip
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-])")
_PAGE_NUMBER = re.compile(
    r"\s{1,9}(?:[-–|]\s{1,9})?(?:halaman|page)\s+(?:all|semua|\d+)\s*$", re.IGNORECASE
)
_MAX_HEADLINES, _MAX_TITLE_CHARS = 3, 500
"""No honest page has more, and every title is compared with many texts."""
_MAX_SITE_NAME_CHARS = 40
_SEPARATOR = re.compile(r"\s{1,9}[-–—|]\s+")
_TAG_LINKS = XPath(
    ".//text()[ancestor::a[contains(concat(' ', @rel, ' '), ' tag ')]]", smart_strings=False
)
_NO_PERSON = re.compile(
    r"https?:|www\.|[@_]|developer|cyber media|\.(?:com|co|id)/|^[\d\W]*$"
    r"|^(?-i:[a-z][\w-]*(?:\.[a-z][\w-]*)+)$",
    re.IGNORECASE,
)
"""An address, a number, a host name or an unfilled template."""
_DOMAIN = re.compile(r"\.(?:com|id|co|net|tv|org)\b", re.IGNORECASE)


def add_selectors(loader: ArticleLoader, publisher: Publisher) -> None:
    """Add what the publisher's selectors match."""
    for field, selectors in publisher.selectors.items():
        if field != "container":
            loader.add_first_css(field, selectors)


def add_linked_data(loader: ArticleLoader, linked: LinkedData) -> None:
    """Add what the JSON-LD of the page says."""
    loader.add_first("breadcrumbs", "jsonld", ld.breadcrumbs(linked))
    add_schema_org(loader, "jsonld", linked.article)


def add_schema_org(loader: ArticleLoader, rule: str, node: Node) -> None:
    """Add the fields of an article in schema.org terms, as found by `rule`."""
    if not node:
        return
    loader.add_first("headline", rule, ld.texts(node, "headline") or ld.texts(node, "name"))
    loader.add_first("summary", rule, ld.texts(node, "description"))
    _add_times(loader, rule, node)
    loader.add_first("editors", rule, _people(loader, "editors", rule, node))
    authors = _authors(loader, rule, _people(loader, "authors", rule, node))
    loader.add_first("authors", rule, authors)
    headline, summary = ld.first_text(node, "headline"), ld.first_text(node, "description")
    loader.add_first("tags", rule, _tags(loader, rule, ld.keywords(node), headline, summary))
    if rule == "embedded":  # JSON-LD has a list of its own for the way from the home page
        loader.add_first("breadcrumbs", rule, ld.texts(node, "articleSection"))
    loader.add_first("language", rule, ld.language(node))
    loader.add_first("free_access", rule, ld.is_free(node))


def _add_times(loader: ArticleLoader, rule: str, node: Node) -> None:
    loader.add_first("published", rule, ld.times(node, "datePublished"))
    loader.add_first("modified", rule, ld.times(node, "dateModified"))


def add_page_node(loader: ArticleLoader, linked: LinkedData) -> None:
    """Add the times in the JSON-LD of the page itself, of which some sites have no article."""
    _add_times(loader, "jsonld", linked.page)


def add_time_elements(loader: ArticleLoader, structure: Structure) -> None:
    """Add the times that elements around the text give to machines, where one is wanted."""
    if loader.is_wanted("published") or loader.is_wanted("modified"):
        times = read_time_elements(structure)
        loader.add_first("published", "structure", times.published)
        loader.add_first("modified", "structure", times.modified)


def add_metadata(loader: ArticleLoader, metadata: Metadata, titles: Sequence[str]) -> None:
    """Add what the meta tags say; `titles` are those without the site's name."""
    first = metadata.first
    loader.add_first("headline", "meta", titles)
    loader.add_first("summary", "meta", first("og:description", "description"))
    loader.add_first("published", "meta", published_times(metadata))
    loader.add_first("modified", "meta", modified_times(metadata))
    site = fold_title(first("og:site_name") or "")
    tags = [metadata.all(name) for name in _AUTHOR_TAGS if name in metadata.tags]
    for given in (*tags, [labelled_writer(metadata) or ""]):
        writers = [writer for writer in given if fold_title(writer) != site]
        loader.add_rejected("authors", "meta", given, writers)
        loader.add_first("authors", "meta", _authors(loader, "meta", writers))
    headline, summary = next(iter(titles), None), first("og:description", "description")
    keywords = (first("news_keywords", "keywords") or "").split(",")
    loader.add_first("tags", "meta", _tags(loader, "meta", keywords, headline, summary))
    language = metadata.language or first("og:locale") or ""
    loader.add_first("language", "meta", language[:2].lower())


def _people(loader: ArticleLoader, field: str, rule: str, node: Node) -> list[str]:
    """Return the names in `node` for `field` (authors, editors), except those of organisations."""
    key = field.removesuffix("s")
    persons = ld.people(node, key)
    if loader.offers is not None:
        loader.add_rejected(field, rule, ld.texts(node, key), persons)
    return persons


def _authors(loader: ArticleLoader, rule: str, names: Sequence[str]) -> list[str]:
    """Return the names that can be authors: not URLs, and not those already taken as editors."""
    editors = {name.casefold() for name in loader.get_collected_values("editors")}
    persons = [name for name in names if name.strip() and not _NO_PERSON.search(name)]
    authors = [name for name in persons if name.casefold() not in editors]
    loader.add_rejected("authors", rule, names, authors)
    return authors


def _tags(
    loader: ArticleLoader,
    rule: str,
    keywords: Sequence[str],
    headline: str | None,
    summary: str | None,
) -> Sequence[str]:
    """Return the keywords, unless they are the headline or the summary taken apart."""
    tags = read_keywords(keywords, headline, summary)
    loader.add_rejected("tags", rule, () if tags else keywords, ())
    return tags


def add_headline(loader: ArticleLoader, structure: Structure, titles: Sequence[str]) -> None:
    """Add the headline as shown, where it matches one of `titles`, those in the metadata.

    Metadata shorten headlines, drop their punctuation and add the name of the site, so the page is
    trusted where both give the same headline.
    """
    if structure.headline is not None:
        shown = headline_text(structure.headline)
        if titles_match(shown, list(map(fold_title, titles))):
            loader.add_first("headline", "structure", shown)


def add_printed_byline(loader: ArticleLoader, structure: Structure, site: AbstractSet[str]) -> None:
    """Add the visible tags, and the names that the page prints with their roles.

    `site` are the names of the site, which stand beside those of its authors.

    They take precedence over JSON-LD, which on several Indonesian sites names the editor or the
    company as the author.
    """
    above = structure.header.credits
    is_signed = structure.header.byline or any(is_author_role(c.role) for c in above)
    below = [
        credit
        for credit in structure.body.credits  # teasers of other articles have a "By …" as well
        if credit.role.casefold() != "by" or (not is_signed and is_name(credit.name))
    ]
    credits = [*above, *below]
    loader.add_first("authors", "structure", [c.name for c in credits if is_author_role(c.role)])
    loader.add_first("editors", "structure", [c.name for c in credits if is_editor_role(c.role)])
    persons = [name for name in structure.header.byline if not _is_named_after(name, site)]
    loader.add_first("authors", "structure", persons or structure.header.byline)
    loader.add_first("tags", "structure", structure.tags)
    others = (c for c in credits if not is_author_role(c.role) and not is_editor_role(c.role))
    loader.add_first("credits", "structure", list({(c.role, c.name): c for c in others}.values()))


def add_meta_authors(loader: ArticleLoader, metadata: Metadata) -> None:
    """Add the names in those meta tags that tell authors from editors."""
    loader.add_first("authors", "meta", metadata.first("content_author", "dtk:author"))
    loader.add_first("editors", "meta", metadata.first("content_editor", "dtk:editor"))


def add_last_days(
    loader: ArticleLoader, structure: Structure, url: str | None, fetched: datetime | None
) -> None:
    """Add the days that stand elsewhere on the page and in its address, for want of any other."""
    if loader.is_wanted("published"):
        loader.add_first("published", "structure", read_unmarked_times(structure))
    if match := _DAY_IN_PATH.search(urlsplit(url or "").path):
        loader.add_first("published", "structure", "-".join(match.groups()))
    if loader.is_wanted("published"):
        loader.add_first("published", "structure", read_day_above(structure, fetched))
    if loader.is_wanted("published") and loader.is_wanted("modified"):
        loader.add_first("modified", "structure", read_last_change(structure))


def add_header(loader: ArticleLoader, structure: Structure, root: _Element) -> None:
    """Add what stands around the headline: kicker, dates, tags and breadcrumbs."""
    header = structure.header
    if structure.headline is not None and loader.is_wanted("headline"):
        loader.add_first("headline", "structure", headline_text(structure.headline))
    if loader.is_wanted("authors"):
        listed = {item.element for block in structure.link_blocks for item in block.items}
        loader.add_first("authors", "structure", read_lone_author(root, listed))
    loader.add_first("kicker", "structure", header.kicker)
    loader.add_first("published", "structure", header.published_texts + header.spaced_texts)
    loader.add_first("modified", "structure", header.modified_texts)
    loader.add_first("tags", "structure", _TAG_LINKS(structure.scope))
    if loader.is_wanted("breadcrumbs"):
        loader.add_first("breadcrumbs", "structure", read_breadcrumbs(root))


def without_headline(crumbs: Sequence[str], headline: str | None) -> list[str]:
    """Return a breadcrumb trail without the article itself at its end."""
    is_own = bool(crumbs and headline) and fold_title(crumbs[-1]) == fold_title(headline or "")
    return list(crumbs[:-1] if is_own else crumbs)


def find_title_candidates(node: Node, metadata: Metadata, site: AbstractSet[str]) -> list[str]:
    """Return the titles in JSON-LD, meta tags and `<title>`, without the site's names."""
    stated = ld.texts(node, "headline")[:_MAX_HEADLINES]
    titles = filter(None, (metadata.first("og:title", "twitter:title"), metadata.title))
    folded = (fold_whitespace(title)[:_MAX_TITLE_CHARS] for title in (*stated, *titles))
    return [strip_site_name(title, site) for title in folded]


def site_names(url: str | None, metadata: Metadata, publisher: Publisher) -> AbstractSet[str]:
    """Return the names under which a site may add itself to its titles."""
    names = {publisher.name, metadata.first("og:site_name"), urlsplit(url or "").hostname}
    return {name for name in names if name}


def strip_site_name(title: str, site: AbstractSet[str]) -> str:
    """Return `title` without the site's name at either end and without a closing page number.

    >>> strip_site_name("Harga Beras Naik - Kompas.com", {"Kompas"})
    'Harga Beras Naik'
    """
    title = _PAGE_NUMBER.sub("", title)
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _is_site_name(parts[-1], site):
        title = title[: -len(parts[-1])].rstrip(" -–—|")
    elif len(parts) > 1 and _is_site_name(parts[0], site):
        title = title[len(parts[0]) :].lstrip(" -–—|")
    return title


def _is_named_after(name: str, site: AbstractSet[str]) -> bool:
    """Return whether one of the names of a site holds the whole of `name`."""
    return any(fold_title(name) in fold_title(each) for each in site)


def _is_site_name(part: str, site: AbstractSet[str]) -> bool:
    name = fold_title(part)
    known = (fold_title(each) for each in site)
    return len(part) <= _MAX_SITE_NAME_CHARS and (
        _DOMAIN.search(part) is not None
        or any(each and (each in name or name in each) for each in known)
    )
