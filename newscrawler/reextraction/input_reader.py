"""Read whatever files are given: pages, WARC files, and archives of them, by what is in them."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from newscrawler.crawling.archive.warc_frames import next_frame
from newscrawler.extraction import SavedPage
from newscrawler.reextraction.file_search import size_of
from newscrawler.reextraction.file_types import FileType, inner_name
from newscrawler.reextraction.inputs import FilteredPage, Input, SkippedFile, UnreadableInput
from newscrawler.reextraction.members import Archive, Damage, Member, TarArchive, ZipArchive
from newscrawler.reextraction.saved_folders import part_of
from newscrawler.reextraction.saved_pages import Entry, entry_of, read_page
from newscrawler.reextraction.selection import Selection
from newscrawler.reextraction.sidecars import SUFFIX
from newscrawler.reextraction.sources import SEPARATOR, record_at
from newscrawler.reextraction.streams import damage_of, decompressed, opened, type_of
from newscrawler.reextraction.warc_pages import WarcPages, name_in

MAX_DEPTH = 4
"""How many archives may stand in each other."""
_WARC_SUFFIXES = tuple(
    f".warc{packed}{still}" for packed in ("", ".gz", ".zst") for still in ("", ".open")
)
_TO_THE_END = sys.maxsize
"""As many bytes of a file have been read as it has."""
_LEAVES = frozenset(("page", "mhtml", "other"))
_WARC_CODECS = frozenset(("gzip", "zstd"))


@dataclass(frozen=True)
class ReadOptions:
    """How inputs are read.

    `archive` is the folder of the project's own WARC files, `named` are the files that were asked
    for by name: they are pages unless their bytes say otherwise. `is_strict` refuses records that
    are not what their digests say.
    """

    archive: str = ""
    named: frozenset[str] = frozenset()
    selection: Selection = field(default_factory=Selection)
    is_strict: bool = False


def read_inputs(
    files: Iterable[str], options: ReadOptions = ReadOptions()
) -> Iterator[tuple[Input, int]]:
    """Yield what `files` hold, and how many bytes of them have been read so far.

    A file that cannot be read is an `UnreadableInput`, and the others are read.
    """
    reader = InputReader(options)
    before = 0
    for file in files:
        size = _size_of(file)
        for found, offset in reader.read(file):
            yield found, before + min(offset, size)
        before += size
    for found in reader.rest():
        yield found, before


def _size_of(file: str) -> int:
    try:
        return size_of(file)
    except OSError:  # it was just there
        return 0


def may_hold_pages(file: str) -> bool:
    """Return whether `file` is a page or an archive, or cannot be told."""
    try:
        if entry_of(file).is_called_page or Path(file).is_dir():
            return True
        with opened(file) as stream:
            return type_of(stream).kind != "other"
    except OSError:
        return True


class InputReader:
    """Reads one file after the other: a record of a WARC file may refer to an earlier one."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        fetch = partial(record_at, archive=options.archive)
        self.warcs = WarcPages(fetch, options.selection, options.is_strict)

    def read(self, file: str) -> Iterator[tuple[Input, int]]:
        """Yield what `file` holds, and how many bytes of it have been read so far.

        What cannot be read is an `UnreadableInput`.
        """
        try:
            yield from self._read_file(file)
        except OSError as error:
            place = error.filename or file  # which may be its sidecar
            yield UnreadableInput(str(place), str(error.strerror or error)), 0

    def rest(self) -> Iterator[Input]:
        """Yield the pages whose last segments have not come in any file, as far as they did."""
        yield from self.warcs.rest()

    def _read_file(self, file: str) -> Iterator[tuple[Input, int]]:
        is_named = file in self.options.named
        if Path(file).is_dir():
            yield UnreadableInput(file, "the folder cannot be searched"), 0
            return
        entry = entry_of(file, is_named=is_named)
        with opened(file) as stream:
            yield from self._read(entry, stream, 0)

    def _read(self, entry: Entry, stream: BinaryIO, depth: int) -> Iterator[tuple[Input, int]]:
        if not entry.is_named and (whole := part_of(entry.name, entry.files)):
            yield SkippedFile(entry.source, whole), 0
            return
        found = type_of(stream)
        inner = decompressed(stream, found.codec) if found.codec else stream
        inside = type_of(inner) if found.codec else found
        if _is_warc(entry, stream, found, inside):
            yield from self._read_warc(entry, stream)
        elif inside.kind in _LEAVES:
            yield from self._read_page(entry, inner, inside)
        elif depth == MAX_DEPTH:
            yield UnreadableInput(entry.source, "archives stand too deep in each other"), 0
        elif found.kind == "zip":
            yield from self._read_members(entry, ZipArchive(stream), depth)
        elif inside.kind == "tar":
            yield from self._read_members(entry, TarArchive(inner), depth)
        else:
            yield from self._read_inner(entry, inner, depth)

    def _read_warc(self, entry: Entry, stream: BinaryIO) -> Iterator[tuple[Input, int]]:
        yield from self.warcs.read(stream, name_in(self.options.archive, entry.source))
        if damage := damage_of(stream):
            yield UnreadableInput(entry.source, damage), 0

    def _read_page(
        self, entry: Entry, stream: BinaryIO, found: FileType
    ) -> Iterator[tuple[Input, int]]:
        if found.kind == "other" and not entry.is_called_page:
            damage = damage_of(stream)
            yield (
                (
                    UnreadableInput(entry.source, damage)
                    if damage
                    else SkippedFile(entry.source, found.label)
                ),
                _TO_THE_END,
            )
            return
        for page in read_page(entry, stream):
            yield self._selected(page), _TO_THE_END

    def _selected(self, page: SavedPage | UnreadableInput) -> Input:
        if isinstance(page, UnreadableInput):
            return page
        selection = self.options.selection
        why = selection.why_left_out(page.url, page.fetched_at, page.source)
        if why is None and selection.is_other_language(page):
            why = "language"
        return FilteredPage(page.source, page.url, why) if why else page

    def _read_inner(self, entry: Entry, inner: BinaryIO, depth: int) -> Iterator[tuple[Input, int]]:
        """Yield what an archive holds that is compressed as a whole."""
        name = inner_name(entry.name)
        inside = Entry(f"{entry.source}{SEPARATOR}{name}", name, entry.files, entry.is_named)
        for each, _ in self._read(inside, inner, depth + 1):
            yield each, 0

    def _read_members(
        self, entry: Entry, archive: Archive, depth: int
    ) -> Iterator[tuple[Input, int]]:
        files = _UsedFiles(archive)
        texts: list[Entry] = []
        for member in archive.members():
            if isinstance(member, Damage):
                yield UnreadableInput(f"{entry.source}:{member.offset}", member.reason), 0
                continue
            source = f"{entry.source}{SEPARATOR}{_printable(member.name)}"
            inside = Entry(source, member.name, files)
            if member.name.endswith(SUFFIX):
                texts.append(inside)  # the pages that they belong to may follow
            for each in self._read_member(inside, member, depth + 1):
                yield each, 0
        for text in texts:
            if text.name not in files.used:
                yield SkippedFile(text.source, "JSON"), 0

    def _read_member(self, entry: Entry, member: Member, depth: int) -> Iterator[Input]:
        if member.why_not:
            yield UnreadableInput(entry.source, member.why_not)
        elif not member.name.endswith(SUFFIX):
            try:
                for each, _ in self._read(entry, member.open(), depth):
                    yield each
            except OSError as error:
                if error.errno is not None:  # the disk, and not what is on it
                    raise
                yield UnreadableInput(entry.source, f"{error.filename}: {error.strerror}")


class _UsedFiles:
    """The members of an archive; `used` are those that were read as sidecars."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.used: set[str] = set()

    def exists(self, name: str) -> bool:
        return self.archive.exists(name)

    def read(self, name: str) -> bytes:
        self.used.add(name)
        return self.archive.read(name)


def _is_warc(entry: Entry, stream: BinaryIO, found: FileType, inside: FileType) -> bool:
    """Return whether `stream` holds WARC records, perhaps behind damage.

    `found` is what it is, and `inside` what it is when decompressed.
    """
    is_called_warc = entry.name.lower().endswith(_WARC_SUFFIXES)
    if found.codec is None:
        return found.kind == "warc" or (is_called_warc and found.kind == "other")
    if found.codec.name not in _WARC_CODECS:
        return False
    if inside.kind == "warc" or (is_called_warc and inside.kind == "other"):
        return True
    return inside.label == "empty" and next_frame(stream, found.codec, 1) is not None


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
