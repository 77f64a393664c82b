"""The id of a crawl's run, one for all of its parts."""

import uuid

from scrapy.crawler import Crawler


def run_id_of(crawler: Crawler) -> str:
    """The id of the run of `crawler` (32 hexadecimal digits): made by whoever asks first."""
    assert crawler.stats
    known: str | None = crawler.stats.get_value("run_id")
    if known is None:
        known = uuid.uuid4().hex
        crawler.stats.set_value("run_id", known)
    return known
