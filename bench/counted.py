"""`python -m bench.counted FILE <words>`: run `scrapy <words>`, and count what passes in it.

Hand-overs are calls from another thread to the event loop, signals those of Scrapy, however many
receivers they have. The counts are written to FILE as JSON.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from scrapy.cmdline import execute
from scrapy.signalmanager import SignalManager

COUNTED = (
    ("hand-overs", asyncio.BaseEventLoop, "call_soon_threadsafe"),
    ("signals", SignalManager, "send_catch_log"),
    ("signals", SignalManager, "send_catch_log_async"),
)


def counting(method: Callable[..., Any], counts: Counter[str], name: str) -> Callable[..., Any]:
    """Return `method`, whose calls are counted in `counts` under `name`."""

    @wraps(method)
    def counted(*args: Any, **kwargs: Any) -> Any:
        counts[name] += 1
        return method(*args, **kwargs)

    return counted


def main(file: str, *words: str) -> None:
    """Run the command."""
    counts: Counter[str] = Counter()
    for name, kind, method in COUNTED:
        setattr(kind, method, counting(getattr(kind, method), counts, name))
    sys.argv = ["scrapy", *words]
    try:
        execute()
    finally:
        Path(file).write_text(json.dumps(counts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
