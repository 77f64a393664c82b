"""Index pages: which ones a crawl begins with, and when it goes on to the next page.

An index whose address names a date is walked day by day, any other one back from now.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

from newscrawler.spiders.listings import days


@dataclass(frozen=True)
class IndexPage:
    """Page number `page` (from 1) of the index whose address has the template `address`.

    `day` is an ISO date, None for an index without one. `pages_without_news` counts the pages
    directly before this one that had nothing new, and `previous_digest` is a digest of the links of
    the last of them ("" for no links). See `Publisher.index_urls` for what a template may name.

    >>> page = IndexPage("https://{host}/{date:%Y-%m-%d}?p={page}", "a.example", "2026-11-20")
    >>> page.url
    'https://a.example/2026-11-20?p=1'
    >>> page.next_page({"https://a.example/1"}, is_new=True, max_pages_without_news=3).url
    'https://a.example/2026-11-20?p=2'
    >>> page.next_page(set(), is_new=False, max_pages_without_news=3)
    """

    address: str
    host: str
    day: str | None = None
    page: int = 1
    pages_without_news: int = 0
    previous_digest: str = ""

    @classmethod
    def from_kwargs(cls, kwargs: Mapping[str, Any]) -> "IndexPage":
        """Return the page that `asdict` gave `kwargs` for; unknown names are ignored.

        Requests wait in the database, so that an older version may have written them.
        """
        return cls(**{each.name: kwargs[each.name] for each in fields(cls) if each.name in kwargs})

    @property
    def walk_id(self) -> "IndexPage":
        """The first page of the walk, which identifies the walk."""
        return IndexPage(self.address, self.host, self.day)

    @property
    def url(self) -> str:
        """The URL to fetch."""
        day = date.fromisoformat(self.day) if self.day else None
        offset = _Offset(self.page - 1)
        return self.address.format(host=self.host, date=day, page=self.page, offset=offset)

    @property
    def is_paginated(self) -> bool:
        """Whether the index has more than one page."""
        return "{page" in self.address or "{offset" in self.address

    def next_page(
        self, urls: Collection[str], *, is_new: bool, max_pages_without_news: int
    ) -> "IndexPage | None":
        """Return the next page of the walk, None at its end; `urls` are the links of this page.

        A walk goes on until `max_pages_without_news` pages in a row have nothing new (`is_new` is
        False for this page): newsrooms pin old articles and move new ones down, and a page may list
        videos only. It ends at once when the first page of a day has no links, or when a page has
        the same links as the one before: sites answer like this when there are no more pages.
        """
        digest = _digest(urls)
        is_over = digest == self.previous_digest if urls else bool(self.day) and self.page == 1
        without_news = 0 if is_new else self.pages_without_news + 1
        if not self.is_paginated or is_over or without_news >= max_pages_without_news:
            return None
        return replace(
            self, page=self.page + 1, pages_without_news=without_news, previous_digest=digest
        )


def _digest(urls: Collection[str]) -> str:
    """Return a digest of `urls` in any order; "" for none."""
    return sha256("\n".join(sorted(urls)).encode()).hexdigest() if urls else ""


class _Offset(int):
    """How many pages come before; `{offset:20}` formats it as a number of articles, 20 a page."""

    def __format__(self, spec: str) -> str:
        return str(int(self) * int(spec))


def start_pages(
    templates: Sequence[str], hosts: Sequence[str], since: date | None, until: date
) -> Iterator[IndexPage]:
    """Yield the page at which each walk begins.

    Indexes with a date in their address are walked for every day from `until` back to `since`, and
    are left out when `since` is None.
    """
    for address in templates:
        for host in hosts if "{host}" in address else hosts[:1]:
            if "{date" not in address:
                yield IndexPage(address, host)
            elif since is not None:
                for day in days(since, until):
                    yield IndexPage(address, host, day.isoformat())
