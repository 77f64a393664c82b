"""The one engine that crawls a publisher: discover, fetch, extract."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawler.crawling.errors import RequestDeferred
from newscrawler.extraction.extract import Part
from newscrawler.extraction.page.urls import ALL, Pages
from newscrawler.extraction.pagination import join, pages_ahead, shows
from newscrawler.extraction.verdict.blocked_pages import wall_of, wall_of_redirect
from newscrawler.indonesian.dates import parse_date
from newscrawler.items import INCOMPLETE, PAGE_FAILED, Article
from newscrawler.logformatter import one_line
from newscrawler.outcomes import State
from newscrawler.publishers import Publisher
from newscrawler.signals import listing_ended, url_ended, url_postponed
from newscrawler.spiders.ends import asked_url, end_of
from newscrawler.spiders.index_pages import Step, first_steps
from newscrawler.spiders.listings import (
    WIB,
    Bounds,
    Candidate,
    is_within,
    read_listing,
    said_of,
)
from newscrawler.spiders.page_from_response import read_one, saved_page
from newscrawler.spiders.spider_args import read_arguments

_MOST_INDEX_PAGES = 50
_OK = 200
_ALWAYS = {"again": "always"}
"""What a crawl asks for by name is fetched in every crawl."""


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
        for step in first_steps(facts.indexes, hosts, self.arguments.since, until):
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
                meta=_ALWAYS,
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
            meta=_ALWAYS,
        )

    def parse_listing(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """Requests for what a sitemap or feed lists, `depth` sitemap indexes down."""
        for candidate in self._candidates(response):
            if candidate.is_listing:
                yield from self._listing(candidate.url, depth + 1)
            else:
                yield from self._article(candidate, response.url)
        self._send_end(response.url, "listed", None)

    def parse_index(self, response: Response, **step: Any) -> Iterator[Request]:
        """Requests for what a page of an index lists (`step` is a `Step`), and for the next."""
        candidates, here = self._candidates(response), Step(**step)
        for candidate in candidates:
            yield from self._article(candidate, response.url)
        following = self._following(here, candidates)
        if following and here.page < _MOST_INDEX_PAGES:
            yield self._index(following)
        elif following:
            self._exceeded("too_many_pages", response.url)
        self._send_end(response.url, "listed", None)

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
        listing = read_listing(saved_page(response), self.publisher, most)
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
        named = sum(c.is_listing or self.publisher.is_article(c.url) for c in listing.candidates)
        self.crawler.signals.send_catch_log(listing_ended, url=response.url, named=named)
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
        meta = _ALWAYS if is_asked_for else {"skipped": skipped and skipped.replace("_", " ")}
        said = {"listed": said_of(candidate, listing)} if listing else {}
        yield Request(url, self.parse_article, errback=self.on_failure, meta=meta | said)

    def _why_skipped(self, candidate: Candidate) -> str | None:
        if not is_within(candidate, self.arguments.since, self.arguments.until):
            return "out_of_range"
        return "over_limit" if self.left == 0 else None

    async def parse_article(self, response: Response) -> AsyncIterator[Article]:
        """The article of a page; of one in parts, the article with all of them."""
        part = self._extract(response)
        wall = wall_of(part.article)
        for asked in response.meta.get("redirect_urls", ()) if wall else ():
            self._end(asked, "wall", wall)
        if part.pages.is_part and not wall:
            article = await self._in_one(part)
            # It is known, and asked for, under the address of the page that led to the others.
            article.url = part.article.url
        else:
            article = part.article
        if self._is_wanted(article):
            yield article

    async def _in_one(self, part: Part) -> Article:
        """The article from the page that shows all, else from the pages in their order.

        Where it lacks pages, each that failed in a way that may pass leaves a flag: the article
        is tried again.
        """
        parts, missed = {part.pages.number: part}, dict[int, State]()
        if whole := self._whole_address(part.pages):
            shown = await self._page(whole)
            if isinstance(shown, str):
                missed[ALL] = shown
            elif not shown.pages.is_part and shows(shown.article, part.article):
                return shown.article
        while ahead := {n: url for n, url in pages_ahead(parts).items() if n not in missed}:
            number, url = next(iter(ahead.items()))
            another = await self._page(url) if len(parts) < self.pages_max else "skipped"
            if isinstance(another, str):
                missed[number] = another
            else:
                parts[number] = another
        article = join(parts)
        if INCOMPLETE in article.flags:
            failed = [number for number, state in missed.items() if state == "failed"]
            article.flags += [f"{PAGE_FAILED}:{number or 'all'}" for number in failed]
        return article

    def _whole_address(self, pages: Pages) -> str | None:
        """Where all pages are shown at once: by the publisher's facts, or by the pager's link."""
        first = pages.first
        whole = self.facts_of(first or "").whole_page
        if whole is None or first is None:
            return pages.others.get(ALL)
        if whole.startswith("/"):
            return first.rstrip("/") + whole
        return f"{first}{'&' if '?' in first else '?'}{whole}"

    async def _page(self, url: str) -> Part | State:
        """Another page of an article; where it is not had, the state of its address."""
        assert self.crawler.engine
        state: State
        try:
            response = await self.crawler.engine.download_async(Request(url, self.parse_article))
        except Exception as error:
            state, reason = end_of(error)
        else:
            part = self._extract(response)
            if response.status != _OK:
                state, reason = end_of(HttpError(response))
            elif wall := wall_of(part.article):
                state, reason = "wall", wall
            else:
                return part
        self.logger.info("Page not had (%s, %s): %s", state, one_line(reason), one_line(url))
        return state

    @property
    def pages_max(self) -> int:
        """How many pages of one article are fetched."""
        return self.settings.getint("PAGES_MAX")

    def _is_wanted(self, article: Article) -> bool:
        """Whether the article says a day asked for: an index shows others beside its list."""
        if article.published is None or article.url in self.arguments.urls:
            return True
        zone = self.facts_of(article.url or "").zone_of(article.url)
        date = parse_date(article.published.raw, None, zone)
        if date is None or date.value is None:
            return True
        day = datetime.fromisoformat(date.value)
        published = day.astimezone(WIB) if day.tzinfo else day.replace(tzinfo=WIB)
        if is_within(Candidate("", dated=published), self.arguments.since, self.arguments.until):
            return True
        self._count("discovery/out_of_range")
        self._end(article.url or "", "skipped", f"out of range: published {date.value}")
        return False

    def _extract(self, response: Response) -> Part:
        return read_one(saved_page(response), self.facts_of(response.url))

    def on_listing_failure(self, failure: Failure) -> None:
        """Record a listing that could not be read; the others may name the same articles."""
        if not self._is_postponed(failure):
            state, reason = end_of(failure.value)
            self._count(f"discovery/failed_listings/{state}")
            self._send_end(asked_url(failure), state, reason)
            if state != "unchanged":
                url = asked_url(failure)
                self.crawler.signals.send_catch_log(listing_ended, url=url, named=0)

    def on_failure(self, failure: Failure) -> None:
        """Record the end of a URL that brought no page."""
        if not self._is_postponed(failure):
            state, reason = end_of(failure.value)
            self._end(asked_url(failure), state, reason)

    def _is_postponed(self, failure: Failure) -> bool:
        """Whether the request only waits for its host."""
        if isinstance(failure.value, RequestDeferred):
            url, reason = asked_url(failure), str(failure.value)
            self.crawler.signals.send_catch_log(url_postponed, url=url, reason=reason)
            return True
        return False

    @property
    def days_wanted(self) -> tuple[date | None, date | None] | None:
        """The days of which this crawl takes up what others skipped, None when it takes none up.

        One with a limit, or that asks for articles by name, wants no more than that.
        """
        is_bounded = self.arguments.urls or self.arguments.limit is not None
        return None if is_bounded else (self.arguments.since, self.arguments.until)

    def facts_of(self, url: str) -> Publisher:
        """The facts by which the page at `url` is read."""
        return self.publisher

    def is_on_site(self, url: str) -> bool:
        """Whether `url` is on a host of this publisher: nothing else is fetched."""
        return self.publisher.owns(url)

    def end_of_redirect(self, asked: str, target: str) -> tuple[State, str] | None:
        """The end of a redirect that is not followed: to itself, to a wall, to what is known."""
        if target == asked:
            return "failed", "redirect_self"
        if self.facts_of(asked).is_article(asked) and (wall := wall_of_redirect(asked, target)):
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

    def _end(self, url: str, state: State, reason: str | None) -> None:
        """Count and record the end of a URL that brought no article of its own."""
        self._count(f"urls/{state}")
        self._send_end(url, state, reason)

    def _send_end(self, url: str, state: State, reason: str | None) -> None:
        self.crawler.signals.send_catch_log(url_ended, url=url, state=state, reason=reason)
        self.logger.info("%s (%s): %s", state, one_line(reason or "read"), one_line(url))
