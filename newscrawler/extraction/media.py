"""The pictures and videos of an article."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.etree import _Element

from newscrawler.extraction import linked_data as ld
from newscrawler.extraction.header import text_of
from newscrawler.extraction.linked_data import LinkedData
from newscrawler.extraction.metadata import Metadata
from newscrawler.extraction.page import Document
from newscrawler.extraction.structure import Structure
from newscrawler.items import Image

_PICTURES = ("img", "amp-img")
_PLAYERS = ("video", "amp-video", "amp-youtube", "amp-dailymotion", "iframe")
_PLAYER_HOSTS = re.compile(
    r"//[\w.]*(?:youtube|youtu\.be|dailymotion|vimeo|vidio|jwplayer)", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\(?(?:foto|dok(?:umentasi)?|sumber(?: gambar)?|credit|kredit)\b[.:,]?\s*(?P<name>[^()]+)\)?"
    r"|[(\[](?P<pair>[^()\[\]/]{2,40}/[^()\[\]]{2,40})[)\]]\s*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"^(?:keterangan (?:gambar|foto)|caption)\s?[,:]\s?", re.IGNORECASE)
"""What a screen reader hears before a caption."""
_CAPTION = re.compile(
    r"caption|keterangan|(?:photo|img|image|foto)[-_]{0,2}(?:desc|info)", re.IGNORECASE
)
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:featured-image|photo|detfoto|main-image|lead-image)(?:$|[\s_-])", re.IGNORECASE
)
_FULL_WIDTH = re.compile(r"imgfull|img-fluid|img-responsive|size-(?:full|large)", re.IGNORECASE)
_IMAGE_FILE = re.compile(r"^$|^#|^javascript|\.(?:jpe?g|png|webp|gif|avif)", re.IGNORECASE)
_NO_PICTURE = re.compile(r"\.svg(?:$|\?)|^data:|\$\{|/(?:icons?|logos?|pixel|spacer)[/.]")
_LONGEST_CAPTION = 400
_NEAR = 3
"""How far up from a picture its caption may stand, in elements."""


def read_images(
    document: Document, structure: Structure, linked: LinkedData, metadata: Metadata
) -> list[Image]:
    """The pictures in the article with their captions, else the one its metadata names.

    They stand in figures or in the text; the pictures of links to other articles are not its own.
    """
    listed = {item.element for group in structure.listed for item in group.items}
    pictures = [
        picture
        for picture in structure.scope.iter(*_PICTURES)
        if _is_illustration(picture, structure.container, listed)
    ]
    found: dict[str, Image] = {}
    for picture in pictures:
        url = _address(document, picture)
        if url:
            found.setdefault(url, Image(url, *_caption_and_credit(picture)))
    if found:
        return list(found.values())
    claims = [*ld.urls(linked.article, "image"), metadata.first("og:image") or ""]
    url = next((url for claim in claims if claim and (url := document.absolute(claim))), None)
    said = _caption_and_credit(pictures[0]) if pictures else (None, None)
    return [Image(url, *said)] if url else []


def _address(document: Document, picture: _Element) -> str | None:
    """Where a picture is: pages that load it late name it beside a stand-in."""
    for name in ("data-src", "data-original", "src"):
        source = (picture.get(name) or "").strip()
        if source and not _NO_PICTURE.search(source) and (url := document.absolute(source)):
            return url
    return None


def _is_illustration(picture: _Element, container: _Element, listed: set[_Element]) -> bool:
    around = list(picture.iterancestors())
    if not listed.isdisjoint(around) or _is_small(picture) or _leads_on(around):
        return False
    is_full = _FULL_WIDTH.search(picture.get("class") or "") is not None
    in_text = container in around
    return is_full or in_text or any(e.tag == "figure" or _is_framed(e) for e in around[:_NEAR])


def _leads_on(around: Sequence[_Element]) -> bool:
    """Whether the picture is a link to something else than itself, outside any figure."""
    link = next((e for e in around if e.tag == "a"), None)
    if link is None or any(e.tag == "figure" for e in around):
        return False
    return _IMAGE_FILE.search(link.get("href") or "") is None


def _is_small(picture: _Element) -> bool:
    width = (picture.get("width") or "").removesuffix("px")
    return width.isdecimal() and int(width) < 200  # noqa: PLR2004 (a logo, a face, a counter)


def _is_framed(element: _Element) -> bool:
    """Whether an element is made for a picture and the words under it."""
    return _FRAME.search(element.get("class") or "") is not None or any(
        map(_is_caption, element.iterchildren("*"))
    )


def _caption_and_credit(picture: _Element) -> tuple[str | None, str | None]:
    shown, credit = _caption(picture), None
    for text in (shown, *_beside(picture)):
        if credit is None and text and (match := _CREDIT.search(text)):
            credit = (match["name"] or match["pair"]).strip()
    return shown, credit


def _caption(picture: _Element) -> str | None:
    for element in islice(picture.iterancestors(), _NEAR + 1):
        if len(list(islice(element.iter(*_PICTURES), 2))) > 1:
            return None  # whose caption it is, nothing tells
        for caption in filter(_is_caption, element.iter("*")):
            text = _SPOKEN.sub("", text_of(caption))
            if text and len(text) <= _LONGEST_CAPTION:
                return text
        if element.tag == "figure":
            return None
    return None


def _is_caption(element: _Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag == "figcaption" or _CAPTION.search(names) is not None


def _beside(picture: _Element) -> Iterator[str]:
    """The texts right beside a picture in its figure, where some sites name its owner."""
    for element in picture.itersiblings("*"):
        if len(text := text_of(element)) <= _LONGEST_CAPTION:
            yield text


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
