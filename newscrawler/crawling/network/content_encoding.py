"""Content codings, decoded bit by bit, with what is wrong with them told apart.

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

_CHUNK_BYTES = 1024 * 1024
_GZIP = b"\x1f\x8b"


class TooLargeError(ValueError):
    """A decoded body is over the limit."""


class BadEncodingError(ValueError):
    """A body is not in the coding it is said to be in, or is damaged."""


def decode_body(body: bytes, codings: Sequence[str], limit: int) -> bytes:
    """Return `body` without its `codings`, given in the order they were applied.

    RFC 9110, section 8.4. A coding that is not known here ends the decoding: what it encoded is
    returned as it is. Raises EOFError for a body that ends before its coding does,
    BadEncodingError for one that is in another coding or none, TooLargeError past `limit` bytes
    (it never holds more than those).
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
                raise TooLargeError(f"more than {limit} bytes decoded")
            whole.write(chunk)
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise BadEncodingError(str(error)) from error
    return whole.getvalue()


def _gzip_decode(body: bytes) -> Iterator[bytes]:
    """Decode RFC 1952: one member or several; what follows the last one is no part of it."""
    while body:
        stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        yield from _inflate(stream, body)
        body = stream.unused_data if stream.unused_data.startswith(_GZIP) else b""


def _deflate_decode(body: bytes) -> Iterator[bytes]:
    """Decode RFC 1950, and RFC 1951 as some servers have always sent it."""
    is_wrapped = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
    yield from _inflate(zlib.decompressobj(zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS), body)


def _inflate(stream: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    while not stream.eof:
        chunk = stream.decompress(body, _CHUNK_BYTES)
        body = stream.unconsumed_tail
        if not (chunk or body or stream.eof):
            raise EOFError("the body ends before its coding does")
        yield chunk


def _brotli_decode(body: bytes) -> Iterator[bytes]:
    """Decode RFC 7932."""
    stream = brotli.Decompressor()
    chunk = stream.process(body, output_buffer_limit=_CHUNK_BYTES)
    while chunk:
        yield chunk
        chunk = stream.process(b"", output_buffer_limit=_CHUNK_BYTES)
    if not stream.is_finished():
        raise EOFError("the body ends before its coding does")


def _zstd_decode(body: bytes) -> Iterator[bytes]:
    """Decode RFC 8878."""
    with zstd.ZstdFile(BytesIO(body)) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


_CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip_decode,
    "x-gzip": _gzip_decode,
    "deflate": _deflate_decode,
    "br": _brotli_decode,
    "zstd": _zstd_decode,
}
