"""What the end of a command, and of a crawl, means for the script that called it."""

import signal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self

from newscrawler import stats

OUTPUT_UNAVAILABLE = "output_unavailable"
"""The reason a crawl is closed for when a file that `-o` or `-O` names cannot be written."""


class ExitCode(IntEnum):
    """What the end of a command means for the script that called it."""

    DONE = 0
    NO_RESULT = 1
    """Nothing came out, or an output could not be written."""
    USAGE_ERROR = 2
    """Usage error: one line on standard error says what is wrong, and nothing was begun."""
    STORAGE_UNAVAILABLE = 3
    """The database or the archive cannot be used: unreachable, or its disk is full."""
    CHECK_FAILED = 4
    """`scrapy fixture`: answers differ; `scrapy health`: a field has dropped."""
    HOST_REFUSED = 5
    """A host asks to come back later, or its owner refuses crawlers."""
    UNACCOUNTED = 6
    """The end of some URLs is not known: a defect of this program."""
    PARTIAL = 7
    """Some of what was named could not be read or fetched; the rest is done."""
    INTERRUPTED = 11
    TERMINATED = 13


_BY_FINISH_REASON: Mapping[str, ExitCode] = {
    "database_unavailable": ExitCode.STORAGE_UNAVAILABLE,
    "archive_unavailable": ExitCode.STORAGE_UNAVAILABLE,
    OUTPUT_UNAVAILABLE: ExitCode.NO_RESULT,
    "start_error": ExitCode.NO_RESULT,
}
_UNFINISHED = (stats.DEFERRED, stats.WAITING, "item_error_count")
LOST_STATES = ("failed", "gone", "wall", "quarantined", "disallowed", "offsite")
"""States in which a URL that was asked for has not brought its article."""


@dataclass(frozen=True, kw_only=True)
class CrawlEnd:
    """How a crawl ended, as far as its exit code is concerned.

    `stopped_by` is the number of the signal that stopped it; `is_refused` says that a host asks to
    be left alone. `articles` counts what it brought, `unchanged` the articles that it had before,
    `missing` what was wanted and did not come, `asked` the URLs that it was given. `output_failed`
    says that a file of `-o` or `-O` could not be written.
    """

    finish_reason: str | None
    stopped_by: int | None = None
    unaccounted: int = 0
    is_refused: bool = False
    articles: int = 0
    unchanged: int = 0
    missing: int = 0
    asked: int = 0
    output_failed: bool = False

    @classmethod
    def of_stats(cls, counted: Mapping[str, Any]) -> Self:
        """Return how the crawl ended that has left `counted`, its stats.

        A page that failed may come later, and counts as missing now. One that is gone does so only
        where its URL was asked for: listings name many that are. Of the listings, only all together
        can be missing.
        """
        asked = counted.get(stats.ASKED, 0)
        lost_articles = LOST_STATES if asked else ("failed",)
        has_listings = _sum(counted, (stats.LISTINGS + "listed", stats.LISTINGS + "unchanged"))
        lost_listings = ("failed",) if has_listings else LOST_STATES
        missing = _sum(counted, _UNFINISHED)
        missing += _sum(counted, (stats.ARTICLES + state for state in lost_articles))
        missing += _sum(counted, (stats.LISTINGS + state for state in lost_listings))
        is_put_off = bool(counted.get(stats.HOSTS_PAUSED) and counted.get(stats.WAITING))
        return cls(
            finish_reason=counted.get("finish_reason"),
            stopped_by=counted.get(stats.STOPPED_BY),
            unaccounted=counted.get(stats.UNACCOUNTED, 0),
            is_refused=is_put_off or bool(counted.get(stats.HOSTS_GIVEN_UP)),
            articles=counted.get("item_scraped_count", 0),
            unchanged=counted.get(stats.ARTICLES + "unchanged", 0),
            missing=missing,
            asked=asked,
            output_failed=has_failed_output(counted),
        )

    @property
    def exit_code(self) -> ExitCode:
        """What the end means for the script that called the crawl.

        A crawl that brought nothing has no result where something is missing: without that there
        was just nothing new.
        """
        if code := _BY_FINISH_REASON.get(self.finish_reason or ""):
            return code
        if self.stopped_by:
            return stopped_exit_code(self.stopped_by)
        if self.unaccounted:
            return ExitCode.UNACCOUNTED
        if self.is_refused:
            return ExitCode.HOST_REFUSED
        is_in_vain = self.missing and not (self.articles or (self.asked and self.unchanged))
        if is_in_vain or self.output_failed:
            return ExitCode.NO_RESULT
        return ExitCode.PARTIAL if self.missing and self.asked else ExitCode.DONE

    @property
    def is_complete(self) -> bool:
        """Whether what the crawl gave may take the place of what an earlier one gave.

        A limit that was set ends a crawl in good order (Scrapy's reasons `closespider_…`).
        """
        reason = self.finish_reason or ""
        has_ended = reason == "finished" or reason.startswith("closespider_")
        return has_ended and bool(self.articles or self.exit_code == ExitCode.DONE)


def has_failed_output(counted: Mapping[str, Any]) -> bool:
    """Return whether the stats of a crawl say that an output of it could not be written.

    Scrapy counts those that it stores elsewhere itself (`feedexport/failed_count/…`).
    """
    failures = (stats.OUTPUT_FAILED, "feedexport/failed_count/")
    return any(number and name.startswith(failures) for name, number in counted.items())


def _sum(counted: Mapping[str, Any], names: Iterable[str]) -> int:
    return sum(counted.get(name, 0) for name in names)


def stopped_exit_code(number: int | None) -> ExitCode:
    """Return the exit code of a command that the signal `number` has stopped, if one has."""
    codes = {signal.SIGINT: ExitCode.INTERRUPTED, signal.SIGTERM: ExitCode.TERMINATED}
    return next((code for each, code in codes.items() if each == number), ExitCode.DONE)
