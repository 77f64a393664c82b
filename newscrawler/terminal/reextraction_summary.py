"""Show how a re-extraction goes on, and what it has done."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from newscrawler.exit_codes import ExitCode
from newscrawler.extraction import SavedPage
from newscrawler.logformatter import one_line
from newscrawler.outcomes import Outcome
from newscrawler.reextraction.changes.tally import ChangeTally
from newscrawler.reextraction.inputs import FilteredPage, Input, SkippedFile, SkippedRecord
from newscrawler.reextraction.report import InputReport
from newscrawler.terminal.change_tables import changes_table, publisher_lines
from newscrawler.terminal.command import MAX_LINES, error, print_lines
from newscrawler.terminal.console import stderr

_UNREADABLE = "unreadable"
logger = logging.getLogger(__name__)
_RESULTS = {
    "stored": "new",
    "changed": "new version",
    "rewritten": "rewritten",
    "unchanged": "unchanged",
    "withdrawn": "removed, for its site does not want it kept",
}
_REWRITTEN = "{pages} articles read anew, {changed} changed in a field"
_HINTS = {"no_url": " (the page names no address: give it in a sidecar, see --help)"}


class ReextractionSummary:
    """Counts what became of each page, and shows it while it goes on.

    `report` names every input, if one is wanted.
    """

    def __init__(self, size: int, report: InputReport | None = None) -> None:
        self.report = report
        self.articles = 0
        self.passed_over: list[str] = []
        self.failures: list[str] = []
        self.states: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.stored: Counter[str] = Counter()
        self.changes = ChangeTally()
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[pages]}"),
            TimeRemainingColumn(),
            console=stderr,
        )
        self.task: TaskID = self.progress.add_task("reading", total=size or None, pages="")
        self.read = 0
        self.resumed = 0
        """How many pages an earlier run had done: its articles are in the output, too."""

    def pages(self, inputs: Iterable[tuple[Input, int]]) -> Iterator[SavedPage]:
        """Yield the pages among `inputs`, and count what holds none.

        The bar shows how much of the files has been read: nobody knows how many pages an archive
        has.
        """
        for found, offset in inputs:
            if self.report:
                self.report.add_input(found)
            if isinstance(found, SavedPage):
                self.read += 1
                yield found
            elif isinstance(found, SkippedRecord):
                self.skipped[f"other records: {found.reason}"] += 1
            elif isinstance(found, SkippedFile):
                self._pass_over(found)
            elif isinstance(found, FilteredPage):
                self.skipped[f"left out by --{found.reason}"] += 1
            else:
                self._add_failure(found.source, _UNREADABLE, found.reason)
            self.progress.update(self.task, completed=offset, pages=f"{self.read} pages")

    def add_done(self, page: SavedPage) -> None:
        """Count a page whose article an earlier run has written into the same output."""
        self.resumed += 1
        if self.report:
            self.report.add_done(page)

    def skip(self, reason: str) -> None:
        """Count a page with which nothing is done, for a `reason`."""
        self.skipped[reason] += 1

    def reported(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield `outcomes`, and log and report them; they are not counted."""
        for outcome in outcomes:
            self._report(outcome)
            yield outcome

    def add(self, outcome: Outcome) -> None:
        """Count one outcome, and log it."""
        source = self._report(outcome)
        if outcome.state == "stored":
            self.articles += 1
        elif outcome.state == "unchanged":
            self.states[outcome.state] += 1
        else:
            self._add_failure(source, outcome.state, outcome.reason or "")

    def _report(self, outcome: Outcome) -> str:
        """Log and report one outcome, and return what its page is called."""
        if self.report:
            self.report.add_outcome(outcome)
        article = outcome.article
        source = (article and article.source) or outcome.url
        what = f"{outcome.state} ({outcome.reason})" if outcome.reason else outcome.state
        logger.info("%s: %s", one_line(what), one_line(source))
        return source

    @property
    def exit_code(self) -> ExitCode:
        """What the pages mean for the script that called: an unreadable input is missing."""
        if not (self.articles or self.resumed):
            return ExitCode.NO_RESULT
        return ExitCode.PARTIAL if self.states[_UNREADABLE] else ExitCode.DONE

    def reporting(self) -> AbstractContextManager[object]:
        """Return the context in which the report is written, if one is wanted."""
        return self.report or nullcontext()

    def _pass_over(self, found: SkippedFile) -> None:
        """Count a file that is none, and name it among the first ones."""
        self.skipped[f"other files: {found.reason}"] += 1
        if len(self.passed_over) < MAX_LINES:
            self.passed_over.append(f"{found.source}: no page: {found.reason}")

    def _add_failure(self, source: str, state: str, reason: str) -> None:
        """Count a page that gave no article, and name it among the first ones."""
        self.states[state] += 1
        if len(self.failures) < MAX_LINES:
            self.failures.append(f"{source}: {state}: {reason}{_HINTS.get(reason, '')}")

    def print(self, *, merged: int) -> None:
        """Name the pages that gave no article, then print the sums.

        `merged` counts the pages that were joined to another page of their article.
        """
        print_lines(self.failures)
        if more := self.states.total() - self.states["unchanged"] - len(self.failures):
            error(f"… and {more} more")
        print_lines(self.passed_over)
        others = sum(n for what, n in self.skipped.items() if what.startswith("other files: "))
        if more := others - len(self.passed_over):
            error(f"… and {more} more files that are no pages (--report FILE names all)")
        if self.changes.changed_fields():
            stderr.print(changes_table(self.changes, title="what was rewritten"))
            stderr.print(publisher_lines(self.changes, _REWRITTEN))
        stderr.print(self._table(merged))

    def print_comparison(self, tally: ChangeTally) -> None:
        """Print the sums of a comparison."""
        table = Table("what became of the pages", "pages")
        table.add_row("compared", f"{tally.pages.total():,}")
        table.add_row("  would change", f"{tally.changed.total():,}")
        for name, number in sorted(tally.uncompared.items()):
            table.add_row(f"not compared: {name}", f"{number:,}")
        for reason, number in self.skipped.items():
            table.add_row(reason, f"{number:,}")
        stderr.print(table)

    def _table(self, merged: int) -> Table:
        table = Table("what became of the pages", "pages")
        table.add_row("articles", str(self.articles))
        for result, words in _RESULTS.items():
            if number := self.stored[f"articles/{result}"]:
                table.add_row(f"  in the database: {words}", str(number))
        for state, number in self.states.items():
            table.add_row(state, str(number))
        if merged:
            table.add_row("joined to another page of their article", str(merged))
        table.add_row("read", str(self.read))
        if self.resumed:
            table.add_row("  of them by the run before", str(self.resumed))
        for reason, number in self.skipped.items():
            table.add_row(reason, str(number))
        return table
