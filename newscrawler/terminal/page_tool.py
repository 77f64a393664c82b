"""Adapt Scrapy's commands for single pages (`shell`, `fetch`, `view`, `parse`) to this project."""

from argparse import ArgumentParser, Namespace
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawler.terminal.command import set_help_epilog

_SETTINGS: dict[str, Any] = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "SPIDER_MIDDLEWARES": {},
    "ITEM_PIPELINES": {},
}
_ARCHIVE = "newscrawler.crawling.archive.warc_middleware.WarcMiddleware"


class PageTool(ScrapyCommand):
    """A command that fetches pages under every rule of a crawl, and keeps nothing of them.

    It needs no database, and leaves no trace in the frontier or the archive. `examples` are shown
    under its help.
    """

    examples: ClassVar[str]

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's options and the examples."""
        super().add_options(parser)
        set_help_epilog(parser, self.examples)

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Switch off frontier, database and archive; the command line takes precedence."""
        assert self.settings is not None
        middlewares = self.settings.getdict("DOWNLOADER_MIDDLEWARES") | {_ARCHIVE: None}
        own = _SETTINGS | {"DOWNLOADER_MIDDLEWARES": middlewares}
        self.settings.setdict(own, priority="project")
        super().process_options(args, opts)
