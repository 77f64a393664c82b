"""How every command ends that cannot go on: with one line and an exit code, never a traceback.

Scrapy's own commands are covered as well. What is a defect of this program still shows its
traceback.
"""

import atexit
import contextlib
import os
import signal
import sys
from io import TextIOWrapper
from types import FrameType, TracebackType
from typing import NoReturn

from newscrawler.exit_codes import failure_of, stopped_exit_code


def install_error_reporting() -> None:
    """Report interruptions and errors of this process from now on.

    A crawl, and a command that finishes its page first, have handlers of their own while they run.
    A signal that is ignored, as by nohup, stays ignored.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _on_signal)
    sys.excepthook = _on_error
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="backslashreplace")  # LC_ALL=C lacks letters
    atexit.register(flush_output)


def flush_output() -> None:
    """Write what is left for standard output; end the process where that fails."""
    try:
        sys.stdout.flush()
    except OSError as error:
        _on_error(type(error), error, None)


def _on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    words = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}
    print(words[signal.Signals(number)], file=sys.stderr)
    raise SystemExit(stopped_exit_code(number))


def _on_error(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    found = failure_of(error)
    if found is None:
        sys.__excepthook__(kind, error, traceback)
        return
    code, message = found
    with contextlib.suppress(OSError):
        print(message, file=sys.stderr, flush=True)
        sys.stdout.flush()
    os._exit(code)  # the interpreter would end with 1, or with 120 where it cannot flush
