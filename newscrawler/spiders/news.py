"""The one engine that crawls a publisher: discover, fetch, extract."""

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

from newscrawler.crawling.errors import RequestDeferred
from newscrawler.crawling.request_meta import META_KEY, RequestMeta
from newscrawler.extraction import Extraction
from newscrawler.extraction.page.urls import SINGLE_PAGE, Pagination
from newscrawler.extraction.pagination import MultiPageAssembler, covers, flag_failed_pages
from newscrawler.extraction.verdict.blocked_pages import wall_of_redirect
from newscrawler.extraction.verdict.robots_directives import refused_reservations
from newscrawler.indonesian.timezones import WIB
from newscrawler.items import Article
from newscrawler.logformatter import one_line
from newscrawler.outcomes import Outcome, State, ended, of_error, of_status
from newscrawler.process import PageOutcome, Policy, conclude, is_challenge, process
from newscrawler.publishers import Publisher
from newscrawler.signals import url_deferred, url_finished
from newscrawler.spiders.index_pages import Step, first_steps
from newscrawler.spiders.listings import (
    Bounds,
    Candidate,
    is_within,
    listing_entry,
    read_listing,
)
from newscrawler.spiders.page_from_response import page_from_response
from newscrawler.spiders.spider_args import read_arguments

MAX_INDEX_PAGES = 50
_OK = 200
_CHALLENGING = frozenset((403, 429, 503))
"""Statuses with which a challenge comes (developers.cloudflare.com, "Challenges")."""


