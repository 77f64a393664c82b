"""VIVA; in 2016 each channel had its own host (life.viva.co.id).

Sources disagree whether the index counts pages (`?page=2`) or brings more by POST only; asking
costs one page. The old feed is gone; no sitemap is known.
"""

from newscrawler.publishers import Publisher

VIVA = Publisher(
    key="viva",
    name="VIVA",
    hosts=["www.viva.co.id"],
    host_suffix=".viva.co.id",
    article=r"https?://(?!foto\.|video\.)(?:[a-z0-9-]+\.){1,2}viva\.co\.id"
    r"/(?!(?:foto|video|tag)/)(?:[a-z-]+/){1,3}\d+-[^/?#]+",
    selectors={
        "headline": ["h1.main-content-title", ".article-detail .title h1"],
        "authors": ["div.main-content-author", ".smalldesc .author"],
        "published": ["div.main-content-date", ".smalldesc .date"],
        "container": ["div.main-content-detail"],
    },
    drop=[".widget-other-article", ".twitter-tweet"],
    whole_page="page=all",
    indexes=["https://www.viva.co.id/indeks?page={page}"],
)
