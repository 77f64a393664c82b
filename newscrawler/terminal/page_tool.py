"""Adapt Scrapy's commands for single pages (`shell`, `fetch`, `view`, `parse`) to this project."""

from argparse import Namespace
from http import HTTPStatus
from typing import Any

from pydispatch import dispatcher
from scrapy import Request, signals
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.signalmanager import SignalManager
from twisted.python.failure import Failure

from newscrawler.exit_codes import ExitCode
from newscrawler.terminal.command import ProjectCommand, error, fail
from newscrawler.terminal.error_reporting import failure_of

_SETTINGS: dict[str, Any] = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "SPIDER_MIDDLEWARES": {},
    "ITEM_PIPELINES": {},
}
_ARCHIVE = "newscrawler.crawling.archive.warc_middleware.WarcMiddleware"


class PageTool(ProjectCommand):
    """A command that fetches pages under every rule of a crawl, and keeps nothing of them.

    It needs no database, and leaves no trace in the frontier or the archive.
    """

    needs_url = False

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Switch off frontier, database and archive; the command line takes precedence."""
        assert self.settings is not None
        middlewares = self.settings.getdict("DOWNLOADER_MIDDLEWARES") | {_ARCHIVE: None}
        own = _SETTINGS | {"DOWNLOADER_MIDDLEWARES": middlewares}
        self.settings.setdict(own, priority="project")
        super().process_options(args, opts)
        if self.needs_url and not args:
            fail("name a URL, such as https://www.tribunnews.com/")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Run Scrapy's command; where a URL was asked for and no page came, say so.

        Scrapy itself ends with 0 then, and where the page could not be printed.
        """
        from newscrawler.extraction.page.document import is_web_address  # noqa: PLC0415 (slow)

        statuses: list[int] = []

        def on_response(response: Response, request: Request) -> None:
            if request.callback is not NO_CALLBACK:  # else it is a robots.txt
                statuses.append(response.status)

        def on_error(failure: Failure) -> None:
            self.exitcode = ExitCode.NO_RESULT
            if failure.value and (found := failure_of(failure.value)):
                self.exitcode, message = found
                error(message)

        every_crawler = SignalManager(dispatcher.Any)
        every_crawler.connect(on_response, signals.response_received)
        every_crawler.connect(on_error, signals.spider_error)
        super().run(args, opts)  # type: ignore[safe-super]  # of the command beside this one
        every_crawler.disconnect(on_response, signals.response_received)
        every_crawler.disconnect(on_error, signals.spider_error)
        if args and is_web_address(args[0]) and HTTPStatus.OK not in statuses:
            status = f"http {statuses[-1]}" if statuses else "-L INFO says why"
            error(f"{args[0]}: no page came ({status})")
            self.exitcode = ExitCode.NO_RESULT
