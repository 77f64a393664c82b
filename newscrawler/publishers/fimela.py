"""Fimela.

No source names a sitemap, a feed or a dated index; the sitemap is assumed to stand where its
sister sites have theirs.
"""

from newscrawler.publishers.kly_network import kly_site

FIMELA = kly_site(
    key="fimela",
    name="Fimela.com",
    hosts=["www.fimela.com"],
    host_suffix=".fimela.com",
    aliases={"m.fimela.com": "www.fimela.com"},
    article_pattern=(
        r"https?://(?:www|m)\.fimela\.com/(?!(?:photo|video|review)/)"
        r"[a-z0-9-]+/read/\d+/[^/?#]+"
    ),
    sitemaps=["https://www.fimela.com/sitemap.xml"],
    unverified="everything but an article page of 2020 and the front page of 2021; the sitemap",
)
