"""VIVA; in 2016 each channel had its own host (life.viva.co.id).

The old feed is gone; no sitemap is known.
"""

from newscrawler.publishers import Publisher

VIVA = Publisher(
    key="viva",
    name="VIVA",
    dewan_pers=True,
    hosts=["www.viva.co.id"],
    host_suffix=".viva.co.id",
    article_pattern=r"https?://(?!foto\.|video\.)(?:[a-z0-9-]+\.){1,2}viva\.co\.id"
    r"/(?!(?:foto|video|tag)/)(?:[a-z-]+/){1,3}\d+-[^/?#]+",
    selectors={
        "headline": ["h1.main-content-title", ".article-detail .title h1"],
        "authors": ["div.main-content-author", ".smalldesc .author"],
        "published": ["div.main-content-date", ".smalldesc .date"],
        "container": ["div.main-content-detail"],
    },
    remove=[".widget-other-article", ".twitter-tweet"],
    single_page="page=all",
    index_urls=["https://www.viva.co.id/indeks?page={page}"],
    unverified="whether the index has pages (`?page=2`) or loads more by POST only",
)
