"""Types of columns that are the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

# jsonb on PostgreSQL, because plain json has no equality there; None is SQL NULL on both.
JSON_VALUE = JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), postgresql.dialect.name
)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: takes aware datetimes of any zone, stores UTC and gives back aware UTC.

    Raises ValueError (inside SQLAlchemy's StatementError) for a naive datetime.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,
    ) -> datetime | None:
        """Return the instant in UTC: SQLite drops the zone, so all rows must hold the same one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a stored time needs a zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,
    ) -> datetime | None:
        """Return the stored instant as an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
