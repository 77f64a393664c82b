"""WARC records to test with, written byte by byte, so that they may be odd."""

import base64
import gzip
import hashlib
import sys
from collections.abc import Iterable

from tests.support.site import HOST, news

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DATE = "2026-11-20T02:00:00Z"


def address(number: int) -> str:
    """Return the address of page `number`."""
    return f"{HOST}/news/1000{number:03}/saung-{number}"


def html(number: int) -> bytes:
    """Return page `number`."""
    return news(f"Saung {number}").encode()


def response(
    body: bytes, *headers: str, status: str = "HTTP/1.1 200 OK", content_type: str = "text/html"
) -> bytes:
    """Return an HTTP response."""
    lines = [status, *([f"Content-Type: {content_type}"] if content_type else []), *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def record(  # noqa: PLR0913 (what records hold)
    number: int,
    block: bytes | None = None,
    *fields: str,
    kind: str = "response",
    date: str = DATE,
    url: str | None = None,
    content_type: str = "application/http; msgtype=response",
    version: str = "WARC/1.0",
) -> bytes:
    """Return a record of page `number`, or of another `block`; `fields` are more named fields."""
    block = response(html(number)) if block is None else block
    lines = [
        version,
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {url or address(number)}",
        f"Content-Type: {content_type}",
        *fields,
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def members(records: Iterable[bytes]) -> bytes:
    """Return a WARC file with a gzip member for each record."""
    return b"".join(map(gzip.compress, records))


def frames(records: Iterable[bytes]) -> bytes:
    """Return a WARC file with a Zstandard frame for each record."""
    return b"".join(map(zstd.compress, records))


def sha1(content: bytes) -> str:
    """Return the digest of `content` as crawlers write it."""
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(digest).decode()}"
