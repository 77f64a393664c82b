"""Pages out of WARC files: which records hold one, and which do not."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from newscrawler.crawling.archive.warc_reader import (
    CorruptRange,
    CorruptRecord,
    Record,
    read_records,
    response_in,
)
from newscrawler.crawling.archive.warc_writer import FILE_NAME, ArchivedResponse
from newscrawler.crawling.network.content_encoding import (
    BadEncodingError,
    BodyTooLargeError,
    TruncatedBodyError,
    decode_body,
    split_codings,
)
from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.document import is_web_address
from newscrawler.reextraction.inputs import Input, SkippedRecord, UnreadableInput

MAX_BODY_BYTES = 16 * 1024 * 1024
"""As DOWNLOAD_MAXSIZE: no page of news is larger."""
_HTML = ("text/html", "application/xhtml+xml")
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<!doctype\s+html|<html)\b", re.IGNORECASE)


def name_in(archive: str, file: str) -> str:
    """Return the name of `file` in the `source` of a page.

    The project's own files (in the folder `archive`) bear the names they have when they are
    closed, as in the table `captures`; others are called by their path.
    """
    path = Path(file)
    match = FILE_NAME.fullmatch(path.name)
    is_own = bool(archive) and path.parent.resolve() == Path(archive).resolve()
    return match["name"] if match and is_own else file


def read_archive(path: Path, name: str) -> Iterator[tuple[Input, int]]:
    """Yield what each record of the file at `path` holds, and how many bytes have been read.

    `name` stands for the file in the pages' sources. Raises OSError when the file cannot be read.
    """
    end = 0
    for found in read_records(path):
        end = found.offset if isinstance(found, CorruptRange) else found.end
        yield _read_input(found, f"{name}:{found.offset}"), end
    if not end:
        yield UnreadableInput(name, "empty"), end


def read_archived(
    path: Path, offset: int, name: str
) -> SavedPage | SkippedRecord | UnreadableInput:
    """Return what the record at `offset` of the file at `path` holds.

    `name` stands for the file in the page's source. Raises OSError when the file cannot be read.
    """
    source = f"{name}:{offset}"
    found = next(read_records(path, offset), None)
    if found is None:
        return UnreadableInput(source, "the file ends before")
    return _read_input(found, source)


def _read_input(found: Record | CorruptRange, source: str) -> Input:
    if isinstance(found, CorruptRange):
        return UnreadableInput(source, found.reason)
    try:
        return _read(found, source)
    except CorruptRecord as error:
        return UnreadableInput(source, str(error))


def _read(record: Record, source: str) -> SavedPage | SkippedRecord:
    if why := _why_no_response(record):
        return SkippedRecord(why)
    fetched = response_in(record)
    if why := _why_no_page(fetched):
        return SkippedRecord(why)
    headers: dict[str, str] = {}
    for name, value in fetched.headers:
        known = headers.get(name.lower())
        headers[name.lower()] = value if known is None else f"{known}\n{value}"
    body, truncated = _decoded(fetched, headers.pop("content-encoding", ""))
    if not headers.get("content-type", "").lower().startswith(_HTML) and not _BEGINNING.match(body):
        return SkippedRecord("not HTML")
    return SavedPage(
        url=fetched.url,
        body=body,
        fetched_at=fetched.fetched_at,
        headers=headers,
        source=source,
        status=fetched.status,
        tdm_reserved=fetched.tdm_reserved,
        flags=[f"truncated:{truncated}"] if truncated else [],
    )


def _why_no_response(record: Record) -> str | None:
    if record.kind != "response":
        return record.kind or "without a type"
    if not record.fields.get("content-type", "").lower().startswith("application/http"):
        return "not HTTP"
    return None if record.is_whole else "too large"


def _why_no_page(fetched: ArchivedResponse) -> str | None:
    if fetched.status != 200:  # noqa: PLR2004 (RFC 9110, 15.3.1)
        return "status other than 200"
    if not is_web_address(fetched.url):
        return "not a web address"
    if urlsplit(fetched.url).path == "/robots.txt":
        return "robots.txt"
    # Servers call pages other things than HTML, but hardly pictures.
    is_media = _content_type(fetched).startswith(("image/", "video/", "audio/", "font/"))
    return "not HTML" if is_media else None


def _content_type(fetched: ArchivedResponse) -> str:
    types = (value for name, value in fetched.headers if name.lower() == "content-type")
    return next(types, "").lower().strip()


def _decoded(fetched: ArchivedResponse, encoding: str) -> tuple[bytes, str | None]:
    """Return the body as a crawl hands it to its spider, and why it is cut if it is.

    `encoding` holds the lines of Content-Encoding. Raises CorruptRecord when it cannot be decoded.
    """
    _, codings = split_codings(encoding.splitlines())
    try:
        return decode_body(fetched.body, codings, MAX_BODY_BYTES), fetched.truncated
    except TruncatedBodyError as error:
        return error.decoded, fetched.truncated or "gzip_eof"
    except (BadEncodingError, BodyTooLargeError) as error:
        raise CorruptRecord(f"cannot be decoded: {error}") from None
