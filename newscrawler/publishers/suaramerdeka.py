"""Suara Merdeka, of Semarang, and its town hosts (`{town}.suaramerdeka.com`)."""

from newscrawler.publishers.promedia_network import promedia_site

SUARAMERDEKA = promedia_site(
    key="suaramerdeka",
    name="Suara Merdeka",
    dewan_pers=True,
    hosts=["www.suaramerdeka.com"],
    host_suffix=".suaramerdeka.com",
    article_pattern=(
        r"https?://[a-z]+\.suaramerdeka\.com/(?!(?:tag|author|search)/)"
        r"[a-z0-9-]+/\d{8,11}/[^/?#]+"
    ),
    feeds=["https://www.suaramerdeka.com/rss"],
    unverified="the feed; that the template of Promedia is still in use",
)
