"""What kind of page this is: news, video, photo, live, opinion, advertorial or index."""

import re

from lxml.etree import XPath

from newscrawler.extraction.layout.header import agrees, letters, text_of
from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.sources.linked_data import LinkedData, texts
from newscrawler.extraction.sources.metadata import Metadata, published_stamp

_BY_TYPE = {
    "LiveBlogPosting": "live",
    "OpinionNewsArticle": "opinion",
    "AdvertiserContentArticle": "advertorial",
    "ReviewNewsArticle": "opinion",
}
_PHOTO_PATH = re.compile(r"//[^/]+/(?:[^/]+/)?(?:foto|photos?|galeri|gallery)/")
_FRONT_PAGE = re.compile(r"https?://[^/?#]+/?(?:[?#]\D*)?$")
_SHORT_TEXT = 200
"""Characters: below this a page with a player is its video, the text only announces it."""
_PARAGRAPH = 150
_MANY_LINKS, _SMALL_SHARE = 8, 0.12
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
    is_declared = _speaks_of_page(linked, structure) or metadata.first("og:type") == "article"
    if not _speaks_of_page(linked, structure) and _is_index(document, structure, metadata):
        return "index"
    size = structure.body.size
    if videos and size < _SHORT_TEXT:
        return "video"
    return "news" if size >= _SHORT_TEXT or is_declared else None


def _speaks_of_page(linked: LinkedData, structure: Structure) -> bool:
    """Whether the article of the linked data is this page's: lists describe those they name."""
    told = [letters(text) for text in texts(linked.article, "headline")]
    shown = structure.headline is not None and text_of(structure.headline)
    return bool(linked.article) and (not told or not shown or agrees(shown, told))


def _is_index(document: Document, structure: Structure, metadata: Metadata) -> bool:
    """Whether the page is a list of others: many titles that are links, and next to no text.

    A page that is declared an article, or has a paragraph, is one all the same, if it says when
    it was published.
    """
    heading = structure.headline
    is_titled = heading is not None and heading.find(".//a") is None
    is_dated = bool(published_stamp(metadata)) or len(structure.header.stamps) == 1
    is_declared = metadata.first("og:type") == "article" or structure.body.size >= _PARAGRAPH
    if is_declared and is_titled and is_dated:
        return False
    titles = link_titles(document)
    return len(titles) >= _MANY_LINKS and structure.body.size < _SMALL_SHARE * sum(map(len, titles))


def link_titles(document: Document) -> list[str]:
    """The texts of the page's links that are long enough to be titles."""
    return [" ".join(title.split()) for title in _TITLES(document.root)]
