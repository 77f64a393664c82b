"""Tribunnews, the national site. Its RSS is valid, but every item links to the home page."""

from newscrawler.publishers.tribun_network import ARTICLE_PATH, tribun_site

TRIBUNNEWS = tribun_site(
    key="tribunnews",
    name="Tribunnews",
    hosts=["www.tribunnews.com", "m.tribunnews.com", "tribunnews.com"],
    aliases=dict.fromkeys(["m.tribunnews.com", "tribunnews.com"], "www.tribunnews.com"),
    article_pattern=rf"https?://(?:www\.|m\.)?tribunnews\.com/(?:amp/)?{ARTICLE_PATH}",
)
