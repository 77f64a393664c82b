"""The consoles of all commands: one for results, one for messages."""

import os

from rich.console import Console

_FILE_COLUMNS = 160
"""The width of a table, in columns, when the output is not a terminal."""
_LOCALE_NAMES = ("LC_ALL", "LANG")
"""What names the locale. LC_CTYPE is no evidence: Python sets it itself (PEP 538)."""


class _AsciiConsole(Console):
    """Draws tables in ASCII."""

    encoding = "ascii"


def _console(*, stderr: bool = False) -> Console:
    locale = next(filter(None, map(os.environ.get, _LOCALE_NAMES)), "")
    is_ascii = locale in {"C", "POSIX"}
    has_styles = not (is_ascii or os.environ.get("NO_COLOR"))
    kind = _AsciiConsole if is_ascii else Console
    console = kind(stderr=stderr, color_system="auto" if has_styles else None)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _FILE_COLUMNS
    return console


console = _console()
"""For results."""
stderr = _console(stderr=True)
"""For progress and errors, so that results can be piped."""
