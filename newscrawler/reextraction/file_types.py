"""What a file is by its first bytes, whatever its name."""

import re
import tarfile
from typing import Literal, NamedTuple

from newscrawler.crawling.archive.decompression import BROTLI, CODECS, ERRORS, Codec

HEAD_BYTES = 4096
"""How much of a file is looked at."""
_TAR_BLOCK_BYTES = 512
Kind = Literal["page", "mhtml", "warc", "zip", "tar", "compressed", "other"]

_WARC = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}WARC/\d\.\d")
_DICTIONARY = b"\x5d\x2a\x4d\x18"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMMENTS = re.compile(r"(?:\s+|<!--.{0,3000}?-->|<\?.{0,1000}?\?>)*", re.DOTALL)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p"
    r"|meta|link|article|section|main|header|nav|noscript|center|span)[\s/>])",
    re.IGNORECASE,
)
"""What a page begins with (WHATWG, MIME Sniffing, section 7.1, and some more)."""
_LATER = re.compile(r"^[ \t]{0,64}<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(
    rb"(?:[A-Za-z][A-Za-z-]{1,60}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n)*){1,40}"
)
_MHTML = re.compile(
    rb"^(?:Snapshot-Content-Location:|Content-Type:\s*multipart/related|MIME-Version:\s*1)",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL = re.compile(
    rb"(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-|X-)", re.IGNORECASE
)
_MAGIC = (
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"%PDF", "PDF"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"\x00\x01\x00\x00", "font"),
    (b"OTTO", "font"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive, which is not supported"),
    (b"Rar!\x1a\x07", "RAR archive, which is not supported"),
    (b"filedesc://", "ARC archive, which is not supported"),
    (b"\x04\x22\x4d\x18", "LZ4 archive, which is not supported"),
)
_PACKED = re.compile(r"\.(?:gz|zst|bz2|xz|br)$", re.IGNORECASE)
_CONTROLS = bytes([*range(9), *range(14, 27)])
"""Bytes that no text has: neither ends of lines nor escapes."""
_RIFF = {b"WEBP": "image", b"AVI ": "video", b"WAVE": "audio"}


class FileType(NamedTuple):
    """What a file is; `label` says it for people, `codec` how it is compressed."""

    kind: Kind
    label: str
    codec: Codec | None = None


def file_type(head: bytes) -> FileType:
    """Return what a file is that begins with `head`, its first `HEAD_BYTES` bytes."""
    if _WARC.match(head) or head.startswith(_DICTIONARY):
        return FileType("warc", "WARC file")
    if head.startswith(_ZIP):
        return FileType("zip", "ZIP archive")
    if _is_tar(head):
        return FileType("tar", "tar archive")
    for codec in CODECS.values():
        if head.startswith(codec.magic):
            return FileType("compressed", f"{codec.name} file", codec)
    if _is_mhtml(head):
        return FileType("mhtml", "MHTML file")
    return _type_of_content(head)


def inner_name(name: str) -> str:
    """Return what the content of the compressed file called `name` is called.

    >>> inner_name("koran/a.warc.gz")
    'a.warc'
    """
    return _PACKED.sub("", name.replace("\\", "/").rpartition("/")[2])


def _type_of_content(head: bytes) -> FileType:
    if label := _label_of_magic(head):
        return FileType("other", label)
    if begins_page(head):
        return FileType("page", "page")
    text = _text_of(head)
    if text is None:
        is_page = begins_page(_without_brotli(head))
        return FileType("compressed", "brotli file", BROTLI) if is_page else _BINARY
    return FileType("other", _label_of_text(text.lstrip("\ufeff \t\r\n")))


_BINARY = FileType("other", "binary")


def begins_page(content: bytes) -> bool:
    """Return whether `content` begins as an HTML page does."""
    head = content[:HEAD_BYTES]
    return _is_page(head.decode("latin-1")) or _is_page(_text_of(head) or "")


def _is_page(text: str) -> bool:
    text = text.lstrip("\ufeff")
    start = _COMMENTS.match(text)
    assert start
    if _MARKUP.match(text, start.end()):
        return True
    is_data = text.lstrip()[:1] in {"{", "["} or text.lstrip().startswith("<?xml")
    return not is_data and _LATER.search(text) is not None


def _text_of(head: bytes) -> str | None:
    """Return `head` as text, None where it is none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(head) > 1 and not any(head[at:64:2]) and all(head[1 - at : 64 : 2]):
            return head[: len(head) // 2 * 2].decode(encoding, "replace")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return None if controls > len(head) // 50 else head.decode("latin-1")


def _label_of_text(text: str) -> str:
    if not text:
        return "empty"
    if text[0] in "{[":
        return "JSON"
    return "XML" if text.startswith(("<?xml", "<rss", "<feed", "<svg", "<urlset")) else "text"


def _label_of_magic(head: bytes) -> str | None:
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return "video"
    return next((label for magic, label in _MAGIC if head.startswith(magic)), None)


def _is_tar(head: bytes) -> bool:
    if len(head) < _TAR_BLOCK_BYTES or not any(head[:_TAR_BLOCK_BYTES]):
        return False
    try:
        tarfile.TarInfo.frombuf(head[:_TAR_BLOCK_BYTES], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _is_mhtml(head: bytes) -> bool:
    head = head.lstrip()
    return bool(_MAIL.match(head) and (found := _HEADER.match(head)) and _MHTML.search(found[0]))


def _without_brotli(head: bytes) -> bytes:
    """Return the beginning of what `head` holds by Brotli, which has no mark; b"" if it is none."""
    try:
        return BROTLI.decompressor().decompress(head, HEAD_BYTES)
    except ERRORS:
        return b""
