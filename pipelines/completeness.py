"""Say what an article lacks; keep apart what is no article at all."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawler.extraction.verdict.blocked_pages import wall_of
from newscrawler.items import KINDS_WITHOUT_TEXT, Article
from pipelines import Quarantined, Walled

UNREADABLE = ("empty", "not_html", "extraction_failed")
"""How the flags begin of what is no page."""
_EXPECTED = ("headline", "body", "published", "authors")


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
        reason = why_no_article(item)
        if reason is None:
            self.stats.inc_value("completeness/articles")
            return item
        self.stats.inc_value("completeness/quarantined")
        self.stats.inc_value(f"completeness/quarantined/{reason}")
        raise Quarantined(reason)


def why_no_article(item: Article) -> str | None:
    """What keeps `item` from being an article, None when nothing does."""
    unreadable = [flag for flag in item.flags if flag.startswith(UNREADABLE)]
    if unreadable:
        return unreadable[0]
    if item.kind == "index":
        return "index"
    if not item.headline:
        return "missing:headline"
    if not item.body and item.kind not in KINDS_WITHOUT_TEXT:
        return "missing:body"
    return None
