"""Suara.com. Its tags are printed with a mark ("# puisi"), which structure leaves out.

An article in parts (`?page=2`) is shown whole under no known address and stays `incomplete`.
No sitemap is known; search is drawn by a script, and the site stops some addresses of data
centres with a captcha.
"""

from newscrawler.publishers import Publisher

SUARA = Publisher(
    key="suara",
    name="Suara.com",
    hosts=["www.suara.com"],
    host_suffix=".suara.com",
    article=r"https?://[a-z0-9-]+\.suara\.com/(?!(?:foto|video|tag)/)[a-z-]+"
    r"/\d{4}/\d\d/\d\d/\d{6}/[^/?#]+",
    selectors={
        "headline": [".article-image h1"],
        "authors": [".author-trigger a"],
        "container": [".article-content"],
    },
    drop=[".ten-second", "#next-article"],
    feeds=["https://www.suara.com/rss"],
    indexes=["https://www.suara.com/indeks?page={page}"],
)
