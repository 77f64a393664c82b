"""Rights reserved for text and data mining: the file `/.well-known/tdmrep.json` of a host.

TDM Reservation Protocol, final report of the W3C community group: an array of objects, each with
a `location` (a path pattern as in robots.txt, with `*` and `$`) and `tdm-reservation` (1 or 0).
"""

import json
from collections.abc import Iterable
from typing import Self

from protego import Protego

PATH = "/.well-known/tdmrep.json"

_MAX_FILE_BYTES = 512 * 1024


class Reservations:
    """Which pages of a host are reserved; the longest pattern that matches a page decides.

    Patterns are matched as robots rules, for that is what they are: one set of rules says which
    pages are spoken of at all, the other which of them are reserved. Of two equally long patterns
    the reservation counts.
    """

    def __init__(self, reserved: dict[str, bool]) -> None:
        self._spoken_of = _rules(f"Disallow: {location}" for location in reserved)
        self._reserved = _rules(
            f"{'Allow' if is_reserved else 'Disallow'}: {location}"
            for location, is_reserved in reserved.items()
        )

    @classmethod
    def from_file(cls, body: bytes) -> Self:
        """Read what the file says; entries that cannot be understood say nothing.

        Raises ValueError for what is not a JSON array, or too large to be read.
        """
        if len(body) > _MAX_FILE_BYTES:
            raise ValueError("too large")
        try:
            entries = json.loads(body)
        except RecursionError:
            raise ValueError("nested too deep") from None
        if not isinstance(entries, list):
            raise ValueError("not an array")  # noqa: TRY004 (the file is wrong, not its type)
        reserved: dict[str, bool] = {}
        for entry in entries:
            location, is_reserved = _read(entry)
            if location and is_reserved is not None:
                reserved[location] = is_reserved or reserved.get(location, False)
        return cls(reserved)

    def verdict(self, url: str) -> bool | None:
        """Return whether the page at `url` is reserved; None when the host does not say."""
        if self._spoken_of.can_fetch(url, "*"):
            return None
        return self._reserved.can_fetch(url, "*")


def _rules(lines: Iterable[str]) -> Protego:
    return Protego.parse("\n".join(("User-agent: *", *lines)))


def _read(entry: object) -> tuple[str, bool | None]:
    if not isinstance(entry, dict):
        return "", None
    location = entry.get("location")
    if not isinstance(location, str) or not location.isprintable():
        return "", None
    path = location if location.startswith(("/", "*")) else f"/{location}"
    return path, {"1": True, "0": False}.get(str(entry.get("tdm-reservation")))
