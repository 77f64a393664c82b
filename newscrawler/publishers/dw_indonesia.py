"""DW Indonesia, one language of Deutsche Welle on a host that all of them share.

The template and the sitemaps are taken from its German and English sister sites. Letters other
than `a` before the number stand for pictures, videos and live pages.
"""

from newscrawler.publishers import Publisher

DW_INDONESIA = Publisher(
    key="dw_indonesia",
    name="DW",
    hosts=["www.dw.com"],
    article_pattern=r"https?://www\.dw\.com/id/[^/?#]+/a-\d+",
    selectors={
        "kicker": ["header div.kicker span"],
        "container": ["div.rich-text"],
    },
    sitemaps=[
        "https://www.dw.com/id/news-sitemap.xml",
        "https://www.dw.com/id/article-sitemap.xml",
    ],
    feeds=["https://rss.dw.com/xml/rss-id-all"],
    unverified="everything but the addresses of articles; the feed was reported dead in 2026",
)
