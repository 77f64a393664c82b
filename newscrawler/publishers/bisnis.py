"""Bisnis.com: one template on a host for each section, all listed in the index of www.

The first page of the index holds about forty articles a day. No feed or sitemap is named:
robots.txt disallows the feed, and the sitemap answers 403, as articles do to scripts (Cloudflare).
The printed date names no time zone.
"""

from newscrawler.publishers import Publisher

BISNIS = Publisher(
    key="bisnis",
    name="Bisnis.com",
    dewan_pers=True,
    hosts=["www.bisnis.com"],
    host_suffix=".bisnis.com",
    article_pattern=(
        r"https?://(?!(?:epaper|foto|video|infografis)\.)[a-z0-9-]+\.bisnis\.com"
        r"/read/\d{8}/\d+/\d+/[^/?#]+"
    ),
    selectors={
        "headline": ["h1.detailsTitleCaption"],
        "breadcrumbs": [".breadcrumbItem .breadcrumbLink"],
        "published": [".detailsAttributeDates"],
        "container": ["article.detailsContent"],
        "tags": ["ul.detailsTagList a.detailsTagLink"],
    },
    index_urls=[
        "https://www.bisnis.com/index?categoryId=0&type=indeks&date={date:%Y-%m-%d}&page={page}"
    ],
    unverified="the tags selector; whether the index has more than one page",
)
