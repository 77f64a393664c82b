"""Where a comparison goes: the terminal, an HTML page and a JSON file."""

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from newscrawler.corpus.output_file import OutputFile, write_file
from newscrawler.exit_codes import ExitCode
from newscrawler.indonesian.timezones import WIB
from newscrawler.program import as_started
from newscrawler.reextraction.changes.page import Facts, render
from newscrawler.reextraction.changes.tally import ChangeTally, to_json
from newscrawler.terminal.change_tables import changes_view
from newscrawler.terminal.command import error, fail, print_lines
from newscrawler.terminal.console import console

_STDOUT = "-"
_SETTING = re.compile(r"(-s|--set=)?(\w+=).*", re.DOTALL)


def require_files(names: Iterable[str | None]) -> None:
    """End the command where one of the files called `names` cannot be written."""
    for name in names:
        if name and name != _STDOUT:
            try:
                OutputFile(Path(name), overwrite=True).discard()
            except OSError as failure:
                fail(f"cannot write {name}: {failure.strerror}")


def show_comparison(
    tally: ChangeTally, extractor: str, arguments: Sequence[str], html: str | None, to: str | None
) -> None:
    """Show `tally`; write the page `html` and the JSON file `to` (`-`: instead of the table).

    `extractor` read the pages, at the command with these `arguments`. Raises OSError, with the name
    of the file, where one cannot be written.
    """
    facts = Facts(_shown_command(arguments), datetime.now(WIB).date().isoformat(), extractor)
    _name_uncompared(tally)
    if not tally.pages:
        error("nothing was compared: no page that could be read is in the database")
    found = {**vars(facts), **to_json(tally)}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if html:
        write_file(Path(html), render(tally, facts).encode("utf-8", "replace"))
    if to == _STDOUT:
        print(text, end="")
        return
    if to:
        write_file(Path(to), text.encode("utf-8", "replace"))
    for part in changes_view(tally):
        console.print(part)


def exit_code_of(tally: ChangeTally) -> ExitCode:
    """Return what a comparison means for the script that called: changes are no failure."""
    if not tally.pages:
        return ExitCode.NO_RESULT
    return ExitCode.PARTIAL if tally.uncompared else ExitCode.DONE


def _name_uncompared(tally: ChangeTally) -> None:
    for reason, number in sorted(tally.uncompared.items()):
        names = tally.names[reason]
        print_lines(f"not compared: {name}: {reason}" for name in names)
        if number > len(names):
            error(f"… and {number - len(names):,} more: {reason}")


def _shown_command(arguments: Sequence[str]) -> str:
    """Return the command, without the values of settings: one may hold a password."""
    return as_started(shlex.join(["scrapy", "reextract", *_without_values(arguments)]))


def _without_values(arguments: Sequence[str]) -> Iterator[str]:
    is_setting = False
    for word in arguments:
        match = (
            _SETTING.fullmatch(word) if is_setting or word.startswith(("-s", "--set=")) else None
        )
        yield f"{match[1] or ''}{match[2]}..." if match else word
        is_setting = word in {"-s", "--set"}
