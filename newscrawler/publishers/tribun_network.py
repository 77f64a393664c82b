"""The Tribun network: one template on some seventy hosts, as seen on pages of 2020 to 2026."""

from functools import partial

from newscrawler.publishers import Publisher

SECTIONS_WITHOUT_ARTICLES = (
    "index-news|indeks|tag|topic|search|komentar|member|auth|api|ajax|json|posts|penulis|editor"
    "|epaper|images|webstories|foto|rss|populer"
)
ARTICLE_PATH = (
    rf"(?!(?:{SECTIONS_WITHOUT_ARTICLES})/)(?:[a-z0-9-]+/)*(?:\d{{4,}}|\d{{4}}/\d\d/\d\d)/[^/?#]+"
)

tribun_site = partial(
    Publisher,
    selectors={
        "headline": ["h1#arttitle"],
        "kicker": ["h2 a[href*='/topic/']"],
        "authors": ["div#penulis"],
        "editors": ["div#editor"],
        "container": ["div.txt-article"],
        "tags": ["h5.tagcloud3 a"],
    },
    remove=["blockquote.summary-article"],  # opens the body on pages of 2026
    single_page="page=all",
    # www and the regions name their news sitemaps differently: go in by the index, never by name.
    sitemaps=["https://{host}/sitemap.xml"],
    index_urls=["https://{host}/index-news?date={date:%Y-%m-%d}&page={page}"],
)
"""Builds a `Publisher` of the network from the facts that differ."""
