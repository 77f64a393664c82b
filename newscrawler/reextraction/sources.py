"""Find again what a `source` names: a file, a member of an archive, a record of a WARC file.

Members are written as in addresses of JAR files and Apache Commons VFS: `<archive>!/<member>`. What
is in a compressed file has the file's name without its last suffix: `a.warc.gz!/a.warc:7`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from newscrawler.crawling.archive.warc_reader import CorruptRange, Record, read_records
from newscrawler.extraction import SavedPage
from newscrawler.reextraction.file_search import STDIN
from newscrawler.reextraction.file_types import inner_name
from newscrawler.reextraction.inputs import Input, UnreadableInput
from newscrawler.reextraction.members import Archive, Member, TarArchive, ZipArchive
from newscrawler.reextraction.saved_pages import Entry, entry_of, read_page
from newscrawler.reextraction.streams import decompressed, opened, type_of
from newscrawler.reextraction.warc_pages import WarcPages, name_in

SEPARATOR = "!/"
_OFFSET = re.compile(r"(?P<name>.+):(?P<offset>\d{1,18})", re.DOTALL)
_T = TypeVar("_T")


class Place(NamedTuple):
    """A stream that was found, and the offset of a record in it if one was named."""

    entry: Entry
    stream: BinaryIO
    offset: int | None = None
    is_unpacked: bool = False


def read_source(source: str, archive: str = "") -> Input:
    """Return the one page at `source`, which is written as `Article.source` is.

    It is a file, `-`, `<WARC file>:<offset>`, or `<archive>!/<member>` with a member that is any
    of these. A WARC file may be one of the project's own, which are in the folder `archive` and go
    by their names, while they are written to as well. Raises FileNotFoundError for what is not
    there, ValueError for an archive without a member or an offset, OSError when it cannot be read.
    """
    return _at(source, archive, lambda place: _read(place, source))


def record_at(source: str, archive: str = "") -> Record | None:
    """Return the WARC record at `source`, None where there is none (any more)."""
    try:
        return _at(source, archive, _record)
    except (OSError, ValueError):
        return None


def file_of(source: str, archive: str = "") -> str | None:
    """Return the file on the disk that holds the page at `source`, None where there is none."""
    if source == STDIN or source.startswith((f"{STDIN}:", f"{STDIN}{SEPARATOR}")):
        return None
    return next((file for file, *_ in _splits(source, archive)), None)


def archive_in(stream: BinaryIO) -> Archive | None:
    """Return the archive in `stream`, which may be a compressed tar; None where it is none."""
    found = type_of(stream)
    if found.kind == "zip":
        return ZipArchive(stream)
    if found.codec:
        stream = decompressed(stream, found.codec)
        found = type_of(stream)
    return TarArchive(stream) if found.kind == "tar" else None


def _at(source: str, archive: str, take: Callable[[Place], _T]) -> _T:
    """Return what `take` makes of the place that is named. Raises FileNotFoundError for none."""
    for file, name, rest in _splits(source, archive):
        with opened(file) as stream:
            return take(_descend(entry_of(name, is_named=True), stream, rest))
    file = source.partition(SEPARATOR)[0]
    match = _OFFSET.fullmatch(file)
    raise FileNotFoundError(match["name"] if match else file)


def _splits(source: str, archive: str) -> Iterator[tuple[str, str, str]]:
    """Yield the files that `source` may name, their names in sources, and what is named in them."""
    if source == STDIN:
        yield source, source, ""
    ends = [len(source)]
    if match := _OFFSET.fullmatch(source):
        ends.append(match.end("name"))
    ends += [match.start() for match in re.finditer(re.escape(SEPARATOR), source)]
    for end in ends:
        name, rest = source[:end], source[end:]
        own = (str(Path(archive) / f"{name}{more}") for more in ("", ".open") if archive)
        for file in (name, *own):
            if Path(file).is_file():
                yield file, name_in(archive, file), rest


def _descend(entry: Entry, stream: BinaryIO, rest: str) -> Place:
    """Return the place that `rest` names in `stream`. Raises FileNotFoundError for none."""
    if rest.startswith(":"):
        return Place(entry, stream, int(rest[1:]))
    if not rest:
        return Place(entry, stream)
    found = archive_in(stream)
    wanted = rest.removeprefix(SEPARATOR)
    if found is None:
        return _descend_into_file(entry, stream, wanted)
    for member in found.members():
        after = _after(wanted, member.name) if isinstance(member, Member) else None
        if isinstance(member, Member) and after is not None:
            source = f"{entry.source}{SEPARATOR}{member.name}"
            inner = Entry(source, member.name, found, is_named=True)
            return _descend(inner, member.open(), after)
    raise FileNotFoundError(f"{entry.source}{SEPARATOR}{wanted}")


def _descend_into_file(entry: Entry, stream: BinaryIO, wanted: str) -> Place:
    """Return the place that `wanted` names in a compressed file, which has one member."""
    found = type_of(stream)
    after = _after(wanted, inner_name(entry.name))
    if found.codec is None or after is None:
        raise FileNotFoundError(f"{entry.source}{SEPARATOR}{wanted}")
    inner = decompressed(stream, found.codec)
    if after.startswith(":") and type_of(inner).kind != "compressed":
        return Place(entry, stream, int(after[1:]), is_unpacked=True)
    name = inner_name(entry.name)
    return _descend(Entry(f"{entry.source}{SEPARATOR}{name}", name, entry.files), inner, after)


def _after(wanted: str, name: str) -> str | None:
    """Return what `wanted` names in the member called `name`, None if it names another."""
    rest = wanted.removeprefix(name)
    is_other = rest == wanted or not re.match(r"$|!/|:\d{1,18}$", rest)
    return None if is_other else rest


def _read(place: Place, source: str) -> Input:
    if place.offset is None:
        return _read_one(place)
    pages = WarcPages(record_at)
    found_there = read_records(place.stream, place.offset, is_unpacked=place.is_unpacked)
    for number, found in enumerate(found_there):
        for each in pages.read_record(found, f"{source}+{number}" if number else source):
            if each.source == source:  # and no segment that belongs to it
                return each
    return next(pages.rest(), UnreadableInput(source, "the file ends before"))


def _read_one(place: Place) -> SavedPage | UnreadableInput:
    """Return the page in a file that is no archive. Raises ValueError for an archive."""
    found = type_of(place.stream)
    inner = decompressed(place.stream, found.codec) if found.codec else place.stream
    kind = type_of(inner).kind if found.codec else found.kind
    source = place.entry.source
    if kind == "warc":
        raise ValueError(f"{source} holds many pages: name one as {source}:<offset>")
    if kind in {"zip", "tar"}:
        raise ValueError(f"{source} holds many pages: name one as {source}{SEPARATOR}<member>")
    return next(read_page(place.entry, inner))


def _record(place: Place) -> Record | None:
    found = next(read_records(place.stream, place.offset or 0, is_unpacked=place.is_unpacked), None)
    return None if isinstance(found, CorruptRange) else found
