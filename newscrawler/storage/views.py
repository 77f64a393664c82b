"""Ready views for what people count, one schema for SQLite and PostgreSQL.

They show the current versions only, and no placeholder has become one. A day is a day in WIB.
"""

from datetime import datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import Mapped, mapped_column

from newscrawler.storage.schema import Base


class ViewBase(Base):
    """A view: its classes are tables to a query, and the migrations make them."""

    __abstract__ = True
    metadata = MetaData()


class CurrentArticleView(ViewBase):
    """What each article says now."""

    __tablename__ = "current_articles"

    article_id: Mapped[str] = mapped_column(primary_key=True)
    version_id: Mapped[str]
    canonical_url: Mapped[str]
    publisher: Mapped[str | None]
    kind: Mapped[str | None]
    language: Mapped[str | None]
    headline: Mapped[str | None]
    summary: Mapped[str | None]
    authors: Mapped[list[str]]
    text: Mapped[str | None]
    published_at: Mapped[datetime | None]
    published_on: Mapped[str | None]
    published_value: Mapped[str | None]
    published_precision: Mapped[str | None]
    modified_at: Mapped[datetime | None]
    first_seen: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]
    flags: Mapped[list[str]]


class QuotationView(ViewBase):
    """One row for each quotation: the parts of an interrupted one are joined by a space.

    `parts` says how many it has; `is_fragment` marks words in quotation marks that stand within a
    reported statement, which has a row of its own.
    """

    __tablename__ = "quotations"

    version_id: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str]
    publisher: Mapped[str | None]
    published_at: Mapped[datetime | None]
    published_on: Mapped[str | None]
    kind: Mapped[str]
    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    parts: Mapped[int]
    is_fragment: Mapped[bool]
    speaker: Mapped[str | None]
    speaker_full: Mapped[str | None]
    role: Mapped[str | None]
    cue: Mapped[str | None]


class SourceView(ViewBase):
    """One row for each source that an article cites, with how often it does."""

    __tablename__ = "sources"

    version_id: Mapped[str] = mapped_column(primary_key=True)
    source_norm: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str]
    publisher: Mapped[str | None]
    published_at: Mapped[datetime | None]
    published_on: Mapped[str | None]
    citations: Mapped[int]


class ArticlesPerDayView(ViewBase):
    """How many articles of a publisher were published on a day; `day` is None where unknown."""

    __tablename__ = "articles_per_day"

    publisher: Mapped[str | None] = mapped_column(primary_key=True)
    day: Mapped[str | None] = mapped_column(primary_key=True)
    articles: Mapped[int]
