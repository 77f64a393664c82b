"""Visit URLs with the project's own settings, in a process whose DNS answers as it is told.

Run as a program it reads a `Visit` from standard input and writes what became of its URLs.
"""

import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.support.forkserver import PROJECT, Command, run


@dataclass(frozen=True)
class Visit:
    """Which URLs to visit, one after the other, and under which settings.

    `names` are the answers to each name's look-ups, in order; the last one stays.
    """

    urls: Sequence[str]
    settings: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Visited:
    """The end of every URL, as `<exception or status>: <text>`, and what the crawl counted."""

    ends: Mapping[str, str]
    stats: Mapping[str, Any]


def visit(*urls: str, names: Mapping[str, Sequence[Sequence[str]]], **settings: Any) -> Visited:
    """Visit `urls` in a process of its own."""
    asked = json.dumps(asdict(Visit(urls, settings, names)))
    done = run(Command(__name__, [], str(PROJECT), dict(os.environ)), asked.encode())
    assert done.returncode == 0, done.stderr.decode()
    return Visited(**json.loads(done.stdout))


def _answers(names: Mapping[str, Sequence[Sequence[str]]]) -> Any:
    """Return a `getaddrinfo` that knows `names`, addresses and localhost, and uses no DNS."""
    left = {name: list(answers) for name, answers in names.items()}

    def getaddrinfo(host: str, port: int, family: int, kind: int) -> list[Any]:
        answer: Sequence[str] = [host]
        if host.rstrip(".").lower() == "localhost":
            answer = ["127.0.0.1", "::1"]
        elif host in left:
            answer = left[host].pop(0) if len(left[host]) > 1 else left[host][0]
        numbers = socket.AI_NUMERICHOST
        found = (socket.getaddrinfo(one, port, family, kind, 0, numbers) for one in answer)
        return [address for addresses in found for address in addresses]

    return getaddrinfo


def _main(asked: Visit) -> Visited:
    from scrapy import Request, Spider  # noqa: PLC0415
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415
    from scrapy.http import Response  # noqa: PLC0415
    from scrapy.utils.project import get_project_settings  # noqa: PLC0415
    from scrapy.utils.reactor import install_reactor  # noqa: PLC0415
    from twisted.python.failure import Failure  # noqa: PLC0415

    settings = get_project_settings()
    own = {"ITEM_PIPELINES": {}, "LOG_ENABLED": False, "DOWNLOAD_DELAY": 0}
    own["SCHEDULER"] = "scrapy.core.scheduler.Scheduler"
    settings.setdict(own | {"AUTOTHROTTLE_ENABLED": False} | dict(asked.settings), "cmdline")
    ends: dict[str, str] = {}

    class Visitor(Spider):
        name = "visitor"

        async def start(self) -> AsyncIterator[Request]:
            for number, url in enumerate(asked.urls):
                yield Request(
                    url,
                    self.parse,
                    errback=self.failed,
                    dont_filter=True,
                    priority=-number,
                    meta={"asked": url},
                )

        def parse(self, response: Response, **kwargs: Any) -> None:
            ends[response.meta["asked"]] = f"{response.status}: {response.text}"

        def failed(self, failure: Failure) -> None:
            asked_for = failure.request.meta["asked"]  # type: ignore[attr-defined]
            ends[asked_for] = f"{type(failure.value).__name__}: {failure.value}"

    install_reactor(settings["TWISTED_REACTOR"])
    from twisted.internet import reactor  # noqa: PLC0415
    from twisted.internet._resolver import GAIResolver  # noqa: PLC0415

    below = GAIResolver(reactor, getaddrinfo=_answers(asked.names))
    reactor.installNameResolver(below)
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(Visitor)
    process.crawl(crawler)
    process.start()
    assert crawler.stats
    return Visited(ends, {k: v for k, v in crawler.stats.get_stats().items() if "/" in k})


if __name__ == "__main__":
    json.dump(asdict(_main(Visit(**json.load(sys.stdin)))), sys.stdout)
