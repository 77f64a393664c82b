"""beritajatim.com, of Surabaya. Addresses are a headline of at least four words, without more."""

from newscrawler.publishers import Publisher

BERITAJATIM = Publisher(
    key="beritajatim",
    name="beritajatim.com",
    hosts=["beritajatim.com"],
    article_pattern=r"https?://beritajatim\.com/(?:[a-z0-9]+-){3,}[a-z0-9]+/?(?:[?#]|$)",
    feeds=["https://beritajatim.com/feed/"],
    unverified="the feed, which several lists of feeds name; the template",
)
