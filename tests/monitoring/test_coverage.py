"""What the pages of a run count as found."""

from datetime import datetime

import pytest

from newscrawler.extraction import SavedPage
from newscrawler.monitoring.coverage import CoverageCounter
from newscrawler.process import process
from tests.support.site import news, url

FETCHED = datetime.fromisoformat("2026-11-20T09:00:00+07:00")


@pytest.mark.parametrize(("name", "found"), [("published_time", 1), ("modified_time", 0)])
def test_a_publication_that_is_the_last_change_counts_as_not_found(name: str, found: int) -> None:
    page = news("Saung Baca").replace("article:published_time", f"article:{name}")
    counter = CoverageCounter()
    counter.count(process(SavedPage(url(1), page, FETCHED)))
    (count,) = (each for (_, field, _), each in counter.fields.items() if field == "published")
    assert (count.pages, count.found) == (1, found)
