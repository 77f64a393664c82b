"""JPNN and its regional hosts (`{region}.jpnn.com`), layouts of 2022 and 2026.

An address holds neither an id nor a date, so a slug of three words or more is all that identifies
an article. The byline "Redaktur & Reporter : A" stands below the text. The feed is gone, and no
sitemap is known.
"""

from newscrawler.publishers import Publisher

JPNN = Publisher(
    key="jpnn",
    name="JPNN",
    hosts=["www.jpnn.com"],
    host_suffix=".jpnn.com",
    aliases={"m.jpnn.com": "www.jpnn.com"},
    article_pattern=r"https?://(?:[a-z0-9]+\.)?jpnn\.com/(?!(?:tag|indeks|author|foto|video)/)"
    r"[a-z0-9-]+/(?:\d+/)?(?:[^/?#-]*+-){2}[^/?#]+/?(?:[?#]|$)",
    selectors={
        "headline": ["h1.judul"],
        "published": ["span.date-publish", "meta[name=jpnncom_news_pubdate]::attr(content)"],
        "container": ["[itemprop=articleBody]"],
        "tags": [".tags a[rel=tag]:not(.text-tags)"],
    },
    index_urls=[
        "https://www.jpnn.com/indeks?id=&d={date:%d}&m={date:%m}&y={date:%Y}&tab=all&page={page}",
    ],
    unverified="the tags of 2026; addresses of the regional hosts",
)
