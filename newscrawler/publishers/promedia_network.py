"""The template of the Promedia network: Pikiran Rakyat's hosts, the radar hosts of Jawa Pos.

It is known from a page of 2020. Scrapers of 2024 to 2026 disagree whether the newest pages keep
the printed date and the body where they were, so both places are named.
"""

from functools import partial

from newscrawler.publishers import Publisher

SELECTORS = {
    "headline": ["h1.read__title"],
    "authors": ["div.read__info__author a[href*='/author/']", "div.read__info__author"],
    "published": ["div.read__info__date", "span.mt-10"],
    "container": ["article.read__content", "div.read__article"],
    "tags": [".tag__list a"],
}

promedia_site = partial(
    Publisher,
    selectors=SELECTORS,
    remove=["div.paging", "div.social", "section.read__tagging"],  # they stand inside the container
    index_urls=["https://{host}/indeks-berita?page={page}"],
)
"""Builds a `Publisher` of the network from the facts that differ."""
