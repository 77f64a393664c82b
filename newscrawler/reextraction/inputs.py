"""What a file may hold: pages, records that are none, and what cannot be read."""

from dataclasses import dataclass

from newscrawler.extraction import SavedPage

_SUFFIXES = tuple(f".warc{packed}{still}" for packed in ("", ".gz") for still in ("", ".open"))


@dataclass(frozen=True)
class SkippedRecord:
    """A record that holds no page: its WARC-Type, or what else it is."""

    reason: str


@dataclass(frozen=True)
class UnreadableInput:
    """An input that cannot be read, at `source` (`<file>` or `<file>:<offset>`), and why."""

    source: str
    reason: str


Input = SavedPage | SkippedRecord | UnreadableInput


def is_archive(name: str) -> bool:
    """Return whether the file called `name` holds WARC records."""
    return name.lower().endswith(_SUFFIXES)
