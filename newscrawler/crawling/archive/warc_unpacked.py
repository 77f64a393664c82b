"""A compressed WARC file as one stream, where its frames are not its records."""

from collections.abc import Iterator
from itertools import takewhile
from typing import BinaryIO, cast

from newscrawler.crawling.archive.decompression import DamagedStreamError, read_frame_pieces
from newscrawler.crawling.archive.piece_stream import PieceStream
from newscrawler.crawling.archive.warc_frames import Framing, find


class UnpackedWarc:
    """What the frames of a file hold, one after the other; damaged frames are read to the damage.

    `damage` says what was wrong with the last of these.
    """

    def __init__(self, file: BinaryIO, framing: Framing) -> None:
        self.file = file
        self.framing = framing
        self.damage: str | None = None
        pieces = PieceStream(lambda: (piece for _, piece in self._pieces()))
        self.stream = cast("BinaryIO", pieces)

    def place_of(self, offset: int) -> int:
        """Return where the frame at `offset` begins when everything is decompressed."""
        before = takewhile(lambda found: found[0] < offset, self._pieces())
        return sum(len(piece) for _, piece in before)

    def _pieces(self) -> Iterator[tuple[int, bytes]]:
        """Yield the offset of the frame and each piece of it."""
        codec = self.framing.codec
        offset: int | None = self.framing.first
        while offset is not None:
            after: int | None = None
            try:
                for piece, after in read_frame_pieces(  # noqa: B007 (the last counts)
                    self.file, codec, offset
                ):
                    yield offset, piece
            except DamagedStreamError as error:
                self.damage = str(error)
            offset = find(self.file, codec.magic, after or offset + 1)
