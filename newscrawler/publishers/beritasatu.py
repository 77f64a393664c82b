"""BeritaSatu, as seen on a page of 2020 and in a scraper of 2026.

Articles of 2020 have the editor's name in the address, and sign the editor with initials behind
the author. The index goes seven pages back; older articles are in the sitemaps.
"""

from newscrawler.publishers import Publisher

SECTIONS_WITHOUT_ARTICLES = "amp|editor|foto|network|penulis|search|tag|terkini|video|widgets?"

BERITASATU = Publisher(
    key="beritasatu",
    name="BeritaSatu.com",
    hosts=["www.beritasatu.com"],
    article_pattern=(
        rf"https?://www\.beritasatu\.com/(?!(?:{SECTIONS_WITHOUT_ARTICLES})/)"
        r"(?:[a-z0-9-]+/){1,2}\d+/[^/?#]+"
    ),
    selectors={
        "breadcrumbs": ["div.bc a"],
        "editors": ["a[href*='/editor/']", "p.editor a"],
        "container": ["div.body-content", "div.story:not(.caption-dtp)"],
        "tags": ["h3.badge", "span.badge"],
    },
    remove=["h3.badge", "span.badge"],
    sitemaps=["https://www.beritasatu.com/sitemap.xml"],
    index_urls=["https://www.beritasatu.com/terkini/indeks/{page}"],
    unverified="the address of the first index page (`/1`)",
)
