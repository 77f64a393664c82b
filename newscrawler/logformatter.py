"""Log lines: one event is one line, whatever a page or a URL contains."""

import logging
from typing import Any

from scrapy import Spider, logformatter
from scrapy.http import Response
from scrapy.logformatter import LogFormatterResult
from twisted.python.failure import Failure

from newscrawler.items import Article


def one_line(text: object) -> str:
    """Return `text` with every character escaped that could start a line or control a terminal."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in str(text)
    )


class OneLineFormatter(logformatter.LogFormatter):
    """Names an article by its URL instead of printing all of it."""

    def scraped(
        self, item: Article, response: Response | Failure | None, spider: Spider | None
    ) -> LogFormatterResult:
        """Return one line for an article that passed all pipelines."""
        return _line("Article", item, logging.DEBUG)

    def dropped(
        self,
        item: Article,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider | None,
    ) -> LogFormatterResult:
        """Return one line for an article that was dropped, with the reason."""
        return _line(f"Dropped ({one_line(exception)})", item, logging.INFO)

    def item_error(
        self,
        item: Article,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider | None,
    ) -> LogFormatterResult:
        """Return one line for an article that a pipeline failed on."""
        return _line(f"Failed ({one_line(exception)})", item, logging.ERROR)


def _line(what: str, item: Article, level: int) -> LogFormatterResult:
    """Return a log record of `what`; it is not a format string, as URLs have percent signs."""
    where: Any = one_line(item.url or item.source)
    return {"level": level, "msg": "%s: %s", "args": (what, where)}
