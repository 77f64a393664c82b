"""Markup that is nested more deeply than the parser follows: its text is read nevertheless."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newscrawler.extraction import SavedPage, extract
from newscrawler.extraction.page.deep_markup import MAX_DEPTH, flatten

PARAGRAPHS = 2_500
SENTENCES = [
    f"Warga kampung ke-{number} bergotong royong memperbaiki saung baca di tepi muara."
    for number in range(PARAGRAPHS)
]
SHAPES = {
    "unclosed bold and font": "<b><font color=red>{}".format,
    "unclosed divisions": "<div>{}".format,
    "unclosed sections": "<section><p>{}</p>".format,
    "unclosed lists": "<ul><li>{}".format,
}


def page(body: str) -> SavedPage:
    html = f"<html><head><title>Saung Baca</title></head><body><h1>Saung Baca</h1>{body}"
    return SavedPage("https://kabar.example/berita/1", html, None)


@pytest.mark.parametrize("shape", SHAPES)
def test_h1_no_sentence_is_lost_however_many_tags_are_unclosed(shape: str) -> None:
    article = extract(page("".join(map(SHAPES[shape], SENTENCES))))
    assert "depth_limit" in article.flags
    assert [each for each in SENTENCES if each not in article.text] == []
    assert len(article.body) >= PARAGRAPHS // 2 or shape == "unclosed bold and font"


def test_h2_a_text_below_a_hundred_thousand_divisions_is_read() -> None:
    text = "".join(f"<p>{each}</p>" for each in SENTENCES[:20])
    article = extract(page("<div>" * 100_000 + text + "</div>" * 100_000))
    assert article.text.splitlines() == SENTENCES[:20]
    assert "depth_limit" in article.flags


TAGS = st.sampled_from(["b", "font", "div", "p", "ul", "li", "table", "span", "br", "x-a"])
PIECES = st.lists(
    st.one_of(
        TAGS.map("<{}>".format),
        TAGS.map("</{}>".format),
        st.sampled_from(["warga ", "&amp;", "&#8220;", "<", "<!-- warga -->", "<![CDATA[a]]>"]),
    ),
    max_size=60,
)


@given(PIECES)
def test_what_is_nested_deeply_is_flat_and_loses_no_word(pieces: list[str]) -> None:
    deep = "<div>" * MAX_DEPTH + "".join(pieces)
    before, after = (etree.fromstring(text, etree.HTMLParser()) for text in (deep, flatten(deep)))
    texts = ("".join(root.itertext()).replace("<", " ") for root in (before, after))
    said = [Counter(text.split()) for text in texts]
    assert not said[0] - said[1]
    assert max(sum(1 for _ in element.iterancestors()) for element in after.iter()) < 2 * MAX_DEPTH
