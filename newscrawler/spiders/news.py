"""The one engine that crawls a publisher: discover, fetch, extract."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawler.crawling.ends import Postponed
from newscrawler.crawling.log import one_line
from newscrawler.extraction.walls import wall_of, wall_of_redirect
from newscrawler.indonesian.dates import parse_date
from newscrawler.items import Article, State
from newscrawler.publishers import Publisher
from newscrawler.signals import listing_ended, url_ended, url_postponed
from newscrawler.spiders.arguments import read_arguments
from newscrawler.spiders.discovery import WIB, Bounds, Candidate, days, is_within, read_listing
from newscrawler.spiders.ends import asked_url, end_of
from newscrawler.spiders.reading import read_article, saved_page

_MOST_INDEX_PAGES = 50
_OK = 200
_ALWAYS = {"again": "always"}
"""What a crawl asks for by name is fetched in every crawl."""


class NewsSpider(Spider):
    """Crawls one publisher, whose facts are all that differs between spiders.

    Arguments are those of `newscrawler.spiders.arguments`. Raises ValueError for a bad one.
    """

    publisher: ClassVar[Publisher]

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        self.arguments = read_arguments(given, self.publisher)
        # Articles asked for by name are fetched alone, without what else waits.
        self.frontier_name = f"{self.name} asked" if self.arguments.urls else self.name
        self.left = self.arguments.limit
        self.known: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """The articles asked for, or the listings of every host."""
        if not self.settings["CONTACT"] and not self.settings["REPLAY_SERVER"]:
            self.logger.warning("No contact given: set NEWSCRAWLER_CONTACT to your address")
        for url in self.arguments.urls:
            for request in self._article(Candidate(url)):
                yield request
        if not self.arguments.urls:
            for request in self._listings():
                yield request

    def _listings(self) -> Iterator[Request]:
        facts, since = self.publisher, self.arguments.since
        for host in self.arguments.hosts:
            for address in (*facts.sitemaps, *facts.feeds):
                yield from self._listing(address.format(host=host))
            if since is not None:
                until = self.arguments.until or datetime.now(WIB).date()
                for day in days(since, until):
                    for address in facts.indexes:
                        yield self._index(address, host, day.isoformat(), 1)

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

    def _index(self, address: str, host: str, day: str, page: int) -> Request:
        """The request for page `page` of the index of one day (ISO)."""
        return Request(
            address.format(host=host, date=date.fromisoformat(day), page=page),
            self.parse_index,
            errback=self.on_listing_failure,
            priority=1,
            cb_kwargs={"address": address, "host": host, "day": day, "page": page},
            meta=_ALWAYS,
        )

    def parse_listing(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """Requests for what a sitemap or feed lists, `depth` sitemap indexes down."""
        for candidate in self._candidates(response):
            if candidate.is_listing:
                yield from self._listing(candidate.url, depth + 1)
            else:
                yield from self._article(candidate)
        self._send_end(response.url, "listed", None)

    def parse_index(
        self, response: Response, address: str, host: str, day: str, page: int
    ) -> Iterator[Request]:
        """Requests for what an index page lists, and for its next page while it lists new ones."""
        requests = [r for c in self._candidates(response) for r in self._article(c)]
        yield from requests
        if requests and page < _MOST_INDEX_PAGES:
            yield self._index(address, host, day, page + 1)
        elif requests:
            self._exceeded("too_many_pages", response.url)
        self._send_end(response.url, "listed", None)

    def _candidates(self, response: Response) -> list[Candidate]:
        most = self.settings.getint("LISTING_URLS_MAX")
        listing = read_listing(response.body, response.url, self.publisher, most)
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

    def _article(self, candidate: Candidate) -> Iterator[Request]:
        """The request for one article, unless it is out of range, over the limit or known."""
        wanted = candidate.url in self.arguments.urls or self.publisher.is_article(candidate.url)
        if not wanted:
            self._count("discovery/not_article")
        elif not is_within(candidate, self.arguments.since, self.arguments.until):
            self._count("discovery/out_of_range")
        elif candidate.url in self.known:
            self._count("discovery/known")
        elif self.left == 0:
            self._count("discovery/over_limit")
        else:
            self.known.add(candidate.url)
            self.left = None if self.left is None else self.left - 1
            self._count("discovery/articles")
            meta = _ALWAYS if candidate.url in self.arguments.urls else None
            yield Request(candidate.url, self.parse_article, errback=self.on_failure, meta=meta)

    async def parse_article(self, response: Response) -> AsyncIterator[Article]:
        """The article of a page; of one in parts, the article that shows all of them."""
        article = self._extract(response)
        wall = wall_of(article)
        for asked in response.meta.get("redirect_urls", ()) if wall else ():
            self._end(asked, "wall", wall)
        whole = None if wall else self.publisher.whole_page
        if whole and "incomplete" in article.flags and whole not in response.url:
            article = await self._whole(article, whole)
        if self._is_wanted(article):
            yield article

    async def _whole(self, first: Article, whole: str) -> Article:
        """The article with all its pages; its first page where the whole is less or is not had."""
        assert self.crawler.engine
        assert first.url
        mark = "&" if "?" in first.url else "?"
        request = Request(f"{first.url}{mark}{whole}", self.parse_article)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            self.logger.info("First page only (%s): %s", one_line(error), one_line(request.url))
            return first
        article = self._extract(response)
        article.url = first.url  # it is known, and asked for, under the address of its first page
        is_less = response.status != _OK or len(article.text) < len(first.text)
        return first if is_less or wall_of(article) else article

    def _is_wanted(self, article: Article) -> bool:
        """Whether the article says a day asked for: an index shows others beside its list."""
        if article.published is None or article.url in self.arguments.urls:
            return True
        date = parse_date(article.published.raw, None, self.publisher.zone_of(article.url))
        if date is None or date.value is None:
            return True
        day = datetime.fromisoformat(date.value)
        published = day.astimezone(WIB) if day.tzinfo else day.replace(tzinfo=WIB)
        if is_within(Candidate("", None, published), self.arguments.since, self.arguments.until):
            return True
        self._count("discovery/out_of_range")
        self._end(article.url or "", "quarantined", f"out of range: published {date.value}")
        return False

    def _extract(self, response: Response) -> Article:
        article = read_article(saved_page(response), self.publisher)
        if response.meta.get("tdm_reservation") in {1, "1"} and "tdm_reserved" not in article.flags:
            article.flags.append("tdm_reserved")
        return article

    def on_listing_failure(self, failure: Failure) -> None:
        """Record a listing that could not be read; the others may name the same articles."""
        if not self._is_postponed(failure):
            state, reason = end_of(failure)
            self._count(f"discovery/failed_listings/{state}")
            self._send_end(asked_url(failure), state, reason)
            if state != "unchanged":
                url = asked_url(failure)
                self.crawler.signals.send_catch_log(listing_ended, url=url, named=0)

    def on_failure(self, failure: Failure) -> None:
        """Record the end of a URL that brought no page."""
        if not self._is_postponed(failure):
            state, reason = end_of(failure)
            self._end(asked_url(failure), state, reason)

    def _is_postponed(self, failure: Failure) -> bool:
        """Whether the request only waits for its host."""
        if isinstance(failure.value, Postponed):
            url, reason = asked_url(failure), str(failure.value)
            self.crawler.signals.send_catch_log(url_postponed, url=url, reason=reason)
            return True
        return False

    def is_on_site(self, url: str) -> bool:
        """Whether `url` is on a host of this publisher: nothing else is fetched."""
        return self.publisher.owns(url)

    def end_of_redirect(self, asked: str, target: str) -> tuple[State, str] | None:
        """The end of a redirect that is not followed: to itself, to a wall, to what is known."""
        if target == asked:
            return "failed", "redirect_self"
        if self.publisher.is_article(asked) and (wall := wall_of_redirect(asked, target)):
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
