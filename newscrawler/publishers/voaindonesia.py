"""VOA Indonesia.

Its index needs the number of a zone of the site, and no list of these numbers is known.
"""

from newscrawler.publishers import Publisher

VOAINDONESIA = Publisher(
    key="voaindonesia",
    name="VOA Indonesia",
    hosts=["www.voaindonesia.com", "voaindonesia.com"],
    article_pattern=r"https?://(?:www\.)?voaindonesia\.com/a/(?!subscribe)(?:[^/?#]+/)?\d+\.html",
    selectors={"container": ["div.body-container", "div.content-floated-wrap", "#article-content"]},
    remove=["div[class*='c-mmp']", "div[class*='newsletter']"],
    sitemaps=["https://www.voaindonesia.com/sitemap.xml"],
    unverified="the sitemap, assumed from voanews.com; whether anything was published after 2025",
)
