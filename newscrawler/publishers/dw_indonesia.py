"""DW Indonesia, one language of Deutsche Welle on a host it shares with the others.

Unverified: all of it but the addresses; template and sitemaps are taken from its German and
English sisters, the feed was listed as dead by one who looked in 2026. Letters other than `a`
before the number are pictures, videos and live pages.
"""

from newscrawler.publishers import Publisher

DW_INDONESIA = Publisher(
    key="dw_indonesia",
    name="DW",
    hosts=["www.dw.com"],
    article=r"https?://www\.dw\.com/id/[^/?#]+/a-\d+",
    selectors={
        "kicker": ["header div.kicker span"],
        "container": ["div.rich-text"],
    },
    sitemaps=[
        "https://www.dw.com/id/news-sitemap.xml",
        "https://www.dw.com/id/article-sitemap.xml",
    ],
    feeds=["https://rss.dw.com/xml/rss-id-all"],
)
