"""Kompas TV. Videos (`/video/`) are no articles; until 2022 all articles were below `/article/`."""

from newscrawler.publishers import Publisher

KOMPAS_TV = Publisher(
    key="kompas_tv",
    name="KompasTV",
    dewan_pers=True,
    hosts=["www.kompas.tv"],
    article_pattern=r"https?://www\.kompas\.tv/(?!(?:video|tag|live)/)[a-z-]+/\d{5,7}/[^/?#]+",
    feeds=["https://www.kompas.tv/rss"],
    index_urls=["https://www.kompas.tv/"],
    unverified="the feed, which several lists of feeds name; the template",
)
