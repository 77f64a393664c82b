"""Suara.com. It prints its tags with a hash sign ("# puisi"), which structure leaves out.

No address is known that shows an article in several pages (`?page=2`) whole, so it stays
`incomplete`. No sitemap is known; the search page is drawn by a script, and the site stops some
addresses of data centres with a captcha.
"""

from newscrawler.publishers import Publisher

SUARA = Publisher(
    key="suara",
    name="Suara.com",
    hosts=["www.suara.com"],
    host_suffix=".suara.com",
    article_pattern=r"https?://[a-z0-9-]+\.suara\.com/(?!(?:foto|video|tag)/)[a-z-]+"
    r"/\d{4}/\d\d/\d\d/\d{6}/[^/?#]+",
    selectors={
        "headline": [".article-image h1"],
        "authors": [".author-trigger a"],
        "container": [".article-content"],
    },
    remove=[".ten-second", "#next-article"],
    feeds=["https://www.suara.com/rss"],
    index_urls=["https://www.suara.com/indeks?page={page}"],
)
