"""What an input may hold: pages, what is none, and what cannot be read."""

from dataclasses import dataclass

from newscrawler.extraction import SavedPage


@dataclass(frozen=True)
class SkippedRecord:
    """A record of an archive that holds no page: its WARC-Type, or what else it is."""

    reason: str
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class SkippedFile:
    """A file, or a member of an archive, that holds no page, and what it is."""

    source: str
    reason: str


@dataclass(frozen=True)
class FilteredPage:
    """A page that a filter leaves out before it is extracted; `reason` names the filter."""

    source: str | None
    url: str | None
    reason: str


@dataclass(frozen=True)
class UnreadableInput:
    """An input that cannot be read, at `source` (as `Article.source`), and why."""

    source: str
    reason: str


Input = SavedPage | SkippedRecord | SkippedFile | FilteredPage | UnreadableInput

STATES: dict[type[Input], str] = {
    SkippedRecord: "no_page",
    SkippedFile: "no_page",
    FilteredPage: "filtered",
    UnreadableInput: "unreadable",
}
"""What is said of inputs that are no pages to be extracted."""
