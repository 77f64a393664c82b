"""What the end of a crawl and an error mean: exit codes and messages."""

import errno
import signal
import sqlite3
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from newscrawler import stats
from newscrawler.exit_codes import OUTPUT_UNAVAILABLE, CrawlEnd, ExitCode
from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.terminal.error_reporting import failure_of

ONE = {"item_scraped_count": 1}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"articles": 3}, ExitCode.DONE),
        ({"articles": 3, "missing": 2}, ExitCode.DONE),
        ({}, ExitCode.DONE),
        ({"missing": 1}, ExitCode.NO_RESULT),
        ({"missing": 1, "unchanged": 3}, ExitCode.NO_RESULT),
        ({"missing": 1, "asked": 1}, ExitCode.NO_RESULT),
        ({"missing": 1, "asked": 3, "articles": 2}, ExitCode.PARTIAL),
        ({"missing": 1, "asked": 3, "unchanged": 2}, ExitCode.PARTIAL),
        ({"asked": 3, "unchanged": 3}, ExitCode.DONE),
        ({"finish_reason": OUTPUT_UNAVAILABLE, "articles": 3}, ExitCode.NO_RESULT),
        ({"finish_reason": "start_error"}, ExitCode.NO_RESULT),
        ({"articles": 3, "is_refused": True}, ExitCode.HOST_REFUSED),
        ({"articles": 3, "unaccounted": 1, "is_refused": True}, ExitCode.UNACCOUNTED),
        ({"stopped_by": signal.SIGINT, "unaccounted": 1}, ExitCode.INTERRUPTED),
        ({"stopped_by": signal.SIGTERM}, ExitCode.TERMINATED),
        ({"finish_reason": "database_unavailable"}, ExitCode.STORAGE_UNAVAILABLE),
        ({"finish_reason": "archive_unavailable"}, ExitCode.STORAGE_UNAVAILABLE),
    ],
)
def test_the_end_of_a_crawl_has_an_exit_code(facts: dict[str, Any], code: ExitCode) -> None:
    assert CrawlEnd(**{"finish_reason": "finished"} | facts).exit_code == code


@pytest.mark.parametrize(
    ("counted", "code"),
    [
        ({stats.LISTINGS + "gone": 1}, ExitCode.NO_RESULT),
        ({stats.LISTINGS + "gone": 1, stats.LISTINGS + "listed": 1}, ExitCode.DONE),
        ({stats.LISTINGS + "gone": 1, stats.LISTINGS + "unchanged": 1}, ExitCode.DONE),
        ({stats.LISTINGS + "disallowed": 2}, ExitCode.NO_RESULT),
        ({stats.ARTICLES + "gone": 1, stats.LISTINGS + "listed": 1}, ExitCode.DONE),
        ({stats.ARTICLES + "gone": 1, stats.ASKED: 1}, ExitCode.NO_RESULT),
        ({stats.ARTICLES + "wall": 1, stats.ASKED: 1}, ExitCode.NO_RESULT),
        ({stats.ARTICLES + "failed": 1, stats.ASKED: 2, "item_scraped_count": 1}, ExitCode.PARTIAL),
        ({stats.ARTICLES + "unchanged": 1, stats.ASKED: 1}, ExitCode.DONE),
        (
            {stats.ARTICLES + "duplicate": 1, stats.ARTICLES + "gone": 1, stats.ASKED: 1},
            ExitCode.NO_RESULT,
        ),
        ({"feedexport/failed_count/FTPFeedStorage": 1, **ONE}, ExitCode.NO_RESULT),
        ({stats.OUTPUT_FAILED: 1, **ONE}, ExitCode.NO_RESULT),
        ({stats.HOSTS_PAUSED: 1, stats.WAITING: 4}, ExitCode.HOST_REFUSED),
    ],
)
def test_the_stats_of_a_crawl_tell_its_end(counted: dict[str, Any], code: ExitCode) -> None:
    assert CrawlEnd.of_stats({"finish_reason": "finished"} | counted).exit_code == code


@pytest.mark.parametrize(
    ("facts", "is_complete"),
    [
        ({}, True),
        ({"articles": 3, "missing": 2}, True),
        ({"articles": 3, "finish_reason": "closespider_timeout"}, True),
        ({"missing": 2}, False),
        ({"articles": 3, "finish_reason": "shutdown", "stopped_by": signal.SIGINT}, False),
        ({"articles": 3, "finish_reason": "database_unavailable"}, False),
        ({"articles": 3, "finish_reason": None}, False),
    ],
)
def test_only_a_crawl_that_came_to_its_end_replaces_an_output(
    facts: dict[str, Any], is_complete: bool
) -> None:
    assert CrawlEnd(**{"finish_reason": "finished"} | facts).is_complete is is_complete


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), ExitCode.NO_RESULT, "reader has closed it"),
        (
            OSError(errno.ENOSPC, "No space left"),
            ExitCode.NO_RESULT,
            "standard output: No space left",
        ),
        (FileNotFoundError(2, "No such file", "a.html"), ExitCode.NO_RESULT, "a.html: No such"),
        (DatabaseUnavailable("no database at x"), ExitCode.STORAGE_UNAVAILABLE, "no database at x"),
        (
            OperationalError("SELECT 1", {}, sqlite3.OperationalError("disk I/O error")),
            ExitCode.STORAGE_UNAVAILABLE,
            "database: disk I/O error",
        ),
        (sqlite3.OperationalError("locked"), ExitCode.STORAGE_UNAVAILABLE, "database: locked"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_an_error_of_the_surroundings_has_a_code_and_one_line(
    error: BaseException, code: ExitCode, message: str
) -> None:
    found = failure_of(error)
    assert found is not None
    assert found[0] == code
    assert message in found[1]
    assert "\n" not in found[1]


def test_a_defect_has_no_code_of_its_own() -> None:
    assert failure_of(KeyError("x")) is None
