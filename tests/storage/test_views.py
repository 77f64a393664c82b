"""Views: what people count, of the current versions only, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select

from newscrawler.items import Article, Block, Citation, DateValue, Quote
from newscrawler.storage.articles import save_articles
from newscrawler.storage.views import (
    ArticlesPerDayView,
    CurrentArticleView,
    QuotationView,
    SourceView,
    ViewBase,
)

TEXT = "“Air naik,” kata Rina, “sejak subuh.” Bupati mengatakan warga “siap pindah” besok."


EVENING = DateValue("", "2026-11-20T23:30:00+07:00", precision="minute", zone="WIB")


def news(number: int = 1, **fields: Any) -> Article:
    given: dict[str, Any] = {
        "url": f"https://kabar.example/{number}",
        "publisher": "kabar",
        "fetched_at": "2026-11-21T07:00:00+07:00",
        "headline": f"Berita {number}",
        "published": EVENING,
        "body": [Block("paragraph", TEXT)],
    }
    return Article(**given | fields)


def rows(engine: Engine, view: type[ViewBase]) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(view.__table__)).mappings()]


def span(words: str) -> tuple[str, int, int]:
    return words, TEXT.index(words), TEXT.index(words) + len(words)


def test_the_parts_of_an_interrupted_quotation_are_one_row(engine: Engine) -> None:
    quotes = [
        Quote("direct", *span("Air naik"), cue="kata", speaker="Rina", group=0),
        Quote("direct", *span("sejak subuh"), speaker_full="Rina Wati", group=0),
        Quote("indirect", *span("warga “siap pindah” besok"), cue="mengatakan", speaker="Bupati"),
        Quote("partial", *span("siap pindah")),
    ]
    save_articles(engine, [news(quotes=quotes)])
    found = rows(engine, QuotationView)
    assert [(row["text"], row["parts"], row["is_fragment"]) for row in found] == [
        ("Air naik sejak subuh", 2, False),
        ("warga “siap pindah” besok", 1, False),
        ("siap pindah", 1, True),
    ]
    assert found[0]["start"] == TEXT.index("Air naik")
    assert TEXT[: found[0]["end"]].endswith("sejak subuh")
    assert [found[0][name] for name in ("speaker", "speaker_full", "cue", "role")] == [
        *("Rina", "Rina Wati", "kata", None)
    ]


def test_only_the_current_version_counts(engine: Engine) -> None:
    quote = Quote("direct", *span("Air naik"), speaker="Rina")
    source = Citation("kata Antara", 0, 11, "kata", "Antara", "Antara", "news_agency")
    save_articles(engine, [news(quotes=[quote], citations=[source, source])])
    later = "2026-11-22T07:00:00+07:00"
    save_articles(engine, [news(headline="Berita lain", fetched_at=later, citations=[source])])
    assert rows(engine, QuotationView) == []
    assert [row["citations"] for row in rows(engine, SourceView)] == [1]
    (article,) = rows(engine, CurrentArticleView)
    assert (article["headline"], article["text"]) == ("Berita lain", TEXT)


def test_a_day_is_a_day_in_wib(engine: Engine) -> None:
    in_the_east = replace(EVENING, value="2026-11-21T00:30:00+09:00", zone="WIT")
    next_day = replace(EVENING, value="2026-11-21T00:30:00+07:00")
    month = replace(EVENING, value="2026-11-01", precision="month")
    times = (EVENING, in_the_east, next_day)
    dated = [news(number, published=time) for number, time in enumerate(times)]
    save_articles(engine, [*dated, news(4, published=month, publisher="lain")])
    found = {
        (row["publisher"], row["day"]): row["articles"] for row in rows(engine, ArticlesPerDayView)
    }
    assert found == {("kabar", "2026-11-20"): 2, ("kabar", "2026-11-21"): 1, ("lain", None): 1}


@pytest.mark.parametrize("name", ViewBase.metadata.tables)
def test_a_view_has_the_columns_of_its_class(engine: Engine, name: str) -> None:
    columns = [column["name"] for column in inspect(engine).get_columns(name)]
    assert columns == [column.name for column in ViewBase.metadata.tables[name].columns]
