"""A report of every page and every other input, one JSON object a line."""

import json
from pathlib import Path
from typing import Self

from newscrawler.corpus.output_file import OutputFile, named
from newscrawler.extraction import SavedPage
from newscrawler.outcomes import Outcome
from newscrawler.reextraction.inputs import STATES, Input


class InputReport:
    """Writes what became of each input: its `source`, `url`, `state` and `reason`.

    What is no page stands behind the page before it, so that the order of the lines does not depend
    on how far ahead pages are read. Raises OSError, with the file's name, when that cannot be
    written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.output = OutputFile(path, overwrite=True)
        self.waiting: dict[str | None, list[tuple[SavedPage, list[str]]]] = {}
        self.last: list[str] | None = None

    def add_input(self, found: Input) -> None:
        """Note what was read, and write it unless it is a page or stands behind one."""
        if isinstance(found, SavedPage):
            self.last = []
            self.waiting.setdefault(found.source, []).append((found, self.last))
            return
        source, url = found.source, getattr(found, "url", None)
        line = _line(source, url, STATES[type(found)], found.reason)
        if self.last is None:
            self._write([line])
        else:
            self.last.append(line)

    def add_outcome(self, outcome: Outcome) -> None:
        """Write what became of a page."""
        source = outcome.article.source if outcome.article else None
        line = _line(source, outcome.url, outcome.state, outcome.reason)
        found = self.waiting.get(source)
        self._write([line, *(self._take(source) if found else [])])

    def add_done(self, page: SavedPage) -> None:
        """Write that an earlier run has done with a page."""
        line = _line(page.source, page.url, "done", "by the run before")
        self._write([line, *self._take(page.source)])

    def __enter__(self) -> Self:
        """Return the report, which is completed in the end; an old one is kept after an error."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Complete the file, or leave an old one as it was."""
        if kind is not None:
            self.output.discard()
        else:
            self._close()

    def _close(self) -> None:
        """Write the pages that belong to the article of another, and complete the file."""
        for source in list(self.waiting):
            while self.waiting.get(source):
                page, _ = self.waiting[source][0]
                line = _line(page.source, page.url, "joined", "to another page of its article")
                self._write([line, *self._take(source)])
        self.output.commit()

    def _take(self, source: str | None) -> list[str]:
        """Return the lines behind the first page of `source` that waits, which is done."""
        _, behind = self.waiting[source].pop(0)
        if not self.waiting[source]:
            del self.waiting[source]
        if self.last is behind:
            self.last = None
        return behind

    def _write(self, lines: list[str]) -> None:
        with named(self.path):
            self.output.file.write("".join(lines).encode())


def _line(source: str | None, url: str | None, state: str, reason: str | None) -> str:
    facts = {"source": source, "url": url, "state": state, "reason": reason}
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"
