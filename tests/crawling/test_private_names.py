"""Names of Scrapy and Twisted that are not public, and that this project leans on all the same.

Each fails by itself when an upgrade takes it away, and says where it is used.
"""

import inspect

import pytest
from protego import Protego
from scrapy.core.downloader import Downloader, Slot
from scrapy.core.downloader.handlers import http11
from scrapy.core.engine import ExecutionEngine, _Slot
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.reactor import CallLaterOnce
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web.client import HTTPConnectionPool, _HTTP11ClientFactory

from newscrawler.crawling.crawl_spider import CrawlSpider
from newscrawler.spiders.any_site import AnySpider

LIMIT = "network/header_limit.py puts its limit on headers there"
DELAY = "politeness/crawl_delay.py sets the delay of a host there"
WAKE = "the scheduler wakes the engine by it"


def sets(kind: type, name: str) -> bool:
    """Return whether the code of `kind` gives its objects an attribute called `name`."""
    return f"self.{name}" in inspect.getsource(kind)


@pytest.mark.parametrize(
    "name",
    ["_LenientHTTP11ClientFactory", "_LenientHTTP11ClientProtocol", "_LenientHTTPClientParser"],
)
def test_scrapy_has_its_lenient_client(name: str) -> None:
    assert hasattr(http11, name), f"scrapy.core.downloader.handlers.http11.{name} is gone: {LIMIT}"


def test_scrapys_handler_has_a_pool() -> None:
    handler = http11.HTTP11DownloadHandler
    assert sets(handler, "_pool"), f"HTTP11DownloadHandler._pool is gone: {LIMIT}"


def test_twisteds_pool_has_a_factory() -> None:
    assert hasattr(HTTPConnectionPool, "_factory"), f"HTTPConnectionPool._factory is gone: {LIMIT}"


def test_twisteds_factory_has_a_callback() -> None:
    name = "_quiescentCallback"
    assert sets(_HTTP11ClientFactory, name), f"_HTTP11ClientFactory.{name} is gone: {LIMIT}"


def test_twisteds_protocol_has_a_parser() -> None:
    assert hasattr(HTTP11ClientProtocol, "_parser"), (
        f"HTTP11ClientProtocol._parser is gone: {LIMIT}"
    )


def test_the_engine_has_a_slot() -> None:
    assert sets(ExecutionEngine, "_slot"), f"ExecutionEngine._slot is gone: {WAKE}"
    assert sets(_Slot, "nextcall"), f"the engine's _Slot.nextcall is gone: {WAKE}"
    assert hasattr(CallLaterOnce, "schedule"), f"CallLaterOnce.schedule is gone: {WAKE}"


@pytest.mark.parametrize("name", ["slots", "per_slot_settings", "get_slot_key"])
def test_the_downloader_has_slots(name: str) -> None:
    assert name in inspect.getsource(Downloader), f"Downloader.{name} is gone: {DELAY}"


@pytest.mark.parametrize("name", ["delay", "jitter", "lastseen"])
def test_a_slot_has_its_delay(name: str) -> None:
    assert hasattr(Slot(1, 0, 0), name), f"the downloader's Slot.{name} is gone: {DELAY}"


def test_a_request_names_its_slot() -> None:
    key = Downloader.DOWNLOAD_SLOT
    assert key == "download_slot", f"requests name their slot {key!r} in their meta now: {DELAY}"


def test_scrapys_robot_parser_shows_protego() -> None:
    assert sets(ProtegoRobotParser, "rp"), (
        "ProtegoRobotParser.rp is gone: robots_parser.py reads Request-rate from it"
    )
    assert hasattr(Protego, "request_rate"), "Protego.request_rate is gone: robots_parser.py"


def test_our_spiders_are_of_their_kind() -> None:
    """`isinstance` looks at the names of a protocol only: where they differ it is no error."""
    spider = AnySpider(url="https://saung.example/news/1")
    assert isinstance(spider, CrawlSpider)
