"""A stream of pieces behaves as the file that they would make."""

from collections.abc import Iterator
from io import SEEK_CUR, SEEK_END, SEEK_SET, BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.crawling.archive import piece_stream
from newscrawler.crawling.archive.decompression import DamagedStreamError
from newscrawler.crawling.archive.piece_stream import PieceStream

PIECES = st.lists(st.binary(max_size=20), max_size=12)
STEPS = st.lists(st.tuples(st.sampled_from(["read", "seek"]), st.integers(-1, 150)), max_size=20)


@given(pieces=PIECES, steps=STEPS, window=st.sampled_from([1, 10, 1000]))
def test_it_is_read_and_sought_as_a_file(
    pieces: list[bytes], steps: list[tuple[str, int]], window: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(piece_stream, "_WINDOW_BYTES", window)
        stream, file = PieceStream(lambda: iter(pieces)), BytesIO(b"".join(pieces))
        size = len(b"".join(pieces))
        for step, number in steps:
            if step == "read":
                assert stream.read(number) == file.read(number)
            else:
                file.seek(min(max(number, 0), size))
                stream.seek(max(number, 0))
            assert stream.tell() == file.tell()


def test_it_is_sought_from_its_place_and_its_end() -> None:
    stream = PieceStream(lambda: iter([b"abc", b"def"]))
    assert (stream.seek(-2, SEEK_END), stream.read()) == (4, b"ef")
    assert (stream.seek(1, SEEK_SET), stream.seek(1, SEEK_CUR), stream.read(2)) == (1, 2, b"cd")


def test_it_ends_at_damage_and_says_so() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"abc"
        raise DamagedStreamError("cut off")

    stream = PieceStream(pieces)
    assert (stream.read(100), stream.read(100), stream.damage) == (b"abc", b"", "cut off")
    assert (stream.seek(0), stream.read(2)) == (0, b"ab")


def test_what_cannot_be_read_again_keeps_its_place() -> None:
    starts = iter([iter([b"x" * 10] * 10)])

    def start() -> Iterator[bytes]:
        for pieces in starts:
            return pieces
        raise OSError("it is a pipe")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(piece_stream, "_WINDOW_BYTES", 1)
        stream = PieceStream(start)
        assert len(stream.read(60)) == 60
        stream.read(10)
        with pytest.raises(OSError, match="pipe"):
            stream.seek(0)
        assert len(stream.read()) == 30
