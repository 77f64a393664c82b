"""What tells two contents of an article apart; it needs no database."""

import hashlib
import json
from typing import Any

import msgspec

from newscrawler.items import PUBLISHED_IS_MODIFIED, Article
from newscrawler.storage.storable import sanitize

Row = dict[str, Any]


def content_hash(article: Article) -> str:
    """Return the SHA-256 (64 hex digits) over what a reader reads of `article`.

    That is headline, kicker, summary, authors, editors, the kinds and texts of the body's blocks,
    and the time of publication as a value, unless it is but that of the last change. All else may
    change without a new version: related links, adverts, pictures, tags and their order, the fetch
    time, flags, provenance, and what the language rules found in the text.
    """
    return hash_content(sanitize(to_builtins(article)))


def hash_content(article: Row) -> str:
    """Return the `content_hash` of an article that is given as JSON values."""
    names = ("headline", "kicker", "summary", "authors", "editors")
    body = [[block["kind"], block["text"]] for block in article["body"]]
    is_known = article["published"] and PUBLISHED_IS_MODIFIED not in article["flags"]
    published = article["published"]["value"] if is_known else None
    read = json.dumps([*(article[name] for name in names), body, published])
    return hashlib.sha256(read.encode()).hexdigest()


def hash_text(article: Row) -> str | None:
    """Return the SHA-256 over headline and body of an article as JSON values; None if it lacks one.

    By it a text is found that stands in the place of several articles.
    """
    body = [block["text"] for block in article["body"]]
    if not body or not article["headline"]:
        return None
    return hashlib.sha256(json.dumps([article["headline"], body]).encode()).hexdigest()


def to_builtins(article: Article) -> Row:
    """Return `article` as JSON values. Raises TypeError when a field is of a wrong type."""
    builtins: Row = msgspec.to_builtins(article, enc_hook=_plain_text)
    return builtins


def _plain_text(value: object) -> str:
    """Return the text of a subclass of `str`, such as lxml's. Raises TypeError for all else."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"an article cannot hold {type(value).__name__}")
