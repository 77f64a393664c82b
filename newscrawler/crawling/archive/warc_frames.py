"""The frames of a compressed WARC file: gzip members or Zstandard frames, mostly one a record."""

import sys
from dataclasses import dataclass
from typing import BinaryIO

from newscrawler.crawling.archive.decompression import (
    CODECS,
    ERRORS,
    Codec,
    DamagedStreamError,
    read_frame_pieces,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WARC = b"WARC/"
MAX_HEAD_BYTES = 64 * 1024
"""The longest head of a record that is read."""
_READ_BYTES = 16 * 1024
_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""The skippable frame that holds the dictionary of a file (IIPC, WARC-Zstandard)."""
_MAX_DICTIONARY_BYTES = 8 * 1024 * 1024
_MAX_BLOCK_BYTES = 160 * 1024
"""More than a block of Zstandard, which gives nothing before its end."""


class CorruptRecord(Exception):  # noqa: N818 (the name says what is the matter)
    """A record cannot be read; the message says why."""


class FramesWithoutRecords(Exception):  # noqa: N818 (no error: another way of reading)
    """Frames of the file hold several records, or parts of one, from `offset` on."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass(frozen=True)
class Framing:
    """How a file is compressed: its codec, and the dictionary that its frames need."""

    codec: Codec
    dictionary: bytes | None = None
    first: int = 0
    """Where the first frame begins: a dictionary may stand before it."""


def framing_of(stream: BinaryIO) -> Framing | None:
    """Return how the file in `stream` is compressed, None where it is not.

    Raises CorruptRecord when the dictionary that it begins with cannot be read.
    """
    stream.seek(0)
    head = stream.read(8)
    if head.startswith(CODECS["gzip"].magic):
        return Framing(CODECS["gzip"])
    if head.startswith(CODECS["zstd"].magic):
        return Framing(CODECS["zstd"])
    return _framing_with_dictionary(stream, head) if head.startswith(_DICTIONARY) else None


def _framing_with_dictionary(stream: BinaryIO, head: bytes) -> Framing:
    size = int.from_bytes(head[4:8], "little")
    if size > _MAX_DICTIONARY_BYTES:
        raise CorruptRecord("its dictionary is too large")
    content = stream.read(size)
    try:
        if content.startswith(CODECS["zstd"].magic):
            content = zstd.ZstdDecompressor().decompress(content, _MAX_DICTIONARY_BYTES)
        dictionary = zstd.ZstdDict(content)
    except (zstd.ZstdError, ValueError):
        raise CorruptRecord("its dictionary cannot be read") from None
    codec = Codec("zstd", CODECS["zstd"].magic, lambda: zstd.ZstdDecompressor(zstd_dict=dictionary))
    return Framing(codec, content, len(head) + size)


def read_frame(
    stream: BinaryIO, codec: Codec, offset: int, max_bytes: int
) -> tuple[bytes, int | None]:
    """Return what the frame at `offset` holds, at most `max_bytes` of it, and where it ends.

    A frame that is cut off has no end. Raises CorruptRecord when it is damaged.
    """
    content, end = bytearray(), None
    try:
        for piece, end in read_frame_pieces(stream, codec, offset):  # noqa: B007 (the last counts)
            content += piece[: max_bytes - len(content)]
    except DamagedStreamError as error:
        if str(error) != "cut off":
            raise CorruptRecord(str(error)) from None
    return bytes(content), end


def next_frame(stream: BinaryIO, codec: Codec, offset: int) -> int | None:
    """Return where the next frame begins that holds the beginning of a record."""
    while (found := find(stream, codec.magic, offset)) is not None:
        if begins_record(stream, codec, found):
            return found
        offset = found + 1
    return None


def begins_record(stream: BinaryIO, codec: Codec, offset: int) -> bool:
    """Return whether the frame at `offset` begins with a record."""
    stream.seek(offset)
    try:
        head = codec.decompressor().decompress(stream.read(_MAX_BLOCK_BYTES), len(WARC))
    except ERRORS:
        return False
    return head == WARC


def find(stream: BinaryIO, wanted: bytes, offset: int) -> int | None:
    """Return the first place of `wanted` at or after `offset`, None if there is none."""
    stream.seek(offset)
    window = b""
    while piece := stream.read(_READ_BYTES):
        window += piece
        found = window.find(wanted)
        if found >= 0:
            return offset + found
        kept = window[-len(wanted) :]
        offset += len(window) - len(kept)
        window = kept
    return None
