"""The crawl delay a host asks for: seconds between its answer and the next question."""

import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawler.crawling.errors import RequestDeferred
from newscrawler.signals import host_paused

DAY = 24 * 3600

_MIN_RETRY_AFTER_SECONDS = 1
_YEAR = 365 * DAY


def pause_host(crawler: Crawler, host: str, seconds: float, reason: str) -> None:
    """Announce that nothing of `host` may be fetched for `seconds` (a year at the most)."""
    until = datetime.now(UTC) + timedelta(seconds=min(seconds, _YEAR))
    crawler.signals.send_catch_log(host_paused, host=host, until=until, reason=reason)


def retry_after(response: Response, now: datetime) -> float | None:
    """Return the seconds that `response` asks to wait for; None when it does not, or unclearly.

    RFC 9110, 10.2.3: a number of seconds, or an HTTP-date compared with `now` (aware). A day at
    the most: a slip of the pen does not shut a host for ever. What is past says nothing.
    """
    given = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    try:
        date = None if given.isdecimal() else parsedate_to_datetime(given)
        seconds = float(given) if date is None else (date - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(seconds, DAY) if seconds >= _MIN_RETRY_AFTER_SECONDS else None


class CrawlDelay:
    """Holds hosts to the delays they ask for.

    A delay of up to `max_delay` seconds becomes that of the host's download slot, which then
    neither varies it nor lets AutoThrottle change it. A longer one would keep requests waiting in
    memory: it pauses the host in the frontier after each fetch instead. `clock` gives seconds,
    from any start.
    """

    def __init__(self, crawler: Crawler, max_delay: float) -> None:
        self.crawler = crawler
        self.max_delay = max_delay
        self.clock = time.monotonic
        self.asked: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self.next_allowed: dict[str, float] = {}
        crawler.signals.connect(self._count_from_answer, signals.response_downloaded)
        crawler.signals.connect(self._pause_after_fetch, signals.request_left_downloader)

    def set_delay(self, request: Request, delay: float) -> None:
        """Note that the host of `request` asks for `delay` seconds, 0 for none."""
        downloader = self._downloader()
        key = downloader.get_slot_key(request)
        if not delay and key not in self.asked:
            return
        self.asked[key][urlparse_cached(request).netloc] = delay
        delay = self._delay(key)
        given = self.crawler.settings.getdict("DOWNLOAD_SLOTS").get(key, {})
        own = given.get("delay", self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        kept = max(own, delay) if delay <= self.max_delay else own
        # For slots to come: one that was idle for a minute is thrown away.
        downloader.per_slot_settings[key] = given | {"delay": kept, "jitter": 0}
        slot = downloader.slots.get(key)
        if slot is not None:
            slot.delay, slot.jitter, slot.lastseen = kept, 0, time.monotonic()

    def wait_or_defer(self, request: Request) -> None:
        """Let `request` go, at its host's pace. Raises RequestDeferred when its turn is far off."""
        key = self._downloader().get_slot_key(request)
        delay = self._delay(key)
        if not delay:
            return
        request.meta["autothrottle_dont_adjust_delay"] = True
        # The hops of a redirect are one fetch: a page that waits a day for each never comes.
        if delay <= self.max_delay or request.meta.get("redirect_times"):
            return
        now = self.clock()
        wait = self.next_allowed.get(key, now) - now
        if wait > 0:
            raise RequestDeferred(self._pause(request, wait, delay))
        self.next_allowed[key] = now + delay

    def _count_from_answer(self, request: Request) -> None:
        """Count the slot's delay from the answer, for the way there may have taken long."""
        key = request.meta["download_slot"]
        slot = self._downloader().slots.get(key)
        if slot is not None and self._delay(key):
            slot.lastseen = time.monotonic()

    def _pause_after_fetch(self, request: Request) -> None:
        key = request.meta["download_slot"]
        delay = self._delay(key)
        if delay > self.max_delay and not request.meta.get("dont_obey_robotstxt"):
            self.next_allowed[key] = self.clock() + delay
            self._pause(request, delay, delay)

    def _pause(self, request: Request, seconds: float, delay: float) -> str:
        reason = f"crawl_delay: {delay:g} s"
        pause_host(self.crawler, urlparse_cached(request).hostname or "", seconds, reason)
        return reason

    def _delay(self, key: str) -> float:
        """Return the longest delay asked for by a host of this slot; 0 when none is."""
        return max(self.asked[key].values()) if key in self.asked else 0

    def _downloader(self) -> Any:
        assert self.crawler.engine
        return self.crawler.engine.downloader
