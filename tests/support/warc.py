"""Archives to test with: our own, and one as another crawler writes it."""

import asyncio
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import brotli
from sqlalchemy import Engine
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawler.crawling.archive.warc_reader import CorruptRange, Record, read_records
from newscrawler.crawling.archive.warc_response import response_in
from newscrawler.crawling.archive.warc_writer import Archive, ArchivedResponse
from newscrawler.storage.captures import find_sources
from tests.support.site import HOST, news, url

NOON = datetime(2026, 11, 18, 5, 0, 0, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8")]
BIG = 64 * 1024**2


def page(number: int, body: bytes | None = None) -> ArchivedResponse:
    """Return the response with article `number`."""
    return ArchivedResponse(url(number), NOON, 200, HTML, body or news(f"Saung {number}").encode())


def write(folder: Path, *pages: ArchivedResponse, run: str = "run1", size: int = BIG) -> list[str]:
    """Archive `pages` in `folder`, and return their places."""

    async def run_it() -> list[str]:
        archive = Archive(folder, run, size)
        places = [await archive.append(fetched) for fetched in pages]
        await archive.close()
        return places

    return asyncio.run(run_it())


def leave_open(folder: Path) -> Path:
    """Let the one file in `folder` look as a dead process leaves it."""
    (path,) = folder.iterdir()
    return path.rename(path.with_name(f"{path.name}.open"))


def responses(path: Path) -> list[ArchivedResponse]:
    """Return the responses in the file at `path`, all of which must be whole."""
    found = list(read_records(path))
    assert [record for record in found if isinstance(record, CorruptRange)] == []
    records = [record for record in found if isinstance(record, Record)]
    assert next(record.kind for record in records) == "warcinfo"
    return [response_in(record) for record in records[1:]]


def archived(folder: Path) -> dict[str, ArchivedResponse]:
    """Return the responses in all files in `folder`, by URL."""
    return {got.url: got for path in sorted(folder.iterdir()) for got in responses(path)}


def content(path: Path) -> bytes:
    """Return the uncompressed content of a file of the archive."""
    return gzip.decompress(path.read_bytes())


def dead(_run: str) -> bool:
    return False


def sources(engine: Engine) -> set[str]:
    return {source for _, source in find_sources(engine)}


# Archives of other crawlers


def chunks(body: bytes) -> bytes:
    parts = [body[start : start + 50] for start in range(0, len(body), 50)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def foreign_records() -> Iterator[tuple[str, list[tuple[str, str]], bytes]]:
    """Yield the URL, headers and payload of responses as other crawlers archive them."""
    html, chunked = ("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")
    pages = {n: news(f"Saung {n}").encode() for n in range(1, 8)}
    yield url(1), [html], pages[1]
    yield url(2), [html, chunked], chunks(pages[2])
    yield (
        url(3),
        [html, ("Content-Encoding", "br"), ("Transfer-Encoding", "Chunked")],
        chunks(brotli.compress(pages[3])),
    )
    yield url(4), [html, chunked], pages[4]  # joined by the crawler, which kept the header
    yield f"<{url(5)}>", [html, ("Content-Encoding", "gzip")], gzip.compress(pages[5])
    yield url(6), [("Content-Type", "application/pdf")], pages[6]
    yield f"{HOST}/robots.txt", [html], b"<html>User-agent: *"
    yield f"{HOST}/a.png", [("Content-Type", "image/png")], b"\x89PNG\r\n"
    yield f"{HOST}/a.json", [("Content-Type", "application/json")], b'{"a": "<html>"}'
    yield url(7), [html, ("Content-Encoding", "gzip")], b"not gzip"
    yield url(8), [html, chunked], chunks(pages[7])[:-60]


def write_foreign(path: Path, *, is_gzip: bool) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_gzip, warc_version="1.0")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "other/1.0"}))
        for address, headers, payload in foreign_records():
            head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            for kind in ("request", "response"):
                about = {"WARC-Date": "2026-11-18T05:00:00Z"}
                if kind == "request":
                    lines = BytesIO(b"GET / HTTP/1.1\r\n\r\n")
                    record = writer.create_warc_record(address.strip("<>"), kind, payload=lines)
                else:
                    record = writer.create_warc_record(
                        address,
                        kind,
                        payload=BytesIO(payload),
                        length=len(payload),
                        http_headers=head,
                        warc_headers_dict=about,
                    )
                writer.write_record(record)
