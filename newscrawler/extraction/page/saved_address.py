"""The address that a browser or another tool writes into a page as it saves it."""

import re
from html import unescape

from newscrawler.extraction.page.registered_domain import registered_domain

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
_ATTRIBUTE = re.compile(
    r"<html[^>]{0,500}\sdata-scrapbook-source=[\"'](?P<webscrapbook>[^\"']{1,2000})"
    r"|<meta name=[\"']savepage-url[\"'] content=[\"'](?P<savepage>[^\"']{1,2000})",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[/\\]")
_HOST = re.compile(r"((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12})(?::\d{1,5})?")
_ARCHIVE = re.compile(r"\.zip$")
"""A public suffix as well, but not in the name of a folder."""
_MAX_PATH_CHARS = 300
_ADDED_ENDING = re.compile(r"(?<=/)index\.html?$|(?<=\?)(?P<query>.+)\.html?$")
"""What wget adds where the address has no name of a file, or one with a query."""


def read_saved_address(html: str) -> str | None:
    """Return the address that the tool that saved the page has written into it, or None.

    Such comments are written by Internet Explorer and Chrome, SingleFile, monolith and HTTrack,
    which leaves out the scheme. WebScrapBook writes it into an attribute, Save Page WE into a tag.
    """
    for comment in _COMMENT.finditer(html, 0, _MAX_HEAD_CHARS):
        if match := _ADDRESS.match(comment[1]):
            address = next(filter(None, match.groups()))
            return address if "://" in address else f"https://{address}"
    if match := _ATTRIBUTE.search(html):
        return unescape(next(filter(None, match.groups())))
    return None


def address_of_mirror(path: str) -> str | None:
    """Return the address of a file whose folders are named as in its URL, or None.

    wget and other mirroring tools make such folders, of the host first. Where the address had no
    file name they write `index.html`.

    >>> address_of_mirror("mirror/www.contoh.co.id/berita/panen-kopi/index.html")
    'https://www.contoh.co.id/berita/panen-kopi/'
    """
    parts = _SEPARATOR.split(path)
    for place, folder in enumerate(parts[:-1]):
        rest = "/".join(parts[place + 1 :])
        if _is_host(folder) and 0 < len(rest) <= _MAX_PATH_CHARS and ":" not in rest:
            return f"https://{_ADDED_ENDING.sub(_query, f'{folder}/{rest}')}"
    return None


def _is_host(folder: str) -> bool:
    match = _HOST.fullmatch(folder)
    return bool(match and not _ARCHIVE.search(folder) and registered_domain(match[1]))


def _query(ending: re.Match[str]) -> str:
    return ending["query"] or ""
