"""Run `scrapy` with a fault that strikes at a moment: as a file is opened, or a database is.

Run as a program: `python -m tests.support.injection <fault> <event> <name> <turn> <words of
scrapy>`. The events are Python's audit events (PEP 578); the fault strikes once, at the event whose
first argument contains the name for the turn-th time.
"""

import errno
import os
import resource
import runpy
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.forkserver import Forked
from tests.support.site import NO_DATABASE, Ran, command, run_to_end, surroundings


def _vanish(name: str) -> None:
    Path(name).unlink()


def _fail_to_read(name: str) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO), name)


def _lead_to_full_disk(name: str) -> None:
    """Let the file that is about to be written be one on a full disk."""
    Path(name).symlink_to("/dev/full")


def _fill_disk(_name: str) -> None:
    """Let no file grow beyond a kilobyte; Python ignores the signal that comes with the error."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, resource.RLIM_INFINITY))


def _send(number: int) -> Callable[[str], None]:
    return lambda _name: os.kill(os.getpid(), number)


FAULTS: dict[str, Callable[[str], None]] = {
    "vanish": _vanish,
    "unreadable": _fail_to_read,
    "full": _fill_disk,
    "full file": _lead_to_full_disk,
    "interrupt": _send(signal.SIGINT),
    "terminate": _send(signal.SIGTERM),
}


def injected(
    fault: str,
    event: str,
    name: str,
    *words: str | Path,
    turn: int = 1,
    database: str = NO_DATABASE,
) -> Ran:
    """Run `scrapy <words>`, let `fault` strike at `event` on `name`, and return how it ended."""
    asked = (fault, event, name, str(turn), *words)
    return run_to_end(command(asked, surroundings(database), program=__name__))


def without_reader(*words: str | Path, database: str = NO_DATABASE) -> Ran:
    """Run `scrapy <words>` with a standard output that nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    return _with_stdout(writer, words, database)


def on_full_disk(*words: str | Path, database: str = NO_DATABASE) -> Ran:
    """Run `scrapy <words>` with its standard output on a full disk."""
    return _with_stdout(os.open("/dev/full", os.O_WRONLY), words, database)


def _with_stdout(stdout: int, words: tuple[str | Path, ...], database: str) -> Ran:
    asked = command(words, surroundings(database))
    with Forked(asked, stdout=stdout, stderr=subprocess.PIPE) as process:
        _, err = process.communicate()
    os.close(stdout)
    return Ran(process.wait(), "", err)


def _main(fault: str, event: str, name: str, turn: str, *words: str) -> None:
    remaining = int(turn)

    def strike(happening: str, arguments: tuple[Any, ...]) -> None:
        nonlocal remaining
        if happening == event and name in str(arguments[0]):
            remaining -= 1
            if not remaining:
                FAULTS[fault](str(arguments[0]))

    sys.addaudithook(strike)
    sys.argv = ["scrapy", *words]
    runpy.run_module("scrapy", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
