"""One JSON column that holds the whole article, and what a version was read from."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from alembic import op
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    MetaData,
    Table,
    Text,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"

JSON_VALUE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
LISTS = (
    "breadcrumbs",
    "credits",
    "body",
    "links",
    "cleaned",
    "images",
    "videos",
    "notices",
    "related_labels",
)
OBJECTS = ("dateline", "republished_from")
DROPPED = (*LISTS, *OBJECTS, "raw", "fetched_value")
PLAIN = (
    *("url", "canonical_url", "publisher", "source", "headline", "kicker", "breadcrumbs"),
    *("summary", "authors", "editors", "credits", "dateline", "body", "links", "cleaned"),
    *("images", "videos", "republished_from", "source_line", "notices", "kind", "language"),
    *("free_access", "flags", "raw", "provenance"),
)
DATE = ("raw", "value", "until", "precision", "zone", "rule", "flags")
QUOTE = {
    **{name: name for name in ("kind", "text", "cue", "cue_start", "cue_end", "speaker", "role")},
    **{name: name for name in ("speaker_start", "speaker_end", "speaker_full", "rule")},
    "start": "start_offset",
    "end": "end_offset",
    "position": "cue_position",
    "group": "segment_group",
}
CITATION = {
    **{name: name for name in ("text", "cue", "source", "source_norm", "kind", "url", "rule")},
    "start": "start_offset",
    "end": "end_offset",
}
CHILDREN = ("quotes", "citations", "related_links", "date_mentions", "tags")
VERSIONS_AT_ONCE = 200

Row = Mapping[str, Any]


def upgrade() -> None:
    """Add the columns, fill them from the old ones and the child rows, and drop what is double."""
    op.add_column(
        "versions", Column("article", JSON_VALUE, nullable=False, server_default=text("'{}'"))
    )
    op.add_column("versions", Column("reading_hash", Text))
    op.add_column("versions", Column("capture_id", Text))
    connection = op.get_bind()
    _link_captures(connection)
    tables = MetaData()
    tables.reflect(connection, only=("versions", *CHILDREN))
    _fill_articles(connection, {table.name: _typed(table) for table in tables.sorted_tables})
    for name in DROPPED:
        op.drop_column("versions", name)


def _typed(table: Table) -> Table:
    """Give a reflected table the types that hold the same on both databases."""
    json_names = {*LISTS, *OBJECTS, "raw", "authors", "editors", "flags", "provenance", "article"}
    for column in table.columns:
        if column.name in json_names or column.name.endswith("_flags"):
            is_text = table.name == "date_mentions" and column.name == "raw"
            column.type = column.type if is_text else JSON_VALUE
        elif column.name == "fetched_at":
            column.type = DateTime(timezone=True)
    return table


def _link_captures(connection: Connection) -> None:
    """Link the captures whose page was unchanged to the version that they showed.

    Only new content was linked. A capture shows a version when it is of the version's URL and
    between its first and its last fetch; where two versions fit, nobody knows.
    """
    op.create_index("ix_versions_url", "versions", ["url"])
    fits = "v.url = captures.url AND captures.fetched_at BETWEEN v.first_seen AND v.last_seen"
    connection.execute(
        text(
            f"UPDATE captures SET version_id = (SELECT v.id FROM versions v WHERE {fits}) "  # noqa: S608
            "WHERE version_id IS NULL AND status = 200 "
            f"AND 1 = (SELECT count(*) FROM versions v WHERE {fits})"
        )
    )
    op.drop_index("ix_versions_url", "versions")


def _fill_articles(connection: Connection, tables: Mapping[str, Table]) -> None:
    versions = tables["versions"]
    last = ""
    while rows := connection.execute(
        select(versions).where(versions.c.id > last).order_by(versions.c.id).limit(VERSIONS_AT_ONCE)
    ).all():
        last = rows[-1].id
        ids = [row.id for row in rows]
        children = {name: _children(connection, tables[name], ids) for name in CHILDREN}
        connection.execute(
            update(versions)
            .where(versions.c.id == bindparam("of"))
            .values(article=bindparam("new_article"), capture_id=bindparam("new_capture_id")),
            [
                {
                    "of": row.id,
                    "new_article": _article(
                        row._asdict(), {name: children[name].get(row.id, []) for name in CHILDREN}
                    ),
                    "new_capture_id": _capture_id(row._asdict()),
                }
                for row in rows
            ],
        )


def _children(connection: Connection, table: Table, ids: list[str]) -> dict[str, list[Row]]:
    """Return the rows of a child table by version, in their order."""
    found: dict[str, list[Row]] = {}
    rows = select(table).where(table.c.version_id.in_(ids)).order_by(table.c.position)
    for row in connection.execute(rows):
        found.setdefault(row.version_id, []).append(row._asdict())
    return found


def _article(version: Row, children: Mapping[str, list[Row]]) -> dict[str, Any]:
    links, tags = children["related_links"], children["tags"]
    return {
        **{name: version[name] for name in PLAIN},
        "fetched_at": version["fetched_value"],
        "published": _date(version, "published"),
        "modified": _date(version, "modified"),
        "quotes": [
            {name: row[column] for name, column in QUOTE.items()} for row in children["quotes"]
        ],
        "citations": [
            {name: row[column] for name, column in CITATION.items()}
            for row in children["citations"]
        ],
        "dates": [
            {
                **{name: row[f"date_{name}"] for name in DATE},
                "text": row["text"],
                "start": row["start_offset"],
                "end": row["end_offset"],
            }
            for row in children["date_mentions"]
        ],
        "related": [
            {
                "label": label,
                "links": [_link(row) for row in links if row["block"] == number],
            }
            for number, label in enumerate(version["related_labels"])
        ],
        "inline_related": [_link(row) for row in links if row["placement"] == "inline"],
        "tags": [row["tag"] for row in tags if row["kind"] == "tag"],
        "hashtags": [row["tag"] for row in tags if row["kind"] == "hashtag"],
    }


def _date(row: Row, prefix: str) -> dict[str, Any] | None:
    if row[f"{prefix}_raw"] is None:
        return None
    return {name: row[f"{prefix}_{name}"] for name in DATE}


def _link(row: Row) -> dict[str, Any]:
    plain = {name: row[name] for name in ("title", "url", "section")}
    return plain | {"date": _date(row, "date")}


def _capture_id(version: Row) -> str:
    """Return the key of the capture that a version was read from, as it has always been made."""
    url, fetched_at = version["url"] or version["canonical_url"], version["fetched_at"]
    when = fetched_at and _aware(fetched_at).isoformat()
    named = f"{url}\n{when or version['source'] or ''}"
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def downgrade() -> None:
    """Make the columns again, from the article, and drop the new ones."""
    for name in LISTS:
        op.add_column(
            "versions", Column(name, JSON_VALUE, nullable=False, server_default=text("'[]'"))
        )
    for name in OBJECTS:
        op.add_column("versions", Column(name, JSON_VALUE))
    op.add_column(
        "versions", Column("raw", JSON_VALUE, nullable=False, server_default=text("'{}'"))
    )
    op.add_column("versions", Column("fetched_value", Text))
    connection = op.get_bind()
    tables = MetaData()
    tables.reflect(connection, only=("versions",))
    versions = _typed(tables.tables["versions"])
    rows = connection.execute(select(versions.c.id, versions.c.article)).all()
    for row in rows:
        connection.execute(
            update(versions).where(versions.c.id == row.id).values(_old_columns(row.article))
        )
    for name in ("article", "reading_hash", "capture_id"):
        op.drop_column("versions", name)


def _old_columns(article: Row) -> dict[str, Any]:
    own: Iterable[str] = set(DROPPED) - {"related_labels", "fetched_value"}
    return {
        **{name: article[name] for name in own},
        "related_labels": [block["label"] for block in article["related"]],
        "fetched_value": article["fetched_at"],
    }
