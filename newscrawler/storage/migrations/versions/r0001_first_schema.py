"""The first schema: urls, runs, captures, articles, versions and the parts of a version."""

from typing import Any

from alembic import op
from sqlalchemy import JSON, Boolean, Column, DateTime, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

TIME = DateTime(timezone=True)
JSON_VALUE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Make every table; a table comes after those that it points to."""
    _create_crawl_tables()
    _create_articles()
    _create_versions()
    _create_captures()
    _create_spans()
    _create_links_and_tags()


def downgrade() -> None:
    """Drop every table, in the opposite order."""
    for table in (
        "tags",
        "related_links",
        "date_mentions",
        "citations",
        "quotes",
        "captures",
        "versions",
        "articles",
        "urls",
        "runs",
    ):
        op.drop_table(table)


def _date(prefix: str) -> list[Column[Any]]:
    return [
        Column(f"{prefix}_at", TIME),
        *(
            Column(f"{prefix}_{name}", Text)
            for name in ("raw", "value", "until", "precision", "zone", "rule")
        ),
        Column(f"{prefix}_flags", JSON_VALUE),
    ]


def _place() -> list[Column[Any]]:
    return [
        Column("version_id", Text, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
    ]


def _create_crawl_tables() -> None:
    op.create_table(
        "runs",
        Column("id", Text, primary_key=True),
        Column("spider", Text, nullable=False),
        Column("extractor_version", Text, nullable=False),
        Column("started_at", TIME, nullable=False),
        Column("finished_at", TIME),
        Column("finish_reason", Text),
        Column("counts", JSON_VALUE),
    )
    op.create_table(
        "urls",
        Column("url", Text, primary_key=True),
        Column("publisher", Text),
        Column("host", Text),
        Column("state", Text),
        Column("reason", Text),
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("next_try", TIME),
        Column("lease_owner", Text),
        Column("lease_until", TIME),
        Column("etag", Text),
        Column("last_modified", Text),
        Column("discovered_at", TIME),
        Column("last_seen", TIME),
    )
    op.create_index("ix_urls_state_next_try", "urls", ["state", "next_try"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        Column("id", Text, primary_key=True),
        Column("canonical_url", Text, nullable=False),
        Column("publisher", Text),
        Column("current_version_id", Text),
    )


def _create_versions() -> None:
    op.create_table(
        "versions",
        Column("id", Text, primary_key=True),
        Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        Column("content_hash", Text, nullable=False),
        Column("extractor_version", Text, nullable=False),
        Column("first_seen", TIME),
        Column("last_seen", TIME),
        Column("url", Text),
        Column("canonical_url", Text),
        Column("publisher", Text),
        Column("fetched_at", TIME),
        Column("fetched_value", Text),
        Column("source", Text),
        Column("headline", Text),
        Column("kicker", Text),
        Column("breadcrumbs", JSON_VALUE, nullable=False),
        Column("summary", Text),
        Column("authors", JSON_VALUE, nullable=False),
        Column("editors", JSON_VALUE, nullable=False),
        Column("credits", JSON_VALUE, nullable=False),
        Column("dateline", JSON_VALUE),
        *_date("published"),
        *_date("modified"),
        Column("text", Text, nullable=False),
        Column("body", JSON_VALUE, nullable=False),
        Column("links", JSON_VALUE, nullable=False),
        Column("cleaned", JSON_VALUE, nullable=False),
        Column("related_labels", JSON_VALUE, nullable=False),
        Column("images", JSON_VALUE, nullable=False),
        Column("videos", JSON_VALUE, nullable=False),
        Column("republished_from", JSON_VALUE),
        Column("source_line", Text),
        Column("notices", JSON_VALUE, nullable=False),
        Column("kind", Text),
        Column("language", Text),
        Column("free_access", Boolean),
        Column("flags", JSON_VALUE, nullable=False),
        Column("raw", JSON_VALUE, nullable=False),
        Column("provenance", JSON_VALUE, nullable=False),
    )
    op.create_index("ix_versions_article_id", "versions", ["article_id"])
    op.create_index("ix_versions_published_at", "versions", ["published_at"])


def _create_captures() -> None:
    op.create_table(
        "captures",
        Column("id", Text, primary_key=True),
        Column("url", Text, nullable=False),
        Column("fetched_at", TIME),
        Column("status", Integer),
        Column("digest", Text),
        Column("source", Text),
        Column("version_id", Text, ForeignKey("versions.id", ondelete="SET NULL")),
        Column("run_id", Text, ForeignKey("runs.id", ondelete="SET NULL")),
    )
    op.create_index("ix_captures_version_id", "captures", ["version_id"])


def _create_spans() -> None:
    op.create_table(
        "quotes",
        *_place(),
        Column("kind", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        Column("cue", Text, nullable=False),
        Column("cue_start", Integer),
        Column("cue_end", Integer),
        Column("speaker", Text, nullable=False),
        Column("speaker_start", Integer),
        Column("speaker_end", Integer),
        Column("speaker_full", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("cue_position", Text, nullable=False),
        Column("segment_group", Integer),
        Column("rule", Text, nullable=False),
    )
    op.create_table(
        "citations",
        *_place(),
        Column("text", Text, nullable=False),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        Column("cue", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("source_norm", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("url", Text),
        Column("rule", Text, nullable=False),
    )
    op.create_table(
        "date_mentions",
        *_place(),
        Column("text", Text, nullable=False),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        *_date("date"),
    )


def _create_links_and_tags() -> None:
    op.create_table(
        "related_links",
        *_place(),
        Column("placement", Text, nullable=False),
        Column("block", Integer),
        Column("label", Text),
        Column("title", Text, nullable=False),
        Column("url", Text),
        Column("section", Text),
        *_date("date"),
    )
    op.create_table(
        "tags",
        *_place(),
        Column("kind", Text, nullable=False),
        Column("tag", Text, nullable=False),
    )
