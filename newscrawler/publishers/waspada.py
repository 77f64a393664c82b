"""Waspada, of Medan; not to be confused with Waspada Online (waspada.co.id), another company.

Addresses have no number: a section and at least four words.
"""

from newscrawler.publishers import Publisher

WASPADA = Publisher(
    key="waspada",
    name="Waspada",
    dewan_pers=True,
    hosts=["www.waspada.id", "waspada.id"],
    article_pattern=(
        r"https?://(?:www\.)?waspada\.id/(?!(?:tag|author|page|uploads)/)"
        r"[a-z-]+/(?:[a-z0-9]+-){3,}[a-z0-9]+/?(?:[?#]|$)"
    ),
    feeds=["https://waspada.id/feed/"],
    unverified="the feed, since the site was rebuilt in 2026; the template",
)
