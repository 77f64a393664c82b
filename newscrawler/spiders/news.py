"""The spider of a publisher: discover articles in its listings, fetch them, extract them."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawler import stats
from newscrawler.crawling.errors import RequestDeferred
from newscrawler.crawling.request_meta import META_KEY, RequestMeta, meta_of
from newscrawler.extraction import Extraction, SavedPage
from newscrawler.extraction.page.urls import SINGLE_PAGE, Pagination, is_same_article
from newscrawler.extraction.pagination import MultiPageAssembler, flag_failed_pages
from newscrawler.extraction.verdict.blocked_pages import wall_of_redirect
from newscrawler.extraction.verdict.robots_directives import refused_reservations
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import Article
from newscrawler.logformatter import one_line
from newscrawler.outcomes import Outcome, State, ended, failed, of_error, of_status
from newscrawler.process import PageOutcome, Policy, conclude
from newscrawler.publishers import Publisher
from newscrawler.signals import url_deferred, url_finished
from newscrawler.spiders.index_pages import IndexPage, start_pages
from newscrawler.spiders.listings import (
    DiscoveredUrl,
    ListingLimits,
    in_date_range,
    listing_metadata,
)
from newscrawler.spiders.page_extractor import PageExtractor
from newscrawler.spiders.page_from_response import page_from_response
from newscrawler.spiders.spider_args import read_arguments

MAX_INDEX_PAGES = 50
_OK = 200
_NOT_MODIFIED = 304
CONDITIONAL_HEADERS = ("If-None-Match", "If-Modified-Since")
_CHALLENGING = frozenset((403, 429, 503))
"""Statuses with which a challenge comes (developers.cloudflare.com, "Challenges")."""


class NewsSpider(Spider):
    """Crawls one publisher; its facts are all that differs between the spiders.

    The arguments (`-a name=value`) are those of `newscrawler.spiders.spider_args`. Raises
    ValueError for a bad one.
    """

    publisher: ClassVar[Publisher]

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        self.arguments = read_arguments(given, self.publisher)
        # Articles asked for by name are fetched alone, without what else waits.
        self.frontier_name = f"{self.name} asked" if self.arguments.urls else self.name
        self.remaining = self.arguments.limit  # articles that may still be requested
        self.requested: set[str] = set()
        self.discovered: set[str] = set()  # articles named by listings, wanted or not
        self.seen_by_walk: defaultdict[IndexPage, set[str]] = defaultdict(set)
        self.listing_turn = asyncio.Lock()

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for every article asked for by name, or else for the listings."""
        if self.arguments.permitted:
            self.logger.warning("permitted=yes: sites that refuse crawlers are crawled, too")
        if not self.settings["CONTACT"] and not self.settings["REPLAY_SERVER"]:
            self.logger.warning("No contact given: set NEWSCRAWLER_CONTACT to your address")
        self._count(stats.ASKED, len(self.arguments.urls))
        for url in self.arguments.urls:
            for request in self._request_article(DiscoveredUrl(url)):
                yield request
        if not self.arguments.urls:
            for request in self._request_listings():
                yield request

    def _request_listings(self) -> Iterator[Request]:
        facts, hosts = self.publisher, self.arguments.hosts
        for address in (*facts.sitemaps, *facts.feeds):
            for host in hosts if "{host}" in address else hosts[:1]:
                yield from self._request_listing(address.format(host=host))
        until = self.arguments.until or datetime.now(WIB).date()
        for page in start_pages(facts.index_urls, hosts, self.arguments.since, until):
            yield self._request_index(page)

    def _request_listing(self, url: str, depth: int = 0) -> Iterator[Request]:
        """Yield the request for a listing, `depth` sitemap indexes down, if limits allow it."""
        exceeded = self.listing_limits.check(url, depth)
        if exceeded is None:
            yield Request(
                url,
                self.parse_listing,
                errback=self.on_listing_failure,
                priority=1,
                cb_kwargs={"depth": depth},
                meta={META_KEY: RequestMeta("listing", is_forced=True)},
            )
        else:
            self._count_exceeded(exceeded, url)

    def _request_index(self, page: IndexPage) -> Request:
        return Request(
            page.url,
            self.parse_index,
            errback=self.on_listing_failure,
            priority=1,
            cb_kwargs=asdict(page),
            meta={META_KEY: RequestMeta("listing", is_forced=True)},
        )

    async def parse_listing(self, response: Response, depth: int = 0) -> AsyncIterator[Request]:
        """Yield requests for what a sitemap or feed names, `depth` sitemap indexes down."""
        urls = await self._read_listing(response)
        for discovered in urls:
            if discovered.is_listing:
                found = self._request_listing(discovered.url, depth + 1)
            else:
                found = self._request_article(discovered, response.url)
            for request in found:
                yield request
        self._finish_listing(response.url, urls)

    async def parse_index(self, response: Response, **page: Any) -> AsyncIterator[Request]:
        """Yield requests for what an index page names, and for the next page.

        `page` are the fields of its `IndexPage`.
        """
        urls, here = await self._read_listing(response), IndexPage.from_kwargs(page)
        for discovered in urls:
            for request in self._request_article(discovered, response.url):
                yield request
        following = self._next_page(here, urls)
        if following and here.page < MAX_INDEX_PAGES:
            yield self._request_index(following)
        elif following:
            self._count_exceeded("too_many_pages", response.url)
        self._finish_listing(response.url, urls)

    def _finish_listing(self, url: str, urls: list[DiscoveredUrl]) -> None:
        links = sum(each.is_listing or self.publisher.is_article(each.url) for each in urls)
        self.finish(Outcome(url, "listed", is_listing=True, links=links))

    def _next_page(self, here: IndexPage, urls: list[DiscoveredUrl]) -> IndexPage | None:
        """Return the page to read after the index page `here`, which names `urls`.

        Without a first day a walk back from now would end only where the site does: one page of
        such an index is read in each crawl.
        """
        is_endless = here.day is None and self.arguments.since is None
        if is_endless or self.remaining == 0:
            return None
        seen = self.seen_by_walk[here.walk_id]
        is_new = any(self._may_be_wanted(each) for each in urls if each.url not in seen)
        named = {each.url for each in urls}
        seen |= named
        most = self.settings.getint("INDEX_MAX_PAGES_WITHOUT_NEWS")
        return here.next_page(named, is_new=is_new, max_pages_without_news=most)

    def _may_be_wanted(self, discovered: DiscoveredUrl) -> bool:
        """Return whether a URL is an article that may be as new as the first day of this crawl."""
        is_article = self.publisher.is_article(discovered.url)
        return is_article and in_date_range(discovered, self.arguments.since, None)

    async def _read_listing(self, response: Response) -> list[DiscoveredUrl]:
        """Return the URLs that a listing names, and count what is wrong with it.

        Several are read at once, and returned in the order they came in: the first that names an
        article says what is known of it.
        """
        page, extractor = page_from_response(response), PageExtractor.of(self.crawler)
        max_urls = self.settings.getint("LISTING_MAX_URLS")
        reading = asyncio.ensure_future(extractor.read_listing(page, self.publisher, max_urls))
        async with self.listing_turn:
            listing = await reading
        if listing.refused:
            self._count("discovery/refused_listings")
            self.logger.error("Listing refused (%s): %s", listing.refused, response.url)
        if listing.excess:
            self._count_exceeded("too_many_urls", response.url, listing.excess)
        self._count("discovery/listings")
        self._count("discovery/empty_listings", not listing.urls)
        self._count("discovery/cut_listings", listing.is_truncated)
        self._count("discovery/bad_addresses", listing.invalid)
        self._count("discovery/bare_ampersands", listing.repaired)
        return listing.urls

    def _request_article(
        self, discovered: DiscoveredUrl, listing: str | None = None
    ) -> Iterator[Request]:
        """Yield the request for an article that `listing` names, unless it is a known one.

        The request for one that is out of range or over the limit is not sent: the scheduler
        records it as skipped, for a later crawl.
        """
        url = discovered.url
        is_asked_for = url in self.arguments.urls
        if not is_asked_for and not self.publisher.is_article(url):
            self._count("discovery/not_article")
            return
        skipped = None if is_asked_for else self._skip_reason(discovered)
        if url in self.requested or (skipped and url in self.discovered):
            self._count("discovery/known")
            return
        self.discovered.add(url)
        self._count(f"discovery/{skipped or 'articles'}")
        if skipped is None:
            self.requested.add(url)
            self.remaining = None if self.remaining is None else self.remaining - 1
        meta = RequestMeta(
            is_forced=is_asked_for,
            skip_reason=skipped and skipped.replace("_", " "),
            listing=listing_metadata(discovered, listing) if listing else None,
        )
        yield Request(url, self.parse_article, errback=self.on_failure, meta={META_KEY: meta})

    def _skip_reason(self, discovered: DiscoveredUrl) -> str | None:
        if not in_date_range(discovered, self.arguments.since, self.arguments.until):
            return "out_of_range"
        return "over_limit" if self.remaining == 0 else None

    async def parse_article(self, response: Response) -> AsyncIterator[Article]:
        """Yield the article of a page; of one in parts, the article with all of them."""
        outcome = await self.process(page_from_response(response))
        if outcome.extraction.is_part:
            whole = await self._assemble(outcome.extraction, response)
            # The frontier knows the article by the page that led to the others.
            whole.article.url = response.url
            outcome = conclude(whole, self.policy(response.url))
        if outcome.state == "wall":
            for asked in response.meta.get("redirect_urls", ()):
                self.finish(ended(asked, "wall", outcome.reason))
        if outcome.state == "stored":
            assert outcome.article
            yield outcome.article
        else:
            self.finish(outcome)

    async def process(self, page: SavedPage) -> PageOutcome:
        """Return how the URL of `page` ends, and what was read from it."""
        return await PageExtractor.of(self.crawler).process(page, self.policy(page.url or ""))

    def policy(self, url: str) -> Policy:
        """Return what this crawl accepts at `url`; a URL that it was given may be of any day."""
        refused = refused_reservations(self.settings.getdict("RESERVATIONS"))
        since, until = self.arguments.since, self.arguments.until
        if url in self.arguments.urls:
            since = until = None
        return Policy(self.publisher_of(url), since, until, refused)

    async def _assemble(self, part: Extraction, first: Response) -> Extraction:
        """Fetch the other pages of an article, and return the article with all of them.

        The page that shows the whole article is fetched, or else every page in its order. Pages
        with a temporary failure are flagged, so that the article is fetched again.
        """
        assembler, key = MultiPageAssembler(), part.article.url
        ready = list(assembler.add(part, key))
        single = self._single_page_url(part.pages)
        tried, failed, had = set[int](), list[int](), 1
        while not ready:
            ahead = ({SINGLE_PAGE: single} if single else {}) | assembler.missing(key)
            number, url = next((each for each in ahead.items() if each[0] not in tried), (0, None))
            if url is None:
                break
            tried.add(number)
            other = await self._fetch_page(url, first) if had < self.max_pages else "skipped"
            if isinstance(other, Extraction):
                had += number != SINGLE_PAGE
                ready = list(assembler.add(other, key, number))
            elif other == "failed":
                failed.append(number)
        whole = next(iter(ready or assembler.rest()))
        flag_failed_pages(whole.article, failed)
        return whole

    def _single_page_url(self, pages: Pagination) -> str | None:
        """Return the URL that shows all pages at once, by the publisher's facts or the pager."""
        first = pages.first
        single = self.publisher_of(first or "").single_page
        if single is None or first is None:
            return pages.others.get(SINGLE_PAGE)
        if single.startswith("/"):
            return first.rstrip("/") + single
        return f"{first}{'&' if '?' in first else '?'}{single}"

    async def _fetch_page(self, url: str, first: Response) -> Extraction | State:
        """Fetch another page of an article; when that fails, return the state of its URL."""
        assert self.crawler.engine
        try:
            assert first.request
            meta = {META_KEY: RequestMeta(listing=meta_of(first.request).listing)}
            request = Request(url, self.parse_article, meta=meta)
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            outcome = of_error(url, error)
        else:
            outcome = await self.process(page_from_response(response))
            if response.status != _OK:
                outcome = await self._outcome_of_status(response)
            elif response.url != url and not is_same_article(response.url, first.url):
                outcome = ended(url, "gone", f"redirected to {response.url}")
            elif outcome.state != "wall":
                return outcome.extraction
        reason = one_line(outcome.reason or "")
        self.logger.info("Page not fetched (%s, %s): %s", outcome.state, reason, one_line(url))
        return outcome.state

    @property
    def max_pages(self) -> int:
        """The largest number of pages that are fetched of one article."""
        return self.settings.getint("ARTICLE_MAX_PAGES")

    async def on_listing_failure(self, failure: Failure) -> None:
        """Record how a listing ended that could not be fetched."""
        outcome = await self._outcome_of(failure)
        if outcome is not None:
            self._count(f"discovery/failed_listings/{outcome.state}")
            links = None if outcome.state == "unchanged" else 0
            self.finish(replace(outcome, is_listing=True, links=links))

    async def on_failure(self, failure: Failure) -> None:
        """Record how the URL of an article ended that could not be fetched."""
        outcome = await self._outcome_of(failure)
        if outcome is not None:
            self.finish(outcome)

    async def _outcome_of(self, failure: Failure) -> Outcome | None:
        """Return how the URL of a failed request ends, None when the request is only deferred."""
        error, url = failure.value, failure.request.url  # type: ignore[attr-defined]
        assert error
        if isinstance(error, RequestDeferred):
            self.crawler.signals.send_catch_log(url_deferred, url=url, reason=str(error))
            return None
        if not isinstance(error, HttpError):
            return of_error(url, error)
        return await self._outcome_of_status(error.response)

    async def _outcome_of_status(self, response: Response) -> Outcome:
        """Return how a URL ends whose response has a status other than success."""
        assert response.request
        url = response.request.url
        if response.status in _CHALLENGING:
            page = page_from_response(response)
            if await PageExtractor.of(self.crawler).is_challenge(page):
                return ended(url, "wall", "challenge")
        is_conditional = any(name in response.request.headers for name in CONDITIONAL_HEADERS)
        if response.status == _NOT_MODIFIED and not is_conditional:
            return failed(url, "http 304 to a first request")  # there is no copy to be unchanged
        return of_status(url, response.status)

    @property
    def days_wanted(self) -> tuple[date | None, date | None] | None:
        """The days (since, until) of which this crawl fetches URLs that earlier crawls skipped.

        None when it fetches none of them: it has a limit, or was given articles by name.
        """
        is_bounded = self.arguments.urls or self.arguments.limit is not None
        return None if is_bounded else (self.arguments.since, self.arguments.until)

    def publisher_of(self, url: str) -> Publisher:
        """Return the publisher by whose facts the page at `url` is read."""
        return self.publisher

    def is_on_site(self, url: str) -> bool:
        """Return whether `url` is on a host of this publisher; nothing else is fetched."""
        return self.publisher.matches_host(url)

    def end_of_redirect(self, asked: str, target: str) -> tuple[State, str] | None:
        """Return the state and the reason of a redirect that is not followed, None for any other.

        It is not followed to `asked` itself, to a wall, and to what this crawl has requested.
        """
        if target == asked:
            return "failed", "redirect_self"
        if self.publisher_of(asked).is_article(asked) and (wall := wall_of_redirect(asked, target)):
            return "wall", wall
        if target in self.requested:
            return "duplicate", f"redirected to {target}"
        self.requested.add(target)
        return None

    @cached_property
    def listing_limits(self) -> ListingLimits:
        """The limits on listings of this crawl."""
        return ListingLimits(
            self.settings.getint("LISTING_MAX_DEPTH"),
            self.settings.getint("LISTING_MAX_PER_HOST"),
        )

    def _count_exceeded(self, limit: str, url: str, number: int = 1) -> None:
        """Count what exceeds a limit, and log a warning the first time."""
        assert self.crawler.stats
        name = f"discovery/{limit}"
        if limit != "known_listings" and not self.crawler.stats.get_value(name):
            self.logger.warning("Limit on listings exceeded (%s, logged once): %s", limit, url)
        self._count(name, number)

    def _count(self, name: str, number: int = 1) -> None:
        assert self.crawler.stats
        if number:
            self.crawler.stats.inc_value(name, int(number))

    def finish(self, outcome: Outcome) -> None:
        """Send and log how a URL ends that gives no article to the pipelines."""
        self.crawler.signals.send_catch_log(url_finished, outcome=outcome)
        reason = one_line(outcome.reason or "read")
        self.logger.info("%s (%s): %s", outcome.state, reason, one_line(outcome.url))
