"""Keywords stand below each other, whatever the width of the letters beside them."""

import pytest
from rich.cells import cell_len

from newscrawler.corpus.keyword_in_context import Keyword
from newscrawler.corpus.search import Hit
from newscrawler.terminal.search_view import MAX_KEYWORDS, hit_lines

CONTEXTS = [
    ("Warga desa", "banjir", "bandang"),
    ("洪水が村を襲った", "banjir", "洪水が村を襲った" * 9),
    ("洪水が村を襲った" * 9, "Banjir-banjir", ""),
    ("", "BANJIR", "🌊🌊🌊"),
    ("kata\x1b[31m itu", "e\u0301banjir", "\u200bakhir"),
]


def hit(keywords: list[tuple[str, str, str]]) -> Hit:
    return Hit(
        **dict.fromkeys(("article_id", "version_id"), "a"),
        ordinal=None,
        publisher="kabar",
        published="2026-11-20T09:00:00+07:00",
        published_on="2026-11-20",
        url="https://kabar.example/1",
        headline="Banjir \x1b[2J Bandang",
        speaker=None,
        cue=None,
        keywords=[Keyword("text", *parts, 0, 6) for parts in keywords],
    )


@pytest.mark.parametrize("width", [24, 60, 80, 161])
def test_keywords_stand_in_one_column(width: int) -> None:
    lines = list(hit_lines([hit(CONTEXTS[:3]), hit(CONTEXTS[3:])], width))
    shown = [line for line in lines if line.spans and "green" in str(line.spans[0].style)]
    assert len(shown) == len(CONTEXTS)
    places = {cell_len(line.plain[: line.spans[0].start]) for line in shown}
    assert len(places) == 1
    ends = {cell_len(line.plain[: line.spans[0].end]) for line in shown}
    assert len(ends) == 1
    assert max(cell_len(line.plain) for line in shown) <= width


def test_a_line_says_what_is_cut() -> None:
    (line,) = [each for each in hit_lines([hit([CONTEXTS[2]])], 40) if "Banjir" in each.plain][1:]
    assert line.plain.startswith("…")
    whole = next(each for each in hit_lines([hit([CONTEXTS[0]])], 80) if "desa" in each.plain)
    assert "…" not in whole.plain
    assert whole.plain.split() == ["Warga", "desa", "banjir", "bandang"]


def test_of_many_keywords_the_first_are_shown() -> None:
    many = hit([CONTEXTS[0]] * (MAX_KEYWORDS + 3))
    plain = [line.plain for line in hit_lines([many], 80)]
    assert sum("bandang" in line for line in plain) == MAX_KEYWORDS
    assert "… 3 more" in plain


def test_nothing_that_is_stored_steers_the_terminal() -> None:
    assert not any("\x1b" in line.plain for line in hit_lines([hit(CONTEXTS)], 80))
