"""ANTARA News, the national news agency, and its regional hosts (`{region}.antaranews.com`).

No sitemap and no dated index are known, and only www is searched for articles. The number in an
address (`/berita/{id}/`) is counted separately on each host. Bylines stand inside the body's
container, so they must not be removed.
"""

from newscrawler.publishers import Publisher

ANTARANEWS = Publisher(
    key="antaranews",
    name="ANTARA News",
    languages=["id", "en"],
    dewan_pers=True,
    hosts=["www.antaranews.com"],
    host_suffix=".antaranews.com",
    article_pattern=r"https?://(?:[a-z0-9-]+\.)?antaranews\.com/berita/\d+/[^/?#]+",
    selectors={
        "headline": [".wrap__article-detail-title h1", ".bjbrt h1.title"],
        "published": [".wrap__article-detail-info .text-secondary"],
        "container": [".wrap__article-detail-content.post-content", "div#content_news"],
        "tags": [".blog-tags li a"],
    },
    feeds=[
        "https://www.antaranews.com/rss/terkini.xml",
        "https://www.antaranews.com/rss/top-news.xml",
        "https://www.antaranews.com/rss/ekonomi.xml",
    ],
    index_urls=["https://www.antaranews.com/terkini?page={page}"],
    unverified="the tags selector; JSON-LD; the time zone of the regional hosts",
)
