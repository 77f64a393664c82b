"""Kontan: one template on a host for each section, all listed in the index of www.

The byline is the first paragraph of the body, "Reporter: A | Editor: B". An address holds neither
an id nor a date. In 2026 articles answered scripts with 403, although the index opened.
"""

from newscrawler.publishers import Publisher

KONTAN = Publisher(
    key="kontan",
    name="Kontan",
    dewan_pers=True,
    hosts=["www.kontan.co.id"],
    host_suffix=".kontan.co.id",
    article_pattern=r"https?://(?!insight\.)[a-z0-9]+\.kontan\.co\.id/news/[^/?#]+",
    selectors={
        "headline": ["h1.detail-desk"],
        "breadcrumbs": ["div.breadcumb"],  # so it is spelt
        "published": ["div.fs14.ff-opensans.font-gray"],
        "container": ["div.tmpt-desk-kon[itemprop=articleBody]", "div.tmpt-desk-kon"],
    },
    index_urls=[
        (
            "https://www.kontan.co.id/search/indeks?kanal=&tanggal={date:%-d}&bulan={date:%m}"
            "&tahun={date:%Y}&pos=indeks&per_page={offset:20}"
        )
    ],
    unverified="whether any feed works; none is listed",
)
