"""Detik, all channels and regions.

The index of news.detik.com answers scripts unreliably, and the date in it is ignored unless its
slashes are encoded. Pages of 2015 keep their own form of address.
"""

from newscrawler.publishers.detik_network import DTK_PUBLISHED, detik_site

_CHANNELS = "news finance health hot inet sport".split()

DETIK = detik_site(
    key="detik",
    name="detikcom",
    dewan_pers=True,
    hosts=["www.detik.com"],
    host_suffix=".detik.com",
    article_pattern=(
        r"https?://(?!20\.)[a-z0-9-]+\.detik\.com/(?!(?:foto|video)[a-z-]*/)"
        r"(?:(?:[a-z0-9-]+/){1,3}d-\d+|read/\d{4}/\d\d/\d\d/\d+/\d+/\d+)/[^/?#]+"
    ),
    selectors={
        "headline": ["h1.detail__title"],
        "authors": ["div.author > strong"],
        "published": [".detail__date", DTK_PUBLISHED, "h1 ~ div.date"],
        "breadcrumbs": [".page__breadcrumb a"],
        "container": [".detail__body-text", "div.detail_text", "div.text_detail"],
        "tags": [".detail__body-tag a"],
    },
    single_page="single=1",
    sitemaps=["https://www.detik.com/sitemap.xml"],
    feeds=[f"https://{channel}.detik.com/rss" for channel in _CHANNELS],
    index_urls=[
        f"https://{channel}.detik.com/indeks?date={{date:%m%%2F%d%%2F%Y}}&page={{page}}"
        for channel in _CHANNELS
    ],
    unverified="that `single=1` shows the whole text",
)
