"""Republika and its section hosts (`{section}.republika.co.id`).

JSON-LD names the editor ("Red") as the author: the printed line "Rep: A/ Red: B" is right. An
address may have double slashes.
"""

from newscrawler.publishers import Publisher

CODE = r"(?=[a-z]{0,11}\d)[a-z0-9]{6,12}"
"""Names an article; the digit tells it from a section of the old addresses."""

REPUBLIKA = Publisher(
    key="republika",
    name="Republika",
    dewan_pers=True,
    hosts=["republika.co.id", "www.republika.co.id"],
    host_suffix=".republika.co.id",
    article_pattern=r"https?://(?:[a-z0-9-]+\.)?republika\.co\.id/{1,2}berita/{1,2}(?!inpicture/|video)"
    rf"(?:{CODE}/|(?:[a-z0-9-]+/){{1,3}}\d\d/\d\d/\d\d/{CODE}-)[^/?#]+",
    opt_out_reason="its robots.txt names Scrapy and news-please and lets neither in",
    selectors={
        "headline": [".max-card__title h1", ".wrap-title .h5"],
        "breadcrumbs": [".breadcome a"],
        "editors": [".red tr:first-child"],
        "published": [".date-item__headline", ".wrap-title .date-detail"],
        "container": [".article-content article", "div.teaser"],
        "tags": [".tagging a::attr(title)"],
        "source_line": [".set-sosmed .red tr"],
    },
    remove=["[id^=bn_]", "[id^=div-gpt-ad]", ".footnote-wrap", "#next-article"],
    sitemaps=["https://republika.co.id/files/xml/sitemap.xml"],
    feeds=["https://republika.co.id/rss"],
    index_urls=["https://republika.co.id/index/{offset:50}/{date:%Y/%m/%d}"],
    unverified="the feed, which one user reported as broken",
)
