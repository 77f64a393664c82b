"""Say what an article lacks; keep apart what is no article at all."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawler.extraction.walls import wall_of
from newscrawler.items import Article
from pipelines import Quarantined, Walled

_UNREADABLE = ("empty", "not_html", "extraction_failed")
_EXPECTED = ("headline", "body", "published", "authors")
_WITHOUT_TEXT = frozenset(("video", "photo"))
"""Kinds whose content is not text: they are complete without a body."""


class CompletenessPipeline:
    """Flags `missing:<field>`; drops walls, quarantines what has no headline or no body."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the stats of `crawler`."""
        assert crawler.stats
        return cls(crawler.stats)

    def process_item(self, item: Article) -> Article:
        """Flag what `item` lacks. Raises Walled or Quarantined when it is no article."""
        if wall := wall_of(item):
            self.stats.inc_value("completeness/wall")
            self.stats.inc_value(f"completeness/wall/{wall}")
            raise Walled(wall)
        missing = [name for name in _EXPECTED if not getattr(item, name)]
        item.flags += [f"missing:{name}" for name in missing]
        for name in missing:
            self.stats.inc_value(f"completeness/missing/{name}")
        reason = _why_no_article(item, missing)
        if reason is None:
            self.stats.inc_value("completeness/articles")
            return item
        self.stats.inc_value("completeness/quarantined")
        self.stats.inc_value(f"completeness/quarantined/{reason}")
        raise Quarantined(reason)


def _why_no_article(item: Article, missing: list[str]) -> str | None:
    unreadable = [flag for flag in item.flags if flag.startswith(_UNREADABLE)]
    if unreadable:
        return unreadable[0]
    if item.kind == "index":
        return "index"
    if item.canonical_url is None:
        return "no_url"
    if "headline" in missing:
        return "missing:headline"
    if "body" in missing and item.kind not in _WITHOUT_TEXT:
        return "missing:body"
    return None
