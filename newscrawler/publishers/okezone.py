"""Okezone and its channel hosts, layouts of 2015, 2020 and 2026.

The times in JSON-LD have no time zone, and `dateModified` may lie before `datePublished`; a meta
tag `datePublished` says 2014 on every page of 2020. mpi.okezone.com belongs to a partner.
"""

from newscrawler.publishers import Publisher

CHANNELS = (1, 2, 11, 12, 13, 14, 613, 623, 630)
"""News, sports, economy, women, celebrity, bola, muslim, edukasi, ototekno."""

OKEZONE = Publisher(
    key="okezone",
    name="Okezone",
    dewan_pers=True,
    hosts=["www.okezone.com"],
    host_suffix=".okezone.com",
    article_pattern=r"https?://(?!mpi\.)[a-z0-9-]+\.okezone\.com"
    r"/read/\d{4}/\d\d/\d\d/\d+/\d+/[^/?#]+",
    selectors={
        "headline": [".title-article h1", ".title h1", ".titles h1"],
        "authors": [".journalist a::attr(title)", ".reporter .namerep::text", ".nmreporter div"],
        "published": [".journalist span", ".reporter .namerep b", ".meta-post time.tgl"],
        "container": [".c-detail.read", "div#contentx"],
        "tags": ["#tag .box-tag a", ".detail-tag a::text"],
    },
    remove=[
        ".vicon",
        "[class^=inject-]",
        "[class^=banner]",
        ".detail-tag",
        "#_popIn_recommend",
        "[id*=ScriptRoot]",
    ],
    single_page="page=all",
    sitemaps=[
        "https://www.okezone.com/sitemap.xml",
        "https://news.okezone.com/news/sitemap.xml",
    ],
    feeds=["https://sindikasi.okezone.com/index.php/rss/0/RSS2.0"],
    index_urls=[
        f"https://index.okezone.com/bydate/channel/{{date:%Y/%m/%d}}/{channel}/{{offset:15}}/"
        for channel in CHANNELS
    ],
    unverified="how the index counts pages where a channel has no article on a day",
)
