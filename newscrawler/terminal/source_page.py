"""The one saved page that a command is asked about."""

import re

from newscrawler.exit_codes import ExitCode
from newscrawler.extraction import SavedPage
from newscrawler.reextraction.sources import read_source
from newscrawler.terminal.command import fail

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Return whether `source` is meant as a URL, and not as something on the disk.

    >>> is_address("hts-cache/new.zip!/https://saung.example/1.html")
    False
    """
    return _ADDRESS.match(source) is not None


def page_at(source: str, archive: str) -> SavedPage:
    """Return the saved page at `source`, or end the command with one line.

    `source` is written as `Article.source` is; `archive` is the folder of the project's archive.
    """
    try:
        found = read_source(source, archive)
    except FileNotFoundError as missing:
        fail(f"no such file: {missing}")
    except ValueError as wrong:
        fail(str(wrong))
    except OSError as error:
        fail(f"{source}: {error.strerror}", ExitCode.NO_RESULT)
    if not isinstance(found, SavedPage):
        fail(f"{source}: no page: {found.reason}", ExitCode.NO_RESULT)
    return found
