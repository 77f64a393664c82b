"""RMOL (Rakyat Merdeka Online). Its regional sites have domains of their own."""

from newscrawler.publishers import Publisher

RMOL = Publisher(
    key="rmol",
    name="RMOL",
    dewan_pers=True,
    hosts=["rmol.id", "www.rmol.id"],
    article_pattern=(
        r"https?://(?:www\.)?rmol\.id/[a-z-]+(?:/[a-z-]+)?/read/\d{4}/\d\d/\d\d/\d+/[^/?#]+"
    ),
    feeds=["https://rmol.id/rss/latest-posts"],
    index_urls=["https://rmol.id/indeksberita"],
    unverified="the feed and the index; the template",
)
