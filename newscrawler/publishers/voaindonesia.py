"""VOA Indonesia.

Unverified: the sitemap, by analogy with voanews.com; whether anything has been published since
2025. Its index wants the number of a zone of the site, which nobody listed.
"""

from newscrawler.publishers import Publisher

VOAINDONESIA = Publisher(
    key="voaindonesia",
    name="VOA Indonesia",
    hosts=["www.voaindonesia.com", "voaindonesia.com"],
    article=r"https?://(?:www\.)?voaindonesia\.com/a/(?!subscribe)(?:[^/?#]+/)?\d+\.html",
    selectors={"container": ["div.body-container", "div.content-floated-wrap", "#article-content"]},
    drop=["div[class*='c-mmp']", "div[class*='newsletter']"],
    sitemaps=["https://www.voaindonesia.com/sitemap.xml"],
)
