"""Merdeka.com.

JSON-LD has no author's name and ends its breadcrumbs with the headline. Pages of about 2021 give
Indonesian time the offset -07:00 in the head: the printed line is right. robots.txt disallows
every address with a query, so there is no index to page through.
"""

from newscrawler.publishers import Publisher

MERDEKA = Publisher(
    key="merdeka",
    name="merdeka.com",
    hosts=["www.merdeka.com"],
    host_suffix=".merdeka.com",
    aliases={"m.merdeka.com": "www.merdeka.com"},
    article_pattern=(
        r"https?://(?!video\.)[a-z0-9-]+\.merdeka\.com/(?!(?:company|foto|video|tag)/)"
        r"[a-z-]+/(?:read/\d+/[^/?#]+|[a-z0-9-]+\.html)"
    ),
    selectors={
        "kicker": [".mdk-date-reporter > span > a[href^='/']"],
        "headline": ["h1.articles-content__title"],
        "authors": ["[data-tracking='author_name']", ".mdk-date-reporter a[href*='/reporter/']"],
        "published": [".mdk-date-reporter > span"],
        "breadcrumbs": ["nav.breadcrumb-navigation li"],
        "container": [
            ".articles-content__body",
            "div.mdk-body-detail",
            "div.mdk-body-paragraph",
        ],
        "tags": [".tags-articles__list a", "ul.tag__list a"],
    },
    remove=[
        ".advertisement-placeholder",
        ".bg-primary-50 > span",  # a label without a space before its link
        ".imageinfo",
        ".read-too",  # leads to the next page, which stands in the same document
        "[id^='div-gpt-ad']",
    ],
    sitemaps=["https://www.merdeka.com/sitemap.xml"],
    feeds=["https://www.merdeka.com/feed/"],
    unverified="the address of the feed (`/rss/` or `/feed/`)",
)
