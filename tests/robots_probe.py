"""Ask for pages under the project's settings, and print what became of each request.

Standard input says which: `settings` over the project's own, `refused` (hosts that a middleware
refuses, as an address guard does), `names` (hosts on loopback, where there is no replay server)
and `steps`. Each step asks for its `urls` at once and waits for
them all; before it, `skip` seconds pass on the clock of the robots rules, and `forget` throws the
downloader's idle slots away.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import Settings
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from newscrawler.crawling.ends import Ended
from newscrawler.crawling.robots import RobotsTxt
from newscrawler.signals import host_paused

PLAN = json.load(sys.stdin) if __name__ == "__main__" else {}


class Names(CachingThreadedResolver):
    """Knows the `names` that are given, all of them on loopback, and asks nobody else."""

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802
        known = {"127.0.0.1", *PLAN["names"]}
        return succeed("127.0.0.1") if name in known else fail(DNSLookupError(name))


class Guard:
    """Refuses some hosts."""

    def process_request(self, request: Request) -> None:
        if urlparse_cached(request).hostname in PLAN["refused"]:
            raise IgnoreRequest("refused")


class Probe(Spider):
    """Asks, step by step."""

    name = "probe"
    allowed_domains = ("saung.example",)

    async def start(self) -> AsyncIterator[Request]:
        self.ends: list[tuple[str, str]] = []
        self.reserved: dict[str, bool | None] = {}
        self.paused: list[tuple[str, float, str]] = []
        self.crawler.signals.connect(self.on_paused, host_paused)
        robots = self.crawler.get_downloader_middleware(RobotsTxt)
        assert robots
        skipped = 0
        robots.pace.clock = lambda: time.monotonic() + skipped
        for step in PLAN["steps"]:
            skipped += step.get("skip", 0)
            if step.get("forget"):
                assert self.crawler.engine
                self.crawler.engine.downloader.slots.clear()
            self.left, self.done = len(step["urls"]), asyncio.Event()
            for url in step["urls"]:
                meta = {"asked": url}
                yield Request(url, self.parse, errback=self.fail, dont_filter=True, meta=meta)
            await self.done.wait()

    def on_paused(self, host: str, until: datetime, reason: str) -> None:
        self.paused.append((host, (until - datetime.now(UTC)).total_seconds(), reason))

    def parse(self, response: Response) -> None:
        asked = response.meta["asked"]
        self.reserved[asked] = response.meta.get("tdm_reservation")
        self.end(asked, "fetched")

    def fail(self, failure: Failure) -> None:
        error = failure.value
        state = f" {error.state}" if isinstance(error, Ended) else ""
        asked = failure.request.meta["asked"]  # type: ignore[attr-defined]
        self.end(asked, f"{type(error).__name__}{state}: {error}")

    def end(self, asked: str, how: str) -> None:
        self.ends.append((asked, how))
        self.left -= 1
        if not self.left:
            self.done.set()

    def closed(self, reason: str) -> None:
        assert self.crawler.stats
        numbers = {
            name: value
            for name, value in self.crawler.stats.get_stats().items()
            if isinstance(value, int | float)
        }
        found = {"ends": self.ends, "reserved": self.reserved, "paused": self.paused}
        print(json.dumps(found | {"stats": numbers}))


if __name__ == "__main__":
    settings = Settings()
    settings.setmodule("newscrawler.settings")
    settings.setdict({"ITEM_PIPELINES": {}, "CONTACT": "probe.example"} | PLAN["settings"])
    settings["DOWNLOADER_MIDDLEWARES"][Guard] = 60
    settings["TWISTED_DNS_RESOLVER"] = Names
    process = AsyncCrawlerProcess(settings)
    process.crawl(Probe)
    process.start()