class NewsSpider(Spider):
    """Crawls one publisher, whose facts are all that differs between spiders.

    Arguments are those of `newscrawler.spiders.spider_args`. Raises ValueError for a bad one.
    """

    publisher: ClassVar[Publisher]

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        self.arguments = read_arguments(given, self.publisher)
        # Articles asked for by name are fetched alone, without what else waits.
        self.frontier_name = f"{self.name} asked" if self.arguments.urls else self.name
        self.left = self.arguments.limit
        self.known: set[str] = set()  # asked for in this crawl
        self.met: set[str] = set()  # found in its listings, wanted or not
        self.walked: defaultdict[Step, set[str]] = defaultdict(set)  # found in each walk

    async def start(self) -> AsyncIterator[Any]:
        """The articles asked for, or the listings of every host."""
        if self.arguments.permitted:
            self.logger.warning("permitted=yes: sites that refuse crawlers are crawled, too")
        if not self.settings["CONTACT"] and not self.settings["REPLAY_SERVER"]:
            self.logger.warning("No contact given: set NEWSCRAWLER_CONTACT to your address")
        for url in self.arguments.urls:
            for request in self._article(Candidate(url)):
                yield request
        if not self.arguments.urls:
            for request in self._listings():
                yield request

    def _listings(self) -> Iterator[Request]:
        facts, hosts = self.publisher, self.arguments.hosts
        for address in (*facts.sitemaps, *facts.feeds):
            for host in hosts if "{host}" in address else hosts[:1]:
                yield from self._listing(address.format(host=host))
        until = self.arguments.until or datetime.now(WIB).date()
        for step in first_steps(facts.index_urls, hosts, self.arguments.since, until):
            yield self._index(step)

    def _listing(self, url: str, depth: int = 0) -> Iterator[Request]:
        """The request for one listing, `depth` sitemap indexes down, unless it leads too far."""
        excess = self.bounds.excess(url, depth)
        if excess is None:
            yield Request(
                url,
                self.parse_listing,
                errback=self.on_listing_failure,
                priority=1,
                cb_kwargs={"depth": depth},
                meta={META_KEY: RequestMeta("listing", is_forced=True)},
            )
        else:
            self._exceeded(excess, url)

    def _index(self, step: Step) -> Request:
        """The request for one page of an index."""
        return Request(
            step.url,
            self.parse_index,
            errback=self.on_listing_failure,
            priority=1,
            cb_kwargs=asdict(step),
            meta={META_KEY: RequestMeta("listing", is_forced=True)},
        )

    def parse_listing(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """Requests for what a sitemap or feed lists, `depth` sitemap indexes down."""
        candidates = self._candidates(response)
        for candidate in candidates:
            if candidate.is_listing:
                yield from self._listing(candidate.url, depth + 1)
            else:
                yield from self._article(candidate, response.url)
        self._finish_listing(response.url, candidates)

    def parse_index(self, response: Response, **step: Any) -> Iterator[Request]:
        """Requests for what a page of an index lists (`step` is a `Step`), and for the next."""
        candidates, here = self._candidates(response), Step(**step)
        for candidate in candidates:
            yield from self._article(candidate, response.url)
        following = self._following(here, candidates)
        if following and here.page < MAX_INDEX_PAGES:
            yield self._index(following)
        elif following:
            self._exceeded("too_many_pages", response.url)
        self._finish_listing(response.url, candidates)

    def _finish_listing(self, url: str, candidates: list[Candidate]) -> None:
        links = sum(c.is_listing or self.publisher.is_article(c.url) for c in candidates)
        self.finish(Outcome(url, "listed", is_listing=True, links=links))

    def _following(self, here: Step, candidates: list[Candidate]) -> Step | None:
        """The page of an index to read next, after one that lists `candidates`.

        Without a first day the walk back from now would have no end but the site's: of such an
        index one page is read, as often as the crawl runs.
        """
        is_endless = here.day is None and self.arguments.since is None
        if is_endless or self.left == 0:
            return None
        seen = self.walked[here.walk]
        is_new = any(self._may_be_wanted(each) for each in candidates if each.url not in seen)
        named = {each.url for each in candidates}
        seen |= named
        most_stale = self.settings.getint("INDEX_STALE_PAGES")
        return here.after(named, is_new=is_new, most_stale=most_stale)

    def _may_be_wanted(self, candidate: Candidate) -> bool:
        """Whether a candidate is an article that may lie after the first day of this crawl."""
        is_article = self.publisher.is_article(candidate.url)
        return is_article and is_within(candidate, self.arguments.since, None)

    def _candidates(self, response: Response) -> list[Candidate]:
        most = self.settings.getint("LISTING_URLS_MAX")
        listing = read_listing(page_from_response(response), self.publisher, most)
        if listing.refused:
            self._count("discovery/refused_listings")
            self.logger.error("Listing refused (%s): %s", listing.refused, response.url)
        if listing.excess:
            self._exceeded("too_many_urls", response.url, listing.excess)
        self._count("discovery/listings")
        self._count("discovery/empty_listings", not listing.candidates)
        self._count("discovery/cut_listings", listing.is_cut)
        self._count("discovery/bad_addresses", listing.bad)
        self._count("discovery/bare_ampersands", listing.repaired)
        return listing.candidates

    def _article(self, candidate: Candidate, listing: str | None = None) -> Iterator[Request]:
        """The request for one article that `listing` names.

        One that is out of range or over the limit is recorded with that, for a later crawl.
        """
        url = candidate.url
        is_asked_for = url in self.arguments.urls
        if not is_asked_for and not self.publisher.is_article(url):
            self._count("discovery/not_article")
            return
        skipped = None if is_asked_for else self._why_skipped(candidate)
        if url in self.known or (skipped and url in self.met):
            self._count("discovery/known")
            return
        self.met.add(url)
        self._count(f"discovery/{skipped or 'articles'}")
        if skipped is None:
            self.known.add(url)
            self.left = None if self.left is None else self.left - 1
        meta = RequestMeta(
            is_forced=is_asked_for,
            skip_reason=skipped and skipped.replace("_", " "),
            listing=listing_entry(candidate, listing) if listing else None,
        )
        yield Request(url, self.parse_article, errback=self.on_failure, meta={META_KEY: meta})

    def _why_skipped(self, candidate: Candidate) -> str | None:
        if not is_within(candidate, self.arguments.since, self.arguments.until):
            return "out_of_range"
        return "over_limit" if self.left == 0 else None

    async def parse_article(self, response: Response) -> AsyncIterator[Article]:
        """Yield the article of a page; of one in parts, the article with all of them."""
        outcome = self._process(response)
        if outcome.extraction.is_part:
            whole = await self._assemble(outcome.extraction)
            # It is known, and asked for, under the address of the page that led to the others.
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

    def _process(self, response: Response) -> PageOutcome:
        return process(page_from_response(response), self.policy(response.url))

    def policy(self, url: str) -> Policy:
        """Return what is wanted of the page at `url`: one asked for by name may be of any day."""
        refused = refused_reservations(self.settings.getdict("RESERVATIONS"))
        since, until = self.arguments.since, self.arguments.until
        if url in self.arguments.urls:
            since = until = None
        return Policy(self.publisher_of(url), since, until, refused)

    async def _assemble(self, part: Extraction) -> Extraction:
        """Fetch the other pages of an article: the one that shows all, else each in its order.

        Where it lacks pages, those that failed in a way that may pass are named: the article is
        tried again.
        """
        assembler, key = MultiPageAssembler(), part.article.url
        ready = list(assembler.add(part, key))
        single = self._single_page_url(part.pages)
        tried, failed = set[int](), list[int]()
        while not ready:
            ahead = ({SINGLE_PAGE: single} if single else {}) | assembler.missing(key)
            number, url = next((each for each in ahead.items() if each[0] not in tried), (0, None))
            if url is None:
                break
            tried.add(number)
            other = await self._fetch_page(url) if len(tried) < self.max_pages else "skipped"
            if isinstance(other, Extraction):
                ready = list(assembler.add(other, key))
                if number == SINGLE_PAGE:
                    ready = [each for each in ready if covers(each.article, part.article)]
            elif other == "failed":
                failed.append(number)
        whole = next(iter(ready or assembler.rest()))
        flag_failed_pages(whole.article, failed)
        return whole

    def _single_page_url(self, pages: Pagination) -> str | None:
        """Return where all pages are shown at once: the publisher says so, or the pager's link."""
        first = pages.first
        single = self.publisher_of(first or "").single_page
        if single is None or first is None:
            return pages.others.get(SINGLE_PAGE)
        if single.startswith("/"):
            return first.rstrip("/") + single
        return f"{first}{'&' if '?' in first else '?'}{single}"

    async def _fetch_page(self, url: str) -> Extraction | State:
        """Fetch another page of an article; where it is not had, return the state of its URL."""
        assert self.crawler.engine
        try:
            response = await self.crawler.engine.download_async(Request(url, self.parse_article))
        except Exception as error:
            outcome = of_error(url, error)
        else:
            page = self._process(response)
            if response.status == _OK and page.state != "wall":
                return page.extraction
            outcome = page if page.state == "wall" else of_status(url, response.status)
        reason = one_line(outcome.reason or "")
        self.logger.info("Page not had (%s, %s): %s", outcome.state, reason, one_line(url))
        return outcome.state

    @property
    def max_pages(self) -> int:
        """How many pages of one article are fetched."""
        return self.settings.getint("PAGES_MAX")

    def on_listing_failure(self, failure: Failure) -> None:
        """Record a listing that could not be read; the others may name the same articles."""
        outcome = self._outcome_of(failure)
        if outcome is not None:
            self._count(f"discovery/failed_listings/{outcome.state}")
            links = None if outcome.state == "unchanged" else 0
            self.finish(replace(outcome, is_listing=True, links=links))

    def on_failure(self, failure: Failure) -> None:
        """Record how a URL ends that brought no page."""
        outcome = self._outcome_of(failure)
        if outcome is not None:
            self.finish(outcome)

    def _outcome_of(self, failure: Failure) -> Outcome | None:
        """Return how the URL of a failed request ends, None when it only waits for its host."""
        error, url = failure.value, failure.request.url  # type: ignore[attr-defined]
        assert error
        if isinstance(error, RequestDeferred):
            self.crawler.signals.send_catch_log(url_deferred, url=url, reason=str(error))
            return None
        if not isinstance(error, HttpError):
            return of_error(url, error)
        response = error.response
        if response.status in _CHALLENGING and is_challenge(page_from_response(response)):
            return ended(url, "wall", "challenge")
        return of_status(url, response.status)

    @property
    def days_wanted(self) -> tuple[date | None, date | None] | None:
        """The days of which this crawl takes up what others skipped, None when it takes none up.

        One with a limit, or that asks for articles by name, wants no more than that.
        """
        is_bounded = self.arguments.urls or self.arguments.limit is not None
        return None if is_bounded else (self.arguments.since, self.arguments.until)

    def publisher_of(self, url: str) -> Publisher:
        """The facts by which the page at `url` is read."""
        return self.publisher

    def is_on_site(self, url: str) -> bool:
        """Whether `url` is on a host of this publisher: nothing else is fetched."""
        return self.publisher.matches_host(url)

    def end_of_redirect(self, asked: str, target: str) -> tuple[State, str] | None:
        """The end of a redirect that is not followed: to itself, to a wall, to what is known."""
        if target == asked:
            return "failed", "redirect_self"
        if self.publisher_of(asked).is_article(asked) and (wall := wall_of_redirect(asked, target)):
            return "wall", wall
        if target in self.known:
            return "duplicate", f"redirected to {target}"
        self.known.add(target)
        return None

    @cached_property
    def bounds(self) -> Bounds:
        """How far listings may lead."""
        return Bounds(
            self.settings.getint("LISTING_DEPTH_MAX"),
            self.settings.getint("LISTINGS_PER_HOST_MAX"),
        )

    def _exceeded(self, excess: str, url: str, number: int = 1) -> None:
        """Count what lies beyond a bound, and say so the first time."""
        assert self.crawler.stats
        if excess != "known_listings" and not self.crawler.stats.get_value(f"discovery/{excess}"):
            self.logger.warning("Listings lead too far (%s, said once): %s", excess, url)
        self._count(f"discovery/{excess}", number)

    def _count(self, name: str, number: int = 1) -> None:
        assert self.crawler.stats
        if number:
            self.crawler.stats.inc_value(name, int(number))

    def finish(self, outcome: Outcome) -> None:
        """Make known how a URL ends of which no article goes on to the pipelines."""
        self.crawler.signals.send_catch_log(url_finished, outcome=outcome)
        reason = one_line(outcome.reason or "read")
        self.logger.info("%s (%s): %s", outcome.state, reason, one_line(outcome.url))
