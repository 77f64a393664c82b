"""Media Indonesia, as seen on pages of 2025 and 2026.

Its linked data names the editor as the author, and the time of the last save as the time of
publication: the printed byline and date are right. Pages about editors have addresses of the same
form as articles.
"""

from newscrawler.publishers import Publisher

MEDIAINDONESIA = Publisher(
    key="mediaindonesia",
    name="Media Indonesia",
    dewan_pers=True,
    hosts=["mediaindonesia.com"],
    host_suffix=".mediaindonesia.com",
    article_pattern=(
        r"https?://(?:[a-z]+\.)?mediaindonesia\.com/"
        r"(?!(?:author|foto|galleries|indeks|tag|video)/)[a-z0-9-]+/\d+/[^/?#]+"
    ),
    selectors={
        "headline": ["div.post-header h1"],
        "breadcrumbs": ["ul.mi-breadcrumb a"],
        "authors": ["div.info div.author-2"],
        "editors": ["div.info-author a.author"],
        "published": ["span.datetime"],
        "container": ["div.article"],
    },
    remove=["div.flying-carpet", "div.ext-channel", "div.info-author", "div._ap_apex_ad"],
    sitemaps=["https://mediaindonesia.com/sitemap.xml"],
    feeds=["https://mediaindonesia.com/feed"],
    index_urls=["https://mediaindonesia.com/indeks/20/{offset:20}"],
)
