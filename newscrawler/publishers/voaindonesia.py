"""VOA Indonesia, which ceased in March 2025.

Its index needed the number of a zone of the site, and no list of these numbers is known.
"""

from datetime import date

from newscrawler.publishers import Publisher

VOAINDONESIA = Publisher(
    key="voaindonesia",
    name="VOA Indonesia",
    hosts=["www.voaindonesia.com", "voaindonesia.com"],
    article_pattern=r"https?://(?:www\.)?voaindonesia\.com/a/(?!subscribe)(?:[^/?#]+/)?\d+\.html",
    selectors={"container": ["div.body-container", "div.content-floated-wrap", "#article-content"]},
    remove=["div[class*='c-mmp']", "div[class*='newsletter']"],
    ceased=date(2025, 3, 15),
    unverified="what of the site can still be reached",
)
