"""Harian Jogja, of Yogyakarta: one host for each section (`jogjapolitan.harianjogja.com`)."""

from newscrawler.publishers import Publisher

HARIANJOGJA = Publisher(
    key="harianjogja",
    name="Harian Jogja",
    dewan_pers=True,
    hosts=["www.harianjogja.com"],
    host_suffix=".harianjogja.com",
    article_pattern=r"https?://[a-z]+\.harianjogja\.com/r-\d+/[^/?#]+",
    index_urls=["https://www.harianjogja.com/"],
    unverified="any list of articles but the front page; addresses before `/r-`; the template",
)
