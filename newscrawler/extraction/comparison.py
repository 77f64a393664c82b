"""What only the comparison of pages shows: addresses that several articles claim, placeholders.

A placeholder is one text at the addresses of several articles, such as a notice of maintenance or a
request for consent.
"""

import hashlib
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newscrawler.extraction.page.urls import canonicalize, is_same_article
from newscrawler.items import Article

SHARED_ADDRESS = "canonical_shared"
"""The flag of an article whose claimed address another one has claimed before it."""
PLACEHOLDER = "placeholder"
"""The flag of an article whose text stood at the address of another one before it."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_MIN_SHARED_WORDS = 0.5
"""The share of their words that two headlines of one article have in common."""


@dataclass
class PageComparison:
    """Compares each article with those before it.

    `claims` are the URL and the headline of the first article by canonical URL, `texts` the
    addresses by a hash of headline and text: a crawl may meet a million articles.
    """

    claims: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[bytes, str] = field(default_factory=dict)

    def compare(self, article: Article) -> None:
        """Settle the address of `article`, and flag it where it is a placeholder."""
        self.settle_address(article)
        if self.is_placeholder(article) and PLACEHOLDER not in article.flags:
            article.flags.append(PLACEHOLDER)

    def remember(self, article: Article) -> None:
        """Take `article`, which was compared in an earlier run, for one that came before."""
        if SHARED_ADDRESS not in article.flags:
            self.settle_address(article)
        self.is_placeholder(article)

    def settle_address(self, article: Article) -> None:
        """Give `article` its own address where it claims that of another article.

        They are two if their headlines differ in most words; the second is flagged
        `canonical_shared`.
        """
        claimed, own, headline = article.canonical_url, article.url, article.headline
        if claimed is None or own is None or not headline:
            return
        url, first = self.claims.setdefault(claimed, (own, headline))
        if url == own or is_same_article(own, claimed) or not _are_different(first, headline):
            return
        article.canonical_url = canonicalize(own)
        article.flags.append(SHARED_ADDRESS)

    def is_placeholder(self, article: Article) -> bool:
        """Return whether the text of `article` stood at another address that it does not name.

        A copy of an article has words of its headline in its address; a placeholder has not.
        """
        if not article.headline or not article.body or article.canonical_url is None:
            return False
        address = article.canonical_url
        shown = f"{article.headline}\n{article.text}".encode("utf-8", "replace")
        first = self.texts.setdefault(hashlib.blake2b(shown, digest_size=16).digest(), address)
        return first != address and not any(_names(each, article) for each in (first, address))


def _are_different(one: str, other: str) -> bool:
    """Return whether two headlines are of two articles, rather than of one that was edited."""
    words, others = _words(one), _words(other)
    return len(words & others) < _MIN_SHARED_WORDS * min(len(words), len(others))


def _words(text: str) -> AbstractSet[str]:
    return set(_WORD.findall(text.casefold()))


def _names(address: str, article: Article) -> bool:
    """Return whether a word of the headline stands in the path of `address`, or it has no words."""
    said = _words(urlsplit(address).path)
    return not said or not said.isdisjoint(_words(article.headline or ""))
