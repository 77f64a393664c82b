"""Tempo.co.

The text stands in many elements of one id (`content-wrapper`), so structure finds it. The meta tag
of the time holds a date in Indonesian words, at times "null WIB". Articles of Tempo Plus are cut
short. In October 2026 the site answered scripts with 403.
"""

from newscrawler.publishers import Publisher

TEMPO = Publisher(
    key="tempo",
    name="Tempo",
    languages=["id", "en"],
    hosts=["www.tempo.co"],
    host_suffix=".tempo.co",
    article_pattern=(
        r"https?://(?:www\.tempo\.co/(?!(?:penulis|tag)/)[a-z0-9-]+/[a-z0-9-]+-\d{4,}+(?=[/?#]|$)"
        r"|(?!en\.)[a-z]+\.tempo\.co/read/\d+/[^/?#]+)"
    ),
    selectors={
        "container": [".detail-content"],
        "tags": ["a[href^='/tag/']"],
    },
    feeds=["https://rss.tempo.co/nasional"],
    index_urls=[
        "https://www.tempo.co/indeks?page={page}&start_date={date:%Y-%m-%d}&end_date={date:%Y-%m-%d}"
    ],
    unverified="whether addresses of the old hosts still answer",
)
