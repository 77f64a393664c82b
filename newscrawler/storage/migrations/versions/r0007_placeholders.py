"""What finds one text among the versions of several articles."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column and its index. It is empty for what was saved before, until it is read again.

    Only the text of a placeholder is looked up, and those are new when they are met.
    """
    op.add_column("versions", Column("text_hash", Text))
    op.create_index("ix_versions_text_hash", "versions", ["text_hash"])


def downgrade() -> None:
    """Drop both."""
    op.drop_index("ix_versions_text_hash", "versions")
    op.drop_column("versions", "text_hash")
