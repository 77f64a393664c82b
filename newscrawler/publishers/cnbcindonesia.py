"""CNBC Indonesia.

The timestamp in an address is the time of creation, not of publication. The element that prints
the author has no class of its own, so the author is read from the `dtk:` meta tag.
"""

from newscrawler.publishers.detik_network import DTK_PUBLISHED, STAMPED_PATH, detik_site

_SITE = "https://www.cnbcindonesia.com"

CNBCINDONESIA = detik_site(
    key="cnbcindonesia",
    name="CNBC Indonesia",
    dewan_pers=True,
    hosts=["www.cnbcindonesia.com"],
    article_pattern=rf"https?://www\.cnbcindonesia\.com/{STAMPED_PATH}",
    selectors={
        "headline": ["h1.text-32.font-extrabold"],
        "published": ["div.text-cm.text-gray", DTK_PUBLISHED],
        "container": ["div.detail-text", ".detail_text"],
    },
    sitemaps=[f"{_SITE}/sitemap.xml"],
    feeds=[f"{_SITE}/{path}" for path in ("rss", "news/rss", "market/rss", "tech/rss")],
    index_urls=[f"{_SITE}/indeks?date={{date:%Y/%m/%d}}&page={{page}}"],
    unverified="which sections hold no articles",
)
