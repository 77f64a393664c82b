"""KapanLagi, its channels and musik.kapanlagi.com.

Known are article pages of 2016, in two templates, and the front page of 2021, which links the
feed. The printed time names no time zone. Addresses of photo pages do not end in a hexadecimal id.
"""

from newscrawler.publishers import Publisher

KAPANLAGI = Publisher(
    key="kapanlagi",
    name="KapanLagi.com",
    hosts=["www.kapanlagi.com"],
    host_suffix=".kapanlagi.com",
    article_pattern=(
        r"https?://[a-z]+\.kapanlagi\.com/(?!(?:foto|video)/)"
        r"(?:[a-z0-9_-]+/){1,3}[a-z0-9-]+-[0-9a-f]{6}\.html"
    ),
    selectors={
        "headline": ["h1.entertainment-newsdetail-title-new", "h1.v7-music-newsdetail-title"],
        "kicker": ["h2.newsdetail-celebrity"],
        "published": [".newsdetail-schedule-new", ".v7-music-newsdetail-schedule"],
        "breadcrumbs": ["#v5-navigation a"],
        "container": ["div.entertainment-detail-news", "div.v7-music-detail-news"],
        "tags": [".v7-tags-terkait-warper li a"],
    },
    remove=[
        ".entertainment-newsdetail-image-caption",
        ".music-newsdetail-image-caption",
        ".lifestyle-in-content",
        ".video-watch",
        "h2:contains('LEWATKAN'), h2:contains('Lewatkan')",
    ],
    feeds=["https://www.kapanlagi.com/feed/"],
    unverified="everything but pages of 2016 and the front page of 2021; the content of the feed",
)
