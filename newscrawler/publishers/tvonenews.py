"""tvOnenews, the site of the broadcaster tvOne.

Its sitemap index names one sitemap for each section; the front page and `/indeks/` list the newest.
"""

from newscrawler.publishers import Publisher

TVONENEWS = Publisher(
    key="tvonenews",
    name="tvOnenews",
    dewan_pers=True,
    hosts=["www.tvonenews.com"],
    article_pattern=(
        r"https?://www\.tvonenews\.com/(?!(?:tag|indeks|cari|live|foto|video)/)"
        r"(?:[a-z-]+/){1,3}\d+-[^/?#]+"
    ),
    selectors={
        "headline": ["h1"],
        "authors": [".detail-author-data a", ".detail-author"],
        "published": [".detail-date"],
        "container": [".detail-content"],
    },
    remove=["div[class^='baca-juga']", "div[class^='related']", "div[class^='video']"],
    single_page="page=all",
    sitemaps=["https://www.tvonenews.com/sitemap.xml"],
    index_urls=["https://www.tvonenews.com/indeks/{page}"],
    unverified="all selectors, each seen in one scraper (2023, 2026)",
)
