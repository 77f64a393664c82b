"""`scrapy search`: what it prints, and how it ends."""

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine

from newscrawler.items import Article, Block, Citation, DateValue, Quote
from newscrawler.storage.articles import save_articles
from newscrawler.storage.database import open_database
from tests.support.site import Ran, scrapy

BODY = "Banjir bandang merendam rumah warga. “Banjir itu cepat,” kata Rina."
WORDS = "Banjir itu cepat"


def news(number: int) -> Article:
    start = BODY.index(WORDS)
    return Article(
        url=f"https://kabar.example/{number}",
        publisher="tempo" if number % 2 else "kompas",
        fetched_at="2026-11-30T07:00:00+07:00",
        headline=f"Berita {number}",
        published=DateValue("", f"2026-11-{number:02}T08:00:00+07:00", precision="minute"),
        body=[Block("paragraph", BODY)],
        quotes=[Quote("direct", WORDS, start, start + len(WORDS), cue="kata", speaker="Rina")],
        citations=[Citation("Antara", 0, 6, "", "Antara", "Antara", "news_agency")],
        tags=["banjir"],
    )


def fill(engine: Engine) -> None:
    save_articles(engine, [news(number) for number in range(1, 26)])
    engine.dispose()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> str:
    """Give the URL of a database with 25 articles."""
    path = tmp_path_factory.mktemp("search") / "news.db"
    shutil.copy(sqlite_template, path)
    fill(open_database(f"sqlite:///{path}"))
    return f"sqlite:///{path}"


