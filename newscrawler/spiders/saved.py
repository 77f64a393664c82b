"""Re-extraction: pages saved on disk take the way of a crawl from `SavedPage` on."""

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
from newscrawler.extraction.page import is_web_address
from newscrawler.items import Article
from newscrawler.publishers import GENERIC
from newscrawler.spiders.reading import read_article

STDIN = "-"
_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
_MOST_AT_ONCE = 200
"""Articles in the pipelines at a time: bounds memory, and fills a batch for the database."""


class SavedSpider(Spider):
    """Extracts the pages in `files` (paths, `-` for standard input); no request is ever made.

    `generic` reads all of them without any publisher's facts.
    """

    name = "saved"

    def __init__(self, files: Sequence[str] = (), *, generic: bool = False, **given: Any) -> None:
        super().__init__(**given)
        self.files = files
        self.generic = generic
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

    async def start(self) -> AsyncIterator[Article]:
        """The articles of the files, in their order."""
        for file in self.files:
            await self.places.acquire()
            page, flags = read_saved(file)
            article = read_article(page, GENERIC if self.generic else None)
            article.flags[:0] = flags
            yield article
        # Leave only when all are through: Scrapy looks but every 5 s whether a spider is done.
        for _ in range(_MOST_AT_ONCE):
            await self.places.acquire()


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """The pages at `paths`: files as named, folders searched for HTML in the order of names.

    Raises FileNotFoundError for a path that is not there.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN or path.is_file():
            yield name
        elif path.is_dir():
            found = (p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
            yield from map(str, sorted(found))
        else:
            raise FileNotFoundError(name)


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
