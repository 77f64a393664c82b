"""Captures by the place of their bytes, and those whose hosts reserved them before 0004."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the index, and fill `tdm_reserved` where it is unknown.

    Some databases of revision 0005 have the index already: a revision 0004 of its time made it.
    """
    op.create_index("ix_captures_source", "captures", ["source"], if_not_exists=True)
    # A page that its host reserved left no trace but how its URL ended.
    op.execute(
        "UPDATE captures SET tdm_reserved = true WHERE tdm_reserved IS NULL AND url IN"
        " (SELECT url FROM urls WHERE state = 'disallowed' AND reason LIKE '%tdm_reserved%')"
    )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_captures_source", "captures")
