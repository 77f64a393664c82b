"""Scrapy's item pipelines: what happens to an article between its spider and the database.

The order is set in `newscrawler.settings`: dates, coverage, duplicates, store. Each is a thin
adapter; what it does stands in the room that it calls.
"""

from scrapy.exceptions import DropItem

from newscrawler.outcomes import State


class ArticleDropped(DropItem):
    """An article that goes no further: `state` is how its URL ends, `reason` says why."""

    def __init__(self, state: State, reason: str) -> None:
        super().__init__(reason, log_level="INFO")
        self.state = state
        self.reason = reason
