"""Files that keep their old content until the new one is complete."""

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from w3lib.url import file_uri_to_path


class OutputFile:
    """A binary file that takes its place at `path` when it is complete; write to `file`.

    With `overwrite` a draft beside `path` is written, which replaces it in the end. Without, what
    is added stands at the end of the old content. A device or a pipe is written as it comes.
    Missing folders are made. Raises OSError, with the name of the file, when it cannot be written.

    With `resume_at` the draft is `<name>.part`, which goes on after that many bytes of an earlier
    one: it stays when its process is killed. Only one process may write it.
    """

    def __init__(self, path: Path, *, overwrite: bool, resume_at: int | None = None) -> None:
        self.is_regular = path.is_file() or not path.exists()
        # Where a link leads to is replaced, and the link is kept.
        self.path = path.resolve() if self.is_regular else path
        self.is_new = not self.path.exists()
        self.draft = None
        if overwrite and self.is_regular:
            is_lasting = resume_at is not None
            self.draft = part_path(self.path) if is_lasting else self._own_draft_path()
        with named(path):
            _make_folder(self.path.parent)
            if self.draft and resume_at is not None:
                self.file = _open_part(self.draft, resume_at)
            else:
                self.file = (self.draft or self.path).open("ab" if self._is_appended else "wb")
        self.old_bytes = self.file.tell() if self._is_appended else 0

    @property
    def _is_appended(self) -> bool:
        return self.is_regular and self.draft is None

    def _own_draft_path(self) -> Path:
        return self.path.with_name(f".{self.path.name}.{os.getpid()}.part")

    def sync(self) -> int:
        """Bring what was written to the disk; return the size of the file. Raises OSError."""
        with named(self.path):
            self.file.flush()
            os.fsync(self.file.fileno())
        return self.file.tell()

    def commit(self) -> None:
        """Complete the file. Raises OSError where the last bytes of it cannot be written."""
        with named(self.path):
            self.file.flush()
            if self.is_regular:
                os.fsync(self.file.fileno())
            self.file.close()
            if self.draft:
                if self.path.exists():
                    shutil.copymode(self.path, self.draft)
                self.draft.replace(self.path)

    def discard(self) -> None:
        """Leave the old content as it was, and nothing of the new."""
        self._close()
        with contextlib.suppress(OSError):
            if self.draft:
                self.draft.unlink(missing_ok=True)
            elif self.is_regular and self.is_new:
                self.path.unlink(missing_ok=True)
            elif self.is_regular:
                os.truncate(self.path, self.old_bytes)

    def set_aside(self) -> Path | None:
        """Leave the old content as it was; return where the new one is kept, beside it.

        None means that nothing of it could be kept. What was added to an old file, or written to a
        device, stays there.
        """
        self._close()
        if self.draft is None:
            return self.path
        try:
            return self.draft.replace(part_path(self.path))
        except OSError:
            return None

    def _close(self) -> None:
        with contextlib.suppress(OSError):  # on a full disk what is in memory is lost
            self.file.close()


def part_path(path: Path) -> Path:
    """Return where the content of a file at `path` is kept that could not be completed."""
    return path.with_name(f"{path.name}.part")


def _open_part(path: Path, size: int) -> BinaryIO:
    """Open the file at `path` to be written after its first `size` bytes."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise BlockingIOError(errno.EAGAIN, f"another process writes {path}") from None
    file.truncate(size)
    return file


def write_file(path: Path, content: bytes) -> None:
    """Write a whole file at once. Raises OSError, and leaves an old one as it was then."""
    output = OutputFile(path, overwrite=True)
    try:
        with named(path):
            output.file.write(content)
        output.commit()
    except OSError:
        output.discard()
        raise


def path_of(uri: str) -> Path:
    """Return the file that the URI of a feed means: a path, or a file URI.

    >>> path_of("file:///data/daftar%20berita.jsonl").name
    'daftar berita.jsonl'
    """
    return Path(file_uri_to_path(uri) if uri.startswith("file:") else uri)


@contextlib.contextmanager
def named(name: object) -> Iterator[None]:
    """Give the `name` of an output to the errors within: those of writing have none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(name)) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, f"{folder} is not a folder") from None
