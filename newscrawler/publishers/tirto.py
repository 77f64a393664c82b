"""Tirto.id: flat addresses that end in four letters, no linked data of the article.

The meta tags' time of change has no zone, and their keywords are mixed with the names of
channels. Unverified: the sitemap. The index is one page; robots.txt closes the next (`?next`).
"""

from newscrawler.publishers import Publisher

SECTIONS_LIKE_ARTICLES = r"(?:rilis-pers|pikir-dua-kali)(?:[/?#]|$)"

TIRTO = Publisher(
    key="tirto",
    name="tirto.id",
    hosts=["tirto.id"],
    article=rf"https?://tirto\.id/(?!{SECTIONS_LIKE_ARTICLES})[a-z0-9-]+-[A-Za-z0-9]{{4}}(?:[/?#]|$)",
    selectors={
        "headline": ["h1.article-title"],
        "breadcrumbs": [".breadcrumbs-wrapper a"],
        "authors": [".byline a.reporter-name"],
        "published": [".byline div"],
        "container": [".content-text-editor"],
    },
    drop=["ins", "[id^='gpt-']"],
    sitemaps=["https://tirto.id/sitemap.xml"],
    indexes=["https://tirto.id/indeks"],
)
