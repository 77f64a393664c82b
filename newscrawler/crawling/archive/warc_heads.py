"""The heads of WARC records and of the HTTP messages in them."""

import re
from io import StringIO
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeadersParser

_FOLD = re.compile(rb"\r?\n[ \t]+")


class Head(NamedTuple):
    """The protocol that the first line begins with, what follows it there, and the fields."""

    protocol: str
    status: str
    fields: list[tuple[str, str]]


def parse_head(head: bytes, encoding: str) -> Head:
    """Return what `head` says, whatever its line ends. Lines that are no fields are left out.

    It must be decoded and unfolded here: warcio guesses an encoding for each line, and takes a
    line of blanks for the end.
    """
    lines = _FOLD.sub(b" ", head).decode(encoding, "replace").lstrip()
    found = StatusAndHeadersParser([], verify=False).parse(StringIO(lines + "\n"))
    return Head(found.protocol, found.statusline, found.headers)
