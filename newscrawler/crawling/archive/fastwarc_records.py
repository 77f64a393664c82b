"""Records of WARC files by FastWARC 2: versions before it have other readers, and no Zstandard."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from fastwarc import stream_io
from fastwarc.warc import ArchiveIterator, WarcRecord

from newscrawler.crawling.archive.warc_frames import MAX_HEAD_BYTES, FramesWithoutRecords, Framing

HAS_FASTWARC_2 = hasattr(stream_io, "ZstdReader")

_iterate = partial(
    ArchiveIterator, parse_http=False, stream_detect=False, max_header_len=MAX_HEAD_BYTES
)


def iterate_records(
    stream: BinaryIO, start: int, framing: Framing | None
) -> Iterator[tuple[WarcRecord, int]]:
    """Yield each record from `start` on, and its offset: that of its frame in a compressed file.

    Each must be read before the next is taken. Ends where a record is not in its frame alone.
    Raises OSError at the first fault, FramesWithoutRecords where a frame has several records.
    """
    stream.seek(start)
    if framing is None:
        for record in _iterate(stream):
            yield record, record.stream_pos
    else:
        yield from _iterate_frames(stream, framing)


def _iterate_frames(stream: BinaryIO, framing: Framing) -> Iterator[tuple[WarcRecord, int]]:
    if framing.codec.name == "gzip":
        reader: stream_io.WarcReader = stream_io.GzipReader(stream)
    else:
        reader = stream_io.ZstdReader(stream, dictionary=framing.dictionary)
    before: int | None = None
    for record in _iterate(reader):
        offset = reader.frame_start_position()
        assert offset is not None
        if offset == before:
            raise FramesWithoutRecords(offset)
        before = offset
        yield record, offset
        if reader.frame_start_position() != offset:
            return
