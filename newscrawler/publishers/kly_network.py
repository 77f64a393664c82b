"""The template that Liputan6 and Fimela share, as seen on pages of 2016 to 2026.

All pages of an article stand in one document. Its JSON-LD breadcrumbs end with the headline, so
the printed ones are read. Merdeka and KapanLagi have the same owner but templates of their own.
"""

from functools import partial

from newscrawler.publishers import Publisher

kly_site = partial(
    Publisher,
    selectors={
        "headline": [
            "h1.read-page--header--title",
            "h1.article-header__title",
            "h1.read-page--header__title",
        ],
        "authors": [
            "a.read-page-box__author__name",
            ".read-page--header--author__name",
            "a.article-header__author-link",
            ".read-page--header__author-link",
        ],
        "editors": [
            ".read-page--credits__item:contains('Editor') .read-page--credits__popover-name",
            ".article-credits__item:contains('Editor') .article-credits__item-name",
            "#credits_editor + .read-page--credits__item .read-page--credits__name",
        ],
        "published": [
            ".read-page-box__author__updated",
            "time.read-page--header--author__datetime",
            ".article-header__datetime",
            "time.read-page--header__datetime",
        ],
        "modified": [
            "time.read-page--header--author__modified-time",
            ".article-header__modified-time__text",
        ],
        "breadcrumbs": ["a.read-page--breadcrumb--item__title"],
        "container": ["div.article-content-body", "div.read-page__content-body"],
        "tags": [
            ".tags--snippet__name",
            "li[id^='tag-'] .fimela-tags--snippet__name",
            "a.tags--topics--item__link",
            "a.read-page--tags__link",
        ],
    },
    remove=[
        ".article-ad",
        ".advertisement-placeholder",
        ".seamless-ads",
        ".article-content-body__item-break",
        ".article-content-body__item-index",
        ".article-content-body__load-more",
        ".article-photo-gallery--item",
        ".photo-gateway",
        ".topics--popover",
    ],
)
"""Builds a `Publisher` of the template from the facts that differ."""
