"""The archive: every response as it came over the wire, in WARC 1.1 files (ISO 28500:2017).

A file is `newscrawler-<UTC time>-<run>-<serial>.warc.gz`, with `.open` behind it while it is
written. It begins with a warcinfo record; each record is a gzip member of its own, so that it can
be read from its offset. Requests are not kept, nor what names a visitor: credentials in a URL, and
cookies.
"""

import asyncio
import base64
import errno
import hashlib
import logging
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from io import BytesIO
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawler.version import __version__

logger = logging.getLogger(__name__)

FILE_NAME = re.compile(
    r"(?P<name>newscrawler-\d{8}T\d{6}Z-(?P<run>\w{1,64})-\d{5,9}\.warc\.gz)(?P<open>\.open)?"
)
"""A file of the archive: `name` is the one it has when it is closed, `run` the id of its run."""
OPEN = ".open"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
TDM_FIELD = "TDM-Reservation"
"""A named field of records, as the header of the TDM Reservation Protocol; readers that do not
know it ignore it (ISO 28500, section 5)."""

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_NOT_KEPT = frozenset(("transfer-encoding", "set-cookie", "set-cookie2"))


class ArchiveUnavailable(Exception):  # noqa: N818 (the name says what is the matter)
    """The archive cannot be written; the message is one line for the user."""


class ArchiveFull(ArchiveUnavailable):
    """There is no room left for the archive: the disk, a quota or the largest size of a file."""


@dataclass(frozen=True)
class ArchivedResponse:
    """One HTTP response: the answer to a GET of `url`, here since `fetched_at` (aware datetime).

    `body` has no chunks any more but is still compressed as `headers` say. `truncated` is the
    reason a body was cut for (`length`, `time`, `disconnect` or `unspecified`, ISO 28500, 5.13).
    `tdm_reserved` says whether its host reserved the page from text and data mining, None when it
    did not say: the record keeps that in a field of its own, `TDM-Reservation` (1 or 0).
    """

    url: str
    fetched_at: datetime
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None
    truncated: str | None = None
    tdm_reserved: bool | None = None

    @property
    def digest(self) -> str:
        """Return the WARC-Payload-Digest: SHA-1 of the body, in Base32 as is usual."""
        sha1 = hashlib.sha1(self.body, usedforsecurity=False)
        return f"sha1:{base64.b32encode(sha1.digest()).decode()}"


def without_credentials(url: str) -> str:
    """Return `url` without a user and password before its host."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host).geturl() if host != parts.netloc else url


class Archive:
    """Appends responses to the files in `folder`, which is made when it is not there.

    One thread writes: what arrives while it waits for the disk is written next, with one wait
    for all. A file is closed before it would grow beyond `size` bytes (but for a single larger
    response). `run_id` names the run: letters, digits and underscores.
    """

    def __init__(self, folder: Path, run_id: str, size: int) -> None:
        self.folder = folder
        self.run_id = run_id
        self.size = size
        self.serials = count()
        self.file: _File | None = None
        self.lost: ArchiveUnavailable | None = None
        self.closed = False
        self.queue: SimpleQueue[_Entry | None] = SimpleQueue()
        self.writer = Thread(target=self._run, name="archive", daemon=True)

    def prepare(self) -> None:
        """Make the folder. Raises ArchiveUnavailable when it cannot be."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unavailable(error) from None

    async def append(self, fetched: ArchivedResponse) -> str:
        """Write `fetched` and return its place (`<file>:<offset>`) once it is safe on the disk.

        Raises ArchiveUnavailable, or its kind ArchiveFull: from then on, nothing is written.
        """
        if self.closed:
            raise ArchiveUnavailable(f"{self.folder}: the archive of this run is closed")
        if self.writer.ident is None:
            self.writer.start()
        self.loop = asyncio.get_running_loop()
        done: asyncio.Future[str] = self.loop.create_future()
        self.queue.put((fetched, done))
        return await done

    async def close(self) -> None:
        """Write what is left and close the file."""
        if self.closed:
            return
        self.closed = True
        if self.writer.ident is not None:
            self.queue.put(None)
            await asyncio.to_thread(self.writer.join)

    def _run(self) -> None:
        while batch := self._next_batch():
            self._write_batch(batch)
        try:
            self._finish()
        except OSError as error:
            logger.error("Archive: %s; its last file stays open", error)  # noqa: TRY400

    def _next_batch(self) -> "list[_Entry]":
        """Return all that is waiting, at least one; nothing at the end."""
        batch = []
        entry = self.queue.get()
        while entry is not None:
            batch.append(entry)
            try:
                entry = self.queue.get_nowait()
            except Empty:
                return batch
        if batch:
            self.queue.put(None)  # the end comes after this batch
        return batch

    def _write_batch(self, batch: "Sequence[_Entry]") -> None:
        """Write `batch` and wait once for the disk; all who wait are told in one hand-over."""
        ends = [(done, self._try_write(fetched)) for fetched, done in batch if not done.cancelled()]
        try:
            if self.file is not None:
                self.file.sync()
        except OSError as error:
            lost = self._unavailable(error)
            ends = [(done, lost if isinstance(end, str) else end) for done, end in ends]
        with suppress(RuntimeError):  # the event loop is closed: nobody waits any more
            self.loop.call_soon_threadsafe(_resolve, ends)

    def _try_write(self, fetched: ArchivedResponse) -> str | Exception:
        try:
            return self._write(fetched)
        except Exception as error:  # whoever waits for it hears of it
            return self._unavailable(error)

    def _write(self, fetched: ArchivedResponse) -> str:
        if self.lost:
            raise self.lost
        record = _response_record(fetched)
        if self.file and not self.file.is_new and self.file.size + len(record) > self.size:
            self._finish()
        if self.file is None:
            name = f"newscrawler-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{self.run_id}"
            self.prepare()
            self.file = _File(self.folder, f"{name}-{next(self.serials):05}.warc.gz", self.run_id)
        return f"{self.file.name}:{self.file.append(record)}"

    def _finish(self) -> None:
        if self.file is not None:
            file, self.file = self.file, None
            file.finish()

    def _unavailable(self, error: Exception) -> Exception:
        """Return the error for those who wait; after one of the disk, for everyone from now on."""
        if isinstance(error, OSError):
            kind = ArchiveFull if error.errno in _FULL else ArchiveUnavailable
            self.lost = kind(f"{self.folder}: {error.strerror or error}")
            return self.lost
        return error


