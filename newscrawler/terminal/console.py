"""The consoles of all commands: one for results, one for messages."""

import os

from rich.console import Console

_FILE_COLUMNS = 160
"""The width of a table, in columns, when the output is not a terminal."""


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _FILE_COLUMNS
    return console


console = _console()
"""For results."""
stderr = _console(stderr=True)
"""For progress and errors, so that results can be piped."""
