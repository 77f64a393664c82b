"""Pikiran Rakyat and the hosts of its network.

Unverified: `?page=` on the index. Linked data adds the host's name to the headline and gives the
host, not the network, as publisher; only the two hosts listed are asked for their index, the
others are reached by links. The site slows down who asks too often (Cloudflare 1015).
"""

from newscrawler.publishers.promedia_network import promedia_site

PIKIRAN_RAKYAT = promedia_site(
    key="pikiran_rakyat",
    name="Pikiran Rakyat",
    hosts=["www.pikiran-rakyat.com", "zonajakarta.pikiran-rakyat.com"],
    host_suffix=".pikiran-rakyat.com",
    article=r"https?://[a-z0-9-]+\.pikiran-rakyat\.com/[a-z0-9-]+/pr-\d+/[^/?#]+",
)
