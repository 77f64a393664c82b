"""TVRI News, the site of the public broadcaster: one host for each section.

Its API asks for credentials and is not used; the hosts have sitemaps.
"""

from newscrawler.publishers import Publisher

TVRINEWS = Publisher(
    key="tvrinews",
    name="TVRI News",
    hosts=["nasional.tvrinews.com", "ekonomi.tvrinews.com", "daerah.tvrinews.com"],
    host_suffix=".tvrinews.com",
    article_pattern=r"https?://[a-z]+\.tvrinews\.com/berita/[a-z0-9]{7}-[^/?#]+",
    sitemaps=["https://{host}/sitemap/news.xml"],
    unverified="the template; which other hosts there are",
)
