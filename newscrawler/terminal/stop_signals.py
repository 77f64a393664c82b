"""Handle Ctrl-C and SIGTERM in commands without a crawl: finish the current page, then stop."""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

from newscrawler.exit_codes import stopped_exit_code

T = TypeVar("T")


class StoppedError(Exception):
    """A signal has asked to stop: output files are left as they were."""


@dataclass
class StopRequest:
    """The number of the signal that has asked to stop, None while there was none.

    `is_reading` says that the next item is awaited: then nothing is lost by stopping at once.
    """

    number: int | None = None
    is_reading: bool = False

    @property
    def exit_code(self) -> int:
        """The exit code of the command: 0 unless a signal has asked to stop."""
        return stopped_exit_code(self.number)

    def check(self) -> None:
        """Raise StoppedError if a signal has asked to stop."""
        if self.number is not None:
            raise StoppedError

    def until_stopped(self, items: Iterable[T]) -> Iterator[T]:
        """Yield `items` until a signal asks to stop."""
        remaining = iter(items)
        while self.number is None:
            self.is_reading = True
            try:
                item = next(remaining)
            except (StopIteration, StoppedError):
                return
            finally:
                self.is_reading = False
            yield item


@contextmanager
def stop_on_signals() -> Iterator[StopRequest]:
    """Catch the first SIGINT or SIGTERM, and yield the request to stop; a second one kills."""
    request = StopRequest()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def on_signal(number: int, _frame: FrameType | None) -> None:
        request.number = number
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        if request.is_reading:  # perhaps from a terminal or a pipe, where nothing comes
            raise StoppedError

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
