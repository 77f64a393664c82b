"""The frontier: leases of runs on hosts and URLs, and what a URL's request is made of."""

from alembic import op
from sqlalchemy import JSON, Column, DateTime, Text, text
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

TIME = DateTime(timezone=True)
JSON_VALUE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
WAITING = text("next_try IS NOT NULL AND lease_owner IS NULL")
LEASED = text("lease_owner IS NOT NULL")


def upgrade() -> None:
    """Add the columns and the table of hosts; the indexes hold only what waits or is leased."""
    op.create_table(
        "hosts",
        Column("host", Text, primary_key=True),
        Column("lease_owner", Text),
        Column("paused_until", TIME),
        Column("reason", Text),
    )
    op.add_column("runs", Column("worker", Text))
    op.add_column("runs", Column("lease_until", TIME))
    op.drop_index("ix_urls_state_next_try", "urls")
    op.drop_column("urls", "lease_until")
    op.add_column("urls", Column("spider", Text))
    op.add_column("urls", Column("request", JSON_VALUE))
    op.execute("UPDATE urls SET spider = publisher")
    op.create_index(
        "ix_urls_waiting",
        "urls",
        ["spider", "host", "next_try"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_urls_leased",
        "urls",
        ["lease_owner"],
        sqlite_where=LEASED,
        postgresql_where=LEASED,
    )


def downgrade() -> None:
    """Take all of it back."""
    op.drop_index("ix_urls_leased", "urls")
    op.drop_index("ix_urls_waiting", "urls")
    op.drop_column("urls", "request")
    op.drop_column("urls", "spider")
    op.add_column("urls", Column("lease_until", TIME))
    op.create_index("ix_urls_state_next_try", "urls", ["state", "next_try"])
    op.drop_column("runs", "lease_until")
    op.drop_column("runs", "worker")
    op.drop_table("hosts")
