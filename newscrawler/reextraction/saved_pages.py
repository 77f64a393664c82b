"""Pages saved on disk, or as members of archives, with what is known of each."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from newscrawler.extraction import SavedPage
from newscrawler.extraction.page.saved_facts import page_from_facts
from newscrawler.reextraction.file_search import STDIN
from newscrawler.reextraction.file_types import HEAD_BYTES, file_type, inner_name
from newscrawler.reextraction.inputs import UnreadableInput
from newscrawler.reextraction.mhtml import read_mhtml
from newscrawler.reextraction.saved_times import saved_time
from newscrawler.reextraction.sidecars import Files, read_sidecar
from newscrawler.reextraction.streams import damage_of, decompressed, opened, type_of

MAX_PAGE_BYTES = 32 * 1024 * 1024
"""Bytes of a saved page: they may hold its pictures as well."""
_PAGE_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht"))


class DiskFiles:
    """The files on the disk."""

    def exists(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        return Path(name).exists()

    def read(self, name: str) -> bytes:
        """Return what the file of this name holds. Raises OSError when it cannot be read."""
        return Path(name).read_bytes()


@dataclass(frozen=True)
class Entry:
    """A file or a member of an archive: its `source`, its `name` and what stands beside it.

    `is_named` says that it was asked for by its name.
    """

    source: str
    name: str
    files: Files
    is_named: bool = False

    @property
    def is_called_page(self) -> bool:
        """Whether its name, or who asked for it, says that it is a page."""
        return self.is_named or PurePath(inner_name(self.name)).suffix.lower() in _PAGE_SUFFIXES


def entry_of(file: str, *, is_named: bool = False) -> Entry:
    """Return the entry of a `file` on the disk, or of standard input (`-`)."""
    source = os.fsencode(file).decode("utf-8", "replace")
    return Entry(source, file, DiskFiles(), is_named)


def read_saved(file: str) -> SavedPage:
    """Return the page in `file` with what its sidecar tells, else flagged.

    The file may be compressed, or an MHTML file. The sidecar `<name>.json` holds `url`,
    `fetched_at` (ISO 8601 with offset), perhaps `headers` and `status`. Raises OSError when the
    page or its sidecar cannot be read.
    """
    with opened(file) as stream:
        found = type_of(stream)
        inner = decompressed(stream, found.codec) if found.codec else stream
        page = next(read_page(entry_of(file), inner))
    if not isinstance(page, SavedPage):
        raise OSError(None, page.reason, file)
    return page


def read_page(entry: Entry, stream: BinaryIO) -> Iterator[SavedPage | UnreadableInput]:
    """Yield the page in `stream`, decompressed, as far as it goes, and what damage it has.

    Raises OSError when its sidecar cannot be read.
    """
    body, damage = stream.read(MAX_PAGE_BYTES + 1), damage_of(stream)
    if len(body) > MAX_PAGE_BYTES:
        yield UnreadableInput(entry.source, f"larger than {MAX_PAGE_BYTES // 1024**2} MiB")
        return
    if body or not damage:
        yield _page(entry, body, is_cut=damage is not None)
    if damage:
        yield UnreadableInput(entry.source, damage)


def _page(entry: Entry, body: bytes, *, is_cut: bool) -> SavedPage:
    is_pipe = entry.name == STDIN
    facts, flags = ({}, []) if is_pipe else read_sidecar(entry.name, entry.files)
    if is_cut:
        flags.append("truncated:damaged")
    found = read_mhtml(body) if file_type(body[:HEAD_BYTES]).kind == "mhtml" else None
    if found:
        body = found.body
        headers = {"Content-Type": found.content_type}
        own = {"url": found.url, "fetched_at": found.saved_at, "headers": headers}
        facts = own | facts
        flags = [flag for flag in flags if flag != "no_sidecar" or not found.url]
    if not facts.get("fetched_at") and (saved_at := saved_time(body)):
        facts = facts | {"fetched_at": saved_at}
    return page_from_facts(body, facts, entry.source, flags)
