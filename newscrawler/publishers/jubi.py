"""Jubi, of Jayapura: news of Papua, in English on its second host."""

from newscrawler.publishers import Publisher

JUBI = Publisher(
    key="jubi",
    name="Jubi",
    languages=["id", "en"],
    hosts=["jubi.id", "en.jubi.id"],
    article_pattern=r"https?://jubi\.id/[a-z-]+/\d{4}/[^/?#]+",
    timezone="WIT",
    feeds=["https://jubi.id/feed/"],
    unverified="the template; that its times are WIT; addresses of articles in English",
)
