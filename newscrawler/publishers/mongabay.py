"""Mongabay Indonesia, on the environment; a WordPress site whose texts may be republished."""

from newscrawler.publishers import Publisher

MONGABAY = Publisher(
    key="mongabay",
    name="Mongabay Indonesia",
    hosts=["mongabay.co.id", "www.mongabay.co.id"],
    article_pattern=(
        r"https?://(?:www\.)?mongabay\.co\.id/"
        r"(?:\d{4}/\d\d/\d\d|short-article/\d{4}/\d\d)/[^/?#]+"
    ),
    feeds=["https://mongabay.co.id/feed/"],
    unverified="the template",
)
