"""What happens to an article after extraction, one job a file, each counted in the crawl's stats.

The order is set in `newscrawler.settings`: listings, dates, tally, completeness, reservations,
duplicates, store.
"""

from scrapy.exceptions import DropItem

from newscrawler.outcomes import State


class Dropped(DropItem):
    """An article that goes no further. `state` is the recorded end of its URL, the text why."""

    state: State = "quarantined"

    def __init__(self, reason: str) -> None:
        super().__init__(reason, log_level="INFO")
        self.reason = reason


class Quarantined(Dropped):
    """Kept apart because something an article must have is missing."""


class Walled(Dropped):
    """Something that stood where an article should be: a login, a challenge, a lost page."""

    state = "wall"


class Refused(Dropped):
    """An article that its site does not want kept."""

    state = "disallowed"


class Duplicate(Dropped):
    """The same article once more."""

    state = "duplicate"
