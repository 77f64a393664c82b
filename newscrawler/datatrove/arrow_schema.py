"""The types of Arrow for dataclasses."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyarrow as pa

_PLAIN = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}


def schema_of(kind: type[Any]) -> Iterator[pa.Field]:
    """Yield a field for each of the fields of a dataclass."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        yield pa.field(each.name, _type_of(hints[each.name]))


def _type_of(hint: Any) -> pa.DataType:
    """Return the type for values of a type `hint`; all may be null."""
    inner = [each for each in get_args(hint) if each is not type(None)]
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is list:
        return pa.list_(_type_of(inner[0]))
    if get_origin(hint) is dict:
        return pa.map_(_type_of(inner[0]), _type_of(inner[1]))
    if is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(schema_of(hint))
    return _PLAIN[hint] if hint in _PLAIN else _type_of(inner[0])
