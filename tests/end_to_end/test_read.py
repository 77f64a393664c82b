"""`newscrawler.read` gives what `scrapy reextract` writes, over every page in `fixtures/`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import newscrawler
from tests.support.site import FIXTURES, scrapy

PAGES = sorted(FIXTURES.rglob("*.html"))


@pytest.fixture(scope="module")
def reextracted() -> dict[str, dict[str, Any]]:
    """Return the articles of all pages, re-extracted together, by the files they are from."""
    return {article["source"]: article for article in scrapy("reextract", FIXTURES).lines}


def read(page: Path) -> newscrawler.ReadPage:
    facts = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    given = {name: facts.get(name) for name in ("url", "fetched_at", "headers", "status")}
    return newscrawler.read(page.read_bytes(), source=str(page), **given)


def test_most_pages_are_articles(reextracted: dict[str, dict[str, Any]]) -> None:
    assert len(reextracted) > 70


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_read_gives_what_reextract_writes(
    page: Path, reextracted: dict[str, dict[str, Any]]
) -> None:
    result = read(page)
    written = reextracted.get(str(page))
    if written is None or (result.article and result.article.missing_pages):
        # It is no article, or one that the other pages in the folder complete.
        alone = scrapy("reextract", page)
        written = next(iter(alone.lines), None)
        assert written or f"{page}: {result.state}: {result.reason}\n" in alone.err
    assert (result.state == "stored") == (written is not None)
    given = json.loads(json.dumps(asdict(result.article))) if result.article else None
    assert given == written
