"""Files that keep their old content until the new one is complete."""

import contextlib
import os
import shutil
from pathlib import Path


class OutputFile:
    """A binary file that takes its place at `path` when it is complete; write to `file`.

    With `overwrite` a draft beside `path` is written, which replaces it in the end. Without, what
    is added stands at the end of the old content. A device or a pipe is written as it comes.
    Missing folders are made. Raises OSError when the file cannot be written.
    """

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        self.is_regular = path.is_file() or not path.exists()
        # Where a link leads to is replaced, and the link is kept.
        self.path = path.resolve() if self.is_regular else path
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.draft = self._draft_path() if overwrite and self.is_regular else None
        self.file = (self.draft or self.path).open("ab" if self._is_appended else "wb")
        self.old_bytes = self.file.tell() if self._is_appended else 0

    @property
    def _is_appended(self) -> bool:
        return self.is_regular and self.draft is None

    def _draft_path(self) -> Path:
        return self.path.with_name(f".{self.path.name}.{os.getpid()}.part")

    def commit(self) -> None:
        """Complete the file. Raises OSError where the last bytes of it cannot be written."""
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
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            if self.draft:
                self.draft.unlink(missing_ok=True)
            elif self.is_regular:
                os.truncate(self.path, self.old_bytes)

    def set_aside(self) -> Path:
        """Leave the old content as it was; return where the new one is kept: beside it.

        What was added to an old file stays there.
        """
        self.file.close()
        if self.draft is None:
            return self.path
        return self.draft.replace(self.path.with_name(f"{self.path.name}.part"))
