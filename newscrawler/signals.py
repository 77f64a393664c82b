"""Signals of this project, beside Scrapy's own."""

url_finished = object()
"""How a URL ends is decided, and no article of it goes on to the pipelines.

Sent with `outcome`, a `newscrawler.outcomes.Outcome`.
"""

url_deferred = object()
"""A request could not be made yet: sent with `url` and `reason`; no attempt is counted."""

host_paused = object()
"""A host asks for patience: sent with `host`, `until` (an aware datetime) and `reason`.

Nothing of that host is fetched before `until`.
"""
