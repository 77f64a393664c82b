"""SINDOnews and its channel hosts (`{channel}.sindonews.com`).

Paragraphs are separated by double line breaks, not by elements. JSON-LD stands on the first page
only. An address that ends in a number (`/5`, `/10`) is a later page of an article, not an article.
"""

from newscrawler.publishers import Publisher

SINDONEWS = Publisher(
    key="sindonews",
    name="SINDOnews",
    hosts=["www.sindonews.com"],
    host_suffix=".sindonews.com",
    article_pattern=r"https?://[a-z0-9-]+\.sindonews\.com/(?:[a-z]+/)?read/\d+/\d+"
    r"/[a-z0-9-]+-\d{9,}/?(?:[?#]|$)",
    selectors={
        "headline": ["h1.detail-title"],
        "authors": [".detail-nama-redaksi a[rel=author]"],
        "published": [".detail-date-artikel"],
        "container": ["#detail-desc.detail-desc"],
    },
    remove=["[class^=v-]"],
    single_page="showpage=all",
    feeds=["https://www.sindonews.com/feed"],
    index_urls=["https://www.sindonews.com/indeks/0/{offset:20}?t={date:%Y-%m-%d}"],
    unverified="the address of its news sitemap of 48 hours",
)
