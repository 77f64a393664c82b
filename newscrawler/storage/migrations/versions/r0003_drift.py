"""Drift: what the pages and listings of each run gave, publisher by publisher."""

from alembic import op
from sqlalchemy import JSON, Column, DateTime, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

JSON_VALUE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Add the two tables, and to runs the age of their pages."""
    op.add_column("runs", Column("pages_at", DateTime(timezone=True)))
    op.create_table(
        "field_tallies",
        *_keys("publisher", "field", "selector"),
        Column("pages", Integer, nullable=False),
        Column("found", Integer, nullable=False),
        Column("rules", JSON_VALUE, nullable=False),
        Column("examples", JSON_VALUE, nullable=False),
    )
    op.create_table(
        "listing_tallies",
        *_keys("publisher", "listing"),
        Column("asked", Integer, nullable=False),
        Column("named", Integer, nullable=False),
        Column("examples", JSON_VALUE, nullable=False),
    )


def _keys(*names: str) -> list[Column[str]]:
    """Return the columns of the primary key: the run, and what is counted in it."""
    return [
        Column("run_id", Text, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        *(Column(name, Text, primary_key=True) for name in names),
    ]


def downgrade() -> None:
    """Drop them."""
    op.drop_column("runs", "pages_at")
    op.drop_table("listing_tallies")
    op.drop_table("field_tallies")
