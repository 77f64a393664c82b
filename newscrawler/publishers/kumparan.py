"""kumparan: stories by its desks and by anybody who has an account there.

Attributes `data-qa-id` change less often than classes here. Its lists are drawn by scripts, so
there is no index to walk; JSON-LD gives times in UTC.
"""

from newscrawler.publishers import Publisher

KUMPARAN = Publisher(
    key="kumparan",
    name="kumparan",
    hosts=["kumparan.com"],
    host_suffix=".kumparan.com",
    article_pattern=r"https?://kumparan\.com/(?!(?:topic|channel|trending)/)[a-z0-9-]+"
    r"/[a-z0-9-]+-\d\d[A-Za-z0-9]{9}(?:/full)?/?(?:[?#]|$)",
    selectors={
        "headline": ["h1[data-qa-id=story-title]"],
        "authors": ["[data-qa-id=author-name]"],
        "published": ["time[data-qa-id=publish-date]"],
        "tags": ["a[data-qa-id=tag-topic]"],
    },
    remove=[".instagram-media", ".twitter-tweet"],
    sitemaps=[
        "https://kumparan.com/sitemap.xml",
        "https://kumparan.com/sitemap_channel_news.xml",
    ],
    feeds=["https://lapi.kumparan.com/v2.0/rss/"],
    unverified="which element holds the paragraphs; structure finds the body",
)
