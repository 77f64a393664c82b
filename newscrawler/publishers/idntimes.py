"""IDN Times and its regional hosts.

It has no index; hubs and tag pages are drawn by scripts. The keywords in JSON-LD mix labels of the
site ("Update me") with the tags.
"""

from newscrawler.publishers import Publisher

IDNTIMES = Publisher(
    key="idntimes",
    name="IDN Times",
    hosts=["www.idntimes.com"],
    host_suffix=".idntimes.com",
    article_pattern=r"https?://[a-z0-9-]+\.idntimes\.com/(?!tag/)[a-z-]+/(?:[a-z-]+/)?"
    r"[a-z0-9-]+-[a-z0-9]{5}-[a-z0-9]{6}/?(?:[?#]|$)",
    selectors={"container": ["#article-description"]},
    sitemaps=["https://www.idntimes.com/sitemap.xml"],
    unverified="the feed, which is left out; addresses older than those that end in two codes",
)
