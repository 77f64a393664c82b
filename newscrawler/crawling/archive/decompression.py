"""Decompress streams piece by piece, as far as they go, in bounded memory."""

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_READ_BYTES = 16 * 1024
PIECE_BYTES = 64 * 1024
"""The most that is decompressed at once."""
ERRORS = (zlib.error, zstd.ZstdError, lzma.LZMAError, brotli.error, OSError, EOFError)
"""What decompressors raise for damaged data."""


class Decompressor(Protocol):
    """What decompresses one frame, as the decompressors of the standard library do."""

    @property
    def eof(self) -> bool:
        """Whether the end of the frame was reached."""

    @property
    def needs_input(self) -> bool:
        """Whether all that was given is used."""

    @property
    def unused_data(self) -> bytes:
        """What came after the end of the frame."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return what `data` gives, at most `max_length` bytes of it; the rest is kept."""


class _Gzip:
    """A member of gzip (RFC 1952), behind the interface that newer decompressors share."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._has_more = False

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._has_more

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        found = self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))
        self._has_more = not self.eof and len(found) == max_length
        return found


class _Brotli:
    """A stream of Brotli (RFC 7932), behind the same interface: nothing may follow it."""

    needs_input = True
    unused_data = b""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._inner.is_finished())

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        found: bytes = self._inner.process(data, output_buffer_limit=max_length)
        self.needs_input = bool(self._inner.can_accept_more_data())
        return found


@dataclass(frozen=True)
class Codec:
    """How a file is compressed: its name, how its frames begin, and what decompresses one."""

    name: str
    magic: bytes
    decompressor: Callable[[], Decompressor]


CODECS: Mapping[str, Codec] = {
    codec.name: codec
    for codec in (
        Codec("gzip", b"\x1f\x8b\x08", _Gzip),
        Codec("zstd", b"\x28\xb5\x2f\xfd", zstd.ZstdDecompressor),
        Codec("bzip2", b"BZh", bz2.BZ2Decompressor),
        Codec("xz", b"\xfd7zXZ\x00", lzma.LZMADecompressor),
    )
}
"""The codecs whose streams say what they are."""
BROTLI = Codec("brotli", b"", _Brotli)


class DamagedStreamError(Exception):
    """A compressed stream cannot be read on; the message says why."""


def read_frame_pieces(
    stream: BinaryIO, codec: Codec, offset: int
) -> Iterator[tuple[bytes, int | None]]:
    """Yield what the frame at `offset` holds, and with its last piece where it ends.

    Raises DamagedStreamError when it is damaged or cut off.
    """
    frame = codec.decompressor()
    stream.seek(offset)
    read_to = offset
    try:
        while not frame.eof:
            data = b""
            if frame.needs_input:
                stream.seek(read_to)  # whoever takes the pieces may have moved it
                data = stream.read(_READ_BYTES)
                read_to += len(data)
            piece = frame.decompress(data, PIECE_BYTES)
            if not data and not piece and not frame.eof and frame.needs_input:
                raise DamagedStreamError("cut off")
            yield piece, read_to - len(frame.unused_data) if frame.eof else None
    except ERRORS as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, and not what is on it
        raise DamagedStreamError(f"{codec.name}: {error}") from None


def read_pieces(stream: BinaryIO, codec: Codec) -> Iterator[bytes]:
    """Yield what `stream` holds: one frame or several.

    What follows the last frame is no part of it. Raises DamagedStreamError as soon as something is
    damaged or cut off: all before was yielded.
    """
    offset: int | None = 0
    while offset is not None:
        end = None
        for piece, end in read_frame_pieces(stream, codec, offset):  # noqa: B007 (the last counts)
            yield piece
        assert end is not None
        stream.seek(end)
        has_next = bool(codec.magic) and stream.read(len(codec.magic)) == codec.magic
        offset = end if has_next else None
