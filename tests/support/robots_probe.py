"""Ask for pages under the project's settings, and print what became of each request.

Standard input says which: `settings` over the project's own, `names` (hosts on loopback, where
there is no replay server) and `steps`. Each step asks for its `urls` at once and waits for them
all; before it, `skip` seconds pass on the clock of the robots rules, and `forget` throws the
downloader's idle slots away.
"""

import asyncio
import json
import socket
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, cast

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor
from twisted.python.failure import Failure

from newscrawler.crawling.errors import RequestRejected
from newscrawler.crawling.politeness.robots import RobotsTxtMiddleware
from newscrawler.crawling.request_meta import meta_of
from newscrawler.signals import host_paused

PLAN = json.load(sys.stdin) if __name__ == "__main__" else {}


def getaddrinfo(host: str, port: int, family: int, kind: int) -> Any:
    """Resolve the given `names`, all of them to loopback, and no others."""
    if host not in {"127.0.0.1", *PLAN["names"]}:
        raise socket.gaierror(host)
    return socket.getaddrinfo("127.0.0.1", port, family, kind, 0, socket.AI_NUMERICHOST)


class Probe(Spider):
    """Asks, step by step."""

    name = "probe"

    frontier_name = "probe"
    days_wanted = None

    def is_on_site(self, url: str) -> bool:
        return "saung.example" in url

    def end_of_redirect(self, asked: str, target: str) -> None:
        """Follow it."""

    async def start(self) -> AsyncIterator[Request]:
        self.ends: list[tuple[str, str]] = []
        self.reserved: dict[str, bool | None] = {}
        self.paused: list[tuple[str, float, str]] = []
        self.crawler.signals.connect(self.on_paused, host_paused)
        robots = self.crawler.get_downloader_middleware(RobotsTxtMiddleware)
        assert robots
        skipped = 0
        robots.crawl_delay.clock = lambda: time.monotonic() + skipped
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
        self.reserved[asked] = meta_of(cast("Request", response.request)).tdm_reserved
        self.end(asked, "fetched")

    def fail(self, failure: Failure) -> None:
        error = failure.value
        state = f" {error.state}" if isinstance(error, RequestRejected) else ""
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
    plain = {"ITEM_PIPELINES": {}, "SCHEDULER": "scrapy.core.scheduler.Scheduler"}
    settings.setdict(plain | PLAN["settings"])
    install_reactor(settings["TWISTED_REACTOR"])
    from twisted.internet import reactor
    from twisted.internet._resolver import GAIResolver

    reactor.installNameResolver(GAIResolver(reactor, getaddrinfo=cast("Any", getaddrinfo)))
    process = AsyncCrawlerProcess(settings)
    process.crawl(Probe)
    process.start()
