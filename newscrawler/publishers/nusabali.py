"""NusaBali, of Denpasar. The front page is the only list of articles that is known."""

from newscrawler.publishers import Publisher

NUSABALI = Publisher(
    key="nusabali",
    name="NusaBali",
    hosts=["www.nusabali.com"],
    article_pattern=r"https?://www\.nusabali\.com/berita/\d+/[^/?#]+",
    selectors={
        "headline": ["h1 span[itemprop=headline]"],
        "authors": ["span[itemprop=author]"],
        "published": [".entry-box-header span[itemprop=datePublished]"],
        "container": [".entry-box[itemprop=articleBody] .entry-content"],
    },
    timezone="WITA",
    index_urls=["https://www.nusabali.com/"],
    unverified="the selectors, which one scraper checked on a page of July 2026",
)