_Entry = tuple[ArchivedResponse, asyncio.Future[str]]
"""A response to be written, and who waits for its place."""


def _resolve(ends: Sequence[tuple["asyncio.Future[str]", str | Exception]]) -> None:
    """Tell each who waits the place of its record, or why there is none."""
    for done, end in ends:
        if done.done():
            continue
        if isinstance(end, str):
            done.set_result(end)
        else:
            done.set_exception(end)


class _File:
    """One file that is being written: every record is in it whole, or not at all."""

    def __init__(self, folder: Path, name: str, run_id: str) -> None:
        self.name = name
        self.folder = folder
        self.path = folder / f"{name}{OPEN}"
        self.file = self.path.open("xb", buffering=0)
        self.size = 0
        try:
            self.append(_warcinfo_record(name, run_id))
            sync_folder(folder)
        except OSError:
            self.file.close()
            self.path.unlink()
            raise
        self.is_new = True

    def append(self, record: bytes) -> int:
        """Write `record` and return its offset. Raises OSError, with the file as it was before."""
        offset = self.size
        rest = memoryview(record)
        try:
            while rest:
                rest = rest[self.file.write(rest) :]
        except OSError:
            self.file.truncate(offset)
            self.file.seek(offset)
            raise
        self.size += len(record)
        self.is_new = False
        return offset

    def sync(self) -> None:
        """Wait until all of the file is on the disk."""
        os.fsync(self.file.fileno())

    def finish(self) -> None:
        """Close the file and give it its name."""
        self.sync()
        self.file.close()
        self.path.rename(self.folder / self.name)
        sync_folder(self.folder)


def sync_folder(folder: Path) -> None:
    """Wait until the names of the files in `folder` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _AsReceived(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers written byte for byte; warcio would quote those that are not ASCII."""

    def to_ascii_bytes(self, filter_func: object = None) -> bytes:
        written: bytes = self.to_bytes(encoding="latin-1")
        return written


def _response_record(fetched: ArchivedResponse) -> bytes:
    about = {
        "WARC-Date": f"{fetched.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "WARC-Payload-Digest": fetched.digest,
    }
    if fetched.ip_address:
        about["WARC-IP-Address"] = fetched.ip_address
    if fetched.truncated:
        about["WARC-Truncated"] = fetched.truncated
    if fetched.tdm_reserved is not None:
        about[TDM_FIELD] = str(int(fetched.tdm_reserved))
    kept = [(name, value) for name, value in fetched.headers if name.lower() not in _NOT_KEPT]
    http = _AsReceived(_status_line(fetched.status), kept, protocol=fetched.protocol)
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        without_credentials(fetched.url),
        "response",
        payload=BytesIO(fetched.body),
        length=len(fetched.body),
        http_headers=http,
        warc_headers_dict=about,
    )
    writer.write_record(record)
    return out.getvalue()


def _status_line(status: int) -> str:
    """Return the status and its usual phrase, for Scrapy does not keep the server's own."""
    words = {known.value: known.phrase for known in HTTPStatus}
    return f"{status} {words.get(status, '')}"


def _warcinfo_record(name: str, run_id: str) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    facts = {
        "software": f"newscrawler/{__version__} Scrapy/{version('scrapy')}",
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "isPartOf": run_id,
        "robots": "obey",
    }
    writer.write_record(writer.create_warcinfo_record(name, facts))
    return out.getvalue()
