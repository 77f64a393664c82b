"""Fajar, of Makassar; a WordPress site."""

from newscrawler.publishers import Publisher

FAJAR = Publisher(
    key="fajar",
    name="Fajar",
    dewan_pers=True,
    hosts=["fajar.co.id"],
    article_pattern=r"https?://fajar\.co\.id/\d{4}/\d\d/\d\d/[^/?#]+",
    timezone="WITA",
    feeds=["https://fajar.co.id/feed/"],
    unverified="the template; that its times are WITA",
)
