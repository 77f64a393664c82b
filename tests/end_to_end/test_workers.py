"""Several processes on one frontier, and one that is killed among them."""

from pathlib import Path

import pytest

from bench.torture import CONCURRENCY, CrawlSetup
from bench.workers import share
from tests.support.site import start_logged

PAGES = 200


@pytest.mark.parametrize("workers", [2, 4])
def test_d11_workers_share_a_crawl_and_fetch_nothing_twice(
    empty_postgresql_url: str, tmp_path: Path, workers: int
) -> None:
    figures = share(CrawlSetup(empty_postgresql_url, tmp_path, start_logged), PAGES, workers)
    assert (figures.lost, figures.refetched, figures.crowd) == (0, 0, 1)
    assert figures.codes == [0] * workers


def test_d11_what_a_killed_worker_held_is_taken_over_at_once(
    postgresql_url: str, tmp_path: Path
) -> None:
    figures = share(CrawlSetup(postgresql_url, tmp_path, start_logged), PAGES, 2, killed=1)
    assert (figures.lost, figures.crowd) == (0, 1)
    assert figures.refetched <= CONCURRENCY
    assert figures.codes == [0]
