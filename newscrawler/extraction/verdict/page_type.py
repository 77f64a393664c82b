"""The type of a page: news, video, photo, live, opinion, advertorial or index."""

import re

from lxml.etree import XPath

from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_title, fold_whitespace, text_content, titles_match
from newscrawler.extraction.sources.linked_data import LinkedData, texts
from newscrawler.extraction.sources.metadata import Metadata, published_times

_BY_TYPE = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "AdvertiserContentArticle": "advertorial",
    "ReviewNewsArticle": "opinion",
}
_PHOTO_PATH = re.compile(r"//[^/]+/(?:[^/]+/)?(?:foto|photos?|galeri|gallery)/")
_FRONT_PAGE = re.compile(r"https?://[^/?#]+/?(?:[?#]\D*)?$")
_MIN_TEXT_CHARS = 200
"""A page with a player and less text is a video, which the text only announces."""
_MIN_PARAGRAPH_CHARS = 150
_MIN_INDEX_LINKS, _MAX_INDEX_TEXT_SHARE = 8, 0.12
_TITLES = XPath("//a[@href]//text()[string-length(normalize-space()) > 20]", smart_strings=False)


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
    if _FRONT_PAGE.match(url):
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
    if videos and size < _MIN_TEXT_CHARS:
        return "video"
    return "news" if size >= _MIN_TEXT_CHARS or is_declared else None


def _describes_page(linked: LinkedData, structure: Structure) -> bool:
    """Return whether the JSON-LD describes this page's article, not one of those it lists."""
    stated = list(map(fold_title, texts(linked.article, "headline")))
    shown = structure.headline is not None and text_content(structure.headline)
    return bool(linked.article) and (not stated or not shown or titles_match(shown, stated))


def _is_index(document: Document, structure: Structure, metadata: Metadata) -> bool:
    """Return whether the page is a list of others: many titles that are links, and next to no text.

    A page that has a time of publication is an article all the same, if it is declared one or has
    a paragraph.
    """
    heading = structure.headline
    is_titled = heading is not None and heading.find(".//a") is None
    is_dated = bool(published_times(metadata)) or len(structure.header.published_texts) == 1
    has_text = structure.body.size >= _MIN_PARAGRAPH_CHARS
    if is_titled and is_dated and (has_text or metadata.first("og:type") == "article"):
        return False
    titles = link_titles(document)
    max_chars = _MAX_INDEX_TEXT_SHARE * sum(map(len, titles))
    return len(titles) >= _MIN_INDEX_LINKS and structure.body.size < max_chars


def link_titles(document: Document) -> list[str]:
    """Return the texts of the links that are long enough to be titles."""
    return list(map(fold_whitespace, _TITLES(document.root)))
