"""Jawa Pos: a Next.js site on www, the Promedia template on the radar hosts.

On www the article is JSON in `script#__NEXT_DATA__`, without any linked data; its index is one
page whatever `?page=` says. The radar hosts, whose names nobody listed, are reached by links.
"""

from newscrawler.publishers.promedia_network import promedia_site

JAWAPOS = promedia_site(
    key="jawapos",
    name="JawaPos.com",
    hosts=["www.jawapos.com"],
    host_suffix=".jawapos.com",
    article=(
        r"https?://(?:www|radar[a-z]+)\.jawapos\.com/(?!(?:tag|author|foto|infografis)/)"
        r"[a-z0-9-]+/\d{9,11}/[^/?#]+"
    ),
    sitemaps=["https://www.jawapos.com/sitemap.xml"],
    indexes=["https://www.jawapos.com/indeks"],
)
