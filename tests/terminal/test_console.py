"""What a terminal shows: plain text where it is asked for, and no name cut short."""

import io
import os
import pty
import subprocess
import sys

import pytest
from rich.console import Console

from newscrawler.terminal.crawl_summary import frontier_table
from tests.support.site import FIXTURES, PROJECT

ESCAPE, BOX = "\x1b[", "│"
PAGE = str(FIXTURES / "detik" / "new-layout.html")


def shown_on_a_terminal(**environment: str) -> str:
    """Return what `scrapy quotes` writes to a terminal about a page."""
    ours, theirs = pty.openpty()
    known = {
        name: value for name, value in os.environ.items() if name not in {"LC_ALL", "NO_COLOR"}
    }
    page = "fixtures/tribun_video/new-layout.html"
    words = [sys.executable, "-m", "scrapy", "quotes", page]
    with os.fdopen(theirs) as terminal:
        subprocess.run(words, cwd=PROJECT, env=known | environment, stdout=terminal, check=True)
    with os.fdopen(ours, "rb", buffering=0) as terminal_output:
        return terminal_output.read(10_000).decode()


@pytest.mark.process
@pytest.mark.parametrize(
    ("environment", "has_styles", "has_boxes"),
    [
        ({"TERM": "xterm", "LANG": "C.UTF-8"}, True, True),
        ({"TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"}, False, True),
        ({"TERM": "xterm", "LANG": "C"}, False, False),
    ],
    ids=["usual", "NO_COLOR", "LANG=C"],
)
def test_a_terminal_shows_styles_unless_plain_text_is_asked_for(
    environment: dict[str, str], *, has_styles: bool, has_boxes: bool
) -> None:
    shown = shown_on_a_terminal(**environment)
    assert "who" in shown
    assert (ESCAPE in shown, BOX in shown) == (has_styles, has_boxes)


def test_a_narrow_table_cuts_no_host() -> None:
    host = "www.kabar-kampung-di-hulu-sungai.example"
    counted = [("kabar_kampung", host, state, 12345) for state in ("stored", "listed", "gone")]
    out = io.StringIO()
    Console(file=out, width=60).print(frontier_table(counted))
    cells = [line.split("│")[2].strip() for line in out.getvalue().splitlines() if "│" in line]
    assert "".join(cells) == host
