"""Scrapy's storages for feeds in files and on standard output (`-o`, `-O`).

No crawl costs an old file its content, and an output that cannot be written ends the crawl.
"""

import asyncio
import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawler import stats
from newscrawler.corpus.output_file import OutputFile, path_of
from newscrawler.exit_codes import OUTPUT_UNAVAILABLE, CrawlEnd

logger = logging.getLogger(__name__)
_STDOUT = 1
"""The descriptor of standard output."""


class GuardedFile(io.RawIOBase):
    """Passes on what is written to `file` until that fails, and reports the failure once.

    Scrapy would log a traceback for every item, and go on.
    """

    def __init__(self, file: IO[bytes], on_failure: Callable[[OSError], None]) -> None:
        self.file = file
        self.on_failure = on_failure
        self.has_failed = False

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Write `data`, unless an earlier write has failed; return how many bytes were taken."""
        if not self.has_failed:
            try:
                self.file.write(data)
            except OSError as error:
                self.has_failed = True
                self.on_failure(error)
        return len(data)


class FeedStorage:
    """What both storages do when an output fails: the crawl ends, for what it brings would be lost.

    The articles stored until then are in the database.
    """

    def __init__(
        self, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None
    ) -> None:
        self.crawler = crawler
        self.uri = uri
        self.options = feed_options or {}

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None
    ) -> Self:
        """Return the storage of the feed at `uri`."""
        return cls(crawler, uri, feed_options=feed_options)

    def end_crawl(self, output: str, error: OSError, kept: Path | None = None) -> None:
        """Say once that `output` cannot be written, and end the crawl if it has not ended.

        `kept` is where a part of it was kept.
        """
        assert self.crawler.stats
        assert self.crawler.engine
        places = "the database" if kept is None else f"the database, and the first ones in {kept}"
        logger.error(
            "%s cannot be written: %s; the crawl stops here, and its articles are in %s",
            output,
            error.strerror,
            places,
        )
        self.crawler.stats.inc_value(stats.OUTPUT_FAILED)
        if self.crawler.engine.running:
            closing = self.crawler.engine.close_spider_async(reason=OUTPUT_UNAVAILABLE)
            self.closing = asyncio.ensure_future(closing)


class FileFeedStorage(FeedStorage):
    """Writes a feed to a file, which replaces an old one when the crawl has come to its end.

    Where the crawl was stopped, or the file cannot be completed, an old one stays, and what the
    crawl gave is kept beside it as `<name>.part`.
    """

    output: OutputFile | None = None

    @property
    def path(self) -> Path:
        """Where the feed goes."""
        return path_of(self.uri)

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the file that the exporter writes to."""
        try:
            self.output = OutputFile(self.path, overwrite=bool(self.options.get("overwrite")))
        except OSError as error:
            self.on_failure(error)
            return io.BytesIO()
        return cast("IO[bytes]", GuardedFile(self.output.file, self.on_failure))

    def store(self, file: IO[bytes]) -> None:
        """Complete a batch now, and what a whole crawl gave when its end is known."""
        if self.options.get("batch_item_count"):
            self._finish(is_complete=True)
        else:
            self.crawler.signals.connect(self.on_stopped, signals.engine_stopped)

    def on_stopped(self) -> None:
        """Complete the file, or leave the old one, by the way the crawl has ended."""
        assert self.crawler.stats
        end = CrawlEnd.of_stats(self.crawler.stats.get_stats())
        if self.output and not (end.is_complete or end.articles):
            self.output.discard()
        else:
            self._finish(is_complete=end.is_complete)

    def on_failure(self, error: OSError) -> None:
        """Leave an old file as it was, keep what a new one has, and end the crawl."""
        output, self.output = self.output, None
        kept = None
        if output and output.draft:
            kept = output.set_aside()
        elif output:
            output.discard()
        self.end_crawl(str(self.path), error, kept)

    def _finish(self, *, is_complete: bool) -> None:
        if self.output is None:
            return
        if not is_complete:
            if (kept := self.output.set_aside()) != self.output.path:
                logger.error("%s is left as it was; what this crawl gave is in %s", self.path, kept)
            return
        try:
            self.output.commit()
        except OSError as error:
            self.on_failure(error)


class StdoutFeedStorage(FeedStorage):
    """Writes a feed to standard output."""

    def open(self, spider: Spider) -> IO[bytes]:
        """Return the file that the exporter writes to."""
        return cast("IO[bytes]", GuardedFile(sys.stdout.buffer, self.on_failure))

    def store(self, file: IO[bytes]) -> None:
        """Write what is still in memory."""
        try:
            sys.stdout.buffer.flush()
        except OSError as error:
            self.on_failure(error)

    def on_failure(self, error: OSError) -> None:
        """Let the interpreter's own flush at its end go nowhere, and end the crawl."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), _STDOUT)
        sys.stdout = os.fdopen(_STDOUT, "w", encoding="utf-8")
        self.end_crawl("standard output", error)
