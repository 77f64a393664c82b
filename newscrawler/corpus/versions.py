"""What a publisher changed from one version of an article to the next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newscrawler.corpus.word_differences import Segment, compare_paragraphs
from newscrawler.storage.content_hash import Row
from newscrawler.storage.stored_versions import StoredVersion

COMPARED_FIELDS = ("headline", "kicker", "summary", "authors", "editors", "published", "body")
"""What makes a version: see `storage.content_hash`."""


@dataclass(frozen=True)
class FieldDifference:
    """A field that was changed: its paragraphs or lines, each as segments."""

    field: str
    paragraphs: list[list[Segment]]


@dataclass(frozen=True)
class VersionDifference:
    """A version, and how it differs from the one before it; the first differs in nothing."""

    version: StoredVersion
    fields: list[FieldDifference]


def differences(versions: Sequence[StoredVersion]) -> list[VersionDifference]:
    """Return each of `versions`, in their order, with what changed since the one before."""
    if not versions:
        return []
    changed = (list(field_differences(a.article, b.article)) for a, b in pairwise(versions))
    return [
        VersionDifference(versions[0], []),
        *(VersionDifference(*each) for each in zip(versions[1:], changed, strict=True)),
    ]


def field_differences(old: Row, new: Row) -> Iterator[FieldDifference]:
    """Yield the fields in which two articles, given as JSON values, differ."""
    for field in COMPARED_FIELDS:
        before, after = _lines(field, old), _lines(field, new)
        if before != after:
            yield FieldDifference(field, compare_paragraphs(before, after))


def _lines(field: str, article: Row) -> list[str]:
    value = article.get(field)
    if field == "body":
        return [block["text"] for block in value or ()]
    if field == "published":
        value = value and value.get("value")
    lines: Iterable[str] = value if isinstance(value, list) else [value] if value else []
    return list(lines)
