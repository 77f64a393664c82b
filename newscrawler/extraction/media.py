"""The pictures and videos of an article."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from newscrawler.extraction import linked_data as ld
from newscrawler.extraction.linked_data import LinkedData
from newscrawler.extraction.metadata import Metadata
from newscrawler.extraction.page import Document
from newscrawler.items import Image

_PICTURES = ("img", "amp-img")
_PLAYERS = ("video", "amp-video", "amp-youtube", "amp-dailymotion", "iframe")
_PLAYER_HOSTS = re.compile(
    r"//[\w.]*(?:youtube|youtu\.be|dailymotion|vimeo|vidio|jwplayer)", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\(?(?:foto|dok(?:umentasi)?|sumber|credit|kredit)\b[.:]?\s*(?P<name>[^()]+)\)?", re.IGNORECASE
)


def read_images(
    document: Document, scope: _Element, linked: LinkedData, metadata: Metadata
) -> list[Image]:
    """The pictures in the article with their captions, else the one its metadata names."""
    found = {image.url: image for image in _pictures(document, scope)}
    if not found:
        claims = [*ld.urls(linked.article, "image"), metadata.first("og:image") or ""]
        url = next((url for claim in claims if claim and (url := document.absolute(claim))), None)
        return [Image(url)] if url else []
    return list(found.values())


def _pictures(document: Document, scope: _Element) -> Iterator[Image]:
    for element in scope.iter(*_PICTURES):
        if not _is_illustration(element):
            continue
        source = element.get("data-src") or element.get("src") or ""
        url = document.absolute(source) if source else None
        if url and not url.endswith(".svg"):
            caption = _caption(element)
            credit = _CREDIT.search(caption or "")
            yield Image(url, caption, credit["name"].strip() if credit else None)


def _is_illustration(element: _Element) -> bool:
    """Whether a picture belongs to the text: it stands in a figure or is shown at full width."""
    return "imgfull" in element.get("class", "") or any(
        True for _ in element.iterancestors("figure")
    )


def _caption(picture: _Element) -> str | None:
    figure = next(picture.iterancestors("figure"), None)
    caption = None if figure is None else figure.find(".//figcaption")
    if caption is None:
        return None
    return " ".join("".join(caption.itertext()).split()) or None


def read_videos(document: Document, linked: LinkedData, metadata: Metadata) -> list[str]:
    """The addresses of the page's videos: files, players, and those its metadata names."""
    claims = [source for player in document.root.iter(*_PLAYERS) for source in _sources(player)]
    claims += ld.urls(linked.video, "contentUrl", "embedUrl")
    claims += ld.urls(linked.article, "video")
    claims.append(metadata.first("og:video", "og:video:url") or "")
    urls = (document.absolute(claim) for claim in claims if claim)
    return list(dict.fromkeys(url for url in urls if url))


def _sources(player: _Element) -> Iterator[str]:
    if player.tag == "amp-youtube":
        yield f"https://www.youtube.com/watch?v={player.get('data-videoid', '')}"
    elif player.tag == "amp-dailymotion":
        yield f"https://www.dailymotion.com/video/{player.get('data-videoid', '')}"
    elif player.tag == "iframe":
        source = player.get("src") or player.get("data-src") or ""
        if _PLAYER_HOSTS.search(source):
            yield source
    else:
        yield player.get("src", "")
        yield from (source.get("src", "") for source in player.iter("source"))
