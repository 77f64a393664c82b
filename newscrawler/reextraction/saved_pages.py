"""Re-extraction: pages saved on disk, or in an archive, take a crawl's way from `SavedPage` on."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.document import is_web_address
from newscrawler.extraction.pagination import Gathering
from newscrawler.items import Article
from newscrawler.publishers import GENERIC
from newscrawler.reextraction.warc_pages import (
    Archived,
    Skipped,
    is_archive,
    name_in,
    read_archive,
)
from newscrawler.signals import damaged
from newscrawler.spiders.page_from_response import read_one

STDIN = "-"
_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
_MOST_AT_ONCE = 200
"""Articles in the pipelines at a time: bounds memory, and fills a batch for the database."""


class SavedSpider(Spider):
    """Extracts the pages in `files`; no request is ever made.

    `files` are paths of pages or of WARC files, `-` for standard input. `generic` reads all of
    them without any publisher's facts, `apart` leaves each page of an article by itself.
    `bytes_read` says how far it has come.
    """

    name = "saved"
    custom_settings = {"SCHEDULER": "scrapy.core.scheduler.Scheduler"}  # noqa: RUF012 (Scrapy's)

    def __init__(
        self,
        files: Sequence[str] = (),
        *,
        generic: bool = False,
        apart: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(**given)
        self.files = files
        self.generic = generic
        self.apart = apart
        self.parts = Gathering()
        self.bytes_read = 0
        self.stopped = False
        self.places = asyncio.Semaphore(_MOST_AT_ONCE)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SavedSpider":
        """Free an article's place when it is through the pipelines, whatever became of it."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.on_done, signal)
        return spider

    def on_done(self) -> None:
        """One article is through."""
        self.places.release()

    def stop(self) -> None:
        """Read no further; what has been read goes its way.

        Scrapy's own way to stop waits for ever for items that no response has brought.
        """
        self.stopped = True

    async def start(self) -> AsyncIterator[Article]:
        """The articles of the files, in their order; one in parts when its last page was read."""
        assert self.crawler.stats
        for saved in self._saved():
            if self.stopped:
                break
            if saved is None:
                await asyncio.sleep(0)  # others take their turn while there is nothing to read
                continue
            part = read_one(saved.page, GENERIC if self.generic else None)
            part.article.flags[:0] = saved.flags
            for article in [part.article] if self.apart else self.parts.take(part):
                await self.places.acquire()
                yield article
        for article in self.parts.rest():
            await self.places.acquire()
            yield article
        self.crawler.stats.set_value("pages/joined", self.parts.joined)
        # Leave only when all are through: Scrapy looks but every 5 s whether a spider is done.
        for _ in range(_MOST_AT_ONCE):
            await self.places.acquire()

    def _saved(self) -> Iterator[Archived | None]:
        for file in self.files:
            yield from self._read_archive(file) if is_archive(file) else self._read_file(file)

    def _read_file(self, file: str) -> Iterator[Archived]:
        page, flags = read_saved(file)
        self.bytes_read += size_of(file)
        yield Archived(page, flags)

    def _read_archive(self, file: str) -> Iterator[Archived | None]:
        """The pages of a WARC file; None for a record without one, which is counted."""
        assert self.crawler.stats
        max_bytes = self.settings.getint("DOWNLOAD_MAXSIZE")
        before = self.bytes_read
        name = name_in(self.settings["ARCHIVE_DIR"], file)
        try:
            for found, offset in read_archive(Path(file), name, max_bytes):
                self.bytes_read = before + offset
                if isinstance(found, Archived):
                    yield found
                elif isinstance(found, Skipped):
                    self.crawler.stats.inc_value(f"archive/skipped/{found.reason}")
                    yield None
                else:
                    self._report(found.source, found.reason)
                    yield None
        except OSError as error:
            self._report(name, str(error.strerror or error))
        self.bytes_read = before + size_of(file)

    def _report(self, source: str, reason: str) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value("archive/damaged")
        self.crawler.signals.send_catch_log(damaged, source=source, reason=reason)


def size_of(file: str) -> int:
    """Bytes to read from `file`; 0 for standard input, whose size nobody knows."""
    return Path(file).stat().st_size if file != STDIN and Path(file).is_file() else 0


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """What is at `paths`: files as named, folders searched for pages and WARC files, by name.

    Raises FileNotFoundError for a path that is not there.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN or path.is_file():
            yield name
        elif path.is_dir():
            found = (p for p in path.rglob("*") if _is_saved(p) and p.is_file())
            yield from map(str, sorted(found))
        else:
            raise FileNotFoundError(name)


def count_others(paths: Iterable[str]) -> int:
    """How many files below the folders in `paths` are neither pages nor sidecars."""
    found = (file for name in paths if Path(name).is_dir() for file in Path(name).rglob("*"))
    return sum(f.is_file() and f.suffix.lower() != ".json" and not _is_saved(f) for f in found)


def _is_saved(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES or is_archive(path.name)


def read_saved(file: str) -> tuple[SavedPage, list[str]]:
    """The page in `file` with what its sidecar `<name>.json` tells, and flags for what it does not.

    The sidecar holds `url`, `fetched_at` (ISO 8601 with offset), perhaps `headers` and `status`.
    """
    if file == STDIN:
        return SavedPage(None, sys.stdin.buffer.read(), None, source=STDIN), []
    path = Path(file)
    facts, flags = _read_sidecar(path.with_suffix(".json"))
    url, headers = facts.get("url"), facts.get("headers")
    if not isinstance(url, str) or not is_web_address(url):
        url = None
    if not isinstance(headers, dict) or not all(isinstance(v, str) for v in headers.values()):
        headers = None
    source = os.fsencode(file).decode("utf-8", "replace")
    fetched_at = _moment(facts.get("fetched_at"), flags)
    status = facts.get("status") if isinstance(facts.get("status"), int) else None
    page = SavedPage(url, path.read_bytes(), fetched_at, headers, source, status)
    return page, flags


def _read_sidecar(path: Path) -> tuple[dict[str, Any], list[str]]:
    if not path.is_file():
        return {}, ["no_sidecar"]
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        facts = None
    return (facts, []) if isinstance(facts, dict) else ({}, ["sidecar_unreadable"])


def _moment(text: Any, flags: list[str]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        moment = None
        flags.append("fetched_at_unreadable")
    if moment is not None and moment.tzinfo is None:
        flags.append("fetched_at_without_zone")
        return None
    return moment
