"""What kind of page this is: news, video, photo, live, opinion, advertorial or index."""

import re

from lxml.etree import XPath

from newscrawler.extraction.linked_data import LinkedData
from newscrawler.extraction.metadata import Metadata, published_stamp
from newscrawler.extraction.page import Document
from newscrawler.extraction.structure import Structure

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
    if not linked.article and _is_index(document, structure, metadata):
        return "index"
    size = structure.body.size
    if videos and size < _SHORT_TEXT:
        return "video"
    declared = bool(linked.article) or metadata.first("og:type") == "article"
    return "news" if size >= _SHORT_TEXT or declared else None


def _is_index(document: Document, structure: Structure, metadata: Metadata) -> bool:
    """Whether the page is a list of others: many titles that are links, and next to no text.

    A page that is declared an article is one all the same, if it says when it was published.
    """
    heading = structure.headline
    is_titled = heading is not None and heading.find(".//a") is None
    is_dated = bool(published_stamp(metadata)) or len(structure.header.stamps) == 1
    if metadata.first("og:type") == "article" and is_titled and is_dated:
        return False
    titles = [" ".join(title.split()) for title in _TITLES(document.root)]
    shown = sum(map(len, titles))
    return len(titles) >= _MANY_LINKS and structure.body.size < _SMALL_SHARE * shown
