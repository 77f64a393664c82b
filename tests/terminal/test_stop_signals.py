"""A command that is told to stop: at once while it waits, else after the page in hand."""

import os
import signal
from collections.abc import Iterator

import pytest

from newscrawler.terminal.stop_signals import StoppedError, stop_on_signals


def pages(*, signal_at: int, number: signal.Signals) -> Iterator[int]:
    """Yield numbers without end; at one of them, `number` comes while it is waited for."""
    page = 0
    while True:
        if page == signal_at:
            os.kill(os.getpid(), number)
        yield page
        page += 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 11), (signal.SIGTERM, 13)])
def test_nothing_more_is_awaited_after_a_signal(number: signal.Signals, code: int) -> None:
    with stop_on_signals() as stop:
        assert list(stop.until_stopped(pages(signal_at=3, number=number))) == [0, 1, 2]
        assert stop.exit_code == code
        with pytest.raises(StoppedError):
            stop.check()


def test_the_page_in_hand_is_finished() -> None:
    read = []
    with stop_on_signals() as stop:
        for page in stop.until_stopped(iter(range(9))):
            os.kill(os.getpid(), signal.SIGINT)
            read.append(page)
    assert read == [0]


def test_the_handlers_of_before_come_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_on_signals() as stop:
        assert (stop.exit_code, signal.getsignal(signal.SIGINT) is before) == (0, False)
    assert signal.getsignal(signal.SIGINT) is before
