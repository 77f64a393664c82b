"""robots.txt, with what Scrapy's middleware leaves open."""

import asyncio
import logging
from collections import defaultdict
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


def _without_traceback(record: logging.LogRecord) -> bool:
    """A host that is down is no defect of ours: its line in the log is enough."""
    record.exc_info = None
    return True


logging.getLogger("scrapy.downloadermiddlewares.robotstxt").addFilter(_without_traceback)


class RobotsTxt(RobotsTxtMiddleware):
    """Lets one request a host ask for robots.txt, and the others wait for its answer.

    In Scrapy 2.14 to 2.19 requests that wait together for one robots.txt are all let through.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the host of `request`, None when it has none."""
        async with self.locks[urlparse_cached(request).netloc]:
            return await super().robot_parser(request)
