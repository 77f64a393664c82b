"""Errors that end a request before its page reaches the spider."""

from scrapy.exceptions import IgnoreRequest

from newscrawler.outcomes import State


class RequestRejected(IgnoreRequest):
    """A request that ends here: `state` is that of its URL, the text says why."""

    def __init__(self, state: State, reason: str) -> None:
        super().__init__(reason)
        self.state = state


class RequestDeferred(IgnoreRequest):
    """A request that waits until its host may be asked again: no try is counted for its URL.

    Whoever raises it has said how long by the signal `host_paused`.
    """
