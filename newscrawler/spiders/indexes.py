"""Walks over index pages: day by day where their address names a date, else back from now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from newscrawler.spiders.discovery import days


@dataclass(frozen=True)
class Step:
    """One page of a walk: page `page` (from 1) of the index at the template `address`.

    `day` is an ISO date, None for an index without one. `stale` counts the pages right before that
    brought nothing new. See `Publisher.indexes` for what a template may name.
    """

    address: str
    host: str
    day: str | None = None
    page: int = 1
    stale: int = 0

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

    def after(self, *, is_new: bool, most_stale: int) -> "Step | None":
        """The next page of the walk, None at its end.

        The list of a day ends with the first page that brings nothing new (`is_new` is False). The
        walk back from now goes on until `most_stale` in a row do not: newsrooms pin old articles,
        and move new ones down.
        """
        stale = 0 if is_new else self.stale + 1
        if not self.is_counted or stale >= (1 if self.day else most_stale):
            return None
        return replace(self, page=self.page + 1, stale=stale)


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
