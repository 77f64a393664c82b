"""Keep what a site reserves out of the database, as the setting RESERVATIONS says."""

from collections.abc import Mapping
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawler.extraction.verdict.robots_directives import RESERVATIONS
from newscrawler.items import Article
from pipelines import Refused

_ANSWERS = ("store", "refuse")


class ReservationsPipeline:
    """Counts every reservation, and drops an article with one that is to be refused."""

    def __init__(self, policy: Mapping[str, str], stats: StatsCollector) -> None:
        for flag in dict.fromkeys((*RESERVATIONS, *policy)):
            if flag not in RESERVATIONS or policy.get(flag) not in _ANSWERS:
                raise ValueError(
                    f"RESERVATIONS[{flag!r}] is {policy.get(flag)!r}; "
                    f"give {' or '.join(_ANSWERS)} for each of {', '.join(RESERVATIONS)}"
                )
        self.policy = policy
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the policy and the stats of `crawler`. Raises ValueError for a bad policy."""
        assert crawler.stats
        return cls(crawler.settings.getdict("RESERVATIONS"), crawler.stats)

    def process_item(self, item: Article) -> Article:
        """Let through what may be kept. Raises Refused for the rest."""
        reserved = [flag for flag in RESERVATIONS if flag in item.flags]
        for flag in reserved:
            self.stats.inc_value(f"reservations/{flag}")
        refused = [flag for flag in reserved if self.policy[flag] == "refuse"]
        if refused:
            self.stats.inc_value("reservations/refused")
            raise Refused(", ".join(refused))
        return item
