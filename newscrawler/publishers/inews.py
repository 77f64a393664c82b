"""iNews.id, the national site and its town hosts (`{town}.inews.id`).

No sitemap is known. The dated index is known for two channels of www, and the town hosts are not
searched for articles.
"""

from newscrawler.publishers import Publisher

INEWS = Publisher(
    key="inews",
    name="iNews.id",
    hosts=["www.inews.id"],
    host_suffix=".inews.id",
    article_pattern=r"https?://[a-z0-9-]+\.inews\.id/(?!(?:[a-z-]+/)?(?:indeks|tag|photo|foto|video)/)"
    r"(?:read/\d+/|(?:[a-z0-9-]+/){1,3})(?:[^/?#-]*+-){3}[^/?#]+/?(?:[?#]|$)",
    selectors={
        "headline": ["h1.headerTitle"],
        "authors": ["ul.author li.authorList a", ".author"],
        "published": ["div.createdAt", ".timeAndShare"],
        "container": ["div.bodyArticle"],
        "tags": ["div.tags li.tagList a"],
    },
    index_urls=[
        "https://www.inews.id/indeks/news/{date:%d-%m-%Y}/{page}",
        "https://www.inews.id/indeks/sport/{date:%d-%m-%Y}/{page}",
    ],
    unverified="headline, authors, body and tags, seen in one scraper of a town host",
)
