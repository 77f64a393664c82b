"""What only the comparison of pages shows: addresses that several articles claim, placeholders.

A placeholder is one text at the addresses of several articles, such as a notice of maintenance or a
request for consent.
"""

import hashlib
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import pairwise
from struct import Struct
from typing import NamedTuple, Protocol, Self, TypeVar
from urllib.parse import urlsplit
from zlib import crc32

from newscrawler.extraction.page.urls import (
    canonicalize,
    is_same_article,
    share_number,
    split_host_form,
)
from newscrawler.items import Article

SHARED_ADDRESS = "canonical_shared"
"""The flag of an article whose claimed address another one has claimed before it."""
PLACEHOLDER = "placeholder"
"""The flag of an article whose text stood at the address of another one before it."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]{3,}|\d+")
_ANY_WORD = re.compile(r"\w+")
_MIN_SHARED_WORDS = 0.5
"""The share of their words that two headlines of one article have in common."""
_MIN_SHARED_TRIPLES = 0.6
"""The share of the triples of words in its shorter text that two texts of one article share."""
_MAX_HASHES = 12
"""How many hashes of its triples of words stand for a text, and how many of a headline's words."""
_HASHES = Struct(f">{_MAX_HASHES}I")
_DIGEST_BYTES = 8
_NAMED = 1
"""What is kept of an address that names its article: digests of other addresses are even."""


T = TypeVar("T")


class Seen(Protocol[T]):
    """What is kept of earlier pages: a dict, or what takes its place where there are millions."""

    def setdefault(self, key: bytes, value: T, /) -> T:
        """Return what is kept under `key`: `value` from now on, if nothing was."""


class _Claim(NamedTuple):
    """What is compared of an article that claims an address.

    `form` is how the address begins, `url` the digest of the article's own; `headline` and `text`
    are samples of hashes.
    """

    form: bytes
    url: bytes
    headline: bytes
    text: bytes

    @classmethod
    def of(cls, article: Article, form: str) -> Self:
        """Return the claim of `article`."""
        words = _WORD_OR_NUMBER.findall((article.headline or "").casefold())
        text = _ANY_WORD.findall(article.text.casefold())
        triples = map(" ".join, zip(text, text[1:], text[2:], strict=False))
        return cls(form.encode(), _digest(article.url or ""), _sample(words), _sample(triples))

    def pack(self) -> bytes:
        """Return the claim in less memory."""
        return b"".join((self.url, self.headline, self.text, self.form))

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return the claim that was packed."""
        ends = [_DIGEST_BYTES, _DIGEST_BYTES + _HASHES.size, _DIGEST_BYTES + 2 * _HASHES.size]
        url, headline, text, form = (
            packed[start:end] for start, end in pairwise((0, *ends, len(packed)))
        )
        return cls(form, url, headline, text)


@dataclass
class PageComparison:
    """Compares each article with those before it.

    `claims` are the first claims by the digest of the canonical URL, `texts` what `_mark` returns
    for the first address by the digest of headline and text. No text is kept, for a crawl may meet
    a million articles.
    """

    claims: Seen[bytes] = field(default_factory=dict)
    texts: Seen[int] = field(default_factory=dict)

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

        They are two if their texts or most words of their headlines differ, and their addresses as
        well; the second is flagged `canonical_shared`. Addresses that differ only in `http` or
        `https` and in `www.` or `m.` are one: the first stands for all.
        """
        claimed, own = article.canonical_url, article.url
        if claimed is None or own is None or not article.headline:
            return
        form, rest = split_host_form(claimed)
        claim = _Claim.of(article, form)
        first = _Claim.unpack(self.claims.setdefault(_digest(rest), claim.pack()))
        is_one = first.url == claim.url or is_same_article(own, claimed)
        if is_one or share_number(own, claimed) or not _are_different(first, claim):
            article.canonical_url = first.form.decode() + rest
        else:
            article.canonical_url = canonicalize(own)
            article.flags.append(SHARED_ADDRESS)

    def is_placeholder(self, article: Article) -> bool:
        """Return whether the text of `article` stood at another address that it does not name.

        A copy of an article has words of its headline in its address; a placeholder has not.
        """
        if not article.headline or not article.body or article.canonical_url is None:
            return False
        mark = _mark(article.canonical_url, article.headline)
        first = self.texts.setdefault(_digest(f"{article.headline}\n{article.text}"), mark)
        return first != mark and _NAMED not in {first, mark}


def _mark(address: str, headline: str) -> int:
    """Return `_NAMED` where `address` names the article of this headline, else its digest."""
    return _NAMED if _names(address, headline) else int.from_bytes(_digest(address), "big") & ~1


def _digest(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    return hashlib.blake2b(encoded, digest_size=_DIGEST_BYTES).digest()


def _sample(parts: Iterable[str]) -> bytes:
    """Return the lowest hashes of `parts`: of texts that are alike they are mostly the same."""
    hashes = {crc32(part.encode("utf-8", "replace")) for part in parts}
    lowest = nsmallest(_MAX_HASHES, hashes - {0})
    return _HASHES.pack(*lowest, *[0] * (_MAX_HASHES - len(lowest)))


def _are_different(one: _Claim, other: _Claim) -> bool:
    """Return whether two claims are of two articles, rather than of one that was edited.

    Where a text is too short to tell, headlines that both have a word of their own are of two.
    """
    words, others = _common_range(one.headline, other.headline)
    shared = words & others
    if len(shared) < _MIN_SHARED_WORDS * min(len(words), len(others)):
        return True
    if not (_is_full(one.text) and _is_full(other.text)):
        return shared not in (words, others)
    triples, others = _common_range(one.text, other.text)
    return len(triples & others) < _MIN_SHARED_TRIPLES * min(len(triples), len(others))


def _is_full(sample: bytes) -> bool:
    """Return whether there were as many hashes as a sample holds, or more."""
    return any(sample[-_HASHES.size // _MAX_HASHES :])


def _common_range(one: bytes, other: bytes) -> tuple[AbstractSet[int], AbstractSet[int]]:
    """Return the hashes of two samples up to where both of them are complete."""
    end = min((_HASHES.unpack(each)[-1] for each in (one, other) if _is_full(each)), default=None)
    first, second = (
        {number for number in _HASHES.unpack(each) if number and (end is None or number <= end)}
        for each in (one, other)
    )
    return first, second


def _names(address: str, headline: str) -> bool:
    """Return whether a word of the headline stands in the path of `address`, or it has no words."""
    said = _words(urlsplit(address).path)
    return not said or not said.isdisjoint(_words(headline))


def _words(text: str) -> AbstractSet[str]:
    return set(_WORD.findall(text.casefold()))
