"""Katadata. The time in its meta tags has no zone; linked data gives +07:00.

Its index goes on by script after the first page, so the sitemaps, a file for each month since
2021, are the way into the archive. Unverified: the inner container, from older scrapers.
"""

from newscrawler.publishers import Publisher

KATADATA = Publisher(
    key="katadata",
    name="Katadata.co.id",
    hosts=["katadata.co.id"],
    host_suffix=".katadata.co.id",
    article=(
        r"https?://(?:[a-z]+\.)?katadata\.co\.id/(?!(?:tags|video|foto)/)"
        r"(?:[a-z0-9-]+/)+[0-9a-f]{12,14}/[^/?#]+"
    ),
    selectors={
        "headline": [".detail-title"],
        "published": [".detail-date.text-gray"],
        "container": [".detail-body", ".detail-main"],
    },
    drop=["[class*='ai-summary']"],
    sitemaps=["https://katadata.co.id/sitemap-index.xml"],
    indexes=["https://katadata.co.id/indeks/search/-/{date:%d-%m-%Y}/{date:%d-%m-%Y}"],
)
