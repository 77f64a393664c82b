"""Say in JSON what a program finds when it starts: how a fork is told from a process of its own."""

import gc
import json
import locale
import os
import random
import signal
import sys
import threading
import time
from typing import Any


def surroundings() -> dict[str, Any]:
    """Return all that must be the same in both."""
    mask = os.umask(0)
    os.umask(mask)
    main = sys.modules["__main__"]
    return {
        "argv": sys.argv,
        "folder": os.getcwd(),  # noqa: PTH109 (as the interpreter sees it)
        "path": sys.path,
        "environment": dict(os.environ),
        "zone": time.tzname,
        "encodings": [locale.getencoding(), sys.stdout.encoding, sys.getfilesystemencoding()],
        "buffered": [sys.stdout.line_buffering, sys.stderr.line_buffering],
        "main": [main.__name__, main.__spec__ and main.__spec__.name],
        "signals": [str(signal.getsignal(number)) for number in signal.valid_signals()],
        "blocked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        "group": os.getpgrp(),
        "session": os.getsid(0),
        "umask": mask,
        "threads": threading.active_count(),
        "collects": gc.isenabled(),
        "reactor": "twisted.internet.reactor" in sys.modules,
        "settings": "newscrawler.settings" in sys.modules,
    }


def _open_descriptors() -> int:
    return sum(1 for number in range(256) if _is_open(number))


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    found = {"descriptors": _open_descriptors(), "stdin": sys.stdin.read(), "pid": os.getpid()}
    print(json.dumps(surroundings() | found | {"chance": random.random()}))  # noqa: S311 (no secret)
    print("to stderr", file=sys.stderr)
    match sys.argv[1:]:
        case ["exit", code, *_]:
            sys.exit(int(code))
        case ["raise"]:
            raise ValueError("as asked")
        case ["sleep"]:
            sys.stdout.flush()
            time.sleep(60)
