"""The HTTP response in a WARC record: its headers, its body, and whether its digests fit."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

from newscrawler.crawling.archive.warc_frames import CorruptRecord
from newscrawler.crawling.archive.warc_heads import parse_head
from newscrawler.crawling.archive.warc_reader import Record
from newscrawler.crawling.archive.warc_writer import TDM_FIELD, ArchivedResponse

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MAX_HEAD_BYTES = 256 * 1024
_STATUS = re.compile(r"\d{3}(?!\S)")
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r\n")
_RESERVED = {"1": True, "0": False}
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z")
_ALGORITHMS = frozenset(("sha1", "sha256", "sha512", "md5"))


@dataclass(frozen=True)
class HttpResponse:
    """A response as it stands in a record: `payload` as it was sent, `body` without its chunks."""

    status: int
    protocol: str
    headers: Sequence[tuple[str, str]]
    payload: bytes
    body: bytes


def response_in(record: Record) -> ArchivedResponse:
    """Return the HTTP response in `record`, of kind `response`, dechunked but still compressed.

    Raises CorruptRecord when it is incomplete, or is not what its digests say.
    """
    http = http_in(record)
    if wrong := wrong_digest(record, http):
        raise CorruptRecord(f"{wrong} is wrong")
    return ArchivedResponse(
        url=target_of(record.fields),
        fetched_at=_date(record.fields),
        status=http.status,
        headers=http.headers,
        body=http.body,
        protocol=http.protocol,
        ip_address=record.fields.get("warc-ip-address"),
        truncated=record.fields.get("warc-truncated"),
        tdm_reserved=is_reserved(record.fields),
    )


def http_in(record: Record) -> HttpResponse:
    """Return the HTTP response in `record`, whatever its line ends.

    Raises CorruptRecord when there is none, or its chunks are incomplete and nothing says so.
    """
    end = _HEAD_END.search(record.block, 0, _MAX_HEAD_BYTES)
    head = record.block[: end.start() if end else _MAX_HEAD_BYTES]
    found = parse_head(head, "latin-1")
    status = _STATUS.match(found.status)
    if status is None or not found.protocol.startswith("HTTP/"):
        raise CorruptRecord("no HTTP response in it")
    payload = record.block[end.end() :] if end else b""
    headers = [(name, value) for name, value in found.fields if name]
    body = payload
    if any(
        name.lower() == "transfer-encoding" and "chunked" in value.lower()
        for name, value in headers
    ):
        body = _without_chunks(payload, is_cut="warc-truncated" in record.fields)
    return HttpResponse(int(status[0]), found.protocol, headers, payload, body)


def target_of(fields: Mapping[str, str]) -> str:
    """Return the address of a record; an old Wget writes it in angle brackets."""
    return fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">")


def is_reserved(fields: Mapping[str, str]) -> bool | None:
    """Return whether a record says that its host reserves it, None when it does not say."""
    return _RESERVED.get(fields.get(TDM_FIELD.lower(), ""))


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
    """Return the body of a chunked message; `payload` itself where it was joined already.

    FastWARC's reader refuses chunks with extensions, and gives nothing of a body that is cut.
    """
    if not _CHUNK.match(payload):
        return payload
    try:
        body: bytes = ChunkedDataReader(BytesIO(payload), raise_exceptions=not is_cut).read()
    except ChunkedDataException:
        raise CorruptRecord("its chunks are incomplete") from None
    return body


def wrong_digest(record: Record, http: HttpResponse) -> str | None:
    """Return the name of the digest that does not fit `record`, None when none is wrong.

    Crawlers disagree whether the chunks of a body are part of its digest. What is cut off may have
    the digest of the whole.
    """
    if not _fits(record.block, record.fields.get("warc-block-digest")):
        return "WARC-Block-Digest"
    digest = record.fields.get("warc-payload-digest")
    is_cut = "warc-truncated" in record.fields
    if is_cut or _fits(http.payload, digest) or _fits(http.body, digest):
        return None
    return "WARC-Payload-Digest"


def _fits(content: bytes, digest: str | None) -> bool:
    """Return whether `digest` may be that of `content`.

    It is written `<algorithm>:<Base32 or hexadecimal>`. A digest by an unknown algorithm
    proves nothing.
    """
    algorithm, _, value = (digest or "").partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return True
    found = hashlib.new(algorithm, content, usedforsecurity=False).digest()
    padded = value.strip().rstrip("=").lower()
    return padded in {base64.b32encode(found).decode().rstrip("=").lower(), found.hex()}
