"""Pages out of WARC files: which records hold one, and which do not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from newscrawler.crawling.archive.decompression import CODECS
from newscrawler.crawling.archive.warc_frames import CorruptRecord
from newscrawler.crawling.archive.warc_reader import CorruptRange, Record, read_records
from newscrawler.crawling.archive.warc_response import (
    HttpResponse,
    http_in,
    is_reserved,
    target_of,
    wrong_digest,
)
from newscrawler.crawling.archive.warc_writer import FILE_NAME
from newscrawler.crawling.network.content_encoding import (
    BadEncodingError,
    BodyTooLargeError,
    TruncatedBodyError,
    decode_body,
    split_codings,
)
from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.document import is_web_address
from newscrawler.reextraction.file_types import begins_page, inner_name
from newscrawler.reextraction.inputs import FilteredPage, Input, SkippedRecord, UnreadableInput
from newscrawler.reextraction.selection import Selection
from newscrawler.reextraction.warc_dates import read_warc_date
from newscrawler.reextraction.warc_originals import Originals
from newscrawler.reextraction.warc_segments import Segments, is_first_segment

MAX_BODY_BYTES = 16 * 1024 * 1024
"""As DOWNLOAD_MAXSIZE: no page of news is larger."""
_HTML = ("text/html", "application/xhtml+xml")
_MEDIA = ("image/", "video/", "audio/", "font/")
_WITHOUT_HTTP = frozenset(("resource", "conversion"))
_SUCCESS = range(200, 300)
_WITHOUT_PAGE = frozenset((204, 205))
_PARTIAL = 206
_WHOLE_RANGE = re.compile(r"\s*bytes\s+0-(\d{1,18})/(\d{1,18})\s*", re.IGNORECASE)
_NOT_AT_HAND = "revisit of a page that is not at hand"
_MAGIC = {"gzip": CODECS["gzip"].magic, "zstd": CODECS["zstd"].magic}


def name_in(archive: str, file: str) -> str:
    """Return the name of `file` in the `source` of a page.

    The project's own files (in the folder `archive`) bear the names they have when they are
    closed, as in the table `captures`; others are called by their path.
    """
    path = Path(file)
    match = FILE_NAME.fullmatch(path.name)
    is_own = bool(archive) and path.parent.resolve() == Path(archive).resolve()
    return match["name"] if match and is_own else file


def source_of(name: str, offset: int, *, is_unpacked: bool) -> str:
    """Return where a record of the file called `name` is.

    Where the file is compressed as a whole, the offset is one in what it holds.

    >>> source_of("a.warc.gz", 7, is_unpacked=True)
    'a.warc.gz!/a.warc:7'
    """
    inner = f"!/{inner_name(name)}" if is_unpacked else ""
    return f"{name}{inner}:{offset}"


@dataclass
class WarcPages:
    """Reads the pages of WARC files, one after the other: a record may refer to an earlier file.

    `selection` says which pages are wanted. `is_strict` refuses records that are not what their
    digests say. `fetch` reads the record at a source again, as far as there is one.
    """

    fetch: Callable[[str], Record | None]
    selection: Selection = field(default_factory=Selection)
    is_strict: bool = False
    segments: Segments = field(default_factory=Segments)
    originals: Originals = field(default_factory=Originals)
    current: tuple[str, BinaryIO] | None = None

    def read(self, stream: BinaryIO, name: str) -> Iterator[tuple[Input, int]]:
        """Yield what each record of `stream` holds, and how many bytes have been read.

        `name` stands for the file in the pages' sources. Raises OSError when it cannot be read.
        """
        self.current = (name, stream)
        end = 0
        is_empty = True
        for found in read_records(stream):
            is_empty = False
            end = found.offset if isinstance(found, CorruptRange) else found.end
            source = source_of(name, found.offset, is_unpacked=found.is_unpacked)
            for each in self.read_record(found, source):
                yield each, 0 if found.is_unpacked else end
        if is_empty:
            yield UnreadableInput(name, "empty"), end

    def read_record(self, found: Record | CorruptRange, source: str) -> Iterator[Input]:
        """Yield what the record at `source` holds: nothing while more segments of it follow."""
        if isinstance(found, CorruptRange):
            yield UnreadableInput(source, found.reason)
        elif is_first_segment(found):
            for record, place in self.segments.start(found, source):
                yield self._page(record, place)
        elif found.kind == "continuation":
            joined = self.segments.add(found)
            yield self._page(*joined) if joined else SkippedRecord("continuation", source)
        else:
            yield self._page(found, source)

    def rest(self) -> Iterator[Input]:
        """Yield the pages whose last segments have not come, as far as they did."""
        for record, source in self.segments.rest():
            yield self._page(record, source)

    def _page(self, record: Record, source: str) -> Input:
        try:
            return self._read(record, source)
        except CorruptRecord as error:
            return UnreadableInput(source, str(error))

    def _read(self, found: Record, source: str) -> Input:
        url = target_of(found.fields)
        if why := _why_no_page(found, url):
            return SkippedRecord(why, source, url or None)
        fetched_at = read_warc_date(found.fields.get("warc-date", ""))
        if why := self.selection.why_left_out(url, fetched_at, source):
            if found.kind != "revisit":  # others may refer to it, by another address or time
                self.originals.add(found, source)
            return FilteredPage(source, url, why)
        record = self._original(found) if found.kind == "revisit" else found
        page = self._page_of(record, url, fetched_at, source) if record else _NOT_AT_HAND
        if isinstance(page, str):
            return SkippedRecord(page, source, url)
        if self.selection.is_other_language(page):
            return FilteredPage(source, url, "language")
        if record is found:
            self.originals.add(record, source)
        return page

    def _page_of(
        self, record: Record, url: str, fetched_at: datetime | None, source: str
    ) -> SavedPage | str:
        """Return the page in `record`, met at `url` and `fetched_at`; or why there is none.

        Raises CorruptRecord when it cannot be read.
        """
        if target_of(record.fields) != url:
            return "revisit of a page that was read"
        http = _http_of(record)
        if why := _why_no_html(http):
            return why
        flags = [] if fetched_at else ["fetched_at_unreadable"]
        if wrong := wrong_digest(record, http):
            if self.is_strict:
                raise CorruptRecord(f"{wrong} is wrong")
            flags.append("digest_mismatch")
        headers = _joined(http)
        body = _decode(record, http, headers, flags)
        if not headers.get("content-type", "").lower().startswith(_HTML) and not begins_page(body):
            return "not HTML"
        return SavedPage(
            url=url,
            body=body,
            fetched_at=fetched_at,
            headers=headers,
            source=source,
            status=http.status,
            tdm_reserved=is_reserved(record.fields),
            flags=flags,
        )

    def _original(self, record: Record) -> Record | None:
        """Return the response that a revisit repeats, None where it is not at hand."""
        source = self.originals.find(record)
        found = source and (self._in_current(source) or self.fetch(source))
        is_usable = found and found.kind != "revisit" and not is_first_segment(found)
        return found if found and is_usable else None

    def _in_current(self, source: str) -> Record | None:
        """Return the record at `source` if it is in the stream that is being read.

        One cannot go back as far as one likes in what comes through a pipe.
        """
        name, stream = self.current or ("", BytesIO())
        file, _, offset = source.rpartition(":")
        is_unpacked = file != name
        if source_of(name, int(offset), is_unpacked=is_unpacked) != source:
            return None
        place = stream.tell()
        try:
            found = next(read_records(stream, int(offset), is_unpacked=is_unpacked), None)
        except OSError:
            found = None
        stream.seek(place)
        return found if isinstance(found, Record) else None


def _why_no_page(record: Record, url: str) -> str | None:
    """Return what says that a record holds no page, before its block is looked at."""
    kind = record.kind
    if kind not in {"response", "revisit", *_WITHOUT_HTTP}:
        return kind or "without a type"
    content_type = record.fields.get("content-type", "").lower()
    if kind == "response" and not content_type.startswith("application/http"):
        return "not HTTP"
    if not record.is_whole:
        return "too large"
    if not is_web_address(url):
        return "not a web address"
    if urlsplit(url).path == "/robots.txt":
        return "robots.txt"
    return "not HTML" if kind in _WITHOUT_HTTP and content_type.startswith(_MEDIA) else None


def _http_of(record: Record) -> HttpResponse:
    """Return the response in a record; what was not kept with HTTP headers has its type alone."""
    content_type = record.fields.get("content-type", "")
    if record.kind in _WITHOUT_HTTP and not content_type.lower().startswith("application/http"):
        headers = [("Content-Type", content_type)] if content_type else []
        return HttpResponse(200, "", headers, record.block, record.block)
    return http_in(record)


def _why_no_html(http: HttpResponse) -> str | None:
    if http.status not in _SUCCESS or http.status in _WITHOUT_PAGE:
        return "status other than 200"
    content_type = next((v for name, v in http.headers if name.lower() == "content-type"), "")
    # Servers call pages other things than HTML, but hardly pictures.
    return "not HTML" if content_type.lower().strip().startswith(_MEDIA) else None


def _joined(http: HttpResponse) -> dict[str, str]:
    """Return the headers by their names in small letters, several values on a line each."""
    headers: dict[str, str] = {}
    for name, value in http.headers:
        known = headers.get(name.lower())
        headers[name.lower()] = value if known is None else f"{known}\n{value}"
    return headers


def _decode(record: Record, http: HttpResponse, headers: dict[str, str], flags: list[str]) -> bytes:
    """Return the body as a crawl hands it to its spider; what is doubtful is added to `flags`.

    Content-Encoding is taken out of `headers`. Raises CorruptRecord when it cannot be decoded.
    """
    _, codings = split_codings(headers.pop("content-encoding", "").splitlines())
    truncated = record.fields.get("warc-truncated") or _cut_by_range(http, headers)
    if truncated:
        flags.append(f"truncated:{truncated}")
    codings = codings or [name for name, magic in _MAGIC.items() if http.body.startswith(magic)]
    try:
        return decode_body(http.body, codings, MAX_BODY_BYTES)
    except TruncatedBodyError as error:
        if not truncated:
            flags.append("truncated:gzip_eof")
        return error.decoded
    except (BadEncodingError, BodyTooLargeError) as error:
        if isinstance(error, BadEncodingError) and begins_page(http.body):
            flags.append("encoding_mismatch")  # the crawler decoded it, and kept the header
            return http.body
        raise CorruptRecord(f"cannot be decoded: {error}") from None


def _cut_by_range(http: HttpResponse, headers: dict[str, str]) -> str | None:
    """Return why a part is no whole page, None where it is one."""
    match = _WHOLE_RANGE.fullmatch(headers.get("content-range", ""))
    is_whole = match is not None and int(match[1]) + 1 == int(match[2])
    return "range" if http.status == _PARTIAL and not is_whole else None
