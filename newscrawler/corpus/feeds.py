"""Write articles to files in Scrapy's feed formats, in commands without a crawl."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy.exporters import BaseItemExporter
from scrapy.settings import BaseSettings
from scrapy.utils.conf import feed_complete_default_values_from_settings
from scrapy.utils.misc import load_object

from newscrawler.corpus.output_file import OutputFile, named, path_of
from newscrawler.items import Article

STDOUT = "stdout:"


class FeedFile:
    """One feed: a file, or standard output (`stdout:`).

    A file keeps its content until the new one is complete; `resume_at` is that of `OutputFile`.
    Raises OSError, with the name of the output, when it cannot be written.
    """

    def __init__(
        self,
        uri: str,
        options: dict[str, Any],
        settings: BaseSettings,
        resume_at: int | None = None,
    ) -> None:
        options = feed_complete_default_values_from_settings(options, settings, uri)
        self.name = "standard output" if uri == STDOUT else uri
        self.output: OutputFile | None = None
        if uri != STDOUT:
            overwrite = bool(options.get("overwrite", False))
            self.output = OutputFile(path_of(uri), overwrite=overwrite, resume_at=resume_at)
        kind = load_object(settings.getwithbase("FEED_EXPORTERS")[options["format"]])
        self.exporter: BaseItemExporter = kind(
            self.output.file if self.output else sys.stdout.buffer,
            fields_to_export=options["fields"],
            encoding=options["encoding"],
            indent=options["indent"],
            **options["item_export_kwargs"],
        )
        self.exporter.start_exporting()
        self.is_empty = not resume_at
        self.is_kept = bool(resume_at)

    def write(self, article: Article) -> None:
        """Write one article."""
        with named(self.name):
            self.exporter.export_item(article)
        self.is_empty = False

    def close(self) -> None:
        """Complete the feed; a new file replaces the old one now, unless there is nothing in it."""
        if self.is_empty and self.output and self.output.path.exists():
            self.output.discard()
            return
        with named(self.name):
            self.exporter.finish_exporting()
            if self.output:
                self.output.commit()
            else:
                sys.stdout.buffer.flush()

    def sync(self) -> int:
        """Bring what was written to the disk, to be kept from now on; return its size in bytes."""
        assert self.output
        self.is_kept = True
        return self.output.sync()

    def discard(self) -> None:
        """Close the feed, and leave an old file as it was."""
        if self.output and self.is_kept:
            self.output.set_aside()
        elif self.output:
            self.output.discard()


def resumable_output(settings: BaseSettings) -> Path | None:
    """Return the file of the only feed in FEEDS if a stopped run can go on with it, else None.

    That is one that is written anew, and holds one whole article a line.
    """
    feeds = settings.getdict("FEEDS")
    if len(feeds) != 1:
        return None
    ((uri, given),) = feeds.items()
    options = feed_complete_default_values_from_settings(dict(given), settings, str(uri))
    is_whole = options["fields"] is None and options["format"] in {"jsonlines", "jsonl", "jl"}
    path = path_of(str(uri))
    is_file = uri != STDOUT and (path.is_file() or not path.exists())
    return path.resolve() if is_whole and is_file and options.get("overwrite") else None


@contextlib.contextmanager
def open_feeds(settings: BaseSettings, resume_at: int | None = None) -> Iterator[list[FeedFile]]:
    """Open the feeds in the setting FEEDS; discard them when the block raises, else close them.

    `resume_at` is that of `OutputFile`, for the only feed.
    """
    feeds: list[FeedFile] = []
    try:
        for uri, options in settings.getdict("FEEDS").items():
            feeds.append(FeedFile(str(uri), options, settings, resume_at))
        yield feeds
        for feed in feeds:
            feed.close()
    except BaseException:
        for feed in feeds:
            feed.discard()
        raise
