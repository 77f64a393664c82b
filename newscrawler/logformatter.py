"""Log lines: one event is one line, whatever a page or a URL contains."""

import logging
from typing import Any

from scrapy import Spider, logformatter
from scrapy.http import Response
from scrapy.logformatter import LogFormatterResult
from twisted.python.failure import Failure

from newscrawler.items import Article


def one_line(text: object) -> str:
    """`text` with every character that could start a line or steer a terminal made visible."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in str(text)
    )


class OneLineFormatter(logformatter.LogFormatter):
    """Names an article by its URL instead of printing all of it."""

    def scraped(
        self, item: Article, response: Response | Failure | None, spider: Spider | None
    ) -> LogFormatterResult:
        """One line for an article that went all the way."""
        return _line("Article", item, logging.DEBUG)

    def dropped(
        self,
        item: Article,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider | None,
    ) -> LogFormatterResult:
        """One line for an article that was dropped, with the reason."""
        return _line(f"Dropped ({one_line(exception)})", item, logging.INFO)

    def item_error(
        self,
        item: Article,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider | None,
    ) -> LogFormatterResult:
        """One line for an article that a pipeline failed on."""
        return _line(f"Failed ({one_line(exception)})", item, logging.ERROR)


def _line(what: str, item: Article, level: int) -> LogFormatterResult:
    """`what` is no format itself: an address in it has signs of per cent."""
    where: Any = one_line(item.url or item.source)
    return {"level": level, "msg": "%s: %s", "args": (what, where)}
