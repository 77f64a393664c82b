"""Kompas.id, the site of the daily Kompas. Most articles are for subscribers; some are free.

Addresses had the section and the day until 2024 (`/baca/`). Translations into English begin with
`en-`. The front page is the only list of articles that is known.
"""

from newscrawler.publishers import Publisher

KOMPAS_ID = Publisher(
    key="kompas_id",
    name="Kompas.id",
    languages=["id", "en"],
    dewan_pers=True,
    hosts=["www.kompas.id"],
    article_pattern=(
        r"https?://www\.kompas\.id/"
        r"(?:artikel/[^/?#]+|baca/(?:[a-z-]+/){1,2}\d{4}/\d\d/\d\d/[^/?#]+)"
    ),
    index_urls=["https://www.kompas.id/"],
    unverified="whether the front page lists articles without scripts; the template",
)
