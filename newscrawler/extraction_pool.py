"""Read pages in worker processes: on every core, and so that no page can stop the others.

The kept pools share one pipe among their workers: one that is killed while it writes there leaves
all of them waiting for ever. Here each worker has its own, which ends with it.
"""

import logging
import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from logging.handlers import QueueHandler
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Generic, Self, TypeVar

import psutil
from scrapy.settings import BaseSettings

from newscrawler.extraction import SavedPage
from newscrawler.process import PageOutcome, Policy, process, quarantine

logger = logging.getLogger(__name__)

T = TypeVar("T")

MAX_BATCH_PAGES = 8
"""How many pages are handed to a worker at a time."""
MAX_BATCH_BYTES = 1 << 20
"""The size of the pages after which no more are handed to a worker at a time."""
MAX_BATCHES_AHEAD = 4
"""For each worker: bounds what is in memory while one page takes long."""
_SECONDS_BETWEEN_CHECKS = 0.05
MAX_ATTEMPTS = 3
"""Of a page whose worker ends for a reason outside, as it seems: it may have been killed."""
_FIRST_FD = 3
"""The first file descriptor after those of the standard streams."""
_OUT_OF_TIME = TimeoutError.__name__
_OUT_OF_MEMORY = MemoryError.__name__
_OVER_LIMIT = (_OUT_OF_TIME, _OUT_OF_MEMORY)

# A forked worker has everything imported. Elsewhere than on Linux, system libraries forbid it.
_CONTEXT = get_context("fork") if sys.platform == "linux" else get_context("spawn")


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class PageLimits:
    """What reading one page may take: seconds of CPU time, and bytes of its worker's memory."""

    cpu_seconds: float = 10
    memory_bytes: int = 2 << 30


@dataclass(frozen=True)
class Task(Generic[T]):
    """What is done with pages: a worker calls `read`, which is sent to it, with each of them.

    Where that cannot be done, `give_up` is called here instead, with the page and the name of what
    ended it: an error, `TimeoutError` or `MemoryError` of a page over its limits, a signal.
    """

    read: Callable[[SavedPage], T]
    give_up: Callable[[SavedPage, str], T]


def extraction(policy: Policy) -> Task[PageOutcome]:
    """Return the task to read articles under `policy`; a page that cannot be is quarantined."""
    return Task(partial(process, policy=policy), partial(quarantine, policy=policy))


