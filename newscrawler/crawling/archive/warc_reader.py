"""Reading WARC files (ISO 28500), our own and those of other crawlers, whole or damaged.

Nothing is guessed: what cannot be read is given as a `CorruptRange`, and reading goes on at the
next place where a record begins.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from newscrawler.crawling.archive.warc_writer import TDM_FIELD, ArchivedResponse

_MAX_RECORD_BYTES = 20 * 1024 * 1024
"""Bytes kept of a record: more than the largest page that is fetched."""
_MAX_HEAD_BYTES = 64 * 1024
_READ_BYTES = 16 * 1024
_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/"
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r\n")
_RESERVED = {"1": True, "0": False}
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z")

_heads = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"])
_http_heads = StatusAndHeadersParser(["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/2", "HTTP/3"])


class CorruptRecord(Exception):  # noqa: N818 (the name says what is the matter)
    """A record cannot be read; the message says why."""


@dataclass(frozen=True)
class CorruptRange:
    """Bytes from `offset` on that are no whole record, and why."""

    offset: int
    reason: str


@dataclass(frozen=True)
class Record:
    """One WARC record, at the bytes `offset` to `end` of its file.

    `kind` is its WARC-Type, `fields` its named fields by their names in small letters, `block`
    what it holds; `is_whole` is False when that was too large to be kept.
    """

    offset: int
    end: int
    kind: str
    fields: Mapping[str, str]
    block: bytes
    is_whole: bool


def read_records(path: Path, start: int = 0) -> Iterator[Record | CorruptRange]:
    """Yield the records of the file at `path` from the offset `start` on, one in memory at a time.

    Compressed files have a gzip member for each record (ISO 28500, annex D). Raises OSError when
    the file cannot be read.
    """
    with path.open("rb") as file:
        is_gzip = file.read(3) == _GZIP or ".gz" in path.suffixes
        read, find = (_read_member, _next_member) if is_gzip else (_read_plain, _next_plain)
        size = file.seek(0, 2)
        offset: int | None = start
        while offset is not None and offset < size:
            try:
                content, end = read(file, offset)
                yield _record(content, offset, end)
                offset = end
            except CorruptRecord as error:
                yield CorruptRange(offset, str(error))
                offset = find(file, offset + 1)


def _read_member(file: BinaryIO, offset: int) -> tuple[bytes, int]:
    """Return the gzip member at `offset`, cut where it is too large, and where it ends."""
    content, end = _inflate(file, offset, _MAX_RECORD_BYTES)
    if end is None:
        raise CorruptRecord("cut off")
    return content, end


def _inflate(file: BinaryIO, offset: int, max_bytes: int) -> tuple[bytes, int | None]:
    """Return the beginning of the gzip member at `offset`, and where the member ends if it does."""
    file.seek(offset)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    content = bytearray()
    try:
        while not member.eof:
            piece = file.read(_READ_BYTES)
            if not piece:
                return bytes(content), None
            content += member.decompress(piece)[: max_bytes - len(content)]
    except zlib.error as error:
        raise CorruptRecord(f"gzip: {error}") from None
    return bytes(content), file.tell() - len(member.unused_data)


def _next_member(file: BinaryIO, offset: int) -> int | None:
    """Return where the next gzip member begins that holds a record."""
    while (found := _find(file, _GZIP, offset)) is not None:
        file.seek(found)
        try:
            if (
                zlib.decompressobj(zlib.MAX_WBITS | 16)
                .decompress(file.read(1024))
                .startswith(_WARC)
            ):
                return found
        except zlib.error:
            pass
        offset = found + 1
    return None


def _read_plain(file: BinaryIO, offset: int) -> tuple[bytes, int]:
    """Return the uncompressed record at `offset`, cut where it is too large, and where it ends."""
    file.seek(offset)
    head = file.read(_MAX_HEAD_BYTES)
    if not head.startswith(_WARC):
        raise CorruptRecord("no record begins here")
    _, head_length, length = _head(head)
    end = offset + head_length + length + len(b"\r\n\r\n")
    if end > file.seek(0, 2):
        raise CorruptRecord("cut off")
    file.seek(end - 4)
    if file.read(4) != b"\r\n\r\n":
        raise CorruptRecord("its Content-Length is not its length")
    file.seek(offset)
    return file.read(min(end - offset, _MAX_RECORD_BYTES)), end


def _next_plain(file: BinaryIO, offset: int) -> int | None:
    """Return where the next uncompressed record begins."""
    found = _find(file, b"\r\n\r\n" + _WARC, offset)
    return None if found is None else found + 4


def _find(file: BinaryIO, wanted: bytes, offset: int) -> int | None:
    """Return the first place of `wanted` at or after `offset`, None if there is none."""
    file.seek(offset)
    window = b""
    while piece := file.read(_READ_BYTES):
        window += piece
        found = window.find(wanted)
        if found >= 0:
            return offset + found
        kept = window[-len(wanted) :]
        offset += len(window) - len(kept)
        window = kept
    return None


def _record(content: bytes, offset: int, end: int) -> Record:
    if not content.startswith(_WARC):
        raise CorruptRecord("no record begins here")
    fields, head_length, length = _head(content)
    block = content[head_length : head_length + length]
    is_whole = len(content) < _MAX_RECORD_BYTES
    if is_whole and len(block) < length:
        raise CorruptRecord("shorter than its Content-Length")
    if is_whole and content[head_length + length :].strip(b"\r\n"):
        raise CorruptRecord("more in its gzip member than one record")
    return Record(offset, end, fields.get("warc-type", ""), fields, block, is_whole)


def _head(content: bytes) -> tuple[dict[str, str], int, int]:
    """Return the named fields of a record, the length of its head, and that of its block."""
    stream = BytesIO(content)
    try:
        fields = _by_name(_heads.parse(stream))
        length = int(fields["content-length"])
    except (StatusAndHeadersParserException, EOFError, KeyError, ValueError):
        raise CorruptRecord("its head cannot be read") from None
    if length < 0:
        raise CorruptRecord("its head cannot be read")
    return fields, stream.tell(), length


def _by_name(head: StatusAndHeaders) -> dict[str, str]:
    return {name.lower(): value for name, value in reversed(head.headers)}


def response_in(record: Record) -> ArchivedResponse:
    """Return the HTTP response in `record`, of kind `response`, dechunked but still compressed.

    Raises CorruptRecord when it is incomplete, or is not what its digests say.
    """
    _verify(record.block, record.fields.get("warc-block-digest"), "WARC-Block-Digest")
    stream = BytesIO(record.block)
    try:
        http = _http_heads.parse(stream)
        status = int(http.get_statuscode())
    except (StatusAndHeadersParserException, EOFError, ValueError):
        raise CorruptRecord("no HTTP response in it") from None
    payload = stream.read()
    truncated = record.fields.get("warc-truncated")
    body = payload
    if "chunked" in (http.get_header("transfer-encoding") or "").lower():
        body = _without_chunks(payload, is_cut=truncated is not None)
    digest = record.fields.get("warc-payload-digest")
    if digest and truncated is None:  # some say that of the whole
        _verify_either(payload, body, digest)
    return ArchivedResponse(
        url=_url(record.fields),
        fetched_at=_date(record.fields),
        status=status,
        headers=[(name, value) for name, value in http.headers if value is not None],
        body=body,
        protocol=http.protocol,
        ip_address=record.fields.get("warc-ip-address"),
        truncated=truncated,
        tdm_reserved=_RESERVED.get(record.fields.get(TDM_FIELD.lower(), "")),
    )


def _url(fields: Mapping[str, str]) -> str:
    """Return the address; an old Wget writes it in angle brackets."""
    return fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">")


def _date(fields: Mapping[str, str]) -> datetime:
    """Return the time of the fetch (W3C's date and time formats: UTC, up to nanoseconds)."""
    match = _DATE.fullmatch(fields.get("warc-date", ""))
    try:
        if match:
            fraction = int((match[2] or "0").ljust(6, "0")[:6])
            moment = datetime.fromisoformat(match[1])
            return moment.replace(microsecond=fraction, tzinfo=UTC)
    except ValueError:
        pass
    raise CorruptRecord("its WARC-Date cannot be read")


def _without_chunks(payload: bytes, *, is_cut: bool) -> bytes:
    """Return the body of a chunked message; `payload` itself where it was joined already."""
    if not _CHUNK.match(payload):
        return payload
    try:
        body: bytes = ChunkedDataReader(BytesIO(payload), raise_exceptions=not is_cut).read()
    except ChunkedDataException:
        raise CorruptRecord("its chunks are incomplete") from None
    return body


def _verify_either(payload: bytes, body: bytes, digest: str) -> None:
    """Compare `digest` with the body: crawlers disagree whether its chunks are part of it."""
    try:
        _verify(payload, digest, "WARC-Payload-Digest")
    except CorruptRecord:
        if body == payload:
            raise
        _verify(body, digest, "WARC-Payload-Digest")


def _verify(content: bytes, digest: str | None, name: str) -> None:
    """Raise CorruptRecord when `digest` is not that of `content`.

    It is written `<algorithm>:<Base32 or hexadecimal>`. A digest by an unknown algorithm
    proves nothing.
    """
    algorithm, _, value = (digest or "").partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in {"sha1", "sha256", "sha512", "md5"}:
        return
    found = hashlib.new(algorithm, content, usedforsecurity=False).digest()
    padded = value.strip().rstrip("=").lower()
    if padded not in {base64.b32encode(found).decode().rstrip("=").lower(), found.hex()}:
        raise CorruptRecord(f"{name} is wrong")
