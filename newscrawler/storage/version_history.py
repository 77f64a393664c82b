"""What a reading changes in the versions of its article: the rules, without a database.

A version stands for what the publisher's page said at a time. What an extractor reads from the
same bytes later is no new version; it replaces what was read from them before. So contents are
compared among the readings of one extractor only.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Literal

from newscrawler.storage.article_rows import Reading
from newscrawler.storage.storable import row_key

SaveState = Literal["stored", "changed", "unchanged", "rewritten", "placeholder", "failed"]

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(eq=False)
class Version:
    """One version as the database holds it.

    `captures` are the ids of the captures that showed it, with their fetch times; `capture_id` is
    the one that its rows were read from, `source` where that is kept. `reading` is what its rows
    are to be rewritten from.
    """

    id: str
    article_id: str
    content_hash: str
    extractor_version: str
    reading_hash: str | None = None
    capture_id: str | None = None
    source: str | None = None
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    captures: dict[str, datetime | None] = field(default_factory=dict)
    reading: Reading | None = None

    def add_capture(self, capture_id: str, fetched_at: datetime | None) -> None:
        """Count a capture that shows this version."""
        self.captures[capture_id] = fetched_at
        self._see(self.first_seen, self.last_seen, fetched_at)

    def remove_capture(self, capture_id: str) -> None:
        """Forget a capture that shows another version."""
        del self.captures[capture_id]
        self._see(*self.captures.values())

    def _see(self, *moments: datetime | None) -> None:
        times = [each for each in moments if each]
        self.first_seen, self.last_seen = min(times, default=None), max(times, default=None)

    def is_read_from(self, reading: Reading, extractor_version: str) -> bool:
        """Return whether the rows are to be those of `reading`, whose capture shows this version.

        They are those of the first capture, so that the order of reading does not matter.
        """
        capture_id = self.capture_id
        return (
            self.extractor_version != extractor_version
            or capture_id not in self.captures
            or self._order(reading.capture.id) <= self._order(capture_id)
        )

    def _order(self, capture_id: str) -> tuple[datetime, str]:
        return self.captures[capture_id] or _LONG_AGO, capture_id


VERSION_COLUMNS = [each.name for each in fields(Version)][:-2]
"""The fields of a version that are columns of its row: all but its captures and its reading."""


class VersionHistory:
    """The versions of some articles, and what one reading after another changes in them.

    `extractor_version` names the extractor of all readings. `shown_by` says which version a capture
    shows, by its id; `removed` are the ids of the versions that no capture shows any more.
    """

    def __init__(self, versions: Iterable[Version], extractor_version: str) -> None:
        self.extractor_version = extractor_version
        self.versions = {version.id: version for version in versions}
        self.removed: set[str] = set()
        self.shown_by = {
            capture_id: version
            for version in self.versions.values()
            for capture_id in version.captures
        }

    def of_article(self, article_id: str) -> list[Version]:
        """Return the versions of an article."""
        return [each for each in self.versions.values() if each.article_id == article_id]

    def current_id(self, article_id: str, placeholders: Container[str] = ()) -> str | None:
        """Return the id of the version that was seen last; of equals, that of the greater hash.

        Versions among `placeholders` show no article: they count only where there is no other.
        """
        versions = self.of_article(article_id)
        current = max(
            [each for each in versions if each.id not in placeholders] or versions,
            key=lambda version: (version.last_seen or _LONG_AGO, version.content_hash),
            default=None,
        )
        return current.id if current else None

    def apply_reading(self, reading: Reading) -> SaveState:
        """Change the versions as `reading` says, and return what the reading was.

        stored: a new article. changed: a new version of a known one. unchanged: nothing new.
        rewritten: another extractor, or an earlier capture, gives another reading of a version.
        """
        capture = reading.capture
        known = self.of_article(reading.article_id)
        prior = self.shown_by.get(capture.id)
        version = self._find(reading, known, prior)
        state: SaveState = "unchanged"
        if version is None:
            state = "changed" if known else "stored"
            version = self._add(reading)
        elif prior not in {None, version}:
            state = "rewritten"
        if prior is not None and prior is not version:
            self._leave(prior, capture.id)
        version.add_capture(capture.id, capture.fetched_at)
        self.shown_by[capture.id] = version
        if version.is_read_from(reading, self.extractor_version):
            is_other = self._replace(version, reading)
            state = "rewritten" if is_other and state == "unchanged" else state
        return state

    def withdraw(self, capture_id: str) -> bool:
        """Forget what was read from a capture; return whether anything was."""
        version = self.shown_by.pop(capture_id, None)
        if version is not None:
            self._leave(version, capture_id)
        return version is not None

    def _find(
        self, reading: Reading, known: Iterable[Version], prior: Version | None
    ) -> Version | None:
        """Return the version that `reading` is of: of the same content, or to be rewritten."""
        for version in known:
            if version.content_hash == reading.content_hash:
                return version
        if prior is None or prior.article_id != reading.article_id:
            return None
        is_other_extractor = prior.extractor_version != self.extractor_version
        is_only_capture = prior.captures.keys() == {reading.capture.id}
        return prior if is_other_extractor or is_only_capture else None

    def _add(self, reading: Reading) -> Version:
        owner, content = reading.article_id, reading.content_hash
        key = row_key(f"{owner}\n{reading.capture.id}\n{content}")
        while key in self.versions:  # of a version whose content was rewritten since
            key = row_key(key)
        self.removed.discard(key)
        version = Version(key, owner, content, self.extractor_version)
        self.versions[key] = version
        return version

    def _leave(self, version: Version, capture_id: str) -> None:
        version.remove_capture(capture_id)
        if not version.captures:
            del self.versions[version.id]
            self.removed.add(version.id)

    def _replace(self, version: Version, reading: Reading) -> bool:
        """Let a version be what `reading` says, and return whether what was read differs."""
        now: dict[str, str | None] = {
            "content_hash": reading.content_hash,
            "reading_hash": reading.hash,
            "extractor_version": self.extractor_version,
            "capture_id": reading.capture.id,
            "source": reading.article["source"],
        }
        is_other: bool = version.reading_hash != now["reading_hash"]
        if any(getattr(version, name) != value for name, value in now.items()):
            vars(version).update(now)
            version.reading = reading
        return is_other
