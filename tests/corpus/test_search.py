"""Hits with their keywords in context, and counts of hits, on SQLite and PostgreSQL alike."""

from typing import Any

import pytest
from sqlalchemy import Engine

from newscrawler.corpus.search import Hit, PeriodCount, Search, count_hits, find_hits
from newscrawler.items import Article, Block, DateValue, Quote
from newscrawler.storage.articles import save_articles
from newscrawler.storage.search_filters import Filters
from newscrawler.storage.search_query import parse_query


def news(number: int, body: str, day: str = "2026-11-20", **fields: Any) -> Article:
    given: dict[str, Any] = {
        "url": f"https://kabar.example/{number}",
        "publisher": "kabar",
        "fetched_at": "2026-11-21T07:00:00+07:00",
        "headline": f"Berita {number}",
        "published": DateValue("", f"{day}T{number:02}:00:00+07:00", precision="minute"),
        "body": [Block("paragraph", part) for part in body.split("\n")],
    }
    return Article(**given | fields)


def hits(engine: Engine, words: str, **options: Any) -> list[Hit]:
    with engine.connect() as connection:
        return list(find_hits(connection, Search(parse_query(words), **options)))


def lines(engine: Engine, words: str, **options: Any) -> list[tuple[str, str, str]]:
    return [
        (keyword.left, keyword.keyword, keyword.right)
        for hit in hits(engine, words, **options)
        for keyword in hit.keywords
    ]


# Keywords in context


def test_a_keyword_has_as_many_words_beside_it_as_are_asked_for(engine: Engine) -> None:
    save_articles(engine, [news(1, "Satu dua, tiga BANJIR — empat\nlima enam tujuh banjir")])
    assert lines(engine, "banjir", context=2) == [
        ("dua, tiga", "BANJIR", "— empat lima"),
        ("enam tujuh", "banjir", ""),
    ]
    assert lines(engine, "banjir", context=0) == [("", "BANJIR", ""), ("", "banjir", "")]


@pytest.mark.parametrize(
    ("words", "keywords"),
    [
        ('"rumah warga"', ["rumah warga"]),
        ("rumah-rumah", ["Rumah-rumah"]),
        ("cafe", ["Café"]),
        ("ru*", ["Rumah", "rumah", "rumah", "rumah"]),
        ('"rumah war"*', ["rumah warga", "rumah warung"]),
        ('rumah "rumah warga" warga', ["Rumah", "rumah", "rumah warga", "rumah"]),
        ("berita warung -banjir", ["Berita", "warung"]),
    ],
)
def test_keywords_are_what_the_database_has_found(
    engine: Engine, words: str, keywords: list[str]
) -> None:
    text = "Rumah-rumah di Café itu: rumah warga, rumah warung."
    save_articles(engine, [news(1, text)])
    found = [keyword.keyword for hit in hits(engine, words) for keyword in hit.keywords]
    assert found == keywords


def test_offsets_count_characters_of_the_field(engine: Engine) -> None:
    text = "🌊 Warga 𠀀 mengungsi.\nBanjir."
    save_articles(engine, [news(1, text, headline="Banjir Datang")])
    (hit,) = hits(engine, "banjir mengungsi")
    fields = {"headline": "Banjir Datang", "text": text}
    assert [(each.field, each.keyword) for each in hit.keywords] == [
        *(("headline", "Banjir"), ("text", "mengungsi"), ("text", "Banjir"))
    ]
    for each in hit.keywords:
        assert fields[each.field][each.start : each.end] == each.keyword


def test_postgresql_shows_the_other_forms_that_it_finds(engine: Engine) -> None:
    save_articles(engine, [news(1, "Anak membaca, lalu buku dibaca.")])
    shown = [keyword for _left, keyword, _right in lines(engine, "baca")]
    assert shown == (["membaca", "dibaca"] if engine.dialect.name == "postgresql" else [])


# Quotations

SAID = "“Rumah kami,” kata Rina, “hanyut.” “Banjir itu cepat,” kata Adi. Banjir surut."


