"""Types, texts and keys that are the same on SQLite and PostgreSQL."""

import hashlib
import re
from datetime import UTC, datetime
from typing import TypeVar, cast

import msgspec
from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")

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


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def sanitize(value: T) -> T:
    """Return `value` (text, or lists and dicts of it) with U+FFFD for what no database takes.

    PostgreSQL refuses NUL, and UTF-8 lone surrogates. `value` itself is returned where there is
    nothing to replace.
    """
    return value if _is_storable(value) else cast("T", _replace_unstorable(value))


def _is_storable(value: object) -> bool:
    """Return whether there is surely nothing to replace: JSON holds all texts at once."""
    try:
        return b"\\u0000" not in msgspec.json.encode(value, enc_hook=str)
    except UnicodeEncodeError:
        return False


def _replace_unstorable(value: object) -> object:
    match value:
        case str():
            return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
        case list():
            return [_replace_unstorable(part) for part in value]
        case dict():
            return {_replace_unstorable(name): _replace_unstorable(v) for name, v in value.items()}
    return value


def row_key(text: str) -> str:
    """Return the key of the row that `text` names: the first 32 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
