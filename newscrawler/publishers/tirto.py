"""Tirto.id: flat addresses that end in four letters, no linked data of the article.

The modification time in the meta tags has no time zone, and their keywords mix tags with the names
of channels. The index is one page; robots.txt disallows the next (`?next`).
"""

from newscrawler.publishers import Publisher

SECTIONS_LIKE_ARTICLES = r"(?:rilis-pers|pikir-dua-kali)(?:[/?#]|$)"

TIRTO = Publisher(
    key="tirto",
    name="tirto.id",
    hosts=["tirto.id"],
    article_pattern=rf"https?://tirto\.id/(?!{SECTIONS_LIKE_ARTICLES})[a-z0-9-]+-[A-Za-z0-9]{{4}}(?:[/?#]|$)",
    selectors={
        "headline": ["h1.article-title"],
        "breadcrumbs": [".breadcrumbs-wrapper a"],
        "authors": [".byline a.reporter-name"],
        "published": [".byline div"],
        "container": [".content-text-editor"],
    },
    remove=["ins", "[id^='gpt-']"],
    sitemaps=["https://tirto.id/sitemap.xml"],
    index_urls=["https://tirto.id/indeks"],
    unverified="the sitemap",
)
