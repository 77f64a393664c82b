"""The numbers by which the lines of a page are scored."""

from inspect import signature
from itertools import pairwise
from math import isfinite

import pytest
from lxml import html

from newscrawler.extraction.layout.element_places import FirstReading
from newscrawler.extraction.layout.line_features import FEATURES, line_features
from newscrawler.extraction.layout.line_trees import sum_trees
from newscrawler.extraction.page.document import Document, read_document
from newscrawler.extraction.page.text_lines import read_lines
from newscrawler.reextraction.saved_pages import read_saved
from tests.support.site import FIXTURES


def rows_of(path: str) -> list[dict[str, float]]:
    document = read_document(read_saved(str(FIXTURES / path)))
    assert isinstance(document, Document)
    headline = next(document.root.iter("h1"))
    lines = read_lines(document.root, whole=True)
    first = FirstReading(document.root, frozenset(), frozenset())
    rows = line_features(lines, headline, first)
    assert len(rows) == len(lines.all)
    return [dict(zip(FEATURES, row, strict=True)) for row in rows]


@pytest.mark.parametrize("path", ["tirto/fact-check.html", "tribunnews/old-layout.html"])
def test_each_line_has_a_number_for_each_feature(path: str) -> None:
    for row in rows_of(path):
        assert all(map(isfinite, row.values()))


def test_features_stand_under_their_names() -> None:
    rows = rows_of("tirto/fact-check.html")
    for before, row in pairwise(rows):
        assert row["before_chars"] == before["chars"]
        assert row["before_link_share"] == before["link_share"]
        assert row["before_prose"] == before["prose"]
        assert row["before_tag"] == before["tag"]
    assert {row["in_container"] for row in rows} == {1.0}
    assert {row["page_lines"] for row in rows} == {rows[0]["page_lines"]}
    assert max(row["position"] for row in rows) < 1


def test_a_page_without_lines_has_no_features() -> None:
    root = html.document_fromstring("<body><script>let halaman = 1</script></body>")
    first = FirstReading(root, frozenset(), frozenset())
    assert line_features(read_lines(root, whole=True), None, first) == []


def test_trees_take_the_features_in_their_order() -> None:
    assert list(signature(sum_trees).parameters) == FEATURES
