"""Jawa Pos: a Next.js site on www, the Promedia template on the radar hosts.

On www the article is JSON in `script#__NEXT_DATA__`, without any linked data; its index is one
page whatever `?page=` says. No list of the radar hosts is known; they are reached by links.
"""

from newscrawler.publishers.promedia_network import promedia_site

JAWAPOS = promedia_site(
    key="jawapos",
    name="JawaPos.com",
    dewan_pers=True,
    hosts=["www.jawapos.com"],
    host_suffix=".jawapos.com",
    article_pattern=(
        r"https?://(?:www|radar[a-z]+)\.jawapos\.com/(?!(?:tag|author|foto|infografis)/)"
        r"[a-z0-9-]+/\d{9,11}/[^/?#]+"
    ),
    sitemaps=["https://www.jawapos.com/sitemap.xml"],
    index_urls=["https://www.jawapos.com/indeks"],
    unverified="the newest pages of the radar hosts",
)
