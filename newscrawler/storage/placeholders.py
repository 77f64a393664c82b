"""Placeholders among the versions of articles: one text in the place of several articles."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from newscrawler.storage.schema import VersionRow

PLACEHOLDER = "placeholder"
"""Why a version does not become the current one."""
_WORD = re.compile(r"\w{3,}")
_MAX_SHARED_WORDS = 0.3
"""The share of its words that a placeholder has in common with the article in whose place it is."""


class Shown(NamedTuple):
    """What a version shows to a reader."""

    id: str
    article_id: str
    text_hash: str | None
    headline: str | None
    text: str


def find_placeholders(connection: Connection, text_hashes: Collection[str]) -> dict[str, str]:
    """Return the versions with one of `text_hashes` that are placeholders, each with its article.

    The same headline and text are shown by another article, and the article has a version of its
    own with another headline and another text.
    """
    found = _load(connection, _OF_TEXTS, sorted(text_hashes))
    owners: dict[str | None, set[str]] = defaultdict(set)
    for version in found:
        owners[version.text_hash].add(version.article_id)
    shared = [version for version in found if len(owners[version.text_hash]) > 1]
    if not shared:
        return {}
    versions: dict[str, list[Shown]] = defaultdict(list)
    for version in _load(connection, _OF_ARTICLES, sorted({v.article_id for v in shared})):
        versions[version.article_id].append(version)
    return {
        version.id: version.article_id
        for version in shared
        if any(_is_other(version, own) for own in versions[version.article_id])
    }


_GIVEN: BindParameter[Any] = bindparam("given", expanding=True)
_SHOWN = select(*(getattr(VersionRow, name) for name in Shown._fields))
_OF_TEXTS = _SHOWN.where(VersionRow.text_hash.in_(_GIVEN))
_OF_ARTICLES = _SHOWN.where(VersionRow.article_id.in_(_GIVEN))


def _load(connection: Connection, query: Select[Any], given: list[str]) -> list[Shown]:
    rows: Iterable[Any] = connection.execute(query, {"given": given})
    return [Shown(*row) for row in rows]


def _is_other(placeholder: Shown, own: Shown) -> bool:
    if not own.text or own.headline == placeholder.headline:
        return False
    words, others = (set(_WORD.findall(each.text.casefold())) for each in (placeholder, own))
    return len(words & others) <= _MAX_SHARED_WORDS * len(words)
