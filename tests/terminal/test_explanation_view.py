"""The explanation of a page in a terminal."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from newscrawler.explanation import Explanation, explain
from newscrawler.extraction import SavedPage
from newscrawler.process import Policy
from newscrawler.reextraction.saved_pages import read_saved
from newscrawler.terminal.explanation_view import explanation_view
from tests.support.site import FIXTURES, news

PAGES = sorted(FIXTURES.rglob("*.html"))
DETIK = read_saved(str(FIXTURES / "detik" / "new-layout.html"))
PAGE = SavedPage(
    "https://contoh.example/berita/saung",
    news("Saung Baca Dibuka").encode(),
    datetime(2026, 11, 20, 2, tzinfo=UTC),
)


def shown(page: SavedPage, only: str | None = None, columns: int = 80) -> str:
    return printed(explain(page, Policy()), only, columns)


def printed(found: Explanation, only: str | None = None, columns: int = 80) -> str:
    out = StringIO()
    console = Console(file=out, width=columns, color_system=None)
    for part in explanation_view(found, only):
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_every_page_is_shown_within_80_columns(page: Path) -> None:
    found = explain(read_saved(str(page)), Policy())
    text = printed(found)
    assert max(map(len, text.splitlines())) <= 80
    assert f"ends as      {found.state}" in text


def test_a_field_is_a_block_with_a_line_for_each_offer() -> None:
    assert shown(DETIK, "authors").splitlines() == [
        "",
        "authors      Galuh Permanasari",
        "  taken    meta",
        "  same     jsonld",
        "  rejected meta      https://www.facebook.com/detikHealth",
        "                     (no person, or the name of an editor or of the site)",
        "  no match site      div.author > strong",
    ]


def test_the_head_says_what_holds_for_the_page() -> None:
    text = shown(DETIK, columns=160)
    assert "facts of     detik (detikcom); not checked:" in text
    assert "match nothing; not one matches for: authors" in text
    assert "flags        none" in text


def test_each_flag_stands_beside_its_meaning() -> None:
    text = shown(read_saved(str(FIXTURES / "tribunnews" / "broken.html")), columns=160)
    assert "jsonld_repaired  A JSON-LD script is broken and was repaired." in text


def test_selectors_that_match_nothing_share_a_line_for_each() -> None:
    assert "  no match site      div.detail_text\n                     div.text_detail" in shown(
        DETIK, "body"
    )


def test_other_values_are_shown_and_the_same_are_not_repeated() -> None:
    text = shown(read_saved(str(FIXTURES / "tribunnews" / "broken.html")), "summary")
    assert "  other    meta      Pohon tua menimpa kanopi Café Serayù di Depok." in text
    assert shown(DETIK, "headline", 160).count("Jalan Kaki") == 1


def test_what_is_derived_and_what_is_empty_is_told() -> None:
    text = shown(DETIK)
    assert "  notices          lines cut off   (gps/wmr)" in text
    assert "kicker, editors" in text.partition("empty, and offered by no source")[2]


def test_bytes_that_are_no_page_have_a_head_only() -> None:
    text = shown(replace(PAGE, body=b"hujan"))
    assert "ends as      quarantined: not_html:text" in text
    assert "authors  " not in text.partition("flags")[2].replace("missing:authors", "")


def test_an_index_is_told_to_be_one() -> None:
    page = read_saved(str(FIXTURES / "site" / "tribunnews" / "index-news.html"))
    assert "quarantined: index  The page lists articles instead of being one." in shown(page)


def test_nothing_on_the_page_steers_the_terminal() -> None:
    script = '<script type="application/ld+json">{"@type":"NewsArticle","editor":"\\u001b[2J"}'
    body = news("Saung [bold]Baca[/bold] \x9b2J", head=f"{script}</script>")
    text = shown(replace(PAGE, body=body, source="a\x1b[2J.html"))
    assert "Saung [bold]Baca[/bold]" in text
    assert not {"\x1b", "\x9b"} & set(text)
