"""CNN Indonesia.

JSON-LD gives an empty author and the page only the brand, so most articles have no author. Class
names are generated and have changed before.
"""

from newscrawler.publishers.detik_network import STAMPED_PATH, detik_site

_FEEDS = "nasional internasional ekonomi teknologi olahraga hiburan gaya-hidup".split()

CNNINDONESIA = detik_site(
    key="cnnindonesia",
    name="CNN Indonesia",
    hosts=["www.cnnindonesia.com"],
    host_suffix=".cnnindonesia.com",
    aliases={"m.cnnindonesia.com": "www.cnnindonesia.com"},
    article_pattern=rf"https?://(?:www|m)\.cnnindonesia\.com/{STAMPED_PATH}",
    selectors={
        "headline": ["h1.text-cnn_black", "h1.title"],
        "published": ["div.text-cnn_grey"],
        "breadcrumbs": ["a.gtm_breadcrumb_kanal, a.gtm_breadcrumb_subkanal"],
        "container": [".detail-text", "#detikdetailtext", "div.detail_text"],
        "tags": ["aside:contains('TOPIK TERKAIT') a"],
    },
    sitemaps=["https://www.cnnindonesia.com/sitemap.xml"],
    feeds=[f"https://www.cnnindonesia.com/{channel}/rss" for channel in _FEEDS],
    index_urls=["https://www.cnnindonesia.com/indeks/2?date={date:%Y/%m/%d}&page={page}"],
    unverified="which sections hold no articles; the `dtk:` meta tags of its sister sites",
)
