"""Katadata. The time in its meta tags has no time zone; linked data gives +07:00.

After the first page the index is continued by a script, so the sitemaps, one file for each month
since 2021, are the way into the archive.
"""

from newscrawler.publishers import Publisher

KATADATA = Publisher(
    key="katadata",
    name="Katadata.co.id",
    hosts=["katadata.co.id"],
    host_suffix=".katadata.co.id",
    article_pattern=(
        r"https?://(?:[a-z]+\.)?katadata\.co\.id/(?!(?:tags|video|foto)/)"
        r"(?:[a-z0-9-]+/)+[0-9a-f]{12,14}/[^/?#]+"
    ),
    selectors={
        "headline": [".detail-title"],
        "published": [".detail-date.text-gray"],
        "container": [".detail-body", ".detail-main"],
    },
    remove=["[class*='ai-summary']"],
    sitemaps=["https://katadata.co.id/sitemap-index.xml"],
    index_urls=["https://katadata.co.id/indeks/search/-/{date:%d-%m-%Y}/{date:%d-%m-%Y}"],
    unverified="the inner container, which is known from older scrapers",
)
