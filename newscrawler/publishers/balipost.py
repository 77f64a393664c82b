"""Bali Post, of Denpasar; a WordPress site whose addresses end in a cut headline and `.html`."""

from newscrawler.publishers import Publisher

BALIPOST = Publisher(
    key="balipost",
    name="Bali Post",
    dewan_pers=True,
    hosts=["www.balipost.com"],
    article_pattern=r"https?://www\.balipost\.com/news/\d{4}/\d\d/\d\d/\d+/[^/?#]+",
    timezone="WITA",
    feeds=["https://www.balipost.com/feed"],
    index_urls=["https://www.balipost.com/news/{date:%Y/%m/%d}"],
    unverified="the archive of a day, known from a scraper of 2020; that its times are WITA",
)
