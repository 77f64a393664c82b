"""Reading pages in worker processes: every page has its outcome, whatever becomes of a worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import active_children

import psutil
import pytest

from newscrawler.extraction import Extraction, SavedPage, extract_page
from newscrawler.extraction_pool import MAX_BATCH_PAGES, ExtractionPool, PageLimits, Task
from newscrawler.process import Policy, process
from tests.support.site import PROJECT, news

PAGES = 40
MEGABYTE = 1 << 20


def page(number: int, text: str = "") -> SavedPage:
    url = f"https://kabar.example/berita/{number}"
    return SavedPage(url, news(f"Berita {number}", text).encode(), None, source=f"{number}.html")


@pytest.fixture
def pages() -> list[SavedPage]:
    return [page(number) for number in range(PAGES)]


@pytest.fixture(params=[1, 2])
def pool(request: pytest.FixtureRequest) -> Iterator[ExtractionPool]:
    with ExtractionPool(request.param) as pool:
        yield pool


def test_a_pool_gives_what_this_process_gives_in_the_same_order(
    pool: ExtractionPool, pages: list[SavedPage]
) -> None:
    assert list(pool.map(pages, Policy())) == [process(each, Policy()) for each in pages]


def test_little_is_read_ahead_of_what_is_taken(pages: list[SavedPage]) -> None:
    given: list[str | None] = []

    def endless() -> Iterator[SavedPage]:
        while True:
            given.append(pages[0].url)
            yield pages[0]

    with ExtractionPool(1) as pool:
        outcomes = pool.map(endless(), Policy())
        for _ in range(3):
            next(outcomes)
    assert len(given) <= 7 * MAX_BATCH_PAGES


def test_a_page_that_takes_too_long_is_quarantined_alone(pages: list[SavedPage]) -> None:
    pages[PAGES // 2] = page(PAGES, "<p>Warga datang.</p>" * 200_000)
    with ExtractionPool(2, PageLimits(cpu_seconds=0.5)) as pool:
        outcomes = list(pool.map(pages, Policy()))
    assert [each.url for each in outcomes] == [each.url for each in pages]
    slow = outcomes.pop(PAGES // 2)
    assert (slow.state, slow.reason) == ("quarantined", "extraction_failed:TimeoutError")
    assert slow.extraction.article.source == f"{PAGES}.html"
    assert {each.state for each in outcomes} == {"stored"}


def test_a_page_that_takes_too_much_memory_is_quarantined_alone(pages: list[SavedPage]) -> None:
    pages[PAGES // 2] = page(PAGES, "<p>Warga datang.</p>" * 400_000)
    used = psutil.Process().memory_info().rss
    with ExtractionPool(2, PageLimits(60, used + 100 * MEGABYTE)) as pool:
        outcomes = list(pool.map(pages, Policy()))
    large = outcomes.pop(PAGES // 2)
    assert (large.state, large.reason) == ("quarantined", "extraction_failed:MemoryError")
    assert {each.state for each in outcomes} == {"stored"}


def test_a_worker_that_is_killed_loses_no_page(
    pool: ExtractionPool, pages: list[SavedPage]
) -> None:
    outcomes = []
    for number, outcome in enumerate(pool.map(pages, Policy())):
        outcomes.append(outcome)
        if number in {0, PAGES // 2}:
            for worker in active_children():
                worker.kill()
    assert outcomes == [process(each, Policy()) for each in pages]


def test_a_page_that_ends_every_worker_is_quarantined_alone(
    pages: list[SavedPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(page: SavedPage, publisher: None) -> Extraction:
        if page.source == "7.html":
            os.kill(os.getpid(), signal.SIGSEGV)
        return extract_page(page, publisher)

    monkeypatch.setattr("newscrawler.process.extract_page", crash)
    with ExtractionPool(1) as pool:
        outcomes = list(pool.map(pages, Policy()))
    assert [each.reason for each in outcomes if each.state != "stored"] == [
        "extraction_failed:SIGSEGV"
    ]
    assert outcomes[7].state == "quarantined"


def test_signals_to_all_processes_are_for_the_main_one(
    pool: ExtractionPool, pages: list[SavedPage]
) -> None:
    before = {each.pid for each in active_children()}
    for number in (signal.SIGINT, signal.SIGTERM):
        for worker in active_children():
            assert worker.pid
            os.kill(worker.pid, number)
        assert len(list(pool.map(pages, Policy()))) == PAGES
        survived = {each.pid for each in active_children()} & before
        assert (survived == before) is (number == signal.SIGINT)


def test_a_process_that_ends_without_closing_its_pool_ends() -> None:
    code = "from newscrawler.extraction_pool import ExtractionPool; ExtractionPool(2)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


def test_what_is_logged_of_a_page_is_logged_here(
    pages: list[SavedPage], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("newscrawler.process.extract_page", fail)
    with ExtractionPool(1) as pool:
        (outcome,) = pool.map(pages[:1], Policy())
    assert outcome.reason == "extraction_failed:ZeroDivisionError"
    assert "Extraction failed on 0.html" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def divide(page: SavedPage) -> float:
    return 1 / int(page.body)


def test_of_a_task_that_fails_on_a_page_the_error_is_told_and_logged(
    pool: ExtractionPool, caplog: pytest.LogCaptureFixture
) -> None:
    given = [SavedPage(f"https://kabar.example/{body}", body, None) for body in ("2", "0", "4")]
    read = pool.submit(given, Task(divide, lambda page, name: f"{page.url}: {name}"))
    assert read.result() == [0.5, "https://kabar.example/0: ZeroDivisionError", 0.25]
    assert "Reading failed on https://kabar.example/0" in caplog.text


def test_a_closed_pool_leaves_no_process() -> None:
    with ExtractionPool(2):
        assert len(active_children()) == 2
    assert active_children() == []
