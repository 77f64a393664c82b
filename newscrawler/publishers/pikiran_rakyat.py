"""Pikiran Rakyat and the hosts of its network.

Linked data adds the host's name to the headline and gives the host, not the network, as the
publisher. Only the two hosts listed are asked for their index; the others are reached by links.
The site slows down clients that ask too often (Cloudflare 1015).
"""

from newscrawler.publishers.promedia_network import promedia_site

PIKIRAN_RAKYAT = promedia_site(
    key="pikiran_rakyat",
    name="Pikiran Rakyat",
    dewan_pers=True,
    hosts=["www.pikiran-rakyat.com", "zonajakarta.pikiran-rakyat.com"],
    host_suffix=".pikiran-rakyat.com",
    article_pattern=r"https?://[a-z0-9-]+\.pikiran-rakyat\.com/[a-z0-9-]+/pr-\d+/[^/?#]+",
    unverified="`?page=` on the index; where the newest pages have the printed date and the body",
)
