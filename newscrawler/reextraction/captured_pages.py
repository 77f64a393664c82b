"""Read again the pages of all captures that the database knows, file by file."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import Engine

from newscrawler.extraction import SavedPage
from newscrawler.reextraction.input_reader import InputReader, ReadOptions
from newscrawler.reextraction.inputs import FilteredPage, Input, UnreadableInput
from newscrawler.reextraction.selection import Selection
from newscrawler.reextraction.sources import file_of
from newscrawler.storage.readings import KnownCapture, kept_captures, lost_captures

NOT_KEPT = "its bytes are not kept"
NO_FILE = "the file is gone"
NO_PAGE = "the file does not hold it any more"
CaptureTimes = dict[str, set[datetime | None]]
"""Captures by their source: when the pages were fetched that stood there."""


def read_captures(engine: Engine, options: ReadOptions) -> Iterator[Input]:
    """Yield the pages of the captures, and an `UnreadableInput` for each that cannot be read.

    Each file is read once, in the order of the captures' sources. Memory grows with the captures of
    one file only.
    """
    reader = InputReader(options)
    kept = kept_captures(engine)
    for file, captures in groupby(kept, lambda each: file_of(each.source or "", options.archive)):
        if file is None:
            yield from _unreadable(captures, options.selection, NO_FILE)
        else:
            yield from _read_file(reader, file, captures)
    yield from _unreadable(lost_captures(engine), options.selection, NOT_KEPT)


def _unreadable(
    captures: Iterable[KnownCapture], selection: Selection, reason: str
) -> Iterator[Input]:
    for each in captures:
        left_out = _left_out(each, selection)
        yield left_out or UnreadableInput(each.source or each.url, reason)


def _left_out(capture: KnownCapture, selection: Selection) -> FilteredPage | None:
    """Return what stands for a capture that a filter leaves out, None for one that is wanted."""
    source = capture.source
    why = selection.why_left_out(capture.url, capture.fetched_at, source)
    return FilteredPage(source, capture.url, why) if why else None


def _read_file(reader: InputReader, file: str, captures: Iterable[KnownCapture]) -> Iterator[Input]:
    wanted: CaptureTimes = {}
    for each in captures:
        if left_out := _left_out(each, reader.options.selection):
            yield left_out
        else:
            wanted.setdefault(each.source or "", set()).add(each.fetched_at)
    if wanted:
        yield from _of_captures((found for found, _ in reader.read(file)), wanted)
    for source, times in wanted.items():
        yield from [UnreadableInput(source, NO_PAGE)] * len(times)


def _of_captures(inputs: Iterable[Input], wanted: CaptureTimes) -> Iterator[Input]:
    """Yield those of `inputs` that are of captures or cannot be read, and take them off `wanted`.

    Where a page was replaced by one of another time, the captures before it stay wanted.
    """
    for found in inputs:
        times = wanted.get(found.source or "", set())
        if isinstance(found, UnreadableInput) or (times and not isinstance(found, SavedPage)):
            times.clear()
            yield found
        elif isinstance(found, SavedPage) and found.fetched_at in times:
            times.remove(found.fetched_at)
            yield found
