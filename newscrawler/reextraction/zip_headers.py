"""The members of a ZIP archive whose directory is lost: by the header before each of them."""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from newscrawler.crawling.archive.decompression import DamagedStreamError
from newscrawler.crawling.archive.warc_frames import find

_MAGIC = b"PK\x03\x04"
_HEADER = struct.Struct("<6xHH8xL4xHH")
"""APPNOTE.TXT, 4.3.7: what `_Header` names."""
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _HAS_DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_READ_BYTES = 64 * 1024


class _Header(NamedTuple):
    flags: int
    method: int
    size: int
    name_bytes: int
    extra_bytes: int

    @property
    def known_size(self) -> int | None:
        """How many bytes follow, None where that is said behind them."""
        return None if self.flags & _HAS_DESCRIPTOR else self.size


@dataclass(frozen=True)
class LocalMember:
    """A member by its own header: `pieces` yields what it holds, as far as that goes."""

    name: str
    pieces: Callable[[], Iterator[bytes]]
    why_not: str | None = None


def local_members(stream: BinaryIO) -> Iterator[LocalMember]:
    """Yield the members in `stream`, whose directory cannot be read."""
    offset = find(stream, _MAGIC, 0)
    while offset is not None:
        stream.seek(offset)
        head = stream.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return
        header = _Header(*_HEADER.unpack(head))
        encoding = "utf-8" if header.flags & _UTF8 else "cp437"
        name = stream.read(header.name_bytes).decode(encoding, "replace")
        start = offset + _HEADER.size + header.name_bytes + header.extra_bytes
        if not name.endswith("/"):
            yield _member(stream, name, start, header)
        offset = find(stream, _MAGIC, start + (header.known_size or 0))


def _member(stream: BinaryIO, name: str, start: int, header: _Header) -> LocalMember:
    if header.flags & _ENCRYPTED:
        return LocalMember(name, lambda: iter(()), "encrypted")
    size, method = header.known_size, header.method
    if method == _DEFLATED:
        return LocalMember(name, lambda: _inflated(stream, start))
    if method == _STORED and size is not None:
        return LocalMember(name, lambda: _stored(stream, start, size))
    return LocalMember(name, lambda: iter(()), "its compression is not supported")


def _inflated(stream: BinaryIO, offset: int) -> Iterator[bytes]:
    """Yield what is deflated at `offset`: it says itself where it ends."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflater.eof:
        data = inflater.unconsumed_tail
        if not data:
            stream.seek(offset)
            data = stream.read(_READ_BYTES)
            offset += len(data)
        if not data:
            raise DamagedStreamError("cut off")
        try:
            yield inflater.decompress(data, _READ_BYTES)
        except zlib.error as error:
            raise DamagedStreamError(str(error)) from None


def _stored(stream: BinaryIO, offset: int, size: int) -> Iterator[bytes]:
    end = offset + size
    while offset < end:
        stream.seek(offset)
        piece = stream.read(min(_READ_BYTES, end - offset))
        if not piece:
            raise DamagedStreamError("cut off")
        offset += len(piece)
        yield piece
