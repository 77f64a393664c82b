"""Signals of this project, beside Scrapy's own."""

url_ended = object()
"""A URL came to its end without an article: sent with `url`, `state` and `reason`.

The states are those of `newscrawler.items.State`.
"""

host_paused = object()
"""A host asks for patience: sent with `host`, `until` (an aware datetime) and `reason`.

Nothing of that host is fetched before `until`.
"""
