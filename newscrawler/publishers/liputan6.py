"""Liputan6.

The index answers only with a date in its path. Channels once had hosts of their own.
"""

from newscrawler.publishers.kly_network import kly_site

_DAY = "start={date:%Y-%m-%d}&end={date:%Y-%m-%d}"

LIPUTAN6 = kly_site(
    key="liputan6",
    name="Liputan6.com",
    hosts=["www.liputan6.com"],
    host_suffix=".liputan6.com",
    aliases={"m.liputan6.com": "www.liputan6.com"},
    article_pattern=(
        r"https?://[a-z0-9-]+\.liputan6\.com/(?!(?:photo|video|tv)/)"
        r"(?:[a-z0-9-]+/)?read/\d+/[^/?#]+"
    ),
    sitemaps=["https://www.liputan6.com/sitemap.xml"],
    feeds=["https://feed.liputan6.com/rss/news"],
    index_urls=[f"https://www.liputan6.com/indeks/{{date:%Y/%m/%d}}?{_DAY}&page={{page}}"],
    unverified="the host of the feed; that photo and video pages stand only in their own sections",
)