class ExtractionPool:
    """`jobs` worker processes (as many as there are cores, if None) that read pages.

    A page that goes over `limits` is given up alone, and so is one whose worker ends each time: the
    worker is replaced, and the other pages are read.
    """

    def __init__(self, jobs: int | None = None, limits: PageLimits = PageLimits()) -> None:
        self.jobs = jobs or count_cores()
        self._workers = [_Worker(limits) for _ in range(self.jobs)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(self.jobs)  # each waits for one worker

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Return a pool as EXTRACTION_JOBS, _TIMEOUT and _MEMORY_LIMIT_MB set it."""
        memory_bytes = settings.getint("EXTRACTION_MEMORY_LIMIT_MB") << 20
        limits = PageLimits(settings.getfloat("EXTRACTION_TIMEOUT"), memory_bytes)
        return cls(settings.getint("EXTRACTION_JOBS") or None, limits)

    def __enter__(self) -> Self:
        """Return the pool; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the pool."""
        self.close()

    def submit(self, pages: Sequence[SavedPage], task: Task[T]) -> "Future[list[T]]":
        """Return what `task` makes of `pages`, in their order, when one worker has read them."""
        return self._threads.submit(self._read, pages, task)

    def map(self, pages: Iterable[SavedPage], policy: Policy) -> Iterator[PageOutcome]:
        """Yield the outcomes of `pages` in their order, and read no more than a little ahead."""
        waiting: deque[Future[list[PageOutcome]]] = deque()
        task = extraction(policy)
        for batch in _batches(pages):
            waiting.append(self.submit(batch, task))
            while waiting and (waiting[0].done() or len(waiting) > MAX_BATCHES_AHEAD * self.jobs):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def close(self) -> None:
        """End the workers at once; what they are reading is dropped."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def _read(self, pages: Sequence[SavedPage], task: Task[T]) -> list[T]:
        worker = self._idle.get()
        try:
            return worker.read(pages, task)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, started anew whenever it ends, and the pipe to it."""

    def __init__(self, limits: PageLimits) -> None:
        self._limits = limits
        self._is_closed = False
        self._start()

    def read(self, pages: Sequence[SavedPage], task: Task[T]) -> list[T]:
        """Return what `task` makes of `pages`. Raises CancelledError when the worker is closed."""
        results: list[T] = []
        attempts: Counter[int] = Counter()
        while ending := self._ask(pages[len(results) :], task, results):
            suspect = len(results)
            attempts[suspect] += 1
            if ending in _OVER_LIMIT or attempts[suspect] == MAX_ATTEMPTS:
                results.append(task.give_up(pages[suspect], ending))
        return results

    def close(self) -> None:
        """Kill the process."""
        self._is_closed = True
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        self._connection, theirs = _CONTEXT.Pipe()
        seconds = self._limits.cpu_seconds
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, seconds), daemon=True)
        self._process.start()
        self._usage = psutil.Process(self._process.pid)
        theirs.close()

    def _ask(self, pages: Sequence[SavedPage], task: Task[T], results: list[T]) -> str | None:
        """Add to `results` what the process gives; return what ended it if it ended meanwhile."""
        try:
            self._connection.send((pages, task.read))
            for page in pages:
                result, error_name = self._receive()
                results.append(task.give_up(page, error_name) if error_name else result)
        except MemoryError:
            self._process.kill()
            self._restart()
            return _OUT_OF_MEMORY
        except (EOFError, ConnectionError):
            return self._restart()
        return None

    def _receive(self) -> tuple[Any, str | None]:
        """Return the next result, or the name of the error that came instead.

        Raises MemoryError while the process has too much memory.
        A limit set by the system would be met by libxml2 with an error, or with half a page.
        """
        while not self._connection.poll(_SECONDS_BETWEEN_CHECKS):
            with suppress(psutil.Error):  # it may just have ended
                if self._usage.memory_info().rss > self._limits.memory_bytes:
                    raise MemoryError
        result, error_name, logged = self._connection.recv()
        for record in logged:
            logging.getLogger(record.name).handle(record)
        return result, error_name

    def _restart(self) -> str:
        """Start another process; return what ended the one before."""
        self._process.join()
        if self._is_closed:
            raise CancelledError
        ending = _name_of_exit(self._process.exitcode or 0)
        self._connection.close()
        self._start()
        return ending


def _serve(connection: Connection, cpu_seconds: float) -> None:
    """Read the pages that come through `connection`, until it ends; send results and log records.

    Ctrl-C, which the terminal sends to all processes, is for the main one to answer. The time is
    measured by the system, which ends this process even within C code.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    _close_all_but(connection)
    records: SimpleQueue[logging.LogRecord] = SimpleQueue()
    logging.getLogger().handlers = [QueueHandler(records)]
    with suppress(EOFError, ConnectionError):
        while True:
            pages, read = connection.recv()
            for page in pages:
                signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
                result, error_name = _try(read, page)
                signal.setitimer(signal.ITIMER_PROF, 0)
                logged = [records.get() for _ in range(records.qsize())]
                connection.send((result, error_name, logged))


def _try(read: Callable[[SavedPage], T], page: SavedPage) -> tuple[T | None, str | None]:
    """Return what `read` gives for `page`, or the name of the error that it raises, and log it."""
    try:
        return read(page), None
    except Exception as error:
        logger.exception("Reading failed on %s", page.source or page.url)
        return None, type(error).__name__


def _close_all_but(connection: Connection) -> None:
    """Close what else was open in the process this was forked from: other pipes, locked files."""
    own = connection.fileno()
    os.closerange(_FIRST_FD, own)
    os.closerange(max(own + 1, _FIRST_FD), os.sysconf("SC_OPEN_MAX"))


def _name_of_exit(code: int) -> str:
    """Return the name of what ended a process: a signal (below zero), or its own exit code."""
    if code == -signal.SIGPROF:
        return _OUT_OF_TIME
    return signal.Signals(-code).name if code < 0 else f"exit_{code}"


def _batches(pages: Iterable[SavedPage]) -> Iterator[list[SavedPage]]:
    """Yield `pages` by the few: handing over each by itself would take longer than reading it."""
    batch: list[SavedPage] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.body)
        if len(batch) == MAX_BATCH_PAGES or size >= MAX_BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
