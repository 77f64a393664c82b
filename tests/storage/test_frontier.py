"""The frontier in the database: what is discovered and how it ended."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from newscrawler.storage import Discovery, count_urls, write_crawl
from tests.support.site import url


@pytest.mark.parametrize("order", [1, -1])
def test_a_url_that_one_listing_wants_is_not_skipped_for_another(
    engine: Engine, order: int
) -> None:
    now = datetime.now(UTC)
    wanted = Discovery(
        url=url(1),
        spider="tribun_video",
        at=now,
        crawl_started_at=now,
        refetch_before=now,
        request={"callback": "x"},
    )
    both = [wanted, replace(wanted, skip_reason="out of range")]
    write_crawl(engine, both[::order], "run")
    with engine.connect() as connection:
        assert count_urls(connection) == [("tribun_video", "video.tribunnews.com", "waiting", 1)]
