"""Metro TV News. Videos have addresses of the same form (`/play/`) and are no articles.

The author stands in the element of the date, before it ("Sekar • 18 November 2026"), so that no
selector gives the author alone. Until about 2018 each section had its own host and a dated index;
both are gone.
"""

from newscrawler.publishers import Publisher

METROTVNEWS = Publisher(
    key="metrotvnews",
    name="Metro TV News",
    dewan_pers=True,
    hosts=["www.metrotvnews.com"],
    article_pattern=r"https?://www\.metrotvnews\.com/read/[A-Za-z0-9]{8}-[^/?#]+",
    selectors={
        "published": ["p.date"],
        "container": [".news-text"],
    },
    feeds=["https://www.metrotvnews.com/rss"],
    index_urls=["https://www.metrotvnews.com/index"],
    unverified="the feed, the index and the selectors; the body is known from one scraper of 2026",
)
