"""Signals of this project, beside Scrapy's own."""

url_ended = object()
"""A URL came to its end without an article: sent with `url`, `state` and `reason`.

The states are those of `newscrawler.items.State`.
"""
