"""What a page states in JSON-LD (schema.org): graphs, lists and broken JSON included."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.json_text import load_json
from newscrawler.extraction.page.text import fold_title, titles_match
from newscrawler.extraction.sources.text_blocks import html_of

Node = Mapping[str, Any]

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|AboutPage|CollectionPage)$")
_NAMES = {
    name.casefold(): name
    for name in (
        "headline", "name", "description", "datePublished", "dateModified", "author", "editor",
        "articleBody", "keywords", "inLanguage", "isAccessibleForFree", "mainEntityOfPage", "url",
        "image", "liveBlogUpdate", "itemListElement", "contentUrl", "embedUrl", "@type", "@id",
        "@graph",
    )
}  # fmt: skip
"""The properties that are read, by their names in lower case: some sites write them so."""
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_LANGUAGES = {"indonesian": "id", "indonesia": "id", "bahasa indonesia": "id", "english": "en"}
_LOCALE = re.compile(r"[a-z]{2}(?:$|[-_])")
_MAX_NODES = 2_000


@dataclass
class LinkedData:
    """The nodes of the JSON-LD that describe an article, and flags for broken scripts.

    `page` is the node of the page itself, which some sites give dates and no article.
    """

    article: Node = field(default_factory=dict)
    page: Node = field(default_factory=dict)
    video: Node = field(default_factory=dict)
    breadcrumbs: Node = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The article's schema.org type, such as NewsArticle; empty when there is none."""
        return next(iter(_types(self.article)), "")

    @property
    def own_urls(self) -> list[str]:
        """The URLs that the article gives as its own."""
        return urls(self.article, "mainEntityOfPage", "url")


def read_linked_data(
    document: Document, titles: Callable[[], Iterable[str]], claims: Iterable[str] = ()
) -> LinkedData:
    """Read every JSON-LD script of `document`; what cannot be parsed is flagged, not raised.

    Of the articles that is taken which gives an address of the page or one of the titles that
    `titles` returns, else the first that does not give others; `claims` are the addresses that the
    page gives itself.
    """
    data = LinkedData()
    named: dict[str, Node] = {}
    articles: list[Node] = []
    for script in document.root.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            for node in _nodes(_load(script.text or "", data.flags)):
                _classify(node, data, articles)
                if isinstance(name := node.get("@id"), str):
                    named.setdefault(name, node)
    own = {address for url in (document.url or "", *claims) if (address := _address(url))}
    article = _own_article(articles, document, own, titles)
    data.article = {key: _resolve(value, named) for key, value in article.items()}
    data.page = {key: _resolve(value, named) for key, value in data.page.items()}
    return data


def _own_article(
    articles: Sequence[Node],
    document: Document,
    own: AbstractSet[str],
    titles: Callable[[], Iterable[str]],
) -> Node:
    """Return the article that the page is about; empty where all are about something else.

    Sites misspell either, so that only another address together with another headline tells.
    """
    stated = [_stated_addresses(node, document) for node in articles]
    known = (node for node, found in zip(articles, stated, strict=True) if found & own)
    if (node := next(known, None)) is not None:
        return node
    if len(articles) < 2 and not any(stated):  # noqa: PLR2004 (nothing to compare)
        return articles[0] if articles else {}
    folded = [title for each in titles() if (title := fold_title(each))]
    for node in articles:
        if any(titles_match(title, folded) for title in texts(node, "headline")):
            return node
    pairs = zip(articles, stated, strict=True)
    unsure = (
        node
        for node, found in pairs
        if not (own and folded and found and first_text(node, "headline"))
    )
    return next(unsure, {})


def _stated_addresses(node: Node, document: Document) -> set[str]:
    stated = map(document.absolute, urls(node, "mainEntityOfPage", "url", "@id"))
    return {address for url in stated if (address := _address(url))}


def _address(url: str | None) -> str | None:
    """Return what two addresses of one page have in common; None for the front page."""
    parts = urlsplit(url or "")
    path = parts.path.rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}" if path else None


def _resolve(value: Any, named: Mapping[str, Node]) -> Any:
    """Return `value` with references (`{"@id": …}`) replaced by the nodes they name."""
    if isinstance(value, list):
        return [_resolve(each, named) for each in value]
    if isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str):
        return named.get(value["@id"], value)
    return value


def _classify(node: Node, data: LinkedData, articles: list[Node]) -> None:
    types = _types(node)
    if any(_ARTICLE.search(name) for name in types):
        articles.append(node)
    elif "VideoObject" in types:
        data.video = data.video or node
    elif "BreadcrumbList" in types:
        data.breadcrumbs = data.breadcrumbs or node
    elif any(_PAGE.search(name) for name in types):
        data.page = data.page or node


