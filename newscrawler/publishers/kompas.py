"""Kompas.com, all channels.

JSON-LD names the editor as the author and meta `author` the company, so the printed byline comes
first. The head holds times in UTC beside WIB times without a zone. The opinion and business
templates have no byline and no breadcrumbs. AMP addresses carry the channel in the path, so no
alias can map them.
"""

from newscrawler.publishers import Publisher

KOMPAS = Publisher(
    key="kompas",
    name="Kompas.com",
    dewan_pers=True,
    hosts=["www.kompas.com"],
    host_suffix=".kompas.com",
    article_pattern=(
        r"https?://(?!(?:video|amp|search|indeks)\.)[a-z0-9-]+\.kompas\.com/"
        r"(?:[a-z-]+/){0,3}read/\d{4}/\d\d/\d\d/\d{6,}/[^/?#]+"
    ),
    selectors={
        "headline": ["h1.read__title", ".kcm-read-top h2"],
        "authors": [
            ".credit-author:contains('Penulis') .credit-author-name",
            ".penulis-editor tr:contains('Penulis')",
        ],
        "editors": [
            ".credit-author:contains('Editor') .credit-author-name",
            ".kcm-read-copy tr:contains('Editor')",
            ".penulis-editor tr:contains('Editor')",
        ],
        "published": [".read__time", "div.kcm-date"],
        "breadcrumbs": [".breadcrumb__link", ".kcm-breadcrumb a", ".bread-c a"],
        "container": [".read__content", "div.kcm-read-text", "div.div-read"],
        "tags": ["a.tag__article__link"],
    },
    remove=[".ads-on-body", ".ads-partner-wrap", "[class*='kompasidRec']"],
    single_page="page=all",
    sitemaps=["https://www.kompas.com/sitemap.xml"],
    index_urls=["https://indeks.kompas.com/?site=all&date={date:%Y-%m-%d}&page={page}"],
)
