"""Reading WARC files (ISO 28500), our own and those of other crawlers, whole or damaged.

FastWARC 2 reads them as long as records follow each other as they should. Where they do not, and
with an older FastWARC, each record is read on its own, more leniently. Nothing is guessed: what
cannot be read is given as a `CorruptRange`, and reading goes on at the next place where a record
begins.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

from fastwarc.warc import WarcRecord

from newscrawler.crawling.archive.fastwarc_records import HAS_FASTWARC_2, iterate_records
from newscrawler.crawling.archive.warc_frames import (
    MAX_HEAD_BYTES,
    WARC,
    CorruptRecord,
    FramesWithoutRecords,
    Framing,
    begins_record,
    find,
    framing_of,
    next_frame,
    read_frame,
)
from newscrawler.crawling.archive.warc_heads import parse_head
from newscrawler.crawling.archive.warc_unpacked import UnpackedWarc

MAX_RECORD_BYTES = 20 * 1024 * 1024
"""Bytes kept of a record: more than the largest page that is fetched."""
_BLANK_BYTES = 1024
_BLANK = b"\r\n \t\0\xef\xbb\xbf"
"""What means nothing between records: line ends, padding, a byte-order mark."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_VERSION = re.compile(rb"WARC/\d\.\d\d?\s")
_SEPARATOR = re.compile(rb"(?:\r?\n){2}")


@dataclass(frozen=True)
class CorruptRange:
    """Bytes from `offset` on that are no whole record, and why."""

    offset: int
    reason: str
    is_unpacked: bool = False


@dataclass(frozen=True)
class Record:
    """One WARC record, at the bytes `offset` to `end` of its file.

    `kind` is its WARC-Type, `fields` its named fields by their names in small letters, `block`
    what it holds; `is_whole` is False when that was too large to be kept. `is_unpacked` says that
    the bytes are counted in what the file is once it is decompressed, for its frames do not begin
    with records.
    """

    offset: int
    end: int
    kind: str
    fields: Mapping[str, str]
    block: bytes
    is_whole: bool
    is_unpacked: bool = False


class _Head(NamedTuple):
    fields: dict[str, str]
    size: int
    block_size: int


def read_records(
    file: Path | BinaryIO, start: int = 0, *, is_unpacked: bool = False
) -> Iterator[Record | CorruptRange]:
    """Yield the records of `file` (a path, or a seekable stream) from the offset `start` on.

    One is in memory at a time. Files may be compressed by gzip or Zstandard, by a frame for each
    record (ISO 28500, annex D) or in any other way. `is_unpacked` says that `start` counts the
    decompressed bytes. Raises OSError when the file cannot be read.
    """
    if isinstance(file, Path):
        with file.open("rb") as stream:
            yield from read_records(stream, start, is_unpacked=is_unpacked)
        return
    try:
        framing = framing_of(file)
    except CorruptRecord as error:
        yield CorruptRange(0, str(error))
        return
    if framing is None:
        yield from _read_all(_PlainFile(file), start)
    elif is_unpacked:
        yield from _read_all(_UnpackedFile(UnpackedWarc(file, framing)), start)
    else:
        yield from _read_framed(file, framing, start)


def _read_framed(file: BinaryIO, framing: Framing, start: int) -> Iterator[Record | CorruptRange]:
    try:
        yield from _read_all(_FramedFile(file, framing), max(start, framing.first))
    except FramesWithoutRecords as found:
        unpacked = UnpackedWarc(file, framing)
        yield from _read_all(_UnpackedFile(unpacked), unpacked.place_of(found.offset))


def _read_all(file: "_PlainFile | _FramedFile", start: int) -> Iterator[Record | CorruptRange]:
    offset = file.skip_blank(start)
    while offset is not None:
        place = file.skip_blank((yield from _read_regular(file, offset)))
        if place is None:
            return
        try:
            record = file.read(place)
            yield record
            offset = file.skip_blank(record.end)
        except CorruptRecord as error:
            yield CorruptRange(place, str(error), file.is_unpacked)
            offset = file.next(place + 1)


def _read_regular(
    file: "_PlainFile | _FramedFile", start: int
) -> Generator[Record | CorruptRange, None, int]:
    """Yield records as long as they follow each other as they should.

    Return the offset of the first that may not: the last of the file is always among these.
    """
    if not HAS_FASTWARC_2:
        return start
    last: Record | None = None
    try:
        for found, offset in iterate_records(file.stream, start, file.framing):
            record = _take(found, offset, is_unpacked=file.is_unpacked)
            if record is None or (last is None and offset != start):
                break
            if last is not None:
                yield replace(last, end=offset)
            last = record
    except OSError as error:
        if error.errno is not None:  # the disk, and not what is on it
            raise
    return start if last is None else last.offset


def _take(found: WarcRecord, offset: int, *, is_unpacked: bool) -> Record | None:
    """Return what the library has found at `offset`; None where it is cut or oddly written."""
    length = found.headers.get("Content-Length") or ""
    if length.strip() != str(found.content_length):
        return None
    block = found.reader.read(MAX_RECORD_BYTES)
    size = len(block) + (found.reader.consume() if len(block) == MAX_RECORD_BYTES else 0)
    if size != found.content_length:
        return None
    fields = _by_name(found.headers.to_tuples())
    is_whole = len(block) == size
    return Record(offset, 0, _kind(fields), fields, block, is_whole, is_unpacked)


