"""Signals of this project, beside Scrapy's own."""

url_ended = object()
"""A URL came to its end without an article: sent with `url`, `state` and `reason`.

The states are those of `newscrawler.items.State`.
"""

host_paused = object()
"""A host asks for patience: sent with `host`, `until` (an aware datetime) and `reason`.

Nothing of that host is fetched before `until`.
"""

damaged = object()
"""A record of an archive cannot be read: sent with `source` (`<file>:<offset>`) and `reason`."""

url_recorded = object()
"""How a URL ended is in the database: sent with `end`, a `newscrawler.storage.UrlState`."""

url_postponed = object()
"""A request could not be made yet: sent with `url` and `reason`; no try is counted."""

listing_ended = object()
"""A listing was asked for: sent with `url` and `named`, how many articles and listings it names.

0 too for one that could not be read, whatever the reason.
"""
