"""Raw first: every response goes into the archive before anything reads it."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.statscollectors import StatsCollector

from newscrawler.crawling.archive.recovery import capture_of
from newscrawler.crawling.archive.warc_writer import Archive, ArchivedResponse, ArchiveUnavailable
from newscrawler.crawling.database_writer import DatabaseWriter
from newscrawler.crawling.errors import RequestRejected
from newscrawler.crawling.request_meta import meta_of
from newscrawler.x_robots_tag import robots_directives

logger = logging.getLogger(__name__)

UNAVAILABLE = "archive_unavailable"
"""The reason a crawl is closed for when its archive cannot be written."""

_NO_FOLDER = "ARCHIVE_DIR is empty; name a folder for what is fetched"


class WarcMiddleware:
    """Appends every response to the archive, and records it where the crawl has a database.

    Notes as `fetched_at` and `source` of the request when the response came and where it is kept
    (see `RequestMeta`). Stands nearer to the network than what decodes a body. When the archive
    cannot be written, the URL ends `failed` and the crawl closes.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        settings = crawler.settings
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.is_replay = bool(settings["REPLAY_SERVER"])
        self.closing: asyncio.Task[None] | None = None
        self.archive: Archive | None = None
        if settings["ARCHIVE_DIR"]:
            folder = Path(settings["ARCHIVE_DIR"])
            self.archive = Archive(
                folder, DatabaseWriter.of(crawler).run_id, settings.getint("ARCHIVE_SIZE")
            )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return a middleware that archives what `crawler` fetches, while its spider is open."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.on_opened, signals.spider_opened)
        crawler.signals.connect(middleware.on_closed, signals.spider_closed)
        return middleware

    def on_opened(self) -> None:
        """End the crawl before it asks for anything when there is no place for what it gets."""
        if self.archive is None:
            if not self.is_replay:
                self._abort_crawl(_NO_FOLDER)
            return
        try:
            self.archive.prepare()
        except ArchiveUnavailable as error:
            self._abort_crawl(str(error))

    async def on_closed(self) -> None:
        """Close the archive's file."""
        if self.archive is not None:
            await self.archive.close()

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the response once it is safe on the disk.

        Raises RequestRejected when that cannot be.
        """
        fetched, meta = self._fetched(request, response), meta_of(request)
        if why := self._why_left_out(response.headers):
            self.stats.inc_value(f"archive/left_out/{why}")
        else:
            meta.source = await self._append(fetched)
        meta.fetched_at = fetched.fetched_at
        writer = DatabaseWriter.of(self.crawler)
        if writer.engine is not None:
            writer.enqueue(capture_of(fetched, meta.source))
        return response

    def _fetched(self, request: Request, response: Response) -> ArchivedResponse:
        meta = meta_of(request)
        fetched_at = meta.fetched_at or datetime.now(UTC)  # a replay knows when it was fetched
        address = None if self.is_replay else response.ip_address  # not that of the replay server
        return ArchivedResponse(
            url=response.url,
            fetched_at=fetched_at.replace(microsecond=0),
            status=response.status,
            headers=[
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ],
            body=response.body,
            protocol=response.protocol or "HTTP/1.1",
            ip_address=str(address) if address else None,
            truncated=_truncated(response),
            tdm_reserved=meta.tdm_reserved,
        )

    def _why_left_out(self, headers: Headers) -> str | None:
        if forbids_archiving(headers):
            return "noarchive"
        return "replay" if self.archive is None and self.is_replay else None

    async def _append(self, fetched: ArchivedResponse) -> str:
        if self.archive is None:
            raise RequestRejected("failed", f"{UNAVAILABLE}: {_NO_FOLDER}")
        try:
            place = await self.archive.append(fetched)
        except ArchiveUnavailable as error:
            self._abort_crawl(str(error))
            raise RequestRejected("failed", f"{UNAVAILABLE}: {error}") from None
        self.stats.inc_value("archive/records")
        self.stats.inc_value("archive/truncated", int(fetched.truncated is not None))
        return place

    def _abort_crawl(self, reason: str) -> None:
        """End the crawl, in a task of its own: the end waits for the requests under way."""
        self.stats.inc_value("archive/failed")
        if self.closing is None:
            assert self.crawler.engine
            logger.error("Archive: %s; the crawl stops here", reason)
            closing = self.crawler.engine.close_spider_async(reason=UNAVAILABLE)
            self.closing = asyncio.ensure_future(closing)


def _truncated(response: Response) -> str | None:
    """Return why the body was cut, None if it was not.

    Scrapy's flag `partial` does not say so: every body without a length or chunks bears it.
    """
    reasons = {"dataloss": "disconnect", "download_stopped": "length"}
    return next((reasons[flag] for flag in response.flags if flag in reasons), None)


def forbids_archiving(headers: Headers) -> bool:
    """Return whether X-Robots-Tag says `noarchive` to all robots or to this one."""
    values = (value.decode("latin-1") for value in headers.getlist("X-Robots-Tag"))
    return "noarchive" in robots_directives(values)
