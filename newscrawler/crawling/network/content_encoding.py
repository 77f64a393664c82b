"""Content codings, unpacked bit by bit, with what is wrong with them told apart.

A coding that is cut, one that is none and one that grows without end are different ends; the
decoders that browsers and Scrapy use are made to show as much as they can, and say nothing.
"""

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = 1024 * 1024
_GZIP = b"\x1f\x8b"


class TooLargeError(ValueError):
    """What a body unpacks to is over the limit."""


class NotCodedError(ValueError):
    """A body is not in the coding it is said to be in, or is damaged."""


def unpacked(body: bytes, codings: Sequence[str], limit: int) -> bytes:
    """`body` without its `codings`, given in the order they were applied (RFC 9110, section 8.4).

    A coding that nobody here knows ends the unpacking: what it packed is returned as it is.
    Raises EOFError for a body that ends before its coding does, NotCodedError for one that is in
    another coding or none, TooLargeError past `limit` bytes (never holding more than those).
    """
    for coding in reversed(codings):
        if coding not in _CODINGS:
            break
        body = _within(_CODINGS[coding](body), limit) if body else body
    return body


def _within(chunks: Iterator[bytes], limit: int) -> bytes:
    whole = BytesIO()
    try:
        for chunk in chunks:
            if whole.tell() + len(chunk) > limit:
                raise TooLargeError(f"more than {limit} bytes unpacked")
            whole.write(chunk)
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise NotCodedError(str(error)) from error
    return whole.getvalue()


def _gunzipped(body: bytes) -> Iterator[bytes]:
    """RFC 1952: one member or several; what follows the last one is no part of it."""
    while body:
        stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        yield from _inflate(stream, body)
        body = stream.unused_data if stream.unused_data.startswith(_GZIP) else b""


def _inflated(body: bytes) -> Iterator[bytes]:
    """RFC 1950, and RFC 1951 as some servers have always sent it."""
    is_wrapped = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
    yield from _inflate(zlib.decompressobj(zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS), body)


def _inflate(stream: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    while not stream.eof:
        chunk = stream.decompress(body, _CHUNK)
        body = stream.unconsumed_tail
        if not (chunk or body or stream.eof):
            raise EOFError("the body ends before its coding does")
        yield chunk


def _unbrotlied(body: bytes) -> Iterator[bytes]:
    """RFC 7932."""
    stream = brotli.Decompressor()
    chunk = stream.process(body, output_buffer_limit=_CHUNK)
    while chunk:
        yield chunk
        chunk = stream.process(b"", output_buffer_limit=_CHUNK)
    if not stream.is_finished():
        raise EOFError("the body ends before its coding does")


def _unzstded(body: bytes) -> Iterator[bytes]:
    """RFC 8878."""
    with zstd.ZstdFile(BytesIO(body)) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


_CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unzstded,
}
