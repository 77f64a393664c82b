"""Show the versions of an article in a terminal, each with what changed in it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from newscrawler.corpus.versions import FieldDifference, VersionDifference
from newscrawler.corpus.word_differences import Segment
from newscrawler.logformatter import one_line

_STYLES = {"same": "", "removed": "red strike", "added": "bold green"}
_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""As `git diff --word-diff` writes them: they say it without colours as well."""
_CONTEXT_CHARS = 60
"""How much is shown of what did not change, before and after what did."""


def version_view(found: Sequence[VersionDifference]) -> Iterator[RenderableType]:
    """Yield the lines of each version, and of the fields that changed with it."""
    for number, each in enumerate(found, start=1):
        version = each.version
        seen = f"seen {_time(version.first_seen)} to {_time(version.last_seen)}"
        fetches = "1 fetch" if version.captures == 1 else f"{version.captures} fetches"
        current = ", current" if version.is_current else ""
        yield Text(f"Version {number} of {len(found)}: {seen}, {fetches}{current}", "bold")
        yield Text(f"  {one_line(version.article.get('headline') or '(no headline)')}", "dim")
        yield Text(f"  {version.id}", "dim")
        for field in each.fields:
            yield from _field(field)


def _field(difference: FieldDifference) -> Iterator[Text]:
    yield Text(f"  {difference.field}", "bold")
    by_change = groupby(difference.paragraphs, lambda each: all(s.kind == "same" for s in each))
    for is_unchanged, paragraphs in by_change:
        if is_unchanged:
            yield Text(f"    … {sum(1 for _ in paragraphs)} unchanged", "dim")
        else:
            yield from (Text.assemble("    ", *map(_segment, each)) for each in paragraphs)


def _segment(segment: Segment) -> Text:
    before, after = _MARKS[segment.kind]
    text = segment.text
    if segment.kind == "same" and len(text) > 2 * _CONTEXT_CHARS:
        text = f"{text[:_CONTEXT_CHARS]} … {text[-_CONTEXT_CHARS:]}"
    space = text[: len(text) - len(text.lstrip())]  # it stands outside the marks
    return Text.assemble(
        space, (f"{before}{one_line(text[len(space) :])}{after}", _STYLES[segment.kind])
    )


def _time(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC") if moment else "at an unknown time"
