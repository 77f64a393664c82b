"""Columns for what listings say of a URL and what a URL leads to, and for TDM reservations."""

from typing import Any

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    MetaData,
    Table,
    Text,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

JSON_VALUE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
LISTED = {
    "listed_by": "listing",
    "listed_title": "title",
    "listed_published": "published",
    "listed_on": "day",
}
SKIPPED = text("state = 'skipped' AND next_try IS NULL")
URLS = Table(
    "urls",
    MetaData(),
    Column("url", Text, primary_key=True),
    Column("kind", Text),
    Column("publisher", Text),
    Column("request", JSON_VALUE),
    *(Column(name, Text) for name in LISTED),
)
ROWS_AT_ONCE = 1000
ASKED = " asked"


def upgrade() -> None:
    """Add the columns and fill them from the requests, in which all of it stood."""
    op.add_column("urls", Column("kind", Text, nullable=False, server_default="article"))
    for name in LISTED:
        op.add_column("urls", Column(name, Text))
    op.add_column("captures", Column("tdm_reserved", Boolean))
    _move_out_of_requests()
    # The publisher of a URL that was asked for by name was that of its queue.
    publisher = URLS.c.publisher
    length = func.length(publisher) - len(ASKED)
    op.execute(
        update(URLS)
        .where(publisher.endswith(ASKED))
        .values(publisher=func.substr(publisher, 1, length))
    )
    op.create_index(
        "ix_urls_skipped",
        "urls",
        ["spider", "listed_on"],
        sqlite_where=SKIPPED,
        postgresql_where=SKIPPED,
    )


def _move_out_of_requests() -> None:
    """Fill `kind` and what listings said, some rows at a time, and take it out of `request`."""
    connection = op.get_bind()
    last = ""
    while rows := connection.execute(
        select(URLS.c.url, URLS.c.request)
        .where(URLS.c.url > last)
        .order_by(URLS.c.url)
        .limit(ROWS_AT_ONCE)
    ).all():
        last = rows[-1].url
        moved = [_moved(row.url, row.request) for row in rows if row.request]
        if moved:
            connection.execute(
                update(URLS)
                .where(URLS.c.url == bindparam("of"))
                .values({name: bindparam(f"new_{name}") for name in ("kind", "request", *LISTED)}),
                moved,
            )


def _moved(url: str, request: dict[str, Any]) -> dict[str, Any]:
    is_listing = request.get("callback") in {"parse_listing", "parse_index"}
    meta = dict(request.get("meta", {}))
    listed = meta.pop("listed", {})
    rest = {name: value for name, value in request.items() if name != "meta"}
    return {
        "of": url,
        "new_kind": "listing" if is_listing else "article",
        "new_request": rest | ({"meta": meta} if meta else {}),
        **{f"new_{name}": listed.get(field) for name, field in LISTED.items()},
    }


def downgrade() -> None:
    """Drop the columns; what they say goes back into the requests."""
    connection = op.get_bind()
    rows = connection.execute(select(URLS).where(URLS.c.listed_by.is_not(None))).all()
    for row in rows:
        said = {field: getattr(row, name) for name, field in LISTED.items()}
        listed = {field: value for field, value in said.items() if value is not None}
        meta = (row.request or {}).get("meta", {}) | {"listed": listed}
        request = (row.request or {}) | {"meta": meta}
        connection.execute(update(URLS).where(URLS.c.url == row.url).values(request=request))
    op.drop_index("ix_urls_skipped", "urls")
    op.drop_column("captures", "tdm_reserved")
    for name in ("kind", *LISTED):
        op.drop_column("urls", name)
