"""Content codings, decoded bit by bit, with what is wrong with them told apart.

The one decoder of this project: for live responses, records of archives and sitemaps in gzip. A
coding that is cut, one that is none and one that grows without end are different outcomes; the
decoders that browsers and Scrapy use show as much as they can, and say nothing.
"""

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK_BYTES = 1024 * 1024
_GZIP = b"\x1f\x8b"


class TruncatedBodyError(EOFError):
    """A body ends before its coding does: `decoded` is what came before the end."""

    def __init__(self, decoded: bytes = b"") -> None:
        super().__init__("the body ends before its coding does")
        self.decoded = decoded


class BodyTooLargeError(ValueError):
    """A decoded body is over the limit."""


class BadEncodingError(ValueError):
    """A body is not in the coding it is said to be in, or is damaged."""


def split_codings(fields: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the codings in `fields`, values of Content-Encoding, in the order they were applied.

    First those that stay, for the last of them is not known here; then those to be decoded.

    >>> split_codings(["aes128gcm, GZIP", "br"])
    (['aes128gcm'], ['gzip', 'br'])
    """
    kept = [name for field in fields for part in field.split(",") if (name := part.strip().lower())]
    known: list[str] = []
    while kept and kept[-1] in DECODERS:
        known.insert(0, kept.pop())
    return kept, known


def decode_body(body: bytes, codings: Sequence[str], max_bytes: int) -> bytes:
    """Return `body` without its `codings`, given in the order they were applied.

    RFC 9110, section 8.4; each is a key of `DECODERS`. Raises TruncatedBodyError for a body that
    ends before its coding does, BadEncodingError for one that is in another coding or none,
    BodyTooLargeError past `max_bytes` (it never holds more than those).
    """
    for coding in reversed(codings):
        body = _collect(DECODERS[coding](body), max_bytes) if body else body
    return body


def _collect(chunks: Iterator[bytes], max_bytes: int) -> bytes:
    decoded = BytesIO()
    try:
        for chunk in chunks:
            if decoded.tell() + len(chunk) > max_bytes:
                raise BodyTooLargeError(f"more than {max_bytes} bytes decoded")
            decoded.write(chunk)
    except EOFError as error:
        raise TruncatedBodyError(decoded.getvalue()) from error
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise BadEncodingError(str(error)) from error
    return decoded.getvalue()


def _decode_gzip(body: bytes) -> Iterator[bytes]:
    """Decode RFC 1952: one member or several; what follows the last one is no part of it."""
    while body:
        stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        yield from _inflate(stream, body)
        body = stream.unused_data if stream.unused_data.startswith(_GZIP) else b""


def _decode_deflate(body: bytes) -> Iterator[bytes]:
    """Decode RFC 1950, and RFC 1951 as some servers have always sent it."""
    is_wrapped = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
    yield from _inflate(zlib.decompressobj(zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS), body)


def _inflate(stream: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    while not stream.eof:
        chunk = stream.decompress(body, _CHUNK_BYTES)
        body = stream.unconsumed_tail
        if not (chunk or body or stream.eof):
            raise EOFError
        yield chunk


def _decode_brotli(body: bytes) -> Iterator[bytes]:
    """Decode RFC 7932."""
    stream = brotli.Decompressor()
    chunk = stream.process(body, output_buffer_limit=_CHUNK_BYTES)
    while chunk:
        yield chunk
        chunk = stream.process(b"", output_buffer_limit=_CHUNK_BYTES)
    if not stream.is_finished():
        raise EOFError


def _decode_zstd(body: bytes) -> Iterator[bytes]:
    """Decode RFC 8878."""
    with zstd.ZstdFile(BytesIO(body)) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


DECODERS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _decode_gzip,
    "x-gzip": _decode_gzip,
    "deflate": _decode_deflate,
    "br": _decode_brotli,
    "zstd": _decode_zstd,
}
"""The codings that can be decoded, by the names they have in Content-Encoding."""
