"""CNBC Indonesia.

The stamp in an address is that of creation, not of publication. Unverified: the sections without
articles. The element that prints the author has no name of its own: his `dtk:` tag names him.
"""

from newscrawler.publishers.detik_network import DTK_PUBLISHED, STAMPED_PATH, detik_site

_SITE = "https://www.cnbcindonesia.com"

CNBCINDONESIA = detik_site(
    key="cnbcindonesia",
    name="CNBC Indonesia",
    hosts=["www.cnbcindonesia.com"],
    article=rf"https?://www\.cnbcindonesia\.com/{STAMPED_PATH}",
    selectors={
        "headline": ["h1.text-32.font-extrabold"],
        "published": ["div.text-cm.text-gray", DTK_PUBLISHED],
        "container": ["div.detail-text", ".detail_text"],
    },
    sitemaps=[f"{_SITE}/sitemap.xml"],
    feeds=[f"{_SITE}/{path}" for path in ("rss", "news/rss", "market/rss", "tech/rss")],
    indexes=[f"{_SITE}/indeks?date={{date:%Y/%m/%d}}&page={{page}}"],
)
