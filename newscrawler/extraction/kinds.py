"""What kind of page this is: news, video, photo, live, opinion, advertorial or index."""

import re

from newscrawler.extraction.linked_data import LinkedData
from newscrawler.extraction.metadata import Metadata
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
_MANY_GROUPS = 3


def kind_of(
    url: str | None, structure: Structure, linked: LinkedData, metadata: Metadata, videos: int
) -> str | None:
    """The kind of the page, None when nothing tells.

    The front page is an index, though some sites declare it an article.
    """
    if _FRONT_PAGE.match(url or ""):
        return "index"
    if linked.type in _BY_TYPE:
        return _BY_TYPE[linked.type]
    if _PHOTO_PATH.search(url or ""):
        return "photo"
    return _by_shape(structure, linked, metadata, videos)


def _by_shape(
    structure: Structure, linked: LinkedData, metadata: Metadata, videos: int
) -> str | None:
    size = structure.body.size
    if videos and size < _SHORT_TEXT:
        return "video"
    declared = bool(linked.article) or metadata.first("og:type") == "article"
    if size >= _SHORT_TEXT or (declared and size):
        return "news"
    if not declared and len(structure.groups) >= _MANY_GROUPS:
        return "index"
    return "news" if declared else None
