"""Where the responses are that revisit records refer to."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from newscrawler.crawling.archive.warc_reader import Record
from newscrawler.crawling.archive.warc_response import target_of

_MAX_KEYS = 100_000


class Originals:
    """Remembers the sources of the last responses, by their record ids, digests and addresses."""

    def __init__(self) -> None:
        self._sources: dict[bytes, str] = {}

    def add(self, record: Record, source: str) -> None:
        """Remember that the response `record` is at `source`."""
        for key in _own_keys(record.fields):
            self._sources.pop(key, None)
            self._sources[key] = source
        while len(self._sources) > _MAX_KEYS:
            del self._sources[next(iter(self._sources))]

    def find(self, record: Record) -> str | None:
        """Return where the response is that the revisit `record` repeats, None if not known."""
        return next(filter(None, map(self._sources.get, _named_keys(record.fields))), None)


def _own_keys(fields: Mapping[str, str]) -> Iterator[bytes]:
    yield from _key("id", fields.get("warc-record-id"))
    yield from _key("digest", fields.get("warc-payload-digest"))
    yield from _key("address", f"{target_of(fields)} {fields.get('warc-date')}")


def _named_keys(fields: Mapping[str, str]) -> Iterator[bytes]:
    yield from _key("id", fields.get("warc-refers-to"))
    named = fields.get("warc-refers-to-target-uri", "").removeprefix("<").removesuffix(">")
    yield from _key("address", f"{named} {fields.get('warc-refers-to-date')}")
    yield from _key("digest", fields.get("warc-payload-digest"))


def _key(kind: str, value: str | None) -> Iterator[bytes]:
    """Yield a short key for `value` if there is one."""
    if value:
        yield blake2b(f"{kind} {value}".encode("utf-8", "replace"), digest_size=8).digest()
