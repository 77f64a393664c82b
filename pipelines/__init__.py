"""The item pipelines: what is done to an article between its spider and the database.

Their order is set in `newscrawler.settings`: dates, coverage, duplicates, store. Each is a thin
adapter of a function or class in `newscrawler`.
"""

from scrapy.exceptions import DropItem

from newscrawler.outcomes import State


class ArticleDropped(DropItem):
    """Drops an article: `state` is how its URL ends, and `reason` says why."""

    def __init__(self, state: State, reason: str) -> None:
        super().__init__(reason, log_level="INFO")
        self.state = state
        self.reason = reason
