"""The address that a browser or another tool writes into a page as it saves it."""

import re

_COMMENT = re.compile(r"<!--(.{1,2000}?)-->", re.DOTALL)
_ADDRESS = re.compile(
    r"\s*saved from url=\(\d+\)(?P<browser>\S+)"
    r"|\s*saved from (?P<monolith>https?://\S+) (?:at|using)\b"
    r"|\s*page saved with singlefile\s+url:\s*(?P<singlefile>\S+)"
    r"|\s*mirrored from (?P<httrack>\S+) by httrack\b"
    r"|\s*(?:page )?saved (?:with|by|using) [^\n]{1,60}\n?\s*(?:url|from|source):\s*(?P<other>https?://\S+)",
    re.IGNORECASE,
)
_MAX_HEAD_CHARS = 20_000
"""How far from its start a page may be told to be a copy."""
_MIRROR = re.compile(
    r"(?:^|[/\\])(?P<address>(?:[a-z0-9-]{1,63}\.){1,4}(?:[a-z]{2,3}\.)?[a-z]{2,12}(?::\d{1,5})?[/\\][^:]{1,300})$"
)
_INDEX_FILE = re.compile(r"(?<=/)index\.html?$")


def read_saved_address(html: str) -> str | None:
    """Return the address in a comment of the tool that saved the page, or None.

    Such comments are written by Internet Explorer and Chrome, SingleFile, monolith and HTTrack,
    which leaves out the scheme.
    """
    for comment in _COMMENT.finditer(html, 0, _MAX_HEAD_CHARS):
        if match := _ADDRESS.match(comment[1]):
            address = next(filter(None, match.groups()))
            return address if "://" in address else f"https://{address}"
    return None


def address_of_mirror(path: str) -> str | None:
    """Return the address of a file whose folders are named as in its URL, or None.

    wget and other mirroring tools make such folders, of the host first. Where the address had no
    file name they write `index.html`.

    >>> address_of_mirror("mirror/www.contoh.co.id/berita/panen-kopi/index.html")
    'https://www.contoh.co.id/berita/panen-kopi/'
    """
    match = _MIRROR.search(path)
    if match is None:
        return None
    return "https://" + _INDEX_FILE.sub("", match["address"].replace("\\", "/"))
