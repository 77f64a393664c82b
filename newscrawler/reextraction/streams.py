"""Open what is read: files, standard input, pipes."""

import errno
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from newscrawler.crawling.archive.decompression import Codec, read_pieces
from newscrawler.crawling.archive.piece_stream import PieceStream
from newscrawler.reextraction.file_search import STDIN
from newscrawler.reextraction.file_types import HEAD_BYTES, FileType, file_type

_READ_BYTES = 64 * 1024


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Open `file` (`-`: standard input) to read it from its beginning, and to go back in it.

    What comes through a pipe can be gone back in a little; an archive that begins with its members
    and ends with its directory is copied to a temporary file. Raises OSError.
    """
    if file == STDIN:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed", STDIN)
        with _of_pipe(sys.stdin.buffer, file) as stream:
            yield stream
        return
    with Path(file).open("rb") as stream:
        if stream.seekable():
            yield stream
            return
        with _of_pipe(stream, file) as piped:
            yield piped


@contextmanager
def _of_pipe(pipe: BinaryIO, name: str) -> Iterator[BinaryIO]:
    stream = cast("BinaryIO", PieceStream(_once(pipe, name)))
    if not _has_members(stream):
        yield stream
        return
    with TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def _once(pipe: BinaryIO, name: str) -> Callable[[], Iterator[bytes]]:
    """Return what reads `pipe`, and cannot read it again."""
    is_read = False

    def pieces() -> Iterator[bytes]:
        nonlocal is_read
        if is_read:
            raise OSError(errno.ESPIPE, "what came through a pipe cannot be read again", name)
        is_read = True
        return iter(lambda: pipe.read(_READ_BYTES), b"")

    return pieces


def _has_members(stream: BinaryIO) -> bool:
    """Return whether `stream` is an archive in which one has to go back and forth."""
    found = type_of(stream)
    if found.kind == "compressed" and found.codec:
        found = type_of(decompressed(stream, found.codec))
        stream.seek(0)
    return found.kind in {"zip", "tar"}


def decompressed(stream: BinaryIO, codec: Codec) -> BinaryIO:
    """Return what `stream` holds, as far as it can be read."""
    return cast("BinaryIO", PieceStream(lambda: read_pieces(stream, codec)))


def type_of(stream: BinaryIO) -> FileType:
    """Return what `stream` is by its first bytes, and go back to its beginning."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return file_type(head)


def damage_of(stream: BinaryIO) -> str | None:
    """Return why `stream` ended before its end, None where it did not."""
    return stream.damage if isinstance(stream, PieceStream) else None
