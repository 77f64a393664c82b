"""Scrapy's own commands for single pages (`shell`, `fetch`, `view`, `parse`), in this project."""

from argparse import Namespace
from typing import Any

from scrapy.commands import ScrapyCommand

_SETTINGS: dict[str, Any] = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "SPIDER_MIDDLEWARES": {},
    "ITEM_PIPELINES": {},
}
_ARCHIVE = "newscrawler.crawling.archive.warc_middleware.WarcMiddleware"


class PageTool(ScrapyCommand):
    """A command that looks at pages under every rule of a crawl, and keeps nothing of them.

    It needs no database, and leaves no trace in the frontier nor in the archive.
    """

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Put these settings over the project's, under those of the command line."""
        assert self.settings is not None
        middlewares = self.settings.getdict("DOWNLOADER_MIDDLEWARES") | {_ARCHIVE: None}
        own = _SETTINGS | {"DOWNLOADER_MIDDLEWARES": middlewares}
        self.settings.setdict(own, priority="project")
        super().process_options(args, opts)
