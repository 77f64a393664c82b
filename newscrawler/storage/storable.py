"""Texts and keys that are the same on SQLite and PostgreSQL."""

import hashlib
import re
from typing import TypeVar, cast

import msgspec

T = TypeVar("T")

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
