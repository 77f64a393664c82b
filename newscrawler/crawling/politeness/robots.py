"""Fetch, keep and obey robots.txt (RFC 9309) and the TDM reservations beside it."""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured, NotSupported
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object
from w3lib.url import safe_url_string

from newscrawler.crawling.errors import RequestDeferred, RequestRejected
from newscrawler.crawling.politeness.crawl_delay import DAY, CrawlDelay, pause_host, retry_after
from newscrawler.crawling.politeness.robots_parser import (
    NOTHING_ALLOWED,
    delay_asked,
    readable_rules,
)
from newscrawler.crawling.politeness.tdmrep import PATH, Reservations
from newscrawler.crawling.request_meta import meta_of
from newscrawler.logformatter import one_line

logger = logging.getLogger(__name__)

_NOTHING_SAID = Reservations({})
_FIRST_PAUSE_SECONDS = 300
_MAX_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FORBIDDEN = frozenset((401, 403))
_TOO_MANY_REQUESTS = 429
_SUCCESS = range(200, 300)
_CLIENT_ERROR = range(400, 500)
_OWN = {
    "dont_obey_robotstxt": True,
    "dont_redirect": True,
    "dont_retry": True,
    "autothrottle_dont_adjust_delay": True,
}


class _UnavailableError(Exception):
    """No answer that rules could be read from; `wait` is how long the host asks to be left."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass
class _Answer:
    """What a host said, good until the clock shows `until`.

    `rules` is None when there was no answer, for the `reason`: then nothing may be fetched.
    """

    until: float
    rules: RobotParser | None = None
    reason: str = ""
    reservations: Reservations | None = None


class RobotsTxtMiddleware:
    """Lets a request go only when its host's robots.txt was read and allows it.

    One request a host asks, the others wait for its answer, which is kept for ROBOTS_MAX_AGE
    seconds. Of a host that cannot be asked nothing is fetched (RFC 9309, 2.3.1.4).

    In Scrapy 2.14 to 2.19 requests that wait together for one robots.txt are all let through, an
    answer is never asked for again, and a robots.txt that cannot be had allows everything: so
    this is not built on Scrapy's.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        assert crawler.stats
        self.crawler = crawler
        self.stats: StatsCollector = crawler.stats
        self.parser: type[RobotParser] = load_object(settings["ROBOTSTXT_PARSER"])
        self.agent: str = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self.crawl_delay = CrawlDelay(crawler, settings.getfloat("ROBOTS_MAX_DELAY"))
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.answers: dict[str, _Answer] = {}
        self.failures: defaultdict[str, int] = defaultdict(int)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware for `crawler`. Raises NotConfigured unless ROBOTSTXT_OBEY is set."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let `request` go when it may.

        Raises RequestRejected for a page that robots.txt disallows, and RequestDeferred for one
        whose host has no robots.txt to read now, or asks for a long delay. Notes as `tdm_reserved`
        of the request whether mining of the page is reserved (see `RequestMeta`).
        """
        if request.meta.get("dont_obey_robotstxt"):
            return
        if "redirect_urls" in request.meta:
            # Scrapy takes the download slot of the first host along, and with it its delay.
            request.meta.pop("download_slot", None)
        answer = await self._answer(request)
        if answer.rules is None:
            host = urlparse_cached(request).hostname or ""
            pause_host(self.crawler, host, answer.until - self.crawl_delay.clock(), answer.reason)
            raise RequestDeferred(answer.reason)
        if not answer.rules.allowed(request.url, self.agent):
            self.stats.inc_value("robotstxt/forbidden")
            raise RequestRejected("disallowed", "robots.txt")
        if self.crawler.settings["TDM_POLICY"] != "ignore":
            found = await self._reservations(request, answer, answer.rules)
            meta_of(request).tdm_reserved = found.verdict(request.url)
        self.crawl_delay.wait_or_defer(request)

    async def _answer(self, request: Request) -> _Answer:
        """Return what the host of `request` says, asked for anew when it is too old."""
        netloc = urlparse_cached(request).netloc
        async with self.locks[netloc]:
            answer = self.answers.get(netloc)
            if answer is None or self.crawl_delay.clock() >= answer.until:
                answer = self.answers[netloc] = await self._ask(request, netloc)
            return answer

    async def _ask(self, request: Request, netloc: str) -> _Answer:
        try:
            rules = self._read(await self._fetch(_beside(request, "/robots.txt")))
        except NotSupported:
            raise  # no fault of the host: nothing here could ask it
        except Exception as error:  # whatever it was, no rules were read
            if isinstance(error, RequestRejected) and error.state == "offsite":
                raise  # the host is out of bounds, and so are its pages
            return self._without_answer(netloc, error)
        self.failures.pop(netloc, None)
        delay = delay_asked(rules, self.agent)
        self.crawl_delay.set_delay(request, delay)
        if delay > self.crawl_delay.max_delay:
            self.stats.inc_value("robotstxt/long_delays")
            self.stats.max_value("robotstxt/longest_delay", delay)
            logger.warning("%s asks for %g s between two pages", one_line(netloc), delay)
        return _Answer(
            self.crawl_delay.clock() + self.crawler.settings.getfloat("ROBOTS_MAX_AGE"), rules
        )

    def _without_answer(self, netloc: str, error: Exception) -> _Answer:
        """Leave the host alone: for as long as it says, or twice as long each time."""
        self.failures[netloc] += 1
        wait = min(_FIRST_PAUSE_SECONDS * 2 ** (self.failures[netloc] - 1), DAY)
        if isinstance(error, _UnavailableError) and error.wait is not None:
            wait = error.wait
        is_said = isinstance(error, _UnavailableError | IgnoreRequest)
        reason = str(error) if is_said else type(error).__name__
        self.stats.inc_value("robotstxt/unavailable")
        logger.warning(
            "No rules from %s (%s): left alone for %d s", *map(one_line, (netloc, error)), wait
        )
        return _Answer(self.crawl_delay.clock() + wait, reason=f"robots_unavailable: {reason}")

    async def _fetch(self, url: str) -> Response:
        """Return the answer at `url`, up to five redirects on, also elsewhere (RFC 9309, 2.3.1.2).

        Every hop takes the way through the other middlewares. Raises what they raise for the host
        itself, and _UnavailableError.
        """
        assert self.crawler.engine
        for hops in range(1 + _MAX_REDIRECTS):
            request = Request(url, callback=NO_CALLBACK, priority=1000, meta=dict(_OWN))
            try:
                response = await self.crawler.engine.download_async(request)
            except RequestRejected as ended:
                if hops:
                    raise _UnavailableError(str(ended)) from ended
                raise
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or location is None:
                return response
            url = response.urljoin(safe_url_string(location))
        raise _UnavailableError("too many redirects")

    def _read(self, response: Response) -> RobotParser:
        """Return the rules of an answer. Raises _UnavailableError or TooManyRulesError."""
        status = response.status
        self.stats.inc_value(f"robotstxt/response_status_count/{status}")
        if status == _TOO_MANY_REQUESTS or status not in {*_SUCCESS, *_CLIENT_ERROR}:
            raise _UnavailableError(f"http {status}", retry_after(response, datetime.now(UTC)))
        body = b""
        if status in _FORBIDDEN:
            policy = self.crawler.settings["ROBOTS_FORBIDDEN"]
            self.stats.inc_value(f"robotstxt/forbidden_to_read/{policy}")
            body = b"" if policy == "allow" else NOTHING_ALLOWED
        elif status in _SUCCESS:
            if _is_cut(response):
                raise _UnavailableError("cut")
            body, odd = readable_rules(response.body)
            for oddity in odd:
                self.stats.inc_value(f"robotstxt/{oddity}")
        return build_from_crawler(self.parser, self.crawler, body)

    async def _reservations(
        self, request: Request, answer: _Answer, rules: RobotParser
    ) -> Reservations:
        """Return what the host reserves, asked for once for each answer of its robots.txt."""
        async with self.locks[urlparse_cached(request).netloc]:
            if answer.reservations is None:
                url = _beside(request, PATH)
                may_ask = rules.allowed(url, self.agent)
                answer.reservations = (
                    await self._ask_reservations(url) if may_ask else _NOTHING_SAID
                )
            return answer.reservations

    async def _ask_reservations(self, url: str) -> Reservations:
        try:
            response = await self._fetch(url)
            if response.status in _SUCCESS:
                found = Reservations.from_file(response.body)
                self.stats.inc_value("tdmrep/found")
                return found
            self.stats.inc_value(f"tdmrep/response_status_count/{response.status}")
        except Exception as error:
            self.stats.inc_value("tdmrep/unreadable")
            logger.info("No reservations from %s (%s)", *map(one_line, (url, error)))
        return _NOTHING_SAID


def _is_cut(response: Response) -> bool:
    """Return whether the end of `response` is missing, or may be.

    A body that ends where the connection does is how HTTP/1.0 says it is whole; a server of today
    says how long it is (RFC 9112, 6.3).
    """
    may_be = "partial" in response.flags and response.protocol != "HTTP/1.0"
    return may_be or "dataloss" in response.flags


def _beside(request: Request, path: str) -> str:
    url = urlparse_cached(request)
    return f"{url.scheme}://{url.netloc}{path}"
