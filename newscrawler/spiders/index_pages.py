"""Walks over index pages: day by day where their address names a date, else back from now."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from newscrawler.spiders.listings import days


@dataclass(frozen=True)
class Step:
    """One page of a walk: page `page` (from 1) of the index at the template `address`.

    `day` is an ISO date, None for an index without one. `stale` counts the pages right before that
    brought nothing new, `before` is a digest of what the last of them named ("" for nothing). See
    `Publisher.index_urls` for what a template may name.
    """

    address: str
    host: str
    day: str | None = None
    page: int = 1
    stale: int = 0
    before: str = ""

    @property
    def walk(self) -> "Step":
        """The first page of the walk: the same for all its pages."""
        return Step(self.address, self.host, self.day)

    @property
    def url(self) -> str:
        """The address to fetch."""
        day = date.fromisoformat(self.day) if self.day else None
        offset = _Offset(self.page - 1)
        return self.address.format(host=self.host, date=day, page=self.page, offset=offset)

    @property
    def is_counted(self) -> bool:
        """Whether the index has more pages than one."""
        return "{page" in self.address or "{offset" in self.address

    def after(self, named: Collection[str], *, is_new: bool, most_stale: int) -> "Step | None":
        """The next page of the walk, None at its end; `named` are the addresses on this page.

        A walk goes on until `most_stale` pages in a row bring nothing new (`is_new` is False):
        newsrooms pin old articles and move new ones down, and a page may list videos only. It ends
        at once where nothing is listed on the first page of a day, and where a page repeats the
        one before: so sites answer that have no more pages.
        """
        digest = _digest(named)
        is_over = digest == self.before if named else bool(self.day) and self.page == 1
        stale = 0 if is_new else self.stale + 1
        if not self.is_counted or is_over or stale >= most_stale:
            return None
        return replace(self, page=self.page + 1, stale=stale, before=digest)


def _digest(named: Collection[str]) -> str:
    """What tells the articles of one page from those of another; "" for none."""
    return sha256("\n".join(sorted(named)).encode()).hexdigest() if named else ""


class _Offset(int):
    """How many pages come before; as `{offset:20}` how many articles, 20 a page."""

    def __format__(self, spec: str) -> str:
        return str(int(self) * int(spec))


def first_steps(
    indexes: Sequence[str], hosts: Sequence[str], since: date | None, until: date
) -> Iterator[Step]:
    """Where the walks over `indexes` begin; those with a date are walked only with `since`."""
    for address in indexes:
        for host in hosts if "{host}" in address else hosts[:1]:
            if "{date" not in address:
                yield Step(address, host)
            elif since is not None:
                for day in days(since, until):
                    yield Step(address, host, day.isoformat())
