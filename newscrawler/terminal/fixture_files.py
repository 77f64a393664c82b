"""The files of a fixture: a page, and a sidecar with what is known of it and its golden answer."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newscrawler.corpus.output_file import write_file
from newscrawler.items import Article
from newscrawler.process import Policy, process
from newscrawler.reextraction.saved_pages import read_saved
from newscrawler.terminal.command import fail
from newscrawler.terminal.snapshot_diff import to_golden

Answered = tuple[Article, dict[str, Any]]
"""An article, and its answer."""


def read_answer(file: str) -> Answered:
    """Return the article of the page in `file`; reservations of rights are ignored here."""
    outcome = process(read_saved(file), Policy(refused_reservations=frozenset()))
    return outcome.extraction.article, to_golden(outcome)


def write_sidecar(sidecar: Path, facts: Mapping[str, Any]) -> None:
    """Write `facts` to `sidecar`."""
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    write_file(sidecar, f"{text}\n".encode())


def read_sidecar(sidecar: Path) -> dict[str, Any]:
    """Return what `sidecar` says; end the command when it cannot be read."""
    try:
        facts = json.loads(sidecar.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        facts = None
    if not isinstance(facts, dict):
        fail(f"{sidecar} is not a JSON object; restore it, or write its url and fetched_at")
    return facts