def quoted() -> Article:
    def span(words: str) -> tuple[str, int, int]:
        return words, SAID.index(words), SAID.index(words) + len(words)

    quotes = [
        Quote("direct", *span("Rumah kami"), cue="kata", speaker="Rina", group=0),
        Quote("direct", *span("hanyut"), group=0),
        Quote("direct", *span("Banjir itu cepat"), cue="kata", speaker="Adi"),
    ]
    return news(1, SAID, quotes=quotes)


def test_a_quotation_has_the_words_itself(engine: Engine) -> None:
    save_articles(engine, [quoted(), news(2, SAID)])
    (hit,) = hits(engine, "rumah hanyut", quotations=True)
    assert (hit.ordinal, hit.speaker, hit.cue, hit.headline) == (0, "Rina", "kata", "Berita 1")
    assert [(each.field, each.keyword) for each in hit.keywords] == [
        *(("quotation", "Rumah"), ("quotation", "hanyut"))
    ]
    assert hits(engine, "rumah banjir", quotations=True) == []
    assert hits(engine, "surut", quotations=True) == []
    assert [hit.speaker for hit in hits(engine, "banjir OR rumah", quotations=True)] == [
        *("Rina", "Adi")
    ]
    only_adi = Filters(speaker="adi")
    assert [hit.speaker for hit in hits(engine, "banjir", quotations=True, filters=only_adi)] == [
        "Adi"
    ]


def test_a_word_to_leave_out_may_stand_beside_the_quotation(engine: Engine) -> None:
    save_articles(engine, [quoted()])
    assert [hit.speaker for hit in hits(engine, "banjir -rumah", quotations=True)] == ["Adi"]


def test_a_limit_counts_quotations(engine: Engine) -> None:
    many = [Quote("direct", "Banjir", 0, 6, speaker=f"Warga {number}") for number in range(3)]
    save_articles(engine, [news(number, "Banjir.", quotes=many) for number in range(1, 151)])
    speakers = [hit.speaker for hit in hits(engine, "banjir", quotations=True, limit=4)]
    assert speakers == ["Warga 0", "Warga 1", "Warga 2", "Warga 0"]
    assert len(hits(engine, "banjir", quotations=True)) == 450


# Counts


def counts(engine: Engine, words: str, period: Any, **options: Any) -> list[PeriodCount]:
    with engine.connect() as connection:
        return count_hits(connection, Search(parse_query(words), **options), period)


@pytest.fixture
def counted(engine: Engine) -> Engine:
    days = {1: "2026-12-31", 2: "2027-01-01", 3: "2027-01-01", 4: "2027-01-04"}
    articles = [
        news(number, "Banjir." if number != 3 else "Reda.", day) for number, day in days.items()
    ]
    undated = news(5, "Banjir.", published=None)
    save_articles(engine, [*articles, undated, news(6, "Reda.", publisher="lain")])
    return engine


@pytest.mark.parametrize(
    ("period", "rows"),
    [
        ("day", [("2026-12-31", 1, 1), ("2027-01-01", 1, 2), ("2027-01-04", 1, 1), (None, 1, 1)]),
        ("week", [("2026-W53", 2, 3), ("2027-W01", 1, 1), (None, 1, 1)]),
        ("month", [("2026-12", 1, 1), ("2027-01", 2, 3), (None, 1, 1)]),
    ],
)
def test_hits_are_counted_beside_all_articles(
    counted: Engine, period: str, rows: list[tuple[str | None, int, int]]
) -> None:
    found = counts(counted, "banjir", period)
    assert found == [
        PeriodCount("kabar", name, number, total, number / total) for name, number, total in rows
    ]


def test_a_period_without_hits_is_counted_and_a_publisher_without_is_not(counted: Engine) -> None:
    found = counts(counted, "reda", "month")
    assert [(each.publisher, each.period, each.hits) for each in found] == [
        *(("kabar", "2026-12", 0), ("kabar", "2027-01", 1), ("kabar", None, 0)),
        ("lain", "2026-11", 1),
    ]
    assert counts(counted, "nihil", "month") == []


def test_quotations_are_counted_beside_all_quotations(engine: Engine) -> None:
    save_articles(engine, [quoted(), news(2, SAID)])
    assert counts(engine, "banjir", "day", quotations=True) == [
        PeriodCount("kabar", "2026-11-20", 1, 2, 0.5)
    ]
