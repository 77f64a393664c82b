"""Compare fixtures with their golden answers."""

from collections.abc import Sequence
from pathlib import Path

from newscrawler.exit_codes import ExitCode
from newscrawler.terminal.command import error, fail
from newscrawler.terminal.console import console
from newscrawler.terminal.fixture_files import read_answer, read_sidecar, write_sidecar
from newscrawler.terminal.snapshot_diff import compare, differences_table


def compare_fixtures(folder: Path, names: Sequence[str], *, update: bool) -> ExitCode:
    """Show how the fixtures `names` (all for none) in `folder` differ from their golden answers.

    With `update` the answers of today become the golden ones. Return what that means for a script.
    """
    differing = 0
    pages = _pages(folder, names)
    for page in pages:
        _, answer = read_answer(str(page))
        sidecar = page.with_suffix(".json")
        facts = read_sidecar(sidecar)
        name = f"{page.parent.name}/{page.stem}"
        if facts.get("own_words") is False:
            error(f"{name} has its publisher's sentences; replace them by your own")
        differences = compare(facts.get("article"), answer)
        if not differences:
            continue
        differing += 1
        console.print(differences_table(name, differences))
        if update:
            write_sidecar(sidecar, facts | {"article": answer})
    verb = "rewritten" if update else "differ (--update accepts them)"
    console.print(f"{len(pages)} fixtures, {differing} {verb if differing else 'differ'}")
    return ExitCode.CHECK_FAILED if differing and not update else ExitCode.DONE


def _pages(folder: Path, names: Sequence[str]) -> list[Path]:
    """Return the pages of the fixtures `names`, or of all; end the command where one is missing."""
    pages = sorted(folder.glob("*/*.html"))  # the demo's site is a folder further down
    if not names:
        return pages
    if "/" not in names[0]:
        fail(
            f"{names[0]!r} is neither a publisher (see scrapy list) nor a fixture, which is "
            "written PUBLISHER/NAME"
        )
    named = [folder / f"{name}.html" for name in names]
    if missing := [str(page) for page in named if page not in pages]:
        fail(f"no such fixture: {', '.join(missing)}")
    return named
