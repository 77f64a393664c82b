"""IDN Times and its regional hosts.

It has no index; hubs and tag pages are drawn by scripts. Keywords in JSON-LD hold labels of the
site ("Update me") beside tags. Unverified: the feed (left out), and addresses older than those
that end in two codes.
"""

from newscrawler.publishers import Publisher

IDNTIMES = Publisher(
    key="idntimes",
    name="IDN Times",
    hosts=["www.idntimes.com"],
    host_suffix=".idntimes.com",
    article=r"https?://[a-z0-9-]+\.idntimes\.com/(?!tag/)[a-z-]+/(?:[a-z-]+/)?"
    r"[a-z0-9-]+-[a-z0-9]{5}-[a-z0-9]{6}/?(?:[?#]|$)",
    selectors={"container": ["#article-description"]},
    sitemaps=["https://www.idntimes.com/sitemap.xml"],
)
