"""How a URL ends: errors, statuses and the retry rule."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectionLost, TCPTimedOutError

from newscrawler.crawling.errors import RequestRejected
from newscrawler.outcomes import (
    MAX_ATTEMPTS,
    next_attempt,
    of_error,
    of_status,
)

URL = "https://www.tribunnews.com/nasional/7760001/saung"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


class _OwnTimeoutError(DownloadTimeoutError):
    """An error of a later version."""


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (DownloadTimeoutError(), "failed", "timeout"),
        (_OwnTimeoutError(), "failed", "timeout"),
        (DownloadConnectionRefusedError(), "failed", "refused"),
        (CannotResolveHostError(), "failed", "dns"),
        (
            TCPTimedOutError(),  # type: ignore[no-untyped-call]
            "failed",
            "no_connection",
        ),
        (DownloadFailedError(), "failed", "connection_lost"),
        (ResponseDataLossError(), "failed", "connection_lost"),
        (ConnectionLost(), "failed", "connection_lost"),
        (DownloadCancelledError(), "quarantined", "too_large"),
        (UnsupportedURLSchemeError(), "quarantined", "unsupported_scheme"),
        (RequestRejected("offsite", "port_not_allowed 22"), "offsite", "port_not_allowed 22"),
        (IgnoreRequest("max redirections reached"), "failed", "redirect_loop"),
        (IgnoreRequest("Forbidden by robots.txt"), "disallowed", "Forbidden by robots.txt"),
        (KeyError("x"), "failed", "KeyError: 'x'"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_every_error_of_a_download_has_an_outcome(
    error: Exception, state: str, reason: str
) -> None:
    outcome = of_error(URL, error)
    assert (outcome.state, outcome.reason) == (state, reason)
    assert outcome.retry is (state == "failed")


@pytest.mark.parametrize(
    ("status", "state"),
    [(304, "unchanged"), (404, "gone"), (410, "gone"), (403, "failed"), (500, "failed")],
)
def test_every_status_other_than_success_has_an_outcome(status: int, state: str) -> None:
    assert of_status(URL, status).state == state


def test_the_wait_doubles_up_to_a_day_and_ends() -> None:
    waits = [next_attempt(number, NOW) for number in range(1, MAX_ATTEMPTS + 1)]
    assert [each and each - NOW for each in waits] == [
        *(timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)),
        None,
    ]
