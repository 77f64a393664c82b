"""RRI, the public radio. Its stations have a section each (`/biak/`), in all three time zones.

Printed times are marked WIB. Articles in English stand below `/en/`.
"""

from newscrawler.publishers import Publisher

RRI = Publisher(
    key="rri",
    name="RRI",
    languages=["id", "en"],
    dewan_pers=True,
    hosts=["rri.co.id", "www.rri.co.id"],
    article_pattern=(
        r"https?://(?:www\.)?rri\.co\.id/(?!(?:tag|search)/)(?:[a-z-]+/){1,2}\d{5,}/[^/?#]+"
    ),
    selectors={
        "published": [".date"],
        "authors": [".author"],
        "container": [".post_details_inner"],
    },
    feeds=["https://rri.co.id/rss"],
    unverified="the feed; the selectors, seen in one scraper of 2026",
)