def _load(text: str, flags: list[str]) -> Any:
    text = _WRAPPING.sub("", text)
    if not text.strip():
        return None
    value, is_damaged = load_json(text)
    if is_damaged:
        flags.append("jsonld_repaired" if value else "jsonld_unreadable")
    return value


def _nodes(data: Any) -> Iterator[Node]:
    """Yield the nodes of a script, of its `@graph` and its lists, the outer ones first."""
    waiting = [data]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = [*value, *waiting]
        elif isinstance(value, dict):
            value = {_NAMES.get(str(key).casefold(), key): each for key, each in value.items()}
            if value.get("@type"):
                yield value
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _types(node: Node) -> list[str]:
    return [name for name in _as_list(node.get("@type")) if isinstance(name, str)]


def _as_list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def texts(node: Node, key: str) -> list[str]:
    """Return the texts under `key`: strings as they are, objects by name; others are left out.

    >>> texts({"author": [{"@type": "Person", "name": "Dian Kartika"}, "Rudi"]}, "author")
    ['Dian Kartika', 'Rudi']
    """
    found = []
    for value in _as_list(node.get(key)):
        text = (value.get("name") or value.get("url")) if isinstance(value, dict) else value
        found += [text for text in _as_list(text) if isinstance(text, str) and text.strip()]
    return found


def times(node: Node, key: str) -> list[str]:
    """Return the times under `key`: texts, and counts of seconds since 1970.

    >>> times({"datePublished": 1794985500}, "datePublished")
    ['1794985500']
    """
    given = [
        each.get("@value") if isinstance(each, dict) else each for each in _as_list(node.get(key))
    ]
    return [
        str(each) for each in given if isinstance(each, (str, int, float)) and str(each).strip()
    ]


def first_text(node: Node, key: str) -> str:
    """Return the first text under `key`; empty when there is none."""
    return next(iter(texts(node, key)), "")


def article_body(node: Node) -> str:
    """Return the text of an article, plain or as HTML: its own, or that of a live blog's parts.

    >>> article_body({"liveBlogUpdate": [{"headline": "Siaga", "articleBody": "Air naik."}]})
    '<h2>Siaga</h2><p>Air naik.</p>'
    """
    if body := node.get("articleBody"):
        return html_of(body)
    blocks: list[Any] = []
    for update in _as_list(node.get("liveBlogUpdate")):
        if isinstance(update, dict):
            headings = texts(update, "headline")[:1]
            blocks += [{"type": "heading", "text": text} for text in headings]
            blocks.append(update.get("articleBody"))
    return html_of(blocks)


def language(node: Node) -> str | None:
    """Return the ISO 639 code of `inLanguage`, which sites write as a code, a locale or a name.

    >>> language({"inLanguage": "Bahasa Indonesia"}), language({"inLanguage": "en-US"})
    ('id', 'en')
    """
    given = first_text(node, "inLanguage").casefold()
    return _LANGUAGES.get(given) or (given[:2] if _LOCALE.match(given) else None)


def people(node: Node, key: str) -> list[str]:
    """Return the names under `key`, except those of organisations."""
    persons = [
        value
        for value in _as_list(node.get(key))
        if not (isinstance(value, dict) and "Organization" in "".join(_types(value)))
    ]
    return texts({key: persons}, key)


def urls(node: Node, *keys: str) -> list[str]:
    """Return the URLs under `keys`: strings as they are, objects by url, contentUrl or @id."""
    values = [value for key in keys for value in _as_list(node.get(key))]
    found = [url for value in values for url in _as_list(_url(value))]
    return [url for url in found if isinstance(url, str) and url.strip()]


def _url(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("url") or value.get("contentUrl") or value.get("@id")
    return value


def keywords(node: Node) -> list[str]:
    """Return the keywords, whether they are a list or one string with commas."""
    return [word for text in texts(node, "keywords") for word in text.split(",")]


def is_free(node: Node) -> bool | None:
    """Return `isAccessibleForFree`, which sites write as a boolean or as a word.

    A page of which one part is not free (`hasPart`) is not free, as search engines read it.
    """
    parts = [part for part in _as_list(node.get("hasPart")) if isinstance(part, dict)]
    given = [str(each.get("isAccessibleForFree", "")).casefold() for each in (node, *parts)]
    return False if "false" in given else True if given[0] == "true" else None


def breadcrumbs(data: LinkedData) -> list[str]:
    """Return the names on the way from the home page to the article, in the order of the list."""
    names = []
    for element in _as_list(data.breadcrumbs.get("itemListElement")):
        if isinstance(element, dict):
            names += texts(element, "name") or texts(element, "item")
    return names
