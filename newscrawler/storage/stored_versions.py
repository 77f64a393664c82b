"""The versions of one article, found by any of its addresses or ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, or_, select

from newscrawler.storage.article_rows import article_id
from newscrawler.storage.content_hash import Row
from newscrawler.storage.schema import ArticleRow, CaptureRow, VersionRow


@dataclass(frozen=True)
class StoredVersion:
    """What an article said at a time: `article` is all of it, as JSON values.

    `captures` counts the fetches that showed it, between `first_seen` and `last_seen` (UTC, None
    where no fetch time is known).
    """

    id: str
    is_current: bool
    first_seen: datetime | None
    last_seen: datetime | None
    captures: int
    extractor_version: str
    article: Row


def find_article_ids(engine: Engine, key: str) -> list[str]:
    """Return the ids of the articles that `key` names, sorted.

    It is an address (the canonical one, or one that was fetched), or the id of an article or of a
    version. Only a fetched address may name several.
    """
    with engine.connect() as connection:
        named = select(ArticleRow.id).where(ArticleRow.id.in_((key, article_id(key))))
        found = connection.scalars(named).all() or _by_version(connection, key)
        return sorted(found)


def _by_version(connection: Connection, key: str) -> Sequence[str]:
    fetched = select(CaptureRow.version_id).where(CaptureRow.url == key)
    is_named = or_(VersionRow.id == key, VersionRow.url == key, VersionRow.id.in_(fetched))
    return connection.scalars(select(VersionRow.article_id).where(is_named).distinct()).all()


def load_versions(engine: Engine, article: str) -> list[StoredVersion]:
    """Return the versions of the article with this id, the first seen first."""
    captures = (
        select(func.count())
        .where(CaptureRow.version_id == VersionRow.id)
        .correlate(VersionRow)
        .scalar_subquery()
    )
    wanted = (
        select(
            VersionRow.id,
            VersionRow.id == ArticleRow.current_version_id,
            VersionRow.first_seen,
            VersionRow.last_seen,
            captures,
            VersionRow.extractor_version,
            VersionRow.article,
        )
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(ArticleRow.id == article)
        .order_by(VersionRow.first_seen.is_not(None), VersionRow.first_seen, VersionRow.id)
    )
    with engine.connect() as connection:
        return [StoredVersion(*row) for row in connection.execute(wanted)]
