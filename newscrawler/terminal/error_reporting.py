"""How every command ends that cannot go on: with one line and an exit code, never a traceback.

Scrapy's own commands are covered as well. What is a defect of this program still shows its
traceback.
"""

import atexit
import contextlib
import errno
import io
import os
import signal
import sys
from types import FrameType, TracebackType
from typing import Any, NoReturn

from newscrawler.exit_codes import ExitCode, stopped_exit_code
from newscrawler.storage.availability import error_message

_LAST_STANDARD_DESCRIPTOR = 2


class _ClosedOutput(io.RawIOBase):
    """Stands for a standard output that was closed before the program began."""

    def writable(self) -> bool:
        """Return True: that it is closed is said when something is to be written."""
        return True

    def write(self, _data: Any) -> NoReturn:
        """Raise OSError."""
        raise OSError(errno.EBADF, "it is closed")


def report_errors() -> None:
    """Report errors of this process from now on, also where its results cannot be written."""
    _fill_standard_descriptors()
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_ClosedOutput()), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack letters
    sys.excepthook = _on_error
    atexit.register(flush_output)


def report_signals() -> None:
    """Report SIGINT and SIGTERM from now on.

    A crawl, and a command that finishes its page first, have handlers of their own while they run.
    A signal that is ignored, as by nohup, stays ignored.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _on_signal)


def flush_output() -> None:
    """Write what is left for standard output; end the process where that fails."""
    try:
        sys.stdout.flush()
    except OSError as error:
        _on_error(type(error), error, None)


def failure_of(error: BaseException) -> tuple[ExitCode, str] | None:
    """Return the exit code and the message for an `error` in the surroundings of a command.

    That is an output, a file or a database that cannot be used. None means that the error is a
    defect of this program, whose traceback is wanted. Errors of databases are known by the names
    that PEP 249 gives them, so that no driver has to be imported.
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    if "DatabaseUnavailable" in names:
        return ExitCode.STORAGE_UNAVAILABLE, str(error)
    if names & {"SQLAlchemyError", "DatabaseError", "InterfaceError"}:
        return ExitCode.STORAGE_UNAVAILABLE, f"database: {error_message(error)}"
    if not isinstance(error, OSError):
        return None
    place = error.filename or "standard output"  # to write there gives no name
    reason = error.strerror or str(error)
    if isinstance(error, BrokenPipeError):
        reason = "its reader has closed it; the rest was not written"
    return ExitCode.NO_RESULT, f"{place}: {reason}"


def _fill_standard_descriptors() -> None:
    """Open what is closed of the first three descriptors: a database must not become one."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD_DESCRIPTOR:
        pass
    os.close(opened)


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
