"""What counts as a change of a field, and how the two values are shown."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newscrawler.items import Article, Block, DateValue, Quote
from newscrawler.reextraction.changes.changes import Change, field_changes
from newscrawler.reextraction.changes.excerpts import Excerpt, excerpts
from newscrawler.reextraction.changes.page import Facts, render
from newscrawler.reextraction.changes.readable_fields import COMPARED_FIELDS
from newscrawler.reextraction.changes.tally import EXAMPLES_OF_EACH, ChangeTally, to_json
from newscrawler.storage.content_hash import to_builtins

FACTS = Facts("scrapy reextract --compare", "2026-11-29", "0.2.0+0")


def verdict(field: str, old: Any, new: Any) -> str:
    """Return what became of a field between two articles."""
    before, now = (to_builtins(Article(**{field: value})) for value in (old, new))
    (change,) = field_changes(before, now, [field])
    return change.verdict


@pytest.mark.parametrize(
    ("field", "old", "new", "expected"),
    [
        ("headline", "A", "A", "same"),
        ("headline", None, "A", "better"),
        ("headline", "", "A", "better"),
        ("headline", "A", None, "lost"),
        ("tags", ["a"], ["a", "b"], "different"),
        ("tags", ["a", "b"], ["b", "a"], "different"),
        ("tags", [], ["a"], "better"),
        ("flags", [], ["missing:authors"], "different"),
        ("flags", ["missing:authors"], [], "different"),
        ("free_access", False, True, "different"),
        ("free_access", None, False, "better"),
        ("published", DateValue("Rabu"), DateValue("Rabu", "2026-11-18"), "better"),
        ("published", DateValue("a", "2026-11-18"), DateValue("b", "2026-11-18"), "same"),
        ("body", [Block("paragraph", "A")], [Block("heading", "A")], "different"),
        (
            "quotes",
            [Quote("direct", "Ya", 0, 2, speaker="Ani")],
            [Quote("direct", "Ya", 5, 7, speaker="Ani", rule="other")],
            "same",
        ),
        (
            "quotes",
            [Quote("direct", "Ya", 0, 2, speaker="Ani")],
            [Quote("direct", "Ya", 0, 2, speaker="Ani", speaker_full="Ani Yudha")],
            "different",
        ),
    ],
)
def test_a_verdict_is_over_what_a_person_reads(
    field: str, old: Any, new: Any, expected: str
) -> None:
    assert verdict(field, old, new) == expected


def test_articles_of_an_older_shape_are_read() -> None:
    old = {"headline": "A", "quotes": [{"text": "Ya"}], "body": [{"text": "B"}], "gone": 1}
    new = to_builtins(Article(headline="A", body=[Block("paragraph", "B")]))
    changes = field_changes(old, new, COMPARED_FIELDS)
    assert {each.field for each in changes if each.verdict != "same"} == {"quotes"}


def test_words_are_counted_wherever_they_stand() -> None:
    change = Change("body", "different", ("satu dua dua",), ("dua tiga", "satu empat"))
    assert change.words == (1, 2)


def texts(excerpt: Excerpt) -> list[tuple[str, str, str]]:
    return [(line.before, line.changed, line.after) for line in excerpt]


def test_an_excerpt_marks_the_words_that_differ() -> None:
    old, new = excerpts(["sama", "air naik di Demak"], ["sama", "air turun di Demak"])
    assert texts(old) == [("air ", "naik", " di Demak")]
    assert texts(new) == [("air ", "turun", " di Demak")]


def test_an_excerpt_of_a_long_text_is_short_and_shows_where_it_differs() -> None:
    text = "kata " * 5000
    old, new = excerpts([f"{text}lama {text}"], [f"{text}baru {text}"])
    assert (old[0].changed, new[0].changed) == ("lama", "baru")
    assert max(len(str(line)) for line in (*old, *new)) < 150


def test_an_excerpt_shows_where_words_without_end_differ() -> None:
    old, new = excerpts([f"{'a' * 5000}x{'a' * 5000}"], [f"{'a' * 5000}y{'a' * 5000}"])
    assert "x" in old[0].changed
    assert "y" in new[0].changed
    assert max(len(str(line)) for line in (*old, *new)) < 400


def test_what_cannot_be_seen_is_named() -> None:
    old, new = excerpts(["a b"], ["a\u00a0b\u202e"])
    assert str(old[0]) == "a b"
    assert str(new[0]) == "a‹U+00A0›b‹U+202E›"


LINES = st.lists(st.text(max_size=20), max_size=6)


@given(LINES, LINES)
def test_two_values_that_differ_never_look_the_same(old: list[str], new: list[str]) -> None:
    old, new = list(filter(None, old)), list(filter(None, new))
    if old != new:
        left, right = excerpts(old, new)
        assert list(map(str, left)) != list(map(str, right))


def tally_of(*changes: Change, publisher: str = "kabar") -> ChangeTally:
    tally = ChangeTally()
    tally.add(publisher, "https://kabar.example/1", "arsip.warc.gz:7", changes)
    return tally


def test_few_examples_are_kept_of_many_changes() -> None:
    tally = ChangeTally()
    for number in range(1000):
        change = Change("headline", "lost", (f"Judul {number}",), ())
        tally.add("kabar", f"https://kabar.example/{number}", None, [change])
    (field,) = to_json(tally)["fields"]
    assert (field["lost"], len(field["examples"])) == (1000, EXAMPLES_OF_EACH)
    assert field["examples"][0]["url"] == "https://kabar.example/0"


HOSTILE = "<img src=x onerror=alert(1)>\"'&</style><script>"


def test_no_value_becomes_markup_of_the_page() -> None:
    change = Change("headline", "different", (HOSTILE,), (f"{HOSTILE} x",))
    tally = ChangeTally()
    tally.add(HOSTILE, f"javascript:{HOSTILE}", HOSTILE, [change])
    tally.add_uncompared(HOSTILE, HOSTILE)
    tally.extractors[HOSTILE] += 1
    page = html.fromstring(render(tally, Facts(HOSTILE, HOSTILE, HOSTILE)))
    assert page.xpath("//img | //script | //@onerror | //a") == []
    assert page.xpath("count(//style)") == 1
    assert page.text_content().count(HOSTILE) > 8


def luminance(color: str) -> float:
    digits = color * 2 if len(color) == 3 else color
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_text_has_the_contrast_that_wcag_asks_for() -> None:
    style = html.fromstring(render(ChangeTally(), FACTS)).xpath("string(//style)")
    schemes = re.findall(r":root \{[^}]*--ground[^}]*\}", style)
    assert len(schemes) == 3  # light, dark, print
    light = dict(re.findall(r"--([a-z-]+): #([0-9a-f]+)", schemes[0]))
    for scheme in schemes:
        colors = light | dict(re.findall(r"--([a-z-]+): #([0-9a-f]+)", scheme))
        grounds = dict.fromkeys(("text", "soft", "link"), ("ground", "panel"))
        verdicts = {name: ("ground", f"{name}-ground") for name in ("lost", "better", "different")}
        for name, under in (grounds | verdicts).items():
            for ground in under:
                assert contrast(colors[name], colors[ground]) >= 4.5, (name, ground)


def test_the_order_of_the_table_is_states_then_publishers_then_fields() -> None:
    tally = tally_of(Change("tags", "lost", ("a",), ()), Change("headline", "better", (), ("a",)))
    tally.add("api", "https://api.example/1", None, [Change("tags", "lost", ("a",), ())])
    tally.add("kabar", "https://kabar.example/2", None, [Change("state", "lost", ("a",), ("b",))])
    found = [(each.publisher, each.name) for each in tally.changed_fields()]
    expected = [("kabar", "state"), ("api", "tags"), ("kabar", "headline"), ("kabar", "tags")]
    assert found == expected
    page = html.fromstring(render(tally, FACTS))
    titles = page.xpath("//h3/text()")
    places = [titles.index(f"{publisher}: {name}") for publisher, name in expected]
    assert all(one < other for one, other in pairwise(places))
