"""Log lines: one event is one line, whatever a page or a URL contains."""

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
        return self._line("Article: %(url)s", item, 10)

    def dropped(
        self,
        item: Article,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider | None,
    ) -> LogFormatterResult:
        """One line for an article that was dropped, with the reason."""
        return self._line(f"Dropped ({one_line(exception)}): %(url)s", item, 20)

    def item_error(
        self,
        item: Article,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider | None,
    ) -> LogFormatterResult:
        """One line for an article that a pipeline failed on."""
        return self._line(f"Failed ({one_line(exception)}): %(url)s", item, 40)

    @staticmethod
    def _line(message: str, item: Article, level: int) -> LogFormatterResult:
        url: Any = one_line(item.url or item.source)
        return {"level": level, "msg": message.replace("%(url)s", "%s"), "args": (url,)}
