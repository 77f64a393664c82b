"""Write articles to files in Scrapy's feed formats, in commands without a crawl."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from scrapy.exporters import BaseItemExporter
from scrapy.settings import BaseSettings
from scrapy.utils.conf import feed_complete_default_values_from_settings
from scrapy.utils.misc import load_object

from newscrawler.items import Article

STDOUT = "stdout:"


class FeedFile:
    """One feed: a file, or standard output (`stdout:`).

    A file that is overwritten keeps its content until the new one is complete. Raises OSError when
    the file cannot be written.
    """

    def __init__(self, uri: str, options: dict[str, Any], settings: BaseSettings) -> None:
        options = feed_complete_default_values_from_settings(options, settings, uri)
        self.path = None if uri == STDOUT else Path(uri.removeprefix("file://"))
        self.is_replaced = bool(self.path and options.get("overwrite", False))
        self.file = self._open()
        kind = load_object(settings.getwithbase("FEED_EXPORTERS")[options["format"]])
        self.exporter: BaseItemExporter = kind(
            self.file,
            fields_to_export=options["fields"],
            encoding=options["encoding"],
            indent=options["indent"],
            **options["item_export_kwargs"],
        )
        self.exporter.start_exporting()

    def write(self, article: Article) -> None:
        """Write one article."""
        self.exporter.export_item(article)

    def close(self) -> None:
        """Complete the feed; a new file replaces the old one now."""
        self.exporter.finish_exporting()
        self.file.flush()
        if self.path:
            self.file.close()
            if self.is_replaced:
                self._draft.replace(self.path)

    def discard(self) -> None:
        """Close the feed, and leave an old file as it was."""
        with contextlib.suppress(OSError):
            if self.path:
                self.file.close()
            if self.is_replaced:
                self._draft.unlink(missing_ok=True)

    @property
    def _draft(self) -> Path:
        assert self.path
        return self.path.with_name(f".{self.path.name}.{os.getpid()}.part")

    def _open(self) -> IO[bytes]:
        if self.path is None:
            return sys.stdout.buffer
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self._draft.open("wb") if self.is_replaced else self.path.open("ab")


@contextlib.contextmanager
def open_feeds(settings: BaseSettings) -> Iterator[list[FeedFile]]:
    """Open the feeds in the setting FEEDS; discard them when the block raises, else close them."""
    feeds: list[FeedFile] = []
    try:
        for uri, options in settings.getdict("FEEDS").items():
            feeds.append(FeedFile(str(uri), options, settings))
        yield feeds
        for feed in feeds:
            feed.close()
    except BaseException:
        for feed in feeds:
            feed.discard()
        raise
