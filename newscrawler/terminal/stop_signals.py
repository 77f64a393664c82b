"""Ctrl-C and SIGTERM in commands that run no crawl: finish the page at hand, then stop."""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

from newscrawler.outcomes import stopped_exit_code

T = TypeVar("T")


class StoppedError(Exception):
    """A signal has asked to stop: leaves what is written to a file as a draft."""


@dataclass
class StopRequest:
    """Whether a signal asks to stop, and which."""

    number: int | None = None

    @property
    def exit_code(self) -> int:
        """The exit code of a command that was stopped, 0 of one that was not."""
        return stopped_exit_code(self.number)

    def check(self) -> None:
        """Raise StoppedError where a signal has asked to stop."""
        if self.number is not None:
            raise StoppedError

    def until_stopped(self, items: Iterable[T]) -> Iterator[T]:
        """Yield `items` until a signal asks to stop."""
        for item in items:
            if self.number is not None:
                return
            yield item


@contextmanager
def stop_on_signals() -> Iterator[StopRequest]:
    """Note the first SIGINT or SIGTERM instead of dying of it; a second one ends at once."""
    request = StopRequest()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def on_signal(number: int, _frame: FrameType | None) -> None:
        request.number = number
        for each in before:
            signal.signal(each, signal.SIG_DFL)

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