def _by_name(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the value of each name, the first where it is repeated."""
    return {name.lower(): value.strip() for name, value in reversed([*fields])}


def _kind(fields: Mapping[str, str]) -> str:
    return fields.get("warc-type", "").lower()


def _read_head(content: bytes) -> _Head:
    """Return the head that `content` begins with, whatever its line ends.

    Raises CorruptRecord when there is none.
    """
    if not _VERSION.match(content):
        raise CorruptRecord("no record begins here")
    end = _HEAD_END.search(content, 0, MAX_HEAD_BYTES)
    if end is None:
        raise CorruptRecord("its head cannot be read")
    fields = _by_name(parse_head(content[: end.start()], "utf-8").fields)
    try:
        length = int(fields["content-length"])
    except (KeyError, ValueError):
        raise CorruptRecord("its head cannot be read") from None
    if length < 0:
        raise CorruptRecord("its head cannot be read")
    return _Head(fields, end.end(), length)


class _PlainFile:
    """The records of a file that is not compressed, by their offsets."""

    is_unpacked = False
    framing: Framing | None = None

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def skip_blank(self, offset: int) -> int | None:
        """Return where something follows at or after `offset`, None at the end of the file."""
        self.stream.seek(offset)
        while piece := self.stream.read(_BLANK_BYTES):
            if rest := piece.lstrip(_BLANK):
                return offset + len(piece) - len(rest)
            offset += len(piece)
        return None

    def read(self, offset: int) -> Record:
        """Return the record at `offset`. Raises CorruptRecord when it is damaged."""
        self.stream.seek(offset)
        head = _read_head(self.stream.read(MAX_HEAD_BYTES))
        self.stream.seek(offset + head.size)
        block = self.stream.read(min(head.block_size, MAX_RECORD_BYTES))
        end = offset + head.size + head.block_size
        if head.block_size and not self._has(end - 1):
            raise CorruptRecord("cut off")
        is_whole = len(block) == head.block_size
        end += self._newlines(end)
        kind = _kind(head.fields)
        return Record(offset, end, kind, head.fields, block, is_whole, self.is_unpacked)

    def _has(self, offset: int) -> bool:
        self.stream.seek(offset)
        return self.stream.tell() == offset and bool(self.stream.read(1))

    def _newlines(self, end: int) -> int:
        """Return how many bytes of line ends follow a block that ends at `end`.

        Raises CorruptRecord when the block does not end there: then something follows at once.
        """
        self.stream.seek(end)
        following = self.stream.read(_BLANK_BYTES)
        rest = following.lstrip(b"\r\n")
        if rest and not rest.startswith(WARC) and not _SEPARATOR.match(following):
            raise CorruptRecord("its Content-Length is not its length")
        return len(following) - len(rest)

    def next(self, offset: int) -> int | None:
        """Return where the next record begins."""
        found = find(self.stream, b"\n" + WARC, max(offset - 1, 0))
        return None if found is None else found + 1


class _UnpackedFile(_PlainFile):
    """The records of a compressed file, by their offsets in what it is when decompressed."""

    is_unpacked = True

    def __init__(self, unpacked: UnpackedWarc) -> None:
        super().__init__(unpacked.stream)
        self.unpacked = unpacked

    def read(self, offset: int) -> Record:
        """Return the record at `offset`. Raises CorruptRecord when it is damaged."""
        try:
            return super().read(offset)
        except CorruptRecord:
            if damage := self.unpacked.damage:
                raise CorruptRecord(damage) from None
            raise


class _FramedFile:
    """The records of a compressed file, by the offsets of their frames.

    Its methods raise FramesWithoutRecords where that is not how the file is made.
    """

    is_unpacked = False

    def __init__(self, stream: BinaryIO, framing: Framing) -> None:
        self.stream = stream
        self.framing = framing
        self.codec = framing.codec

    def skip_blank(self, offset: int) -> int | None:
        """Return the first frame at or after `offset` that holds something, None at the end."""
        while True:
            self.stream.seek(offset)
            if not self.stream.read(1):
                return None
            try:
                content, end = read_frame(self.stream, self.codec, offset, _BLANK_BYTES)
            except CorruptRecord:
                return offset
            if end is None or content.strip(_BLANK):
                return offset
            offset = end

    def read(self, offset: int) -> Record:
        """Return the record at `offset`. Raises CorruptRecord when it is damaged."""
        content, end = read_frame(self.stream, self.codec, offset, MAX_RECORD_BYTES)
        try:
            head = _read_head(content)
        except CorruptRecord:
            if end is None:
                raise CorruptRecord("cut off") from None
            if _VERSION.match(content) and not _HEAD_END.search(content):
                self._explain_short(offset, end)
            raise
        rest = content[head.size + head.block_size :].lstrip(b"\r\n")
        if rest.startswith(WARC):
            raise FramesWithoutRecords(offset)
        if end is None:
            raise CorruptRecord("cut off")
        if rest:
            raise CorruptRecord("its Content-Length is not its length")
        block = content[head.size : head.size + head.block_size]
        is_whole = len(content) < MAX_RECORD_BYTES
        if is_whole and len(block) < head.block_size:
            self._explain_short(offset, end)
        return Record(offset, end, _kind(head.fields), head.fields, block, is_whole)

    def _explain_short(self, offset: int, end: int) -> NoReturn:
        """Tell a record that goes on in the frame at `end` from one that is short."""
        if self.skip_blank(end) is None or begins_record(self.stream, self.codec, end):
            raise CorruptRecord("shorter than its Content-Length")
        raise FramesWithoutRecords(offset)

    def next(self, offset: int) -> int | None:
        """Return where the next record begins."""
        return next_frame(self.stream, self.codec, offset)