def records(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_the_newest_hits_are_shown_with_their_keywords_in_one_column(database: str) -> None:
    ran = scrapy("search", "banjir", "itu", "--limit", "2", "--kwic", "1", database=database)
    assert (ran.code, ran.err) == (0, "the first 2 are shown; --limit 0 shows all\n")
    lines = ran.out.splitlines()
    assert lines[:2] == ["2026-11-25 08:00 · tempo · Berita 25", "https://kabar.example/25"]
    assert "2026-11-24 08:00 · kompas · Berita 24" in lines
    shown = [line for line in lines if line.startswith(" ")]
    contexts = [["Banjir", "bandang"], ["warga.", "“", "Banjir", "itu"], ["Banjir", "itu", "cepat"]]
    assert [line.split() for line in shown] == contexts * 2
    keywords = ["Banjir  ", "Banjir  ", "itu     "] * 2
    places = [line.index(word) for line, word in zip(shown, keywords, strict=True)]
    assert len(set(places)) == 1
    whole = scrapy("search", "banjir", "--limit", "25", "--kwic", "0", database=database)
    assert whole.out.count("· Berita") == 25


def test_every_keyword_is_a_record_for_machines(database: str) -> None:
    as_csv = scrapy("search", "banjir", "--csv", "--limit", "0", "--kwic", "1", database=database)
    found = records(as_csv)
    assert (as_csv.code, as_csv.err, len(found)) == (0, "", 50)
    first = found[0]
    named = ("publisher", "published", "url", "field", "left", "keyword", "right", "start", "end")
    assert [first[name] for name in named] == [
        *("tempo", "2026-11-25T08:00:00+07:00", "https://kabar.example/25", "text"),
        *("", "Banjir", "bandang", "0", "6"),
    ]
    as_json = scrapy("search", "banjir", "--json", "--limit", "1", database=database)
    lines = [json.loads(line) for line in as_json.out.splitlines()]
    assert [line["keyword"] for line in lines] == ["Banjir", "Banjir"]
    assert lines[0].keys() == first.keys()
    assert lines[0]["ordinal"] is None


def test_quotations_are_searched_with_their_speakers(database: str) -> None:
    words = ("search", "cepat", "--quotes", "--speaker", "rin", "--publisher", "tempo")
    ran = scrapy(*words, "--since", "2026-11-20", "--csv", database=database)
    assert [(row["speaker"], row["cue"], row["ordinal"]) for row in records(ran)] == [
        ("Rina", "kata", "0")
    ] * 3
    assert "tempo · Rina (kata) · Berita 25" in scrapy(*words, database=database).out
    assert scrapy("search", "rumah", "--quotes", database=database).code == 1


def test_conditions_narrow_the_search(database: str) -> None:
    words = ("--tag", "#Banjir", "--source", "antara", "--until", "2026-11-02", "--sort", "oldest")
    ran = scrapy("search", "berita", *words, "--json", database=database)
    urls = [json.loads(line)["url"][-2:] for line in ran.out.splitlines()]
    assert urls == ["/1", "/2"]


def test_hits_are_counted_as_numbers_and_shares(database: str) -> None:
    table = scrapy("search", '"berita 7"', "--counts", "month", database=database)
    assert (table.code, table.err) == (0, "")
    (row,) = [line.strip("│ ").split() for line in table.out.splitlines() if "tempo" in line]
    assert [cell for cell in row if cell != "│"] == ["tempo", "2026-11", "1", "13", "7.7%"]
    ran = scrapy("search", "banjir", "--counts", "week", "--csv", database=database)
    assert records(ran)[0] == {
        "publisher": "kompas", "period": "2026-W45", "hits": "4", "total": "4", "share": "1.0"
    }  # fmt: skip
    ran = scrapy("search", "banjir", "--quotes", "--counts", "day", "--json", database=database)
    assert len(ran.out.splitlines()) == 25


def test_the_index_is_made_anew(database: str, tmp_path: Path) -> None:
    copy = tmp_path / "news.db"
    shutil.copy(database.removeprefix("sqlite:///"), copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
    lost = scrapy("search", "banjir", database=f"sqlite:///{copy}")
    assert (lost.code, lost.out, lost.err.count("\n")) == (1, "", 1)
    assert lost.err.startswith("nothing was found; try fewer words")
    ran = scrapy("search", "--reindex", database=f"sqlite:///{copy}")
    assert (ran.code, ran.out, ran.err) == (0, "", "25 articles are in the index\n")
    assert scrapy("search", "banjir", "--reindex", database=f"sqlite:///{copy}").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "there is nothing to search for; give a word"),
        (['"banjir'], 'a quotation mark is not closed; write a phrase as "rumah warga"'),
        (["banjir", "-garut"], "put the query in quotation marks: 'banjir -garut'"),
        (["-garut"], "put the query in quotation marks: 'banjir -garut'"),
        (["banjir", "--spekaer", "x"], "unknown option --spekaer; did you mean --speaker?"),
        (["banjir", "--publisher", "temp"], "unknown publisher 'temp'; did you mean tempo?"),
        (["banjir", "--since", "kemarin"], "--since 'kemarin' is not a date"),
        (["banjir", "--since", "2026-12-01", "--until", "2026-11-01"], "swap them"),
        (["banjir", "--speaker", " "], "--speaker is empty; give a name, or leave it out"),
        (["banjir", "--tag", "#"], "--tag is empty; give a name, or leave it out"),
        (["banjir", "--limit", "-1"], "--kwic and --limit must be whole numbers, 0 or above"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_a_mistake_is_explained(words: list[str], said: str, database: str) -> None:
    ran = scrapy("search", *words, database=database)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
    assert said in ran.err


@pytest.mark.parametrize("query", ["'; DROP TABLE articles; --", "near(a, 2) {x}: ^y", "\udcff b"])
def test_x4_hostile_words_are_only_searched_for(query: str, database: str) -> None:
    ran = scrapy("search", query, database=database)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert scrapy("search", "banjir", database=database).code == 0


def test_postgresql_is_searched_in_the_same_way(postgresql_url: str) -> None:
    fill(open_database(postgresql_url))
    ran = scrapy("search", "banjir", "--limit", "2", database=postgresql_url)
    assert (ran.code, ran.out.count("· Berita")) == (0, 2)
    counted = scrapy("search", "banjir", "--quotes", "--counts", "month", database=postgresql_url)
    assert "kompas" in counted.out
    again = scrapy("search", "--reindex", database=postgresql_url)
    assert (again.code, again.err) == (0, "25 articles are in the index\n")
