"""What changed from one version to the next, word by word."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.corpus.versions import differences, field_differences
from newscrawler.corpus.word_differences import Segment, compare_paragraphs, compare_words
from newscrawler.items import Article, Block, DateValue
from newscrawler.storage.articles import save_articles
from newscrawler.storage.captures import Capture
from newscrawler.storage.content_hash import to_builtins
from newscrawler.storage.stored_versions import find_article_ids, load_versions

URL = "https://kabar.example/1"
words = st.lists(
    st.sampled_from(["air", "naik", "dua", "meter", "—", "“kata", "Rina.”"]), max_size=9
)
paragraphs = st.lists(words.map(" ".join).filter(bool), max_size=6)


def side(compared: list[list[Segment]], other: str) -> list[str]:
    """Return the paragraphs of one text: all segments but those that only the `other` has."""
    texts = ("".join(s.text for s in each if s.kind != other) for each in compared)
    return [text for text in texts if text]


@settings(max_examples=200)
@given(old=paragraphs, new=paragraphs)
def test_both_texts_can_be_read_from_their_difference(old: list[str], new: list[str]) -> None:
    compared = compare_paragraphs(old, new)
    assert side(compared, "added") == old
    assert side(compared, "removed") == new


@settings(max_examples=100)
@given(old=st.text(max_size=40), new=st.text(max_size=40))
def test_any_characters_come_back(old: str, new: str) -> None:
    assert side([compare_words(old, new)], "added") == [old] * bool(old)
    assert side([compare_words(old, new)], "removed") == [new] * bool(new)


def test_an_edited_word_is_told_from_the_words_around_it() -> None:
    assert compare_words("Air naik dua meter.", "Air naik tiga meter.") == [
        Segment("same", "Air naik"),
        Segment("removed", " dua"),
        Segment("added", " tiga"),
        Segment("same", " meter."),
    ]


def test_a_new_paragraph_leaves_the_edited_one_after_it_readable() -> None:
    old = ["Warga mengungsi ke balai desa.", "Air naik dua meter sejak subuh."]
    new = ["Warga mengungsi ke balai desa.", "Sekolah libur.", "Air naik tiga meter sejak subuh."]
    compared = compare_paragraphs(old, new)
    assert [[segment.kind for segment in each] for each in compared] == [
        ["same"],
        ["added"],
        ["same", "removed", "added", "same"],
    ]


def test_a_paragraph_that_is_too_long_to_be_compared_is_replaced() -> None:
    old, new = "air " * 3000, "air " * 2999 + "surut"
    assert [segment.kind for segment in compare_words(old, new)] == ["removed", "added"]


def news(text: str, day: int, **fields: Any) -> Article:
    given: dict[str, Any] = {
        "url": f"{URL}?page=all",
        "canonical_url": URL,
        "fetched_at": f"2026-11-{day}T07:00:00+07:00",
        "headline": "Air Naik",
        "published": DateValue("", "2026-11-19"),
        "body": [Block("paragraph", text)],
    }
    return Article(**given | fields)


@pytest.mark.parametrize(
    "fields", [{"tags": ["banjir"]}, {"notices": ["12 kali dibaca"]}, {"videos": ["https://a/b"]}]
)
def test_what_is_around_an_article_is_no_difference(fields: dict[str, Any]) -> None:
    old, new = (to_builtins(news("Air naik.", 20, **each)) for each in ({}, fields))
    assert list(field_differences(old, new)) == []


def test_a_difference_names_every_field_that_changed() -> None:
    later = DateValue("", "2026-11-20")
    new = news("Air surut.", 20, headline="Air Surut", authors=["Rina"], published=later)
    old, new_row = to_builtins(news("Air naik.", 20)), to_builtins(new)
    found = [each.field for each in field_differences(old, new_row)]
    assert found == ["headline", "authors", "published", "body"]


def test_versions_come_in_the_order_they_were_seen_in(engine: Any) -> None:
    read = [news("Air surut.", 22), news("Air naik.", 20), news("Air naik.", 21)]
    save_articles(engine, read)
    (article,) = find_article_ids(engine, URL)
    found = load_versions(engine, article)
    assert [each.article["body"][0]["text"] for each in found] == ["Air naik.", "Air surut."]
    assert [(each.captures, each.is_current) for each in found] == [(2, False), (1, True)]
    assert [len(each.fields) for each in differences(found)] == [0, 1]
    assert differences([]) == []


def test_an_article_is_found_by_any_of_its_addresses_and_ids(engine: Any) -> None:
    save_articles(engine, [news("Air naik.", 20), news("Air surut.", 21)])
    (article,) = find_article_ids(engine, URL)
    versions = [each.id for each in load_versions(engine, article)]
    for key in (f"{URL}?page=all", article, *versions):
        assert find_article_ids(engine, key) == [article]
    assert find_article_ids(engine, "https://kabar.example/2") == []
    other = "https://kabar.example/lain"
    save_articles(engine, [news("Lain.", 23, canonical_url=other)])
    assert len(find_article_ids(engine, f"{URL}?page=all")) == 2
    assert Capture(url=URL, fetched_at=None).id not in versions
