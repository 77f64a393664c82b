"""Read what comes in pieces as a file in which one can go back."""

from collections.abc import Callable, Iterator
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase

from newscrawler.crawling.archive.decompression import DamagedStreamError

_WINDOW_BYTES = 24 * 1024 * 1024
"""How far one can go back at once: further than the largest record that is kept."""


class PieceStream(RawIOBase):
    """The pieces that `start` yields, as a binary file that is read from its beginning.

    The last 24 MiB are kept in memory. Going back further begins anew with `start`, which may
    raise OSError where that cannot be. Where `start` raises DamagedStreamError, the file ends, and
    `damage` says why.
    """

    def __init__(self, start: Callable[[], Iterator[bytes]]) -> None:
        super().__init__()
        self.damage: str | None = None
        self._start = start
        self._pieces = start()
        self._kept = bytearray()
        self._kept_from = 0
        self._position = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that one can go to any place of it."""
        return True

    def tell(self) -> int:
        """Return the place from which it is read on."""
        return self._position

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go to `offset`, or to the end where that is before.

        Raises OSError when it cannot be read again.
        """
        if whence == SEEK_END:
            while self._read_piece():
                self._position = self._end
        starts = {SEEK_SET: 0, SEEK_CUR: self._position, SEEK_END: self._end}
        wanted = max(starts[whence] + offset, 0)
        if wanted < self._kept_from:
            self._pieces, self._kept, self._kept_from = self._start(), bytearray(), 0
        while wanted > self._end and self._read_piece():
            self._position = self._end
        self._position = min(wanted, self._end)
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, fewer at the end alone; all that is left without a size."""
        wanted = None if size is None or size < 0 else self._position + size
        while (wanted is None or self._end < wanted) and self._read_piece():
            pass
        start = self._position - self._kept_from
        found = bytes(self._kept[start : None if wanted is None else start + size])
        self._position += len(found)
        return found

    @property
    def _end(self) -> int:
        return self._kept_from + len(self._kept)

    def _read_piece(self) -> bool:
        """Add the next piece to what is kept; return whether there was one."""
        old = min(self._position - self._kept_from, len(self._kept) - _WINDOW_BYTES)
        if old > _WINDOW_BYTES:
            del self._kept[:old]
            self._kept_from += old
        try:
            piece = next(self._pieces, None)
        except DamagedStreamError as error:
            self.damage = str(error)
            return False
        if piece is not None:
            self._kept += piece
        return piece is not None
