"""Every page under `fixtures/` gives its golden answer, and all selectors have pages there."""

import dataclasses
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from newscrawler.extraction import SavedPage, extract
from newscrawler.extraction.loaders import compiled
from newscrawler.items import Article
from newscrawler.process import Policy, process
from newscrawler.publishers import publishers
from newscrawler.reextraction.saved_pages import read_saved
from newscrawler.terminal.snapshot_diff import compare, to_golden

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = sorted(FIXTURES.glob("*/*.html"))
"""The golden pages; what else the demo serves is further down, in `site/<publisher>/`."""


def golden_of(page: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    golden: dict[str, Any] = facts["article"]
    return golden


def answer(file: str) -> dict[str, Any]:
    return to_golden(process(read_saved(file), Policy(refused_reservations=frozenset())))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_page_gives_its_golden_answer(page: Path) -> None:
    differences = compare(golden_of(page), answer(str(page)))
    assert not differences, "run `scrapy fixture` to see them as a table"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_no_page_holds_the_sentences_of_its_publisher(page: Path) -> None:
    """`scrapy fixture` marks the pages it saves until somebody has put other words in."""
    assert "own_words" not in json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", [key for key, facts in publishers().items() if facts.selectors])
def test_every_publisher_with_selectors_has_pages(key: str) -> None:
    assert len([page for page in PAGES if page.parent.name == key]) >= 2


def test_no_publisher_has_the_name_of_the_folder_of_the_demo() -> None:
    assert (FIXTURES / "site").is_dir()
    assert "site" not in publishers()


@pytest.mark.parametrize("key", publishers())
def test_facts_are_written_so_that_they_can_be_used(key: str) -> None:
    facts = publishers()[key]
    re.compile(facts.article_pattern)
    assert facts.unverified is None or 0 < len(facts.unverified) < 90, "a few words"
    known = {each.name for each in dataclasses.fields(Article)} | {"container"}
    assert set(facts.selectors) <= known, f"{key}: selectors name fields of Article"
    for css in [*facts.remove, *(css for given in facts.selectors.values() for css in given)]:
        compiled(css)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_address_has_the_form_of_its_publishers_articles(page: Path) -> None:
    url = golden_of(page)["url"]
    assert publishers()[page.parent.name].is_article(url) or "foto" in url


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_offsets_point_at_their_words(page: Path) -> None:
    golden = golden_of(page)
    text = "\n".join(block["text"] for block in golden["body"])
    for name in ("quotes", "citations", "dates"):
        for span in golden[name]:
            assert text[span["start"] : span["end"]] == span["text"] == span["text"].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_same_bytes_give_the_same_article(page: Path) -> None:
    saved = SavedPage(
        "https://www.tribunnews.com/x/1234567/y",
        page.read_bytes(),
        datetime.fromisoformat("2026-11-20T09:00:00+07:00"),
    )
    assert extract(saved) == extract(saved)
