"""`newscrawler.read` gives what `scrapy reextract` writes, over every page in `fixtures/`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import newscrawler
from tests.support.site import FIXTURES, PROJECT, Ran, scrapy

PAGES = sorted(FIXTURES.rglob("*.html"))


@pytest.fixture(scope="module")
def ran() -> Ran:
    """Re-extract all pages together."""
    return scrapy("reextract", FIXTURES)


@pytest.fixture(scope="module")
def reextracted(ran: Ran) -> dict[str, dict[str, Any]]:
    """Return the articles of all pages by the files they are from."""
    return {article["source"]: article for article in ran.lines}


def read(page: Path) -> newscrawler.Article:
    facts = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    given = {name: facts.get(name) for name in ("url", "fetched_at", "headers", "status")}
    return newscrawler.read(page.read_bytes(), source=str(page), **given)


def test_the_readme_shows_what_is_said_of_these_pages(ran: Ran) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    _, _, shown = readme.partition("scrapy reextract fixtures -O articles.jsonl\n")
    lines = [line.strip() for line in shown.partition("\n\n")[0].splitlines()]
    table = [line for line in lines if line.startswith(("┃", "│"))]
    assert len(table) == 9
    assert [line for line in table if line not in ran.err] == []


def test_most_pages_are_articles(reextracted: dict[str, dict[str, Any]]) -> None:
    assert len(reextracted) > 70


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_read_gives_what_reextract_writes(
    page: Path, reextracted: dict[str, dict[str, Any]]
) -> None:
    try:
        article = read(page)
    except newscrawler.NotAnArticleError as error:
        alone = scrapy("reextract", page)
        assert (alone.lines, f"{page}: {error}\n" in alone.err) == ([], True)
        return
    written = reextracted.get(str(page))
    if written is None or article.missing_pages:  # the other pages in the folder complete it
        (written,) = scrapy("reextract", page).lines
    assert json.loads(json.dumps(asdict(article))) == written
