"""Processes that run a function of a test, forked from one that has imported the storage."""

from multiprocessing import get_context
from multiprocessing.forkserver import _forkserver

processes = get_context("forkserver")
processes.set_forkserver_preload(
    [
        "newscrawler.storage.articles",
        "newscrawler.storage.database",
        "newscrawler.storage.migrations.upgrade",
        "pytest",
    ]
)


def end_processes() -> None:
    """End the process that others are forked from, if there is one, and count what it used."""
    _forkserver._stop()  # type: ignore[attr-defined]  # as in the tests of multiprocessing
