"""The pictures and videos of an article."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, repeat

from lxml.etree import _Element

from newscrawler.extraction.layout.structure import Structure
from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.elements import INLINE_TAGS, ancestors_of
from newscrawler.extraction.page.text import class_and_id, fold_whitespace, text_content
from newscrawler.extraction.sources import linked_data as ld
from newscrawler.extraction.sources.linked_data import LinkedData
from newscrawler.extraction.sources.metadata import Metadata
from newscrawler.indonesian.boilerplate import read_notice
from newscrawler.items import Image

_PICTURE_TAGS = ("img", "amp-img")
_PLAYER_TAGS = (
    "video", "amp-video", "amp-youtube", "amp-dailymotion", "iframe", "lite-youtube",
    "youtube-video", "lite-vimeo",
)  # fmt: skip
_VIDEO_IDS = ("videoid", "data-videoid", "video-id", "data-video-id")
_FRAME_SOURCES = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data-lazyload")
_PLAYER_HOSTS = re.compile(
    r"//[\w.]*(?:youtube|youtu\.be|dailymotion|vimeo|vidio|jwplayer)", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\b(?:photo|foto) by (?P<by>[^()/]{2,60})[)\]]?\W*$|"
    r"[(\[](?:(?:foto|dok|sumber|photo by)[.:]? )?"
    r"(?P<pair>[^()\[\]/\d][^()\[\]/]{1,40}/ ?[^()\[\]]{2,40})[)\]]\W*$"
    r"|\[(?P<agency>[^\[\]]{2,40})\]\W*$"
    r"|(?:©|\(c\))\s?(?:\d{4}\s)?(?P<right>[^©]{2,60})$"
    r"|(?<=.)\(?\b(?:(?:foto|sumber|credit|kredit)\s?:|dok(?:umentasi)?\b\s?[.:]?)\s*(?P<name>[^()]{2,60})\)?$"
    r"|^\(?(?:foto|dok(?:umentasi)?|sumber(?: gambar)?|kredit)\b\s?[.:,]?\s*"
    r"(?P<alone>[^() ]+(?: [^() ]+){0,3})\)?$"
    r"|(?:^|[.] |/)(?P<owner>[A-Z][\w.]+(?: [A-Z]\w+)?/ ?[A-Z][\w.' ]{2,40})$",
    re.IGNORECASE,
)
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|credit|source|sumber)(?:$|[\s_-])", re.IGNORECASE
)
_CAPTION_LABEL = re.compile(r"^(?:keterangan (?:gambar|foto)|caption)\s?[,:]\s?", re.IGNORECASE)
"""What a screen reader announces before a caption."""
_CAPTION_CLASS = re.compile(
    r"caption|keterangan|(?:photo|img|image|foto)[-_]{0,2}(?:desc|info)|copyright", re.IGNORECASE
)
_FRAME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:featured-image|photo|detfoto|(?:main|lead|head(?:er)?)-?ima?ge?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PORTRAIT_CLASS = re.compile(
    r"author|avatar|profile?|penulis|reporter|jurnalis|byline|user|share|sosmed", re.IGNORECASE
)
_FULL_WIDTH_CLASS = re.compile(r"imgfull|size-(?:full|large)", re.IGNORECASE)
_IMAGE_LINK = re.compile(r"^$|^#|^javascript|\.(?:jpe?g|png|webp|gif|avif)", re.IGNORECASE)
_NOT_CONTENT_URL = re.compile(
    r"\.svg(?:$|\?)|^data:|^about:|\$\{|\{\{|/(?:icons?|logos?|pixel)[-_/.]"
    r"|[/_-](?:spacer|blank|placeholder|loading|loader|lazy(?:-?load)?|1x1|transparent"
    r"|(?:default|no)-?_?(?:image|img|thumb(?:nail)?|foto))[-_/.\d]",
    re.IGNORECASE,
)
_LAZY_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "data-lazyload", "data-lazy")
_SRCSET_ATTRIBUTES = ("data-srcset", "data-lazy-srcset", "srcset")
_SRCSET = re.compile(r"(\S+[^\s,])(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,|$)")
_PICTURE_FILE = re.compile(
    r"[^\s{}<>\"]{1,500}\.(?:jpe?g|png|webp|avif|gif)(?:[?#][^\s{}<>\"]{0,500})?$", re.IGNORECASE
)
_PHOTOGRAPH_URL = re.compile(r"\.(?:jpe?g|webp|avif)", re.IGNORECASE)
_MAX_CAPTION_CHARS = 400
_MAX_PICTURES = 200
_MAX_SIBLINGS = 6
"""How many elements after a picture may describe it."""
_PIXELS = re.compile(r"\s*(\d{1,4})(?:px)?\s*$")
_MIN_WIDTH_PIXELS = 200
"""A narrower picture is a logo, a portrait or a counter."""
_MAX_FRAME_STEPS = 4
"""How many ancestors of a picture may be its frame or hold its caption."""


def read_images(
    document: Document, structure: Structure, linked: LinkedData, metadata: Metadata
) -> list[Image]:
    """Return the pictures in the article with their captions, else the one its metadata name.

    They stand in figures, or between the headline and the end of the text; the pictures of links
    to other articles are left out.
    """
    pictures = _illustrations(structure)
    found: dict[str, Image] = {}
    for picture, caption in pictures.items():
        if url := _picture_url(document, picture):
            found.setdefault(url, Image(url, caption, _credit(picture, caption)))
    if found:
        return list(found.values())
    stated = [*ld.urls(linked.article, "image"), metadata.first("og:image")]
    url = next(filter(None, map(document.absolute, filter(None, stated))), None)
    first, caption = next(iter(pictures.items()), (None, None))
    return [Image(url, caption, _credit(first, caption))] if url else []


def _illustrations(structure: Structure) -> dict[_Element, str | None]:
    """Return the pictures that illustrate the article, each with its caption, in reading order.

    A caption that stands alone amid the text belongs to the picture before it.
    """
    listed = {item.element for block in structure.link_blocks for item in block.items}
    captions = {line.block: line.text for line in structure.body.captions}
    numbers = structure.body.line_numbers
    last = structure.lines.all[numbers[-1]].block if numbers else None
    text = _text_elements(structure)
    found: dict[_Element, str | None] = {}
    latest: _Element | None = None
    is_inside = structure.headline is None
    for element in structure.scope.iter("*"):
        if element.tag in _PICTURE_TAGS and _is_illustration(element, listed, is_inside=is_inside):
            latest = element
            found[element] = _caption(element, text)
        elif element in captions and latest is not None:
            found[latest] = found[latest] or captions[element]
        if element is structure.headline:
            is_inside = numbers != []
        elif element is last:
            is_inside = False
        if len(found) == _MAX_PICTURES:
            break
    stated = () if structure.stated_body is None else structure.stated_body.iter(*_PICTURE_TAGS)
    inside = (p for p in stated if _is_illustration(p, listed, is_inside=True))
    return found | {picture: _caption(picture, text) for picture in islice(inside, _MAX_PICTURES)}


def _text_elements(structure: Structure) -> set[_Element]:
    """Return the elements that hold a line of the body, or stand in one."""
    blocks = {structure.lines.all[number].block for number in structure.body.line_numbers}
    inside = {e for block in blocks for e in block.iter("*") if e.tag in INLINE_TAGS}
    return blocks | inside | ancestors_of(blocks)


def _picture_url(document: Document, picture: _Element) -> str | None:
    """Return the URL of a picture; lazy loading puts it beside that of a placeholder."""
    for source in _sources(picture):
        if source and not _NOT_CONTENT_URL.search(source) and (url := document.absolute(source)):
            return url
    return None


def _sources(picture: _Element) -> Iterator[str]:
    """Yield the addresses that a picture or its `<picture>` may be loaded from, the best first."""
    yield from (picture.get(name, "").strip() for name in (*_LAZY_ATTRIBUTES, "src"))
    frames = islice(picture.iterancestors(), _MAX_FRAME_STEPS)  # the parser nests `<source>`
    around = (
        source for frame in frames if frame.tag == "picture" for source in frame.iter("source")
    )
    for element in (picture, *around):
        yield from (_largest(element.get(name, "")) for name in _SRCSET_ATTRIBUTES)
    for name, value in picture.items():
        if name.startswith("data-") and _PICTURE_FILE.match(value.strip()):
            yield value.strip()


def _largest(srcset: str) -> str:
    """Return the address of the largest picture in a `srcset`; empty when there is none."""
    found = [(float(size or 1), url) for url, size in _SRCSET.findall(srcset)]
    return max(found, key=lambda each: each[0], default=(0, ""))[1]


def _is_illustration(picture: _Element, listed: set[_Element], *, is_inside: bool) -> bool:
    around = list(picture.iterancestors())
    width = _PIXELS.match(picture.get("width") or "")
    is_small = width is not None and int(width[1]) < _MIN_WIDTH_PIXELS
    if is_small or not listed.isdisjoint(around) or _links_elsewhere(around):
        return False
    if any(_PORTRAIT_CLASS.search(e.get("class") or "") for e in around[:_MAX_FRAME_STEPS]):
        return False
    if any(e.tag == "figure" or _is_framed(e) for e in around[:_MAX_FRAME_STEPS]):
        return True
    is_photograph = is_inside and any(map(_PHOTOGRAPH_URL.search, _sources(picture)))
    return is_photograph or _FULL_WIDTH_CLASS.search(picture.get("class") or "") is not None


def _links_elsewhere(around: Sequence[_Element]) -> bool:
    """Return whether a picture outside any figure is a link to something other than itself."""
    link = next((e for e in around if e.tag == "a"), None)
    if link is None or any(e.tag == "figure" for e in around):
        return False
    return _IMAGE_LINK.search(link.get("href") or "") is None


def _is_framed(element: _Element) -> bool:
    """Return whether an element is made for a picture and its caption."""
    return _FRAME_CLASS.search(element.get("class") or "") is not None


def _caption(picture: _Element, text_elements: AbstractSet[_Element]) -> str | None:
    """Return the caption of a picture: in its figure, or near it where no other picture is.

    What stands in `text_elements` may be the text of the article.
    """
    for element in (picture, *islice(picture.iterancestors(), _MAX_FRAME_STEPS)):
        if len(list(islice(element.iter(*_PICTURE_TAGS), 2))) > 1:
            break
        follower = next(element.itersiblings("*"), None)
        near = element.iter("*") if follower is None else (*element.iter("*"), follower)
        shown = [_caption_text(caption) for caption in near if _is_caption(caption)]
        words = None if element in text_elements else _caption_text(element)
        is_only = _is_framed(element) or element is picture.getparent()
        if is_only and words and not _CREDIT.fullmatch(words):
            shown.append(words)
        if text := next(filter(None, shown), None):
            return text
        if element.tag == "figure":
            return None
    beside = islice(picture.itersiblings("*"), _MAX_SIBLINGS)
    return next((_caption_text(after) for after in beside if _is_caption(after)), None)


def _caption_text(element: _Element) -> str | None:
    """Return the text below `element` with its parts kept apart; None if it is not a caption."""
    parts = map(fold_whitespace, element.itertext())
    text = " ".join(part for part in parts if part and not read_notice(part))
    text = _CAPTION_LABEL.sub("", text)
    return text if text and len(text) <= _MAX_CAPTION_CHARS else None


def _is_caption(element: _Element) -> bool:
    is_named = _CAPTION_CLASS.search(class_and_id(element)) is not None
    return is_named or element.tag == "figcaption"


def _credit(picture: _Element | None, caption: str | None) -> str | None:
    """Return who took a picture, as its caption or a text right beside it says."""
    beside = [] if picture is None else list(islice(picture.itersiblings("*"), _MAX_SIBLINGS))
    for text in (caption, *map(text_content, beside)):
        if text and len(text) <= _MAX_CAPTION_CHARS and (match := _CREDIT.search(text)):
            return next(name for name in match.groups() if name).strip(" .")
    inside = (element for near in beside for element in near.iter("*"))
    credits = (e for e in inside if _CREDIT_CLASS.search(e.get("class") or ""))
    return next(filter(None, map(text_content, credits)), None)


def read_videos(document: Document, linked: LinkedData, metadata: Metadata) -> list[str]:
    """Return the URLs of the videos of a page: files, players, and those its metadata name."""
    players = document.root.iter(*_PLAYER_TAGS)
    urls = [url for player in players for url in _player_urls(player)]
    urls += ld.urls(linked.video, "contentUrl", "embedUrl")
    urls += ld.urls(linked.article, "video")
    urls.append(metadata.first("og:video", "og:video:url") or "")
    return list(dict.fromkeys(filter(None, map(document.absolute, filter(None, urls)))))


def _player_urls(player: _Element) -> Iterator[str]:
    number = next(filter(None, map(player.get, _VIDEO_IDS)), "")
    if player.tag == "iframe":
        yield from islice(
            filter(_PLAYER_HOSTS.search, map(player.get, _FRAME_SOURCES, repeat(""))), 1
        )
    elif "youtube" in str(player.tag):
        yield f"https://www.youtube.com/watch?v={number}" if number else ""
    elif player.tag == "amp-dailymotion":
        yield f"https://www.dailymotion.com/video/{number}"
    elif player.tag == "lite-vimeo":
        yield f"https://vimeo.com/{number}" if number else ""
    else:
        yield player.get("src", "")
        yield from (source.get("src", "") for source in player.iter("source"))
