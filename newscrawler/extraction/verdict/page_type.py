"""What kind of page this is: news, video, photo, live, opinion, advertorial or index."""

import re

from lxml.etree import XPath

from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.text import fold_title, fold_whitespace, text_content, titles_match
from newscrawler.extraction.sources.linked_data import LinkedData, texts
from newscrawler.extraction.sources.metadata import Metadata, published_time

_BY_TYPE = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "AdvertiserContentArticle": "advertorial",
    "ReviewNewsArticle": "opinion",
}
_PHOTO_PATH = re.compile(r"//[^/]+/(?:[^/]+/)?(?:foto|photos?|galeri|gallery)/")
_FRONT_PAGE = re.compile(r"https?://[^/?#]+/?(?:[?#]\D*)?$")
_MIN_TEXT_CHARS = 200
"""Characters: below this a page with a player is its video, the text only announces it."""
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
    """The kind of the page, None when nothing tells.

    The front page is an index, though some sites declare it an article.
    """
    url = document.url or ""
    if _FRONT_PAGE.match(url):
        return "index"
    if linked.type in _BY_TYPE:
        return _BY_TYPE[linked.type]
    if _PHOTO_PATH.search(url):
        return "photo"
    is_declared = _describes_page(linked, structure) or metadata.first("og:type") == "article"
    if not _describes_page(linked, structure) and _is_index(document, structure, metadata):
        return "index"
    size = structure.body.size
    if videos and size < _MIN_TEXT_CHARS:
        return "video"
    return "news" if size >= _MIN_TEXT_CHARS or is_declared else None


def _describes_page(linked: LinkedData, structure: Structure) -> bool:
    """Whether the article of the linked data is this page's: lists describe those they name."""
    stated = [fold_title(text) for text in texts(linked.article, "headline")]
    shown = structure.headline is not None and text_content(structure.headline)
    return bool(linked.article) and (not stated or not shown or titles_match(shown, stated))


def _is_index(document: Document, structure: Structure, metadata: Metadata) -> bool:
    """Whether the page is a list of others: many titles that are links, and next to no text.

    A page that is declared an article, or has a paragraph, is one all the same, if it says when
    it was published.
    """
    heading = structure.headline
    is_titled = heading is not None and heading.find(".//a") is None
    is_dated = bool(published_time(metadata)) or len(structure.header.published_texts) == 1
    is_declared = (
        metadata.first("og:type") == "article" or structure.body.size >= _MIN_PARAGRAPH_CHARS
    )
    if is_declared and is_titled and is_dated:
        return False
    titles = link_titles(document)
    return len(titles) >= _MIN_INDEX_LINKS and structure.body.size < _MAX_INDEX_TEXT_SHARE * sum(
        map(len, titles)
    )


def link_titles(document: Document) -> list[str]:
    """The texts of the page's links that are long enough to be titles."""
    return [fold_whitespace(title) for title in _TITLES(document.root)]
