"""Columns are called what their fields are called, and what is not known is NULL."""

from collections.abc import Mapping

from alembic import op
from sqlalchemy import Text, column, table, update

revision = "0008"
down_revision = "0007"

CHILDREN = ("quotes", "citations", "date_mentions", "related_links", "tags")
RENAMED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "quotes": (
        *(("start_offset", "start"), ("end_offset", "end"), ("cue_position", "position")),
        ("segment_group", "group"),
    ),
    "citations": (("start_offset", "start"), ("end_offset", "end")),
    "date_mentions": (("start_offset", "start"), ("end_offset", "end")),
}
UNKNOWN: Mapping[str, tuple[str, ...]] = {
    "quotes": ("cue", "speaker", "speaker_full", "role", "rule"),
    "citations": ("cue", "rule"),
}
"""Columns that held an empty text for what was not known."""


def upgrade() -> None:
    """Rename the columns; `position`, which numbered the rows, becomes `ordinal`."""
    for name in CHILDREN:
        op.alter_column(name, "position", new_column_name="ordinal")
    for name, columns in RENAMED.items():
        for old, new in columns:
            op.alter_column(name, old, new_column_name=new)
    for name, unknown in UNKNOWN.items():
        _set_nullable(name, unknown, nullable=True)
        for each in unknown:
            _replace(name, each, "", None)


def downgrade() -> None:
    """Give the columns their old names, and write empty texts."""
    for name, unknown in UNKNOWN.items():
        for each in unknown:
            _replace(name, each, None, "")
        _set_nullable(name, unknown, nullable=False)
    for name, columns in RENAMED.items():
        for old, new in columns:
            op.alter_column(name, new, new_column_name=old)
    for name in CHILDREN:
        op.alter_column(name, "ordinal", new_column_name="position")


def _set_nullable(name: str, columns: tuple[str, ...], *, nullable: bool) -> None:
    with op.batch_alter_table(name) as batch:
        for each in columns:
            batch.alter_column(each, existing_type=Text(), nullable=nullable)


def _replace(name: str, of: str, old: str | None, new: str | None) -> None:
    """Write `new` wherever the column `of` of the table `name` holds `old`."""
    rows = table(name, column(of))
    op.execute(update(rows).where(rows.c[of].is_not_distinct_from(old)).values({of: new}))
