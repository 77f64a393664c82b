"""Records that were too large for a crawler and stand in several segments (ISO 28500, 8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from newscrawler.crawling.archive.warc_reader import MAX_RECORD_BYTES, Record
from newscrawler.crawling.archive.warc_response import target_of

_MAX_OPEN = 16
"""Records whose segments are waited for at the same time."""


@dataclass
class _Open:
    record: Record
    source: str
    blocks: dict[int, bytes] = field(default_factory=dict)
    total: int | None = None

    @property
    def is_complete(self) -> bool:
        return self.total is not None and sum(map(len, self.blocks.values())) >= self.total

    def joined(self) -> Record:
        block = b"".join(self.blocks[number] for number in sorted(self.blocks))
        fields = dict(self.record.fields)
        fields.pop("warc-block-digest", None)  # that of the first segment alone
        if not self.is_complete:
            fields.setdefault("warc-truncated", "segment")
        is_whole = self.record.is_whole and len(block) <= MAX_RECORD_BYTES
        return replace(self.record, block=block, fields=fields, is_whole=is_whole)


class Segments:
    """Keeps the first segments of records until the last ones come."""

    def __init__(self) -> None:
        self._open: dict[str, _Open] = {}

    def start(self, record: Record, source: str) -> Iterator[tuple[Record, str]]:
        """Keep a first segment; yield the oldest as far as it came where there are too many."""
        key = record.fields.get("warc-record-id") or target_of(record.fields)
        self._open[key] = _Open(record, source, {1: record.block})
        if len(self._open) > _MAX_OPEN:
            yield self._take(next(iter(self._open)))

    def add(self, record: Record) -> tuple[Record, str] | None:
        """Add a continuation; return the record and its source once it is complete."""
        key = self._key_of(record)
        if key is None:
            return None
        found = self._open[key]
        number = _number(record.fields.get("warc-segment-number"))
        found.blocks[number or max(found.blocks) + 1] = record.block
        found.total = _number(record.fields.get("warc-segment-total-length")) or found.total
        return self._take(key) if found.is_complete or not record.is_whole else None

    def rest(self) -> Iterator[tuple[Record, str]]:
        """Yield the records whose last segments have not come, as far as they did."""
        for key in list(self._open):
            yield self._take(key)

    def _key_of(self, record: Record) -> str | None:
        """Return the record that a continuation belongs to: by its id, or else by its address."""
        origin = record.fields.get("warc-segment-origin-id", "")
        if origin in self._open:
            return origin
        address = target_of(record.fields)
        same = (key for key, each in self._open.items() if target_of(each.record.fields) == address)
        return next(same, None)

    def _take(self, key: str) -> tuple[Record, str]:
        found = self._open.pop(key)
        return found.joined(), found.source


def is_first_segment(record: Record) -> bool:
    """Return whether more segments of `record` follow."""
    return record.kind != "continuation" and record.fields.get("warc-segment-number") == "1"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
