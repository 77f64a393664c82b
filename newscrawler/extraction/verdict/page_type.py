"""The type of a page: news, video, photo, live, opinion, advertorial or index."""

import re
from urllib.parse import urlsplit

from lxml.etree import XPath

from newscrawler.extraction.layout.header import text_above
from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_title, fold_whitespace, text_content, titles_match
from newscrawler.extraction.page.urls import is_front_page, same_site
from newscrawler.extraction.sources.linked_data import LinkedData, texts
from newscrawler.extraction.sources.metadata import Metadata, published_times
from newscrawler.indonesian.boilerplate import kind_of_label

_BY_TYPE = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "AdvertiserContentArticle": "advertorial",
    "ReviewNewsArticle": "opinion",
}
_PHOTO_PATH = re.compile(r"//[^/]+/(?:[^/]+/)?(?:foto|photos?|galeri|gallery)/")
_TITLE_LABEL = re.compile(r"\W{0,3}(\w[^:|]{2,29}?)\s?[:|]\s")
"""What stands before the headline proper: "Opini: …"."""
_MARKS = re.compile(r"[\[(]([\w ]{3,20})[\])]")
_MIN_TEXT_CHARS = 200
"""A page with a player and less text is a video, which the text only announces."""
_MIN_PARAGRAPH_CHARS = 150
_MIN_INDEX_LINKS, _MAX_INDEX_TEXT_SHARE = 8, 0.12
_TITLES = XPath(  # the shorter "//a[@href]//text()" takes quadratic time
    "//text()[string-length(normalize-space()) > 20][ancestor::a[@href]]", smart_strings=False
)


def kind_of(
    document: Document,
    structure: Structure,
    linked: LinkedData,
    metadata: Metadata,
    videos: int,
) -> str | None:
    """Return the type of the page, or None when nothing tells.

    The front page is an index, though some sites declare it an article.
    """
    url = document.url or ""
    if is_front_page(url):
        return "index"
    if linked.type in _BY_TYPE:
        return _BY_TYPE[linked.type]
    if _PHOTO_PATH.search(url):
        return "photo"
    is_described = _describes_page(linked, structure)
    is_declared = is_described or metadata.first("og:type") == "article"
    if not is_described and _is_index(document, structure, metadata):
        return "index"
    size = structure.body.size
    is_news = size >= _MIN_TEXT_CHARS or is_declared
    is_video = videos and size < _MIN_TEXT_CHARS
    labelled = _labelled_kind(url, structure, linked, metadata)
    return labelled or ("video" if is_video else "news" if is_news else None)


def _labelled_kind(
    url: str, structure: Structure, linked: LinkedData, metadata: Metadata
) -> str | None:
    """Return the kind that the address, a label at the headline or the metadata name."""
    parts = urlsplit(url)
    folders = parts.path.casefold().split("/")[1:-1]
    labels = [folder.replace("-", " ") for folder in folders]
    rubric, _, site = (parts.hostname or "").partition(".")
    if kind_of_label(rubric) and same_site(f"https://{site}", url):  # not the name of the site
        labels.append(rubric)
    if structure.headline is not None:
        labels.append(structure.header.kicker or text_above(structure.headline))
        shown = text_content(structure.headline)
        labels += [match[1] for match in [_TITLE_LABEL.match(shown)] if match]
        labels += _MARKS.findall(shown)
    labels += [line.text for kind, line in structure.body.notices if kind == "initials"]
    labels += texts(linked.article, "articleSection")
    labels += [*metadata.all("article:section"), *metadata.all("content_category")]
    return next(filter(None, map(kind_of_label, labels)), None)


def _describes_page(linked: LinkedData, structure: Structure) -> bool:
    """Return whether the JSON-LD describes this page's article, not one of those it lists."""
    stated = list(map(fold_title, texts(linked.article, "headline")))
    shown = structure.headline is not None and text_content(structure.headline)
    return bool(linked.article) and (not stated or not shown or titles_match(shown, stated))


def _is_index(document: Document, structure: Structure, metadata: Metadata) -> bool:
    """Return whether the page is a list of others: many titles that are links, and next to no text.

    A page that has a time of publication is an article all the same, if it is declared one or has
    a paragraph. One that has no address but the front page's has less text than titles.
    """
    heading = structure.headline
    is_titled = heading is not None and heading.find(".//a") is None
    is_dated = bool(published_times(metadata)) or len(structure.header.published_texts) == 1
    has_text = structure.body.size >= _MIN_PARAGRAPH_CHARS
    if is_titled and is_dated and (has_text or metadata.first("og:type") == "article"):
        return False
    titles = link_titles(document)
    stated = filter(None, map(document.absolute, metadata.addresses))
    is_nameless = document.url is None and any(map(is_front_page, stated))
    max_share = 1 if is_nameless else _MAX_INDEX_TEXT_SHARE
    max_chars = max_share * sum(map(len, titles))
    return len(titles) >= _MIN_INDEX_LINKS and structure.body.size < max_chars


def link_titles(document: Document) -> list[str]:
    """Return the texts of the links that are long enough to be titles."""
    return list(map(fold_whitespace, _TITLES(document.root)))
