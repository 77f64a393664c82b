"""BBC News Indonesia, one language of the World Service on a host that all of them share.

Class names are hashed and change, so linked data and structure must find the article's fields.
Topic pages, the only index, have no fixed address.
"""

from newscrawler.publishers import Publisher

BBC_INDONESIA = Publisher(
    key="bbc_indonesia",
    name="BBC News Indonesia",
    hosts=["www.bbc.com"],
    article_pattern=(
        r"https?://www\.bbc\.com/indonesia/"
        r"(?:articles/c[a-z0-9]{9,12}o|(?!institutional-|live-|media-)[a-z]+-\d{6,})(?:[./?#]|$)"
    ),
    selectors={"headline": ["h1#content"]},
    remove=[
        "section[aria-labelledby='podcast-promo']",
        "section[aria-labelledby='recommendations-heading']",
    ],
    feeds=["https://feeds.bbci.co.uk/indonesia/rss.xml"],
    unverified="the whole template, which is taken from the sister sites",
)
