"""Read JSON texts as sites write them, damaged ones included."""

import json
from typing import Any

_MAX_REPAIR_CHARS = 200_000
"""Repairing is slow, and no honest text that is damaged has more."""


def load_json(text: str) -> tuple[Any, bool]:
    """Return the value of a JSON text, and whether the text is damaged.

    The value is None when it cannot be repaired either. Lone surrogates are replaced.
    """
    try:
        value, is_damaged = _load(text)
        return without_surrogates(value) if "\\ud" in text.lower() else value, is_damaged
    except RecursionError:
        return None, True


def _load(text: str) -> tuple[Any, bool]:
    try:
        return json.loads(text, strict=False), False
    except ValueError:
        if len(text) > _MAX_REPAIR_CHARS:
            return None, True
    import json_repair  # noqa: PLC0415 - slow to import, and few texts need it

    try:
        return json_repair.loads(text, skip_json_loads=True), True
    except ValueError:
        return None, True


def without_surrogates(data: Any) -> Any:
    """Return `data` with lone surrogates, which UTF-8 cannot encode, replaced by U+FFFD."""
    text = json.dumps(data, ensure_ascii=False)
    return json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
