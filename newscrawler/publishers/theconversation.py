"""The Conversation Indonesia: articles by scientists, under CC BY-ND.

All editions share one host and one form of addresses; only the feed is of one edition.
"""

from newscrawler.publishers import Publisher

THECONVERSATION = Publisher(
    key="theconversation",
    name="The Conversation Indonesia",
    languages=["id", "en"],
    hosts=["theconversation.com"],
    article_pattern=r"https?://theconversation\.com/[a-z0-9]+(?:-[a-z0-9]+)*-\d{4,}/?(?:[?#]|$)",
    feeds=["https://theconversation.com/id/articles.atom"],
    unverified="the template; the edition of an address that the feed does not name",
)
