"""Okezone and its channel hosts, layouts of 2015, 2020 and 2026.

Its times in JSON-LD have no zone, and `dateModified` may lie before `datePublished`; a meta tag
`datePublished` says 2014 on every page of 2020. mpi.okezone.com is a partner's. Unverified: how
the index counts where a channel has no article on a day.
"""

from newscrawler.publishers import Publisher

CHANNELS = (1, 2, 11, 12, 13, 14, 613, 623, 630)
"""News, sports, economy, women, celebrity, bola, muslim, edukasi, ototekno."""

OKEZONE = Publisher(
    key="okezone",
    name="Okezone",
    hosts=["www.okezone.com"],
    host_suffix=".okezone.com",
    article=r"https?://(?!mpi\.)[a-z0-9-]+\.okezone\.com"
    r"/read/\d{4}/\d\d/\d\d/\d+/\d+/[^/?#]+",
    selectors={
        "headline": [".title-article h1", ".title h1", ".titles h1"],
        "authors": [".journalist a::attr(title)", ".reporter .namerep::text", ".nmreporter div"],
        "published": [".journalist span", ".reporter .namerep b", ".meta-post time.tgl"],
        "container": [".c-detail.read", "div#contentx"],
        "tags": ["#tag .box-tag a", ".detail-tag a::text"],
    },
    drop=[
        ".vicon",
        "[class^=inject-]",
        "[class^=banner]",
        ".detail-tag",
        "#_popIn_recommend",
        "[id*=ScriptRoot]",
    ],
    whole_page="page=all",
    sitemaps=[
        "https://www.okezone.com/sitemap.xml",
        "https://news.okezone.com/news/sitemap.xml",
    ],
    feeds=["https://sindikasi.okezone.com/index.php/rss/0/RSS2.0"],
    indexes=[
        f"https://index.okezone.com/bydate/channel/{{date:%Y/%m/%d}}/{channel}/{{offset:15}}/"
        for channel in CHANNELS
    ],
)
