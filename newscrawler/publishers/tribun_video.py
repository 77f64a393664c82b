"""TRIBUN-VIDEO.

The template is taken from its sister hosts, so structure must find what these selectors miss.
"""

from newscrawler.publishers.tribun_network import ARTICLE_PATH, tribun_site

TRIBUN_VIDEO = tribun_site(
    key="tribun_video",
    name="TRIBUN-VIDEO",
    hosts=["video.tribunnews.com"],
    article_pattern=rf"https?://video\.tribunnews\.com/{ARTICLE_PATH}",
    unverified="the whole template: no public copy of an article page was found",
)
