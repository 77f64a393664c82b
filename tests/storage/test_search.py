"""The full-text index: what it finds, and that every writer keeps it, on both databases."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select, text, update

from newscrawler.items import Article, Block, Citation, DateValue, Quote
from newscrawler.storage import search_postgresql
from newscrawler.storage.articles import save_articles, withdraw_readings
from newscrawler.storage.captures import Capture
from newscrawler.storage.database import open_database
from newscrawler.storage.schema import ArticleRow, VersionRow
from newscrawler.storage.search import find_articles, quotations_of, reindex
from newscrawler.storage.search_filters import Filters
from newscrawler.storage.search_query import MAX_TERMS, QueryError, Term, parse_query
from newscrawler.storage.search_rows import Order
from newscrawler.storage.storable import sanitize

EVERYTHING = Filters()
MORNING, NEXT_DAY = "2026-11-20T07:00:00+07:00", "2026-11-21T07:00:00+07:00"


def news(number: int, body: str, fetched_at: str = MORNING, **fields: Any) -> Article:
    given: dict[str, Any] = {
        "url": f"https://kabar.example/{number}",
        "canonical_url": f"https://kabar.example/{number}",
        "publisher": "kabar",
        "fetched_at": fetched_at,
        "headline": f"Berita {number}",
        "published": DateValue("", f"2026-11-{number:02}T08:00:00+07:00", precision="minute"),
        "body": [Block("paragraph", body)],
    }
    return Article(**given | fields)


def found(
    engine: Engine,
    words: str,
    filters: Filters = EVERYTHING,
    order: Order = "newest",
    limit: int | None = None,
) -> list[int]:
    """Return the numbers of the articles that a query finds."""
    with engine.connect() as connection:
        rows = list(find_articles(connection, parse_query(words), filters, order, limit))
    return [int(row.canonical_url.rpartition("/")[2]) for row in rows]


# What is found

TEXTS = {
    1: "Warga desa membaca koran di Café Melati. Rumah-rumah itu terendam.",
    2: "Banjir bandang merendam rumah warga; 1.250 jiwa mengungsi ke SMPN_3.",
    3: "Bandang banjir: kata warga, “rumah kami hanyut” (lihat tempo.co/arsip).",
}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    save_articles(engine, [news(number, body) for number, body in TEXTS.items()])
    return engine


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("warga", [3, 2, 1]),
        ("WARGA rumah", [3, 2, 1]),
        ("banjir bandang", [3, 2]),
        ('"banjir bandang"', [2]),
        ("“banjir bandang”", [2]),
        ('"rumah warga" OR koran', [2, 1]),
        ("desa OR jiwa -koran", [2]),
        ('warga -"banjir bandang"', [3, 1]),
        ("cafe", [1]),
        ("CAFÉ", [1]),
        ("rumah-rumah", [1]),
        ("meng*", [2]),
        ("ban* kor*", []),
        ('"banjir ban"*', [2]),
        ('"1.250 jiwa"', [2]),
        ("smpn 3", [2]),
        ("tempo", [3]),
        ("tempo.co", [3]),
        ('"berita 2"', [2]),
        ('"2 banjir"', []),
        ("(warga) & koran!", [1]),
        ("headline:berita", []),
        ("w%rga", []),
        ("_arga", []),
        ("near/3", []),
    ],
)
def test_both_databases_find_the_same(filled: Engine, words: str, numbers: list[int]) -> None:
    assert found(filled, words) == numbers


def test_only_postgresql_finds_other_forms_of_a_word(filled: Engine) -> None:
    has_stems = filled.dialect.name == "postgresql"
    assert found(filled, "baca") == ([1] if has_stems else [])
    assert found(filled, '"baca"') == []
    assert found(filled, "baca*") == []
    assert found(filled, "memba*") == found(filled, '"membaca"') == found(filled, "membaca") == [1]


def test_the_newest_come_first_and_those_without_a_date_last(engine: Engine) -> None:
    undated = news(9, "Warga.", published=None)
    old = news(8, "Warga.", published=DateValue("", "1965-01-01", precision="day"))
    second = DateValue("", "2026-11-05T08:00:00+07:00", precision="second")
    same_second = [news(number, "Warga.", published=second) for number in (6, 7)]
    save_articles(engine, [undated, news(2, "Warga."), old, *same_second, news(1, "Warga.")])
    newest = found(engine, "warga")
    assert (sorted(newest[:2]), newest[2:]) == ([6, 7], [2, 1, 8, 9])
    assert found(engine, "warga", order="oldest")[:4] == [9, 8, 1, 2]
    assert found(engine, "warga", limit=3) == newest[:3]
    assert sorted(found(engine, "warga", order="relevance")) == sorted(newest)
    reindex(engine)
    assert found(engine, "warga")[2:] == newest[2:]


@pytest.mark.parametrize("near", [1, 2, 3, 100])
def test_pages_are_the_same_however_common_a_word_is(
    engine: Engine, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL looks among the newest articles before it looks the words up."""
    texts = {1: "Warga.", 2: "Desa.", 3: "Warga desa.", 4: "Kota.", 5: "Warga.", 6: "Desa."}
    save_articles(engine, [news(number, body) for number, body in texts.items()])
    monkeypatch.setattr(search_postgresql, "_NEAR", near)
    assert found(engine, "warga") == [5, 3, 1]
    assert found(engine, "warga", order="oldest") == [1, 3, 5]
    assert [found(engine, "desa", limit=limit) for limit in (1, 2, 3)] == [[6], [6, 3], [6, 3, 2]]
    until = Filters(until=date(2026, 11, 3))
    assert found(engine, "warga OR kota", until) == [3, 1]


def test_conditions_leave_out_the_rest(engine: Engine) -> None:
    quote = Quote("direct", "Warga", 0, 5, speaker="Rina", speaker_full="Rina 100% Wati")
    source = Citation("kata Antara", 0, 5, "kata", "Antara", "Antara_TV", "news_agency")
    late = DateValue("", "2026-11-02T23:59:59+07:00", precision="second")
    articles = [
        news(1, "Warga.", quotes=[quote], published=late),
        news(3, "Warga.", citations=[source]),
        news(4, "Warga.", tags=["Banjir Bandang"], hashtags=["#Bali"], publisher="lain"),
    ]
    save_articles(engine, articles)

    def with_only(**conditions: Any) -> list[int]:
        return found(engine, "warga", Filters(**conditions))

    assert with_only(publishers=["lain", "kabar"]) == [4, 3, 1]
    assert with_only(publishers=["kabar"]) == [3, 1]
    assert with_only(since=date(2026, 11, 3)) == [4, 3]
    assert with_only(since=date(2026, 11, 2), until=date(2026, 11, 3)) == [3, 1]
    assert with_only(until=date(2026, 11, 2)) == [1]
    assert with_only(since=date.min, until=date.max) == [4, 3, 1]
    assert with_only(since=date.max) == with_only(until=date.min) == []
    for speaker in ("rina", "100%", "WATI"):
        assert with_only(speaker=speaker) == [1]
    assert with_only(speaker="%") == [1]
    assert with_only(speaker="_") == with_only(speaker="R%W") == with_only(speaker="'; --") == []
    assert (with_only(source="antara_"), with_only(source="antara%")) == ([3], [])
    for tag in ("bali", "#BALI", "banjir bandang"):
        assert with_only(tag=tag) == [4]
    assert with_only(tag="banjir%") == []


def test_quotations_are_those_of_the_articles(engine: Engine) -> None:
    quotes = [Quote("direct", "Air naik", 0, 8, speaker=name) for name in ("Rina", "Adi")]
    save_articles(engine, [news(1, "Air naik.", quotes=quotes), news(2, "Air naik.")])
    with engine.connect() as connection:
        articles = list(find_articles(connection, parse_query("air"), EVERYTHING))
        assert [row.speaker for row in quotations_of(connection, articles)] == ["Rina", "Adi"]
        assert [row.speaker for row in quotations_of(connection, articles, "adi")] == ["Adi"]
        assert quotations_of(connection, articles, "a_i") == []


# Who writes keeps the index


def indexed(engine: Engine) -> set[tuple[Any, ...]]:
    """Return all that the index holds: its articles, their versions and their words."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            rows = "SELECT article_id, version_id, published_at, words::text FROM search_articles"
            return {tuple(row) for row in connection.execute(text(rows))}
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search_words, instance)"
            )
        )
        rows = """
            SELECT s.article_id, s.version_id, s.id / 1000000, v.term, v.col, v.offset
            FROM search_articles s LEFT JOIN vocabulary v ON v.doc = s.id
        """
        held = {tuple(row) for row in connection.execute(text(rows))}
        lost = "SELECT count(*) FROM vocabulary WHERE doc NOT IN (SELECT id FROM search_articles)"
        assert connection.scalar(text(lost)) == 0
        connection.execute(text("DROP TABLE temp.vocabulary"))
    return held


def assert_kept(engine: Engine) -> None:
    """Make sure that the index holds what it holds when it is made anew."""
    kept = indexed(engine)
    reindex(engine)
    assert kept == indexed(engine)


def test_an_article_that_changes_is_found_by_its_new_words_only(filled: Engine) -> None:
    changed = news(1, "Jembatan dibuka.", NEXT_DAY, headline="Jembatan")
    assert [result.state for result in save_articles(filled, [changed])] == ["changed"]
    assert (found(filled, "koran"), found(filled, "jembatan")) == ([], [1])
    assert_kept(filled)


def capture(fetched_at: str) -> Capture:
    """Return the fetch of the first article at a time."""
    return Capture(url="https://kabar.example/1", fetched_at=datetime.fromisoformat(fetched_at))


def test_a_version_that_is_withdrawn_is_not_found(filled: Engine) -> None:
    changed = news(1, "Jembatan dibuka.", NEXT_DAY)
    save_articles(filled, [changed])
    withdraw_readings(filled, [capture(NEXT_DAY)])
    assert (found(filled, "koran"), found(filled, "jembatan")) == ([1], [])
    assert_kept(filled)
    withdraw_readings(filled, [capture(MORNING)])
    assert (found(filled, "koran"), found(filled, "warga")) == ([], [3, 2])
    assert_kept(filled)


def test_what_is_read_anew_replaces_what_was_read(filled: Engine) -> None:
    anew = news(1, "Jembatan dibuka.", published=DateValue("", "2026-11-30", precision="day"))
    (result,) = save_articles(filled, [anew], extractor="later")
    assert result.state == "rewritten"
    assert (found(filled, "koran"), found(filled, "jembatan OR warga")) == ([], [1, 3, 2])
    assert_kept(filled)


def test_an_older_version_is_not_found(filled: Engine) -> None:
    save_articles(filled, [news(1, "Jembatan dibuka.", "2026-11-19T07:00:00+07:00")])
    assert (found(filled, "koran"), found(filled, "jembatan")) == ([1], [])
    assert_kept(filled)


def test_a_placeholder_is_not_found(filled: Engine) -> None:
    place = {"headline": "Pemeliharaan", "fetched_at": NEXT_DAY}
    notices = [news(number, "Situs dalam pemeliharaan sistem.", **place) for number in (1, 2)]
    states = [result.state for result in save_articles(filled, notices)]
    assert states[-1] == "placeholder"
    assert (found(filled, "pemeliharaan"), found(filled, "warga")) == ([], [3, 2, 1])
    assert_kept(filled)


@pytest.mark.parametrize("table", [ArticleRow, VersionRow], ids=lambda table: table.__tablename__)
def test_what_another_program_deletes_is_not_found(
    filled: Engine, table: type[ArticleRow | VersionRow]
) -> None:
    with filled.begin() as connection:
        connection.execute(delete(table).where(table.canonical_url == "https://kabar.example/1"))
    assert found(filled, "warga") == [3, 2]
    assert_kept(filled)


def test_what_another_program_writes_is_found(filled: Engine) -> None:
    with filled.begin() as connection:
        later = datetime(2026, 11, 30, tzinfo=UTC)
        changed = update(VersionRow).where(VersionRow.headline == "Berita 1")
        connection.execute(changed.values(text="Jembatan", published_at=later))
    assert (found(filled, "jembatan OR warga"), found(filled, "koran")) == ([1, 3, 2], [])
    assert_kept(filled)


def test_rows_that_are_copied_are_found(filled: Engine) -> None:
    """A copy writes articles with their current versions at once."""
    rows = {}
    with filled.connect() as connection:
        for table in (ArticleRow, VersionRow):
            found_rows = connection.execute(select(table.__table__))
            rows[table] = [row._asdict() for row in found_rows]
    with filled.begin() as connection:
        connection.execute(delete(ArticleRow))
    assert found(filled, "warga") == []
    with filled.begin() as connection:
        for table, copied in rows.items():
            connection.execute(insert(table), copied)
    assert found(filled, "warga") == [3, 2, 1]
    assert_kept(filled)


def test_rows_may_be_copied_in_any_order(sqlite_url: str) -> None:
    """SQLite itself minds no foreign keys, unless it is told to."""
    engine = open_database(sqlite_url)
    save_articles(engine, [news(1, "Warga.")])
    path = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TEMP TABLE old_articles AS SELECT * FROM articles")
        connection.execute("CREATE TEMP TABLE old_versions AS SELECT * FROM versions")
        connection.execute("DELETE FROM articles")
        connection.execute("DELETE FROM versions")
        assert found(engine, "warga") == [1], "another connection has not committed"
        connection.execute("INSERT INTO versions SELECT * FROM old_versions")
        connection.execute("INSERT INTO articles SELECT * FROM old_articles")
    assert found(engine, "warga") == [1]
    assert_kept(engine)
    engine.dispose()


def test_what_is_not_committed_is_not_found(filled: Engine) -> None:
    with filled.connect() as connection, connection.begin() as transaction:
        connection.execute(delete(ArticleRow))
        transaction.rollback()
    assert found(filled, "warga") == [3, 2, 1]
    assert_kept(filled)


@pytest.mark.parametrize(
    "long",
    [
        " ".join(f"{number:x}" for number in range(150_000)),
        " ".join(chr(0x20000 + number % 40_000) for number in range(300_000)),
        "kata" * 500_000,
        "각" * 300_000,
        "!" * 1_000_000 + " akhir",
    ],
    ids=["many words", "wide letters", "one word", "syllables", "marks"],
)
def test_a_text_of_any_length_is_saved_and_found(engine: Engine, long: str) -> None:
    (result,) = save_articles(engine, [news(1, f"Awal {long}")])
    assert (result.state, result.reason) == ("stored", None)
    assert found(engine, "awal") == [1]


# Queries


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("", "there is nothing to search for; give a word"),
        ("% _ * -", "there is nothing to search for; give a word"),
        ("-garut", "give a word to find beside what is left out: banjir -garut"),
        ('"rumah warga', 'a quotation mark is not closed; write a phrase as "rumah warga"'),
        ("OR banjir", "OR stands between two words"),
        ("banjir OR", "OR stands between two words"),
        ("banjir OR OR longsor", "OR stands between two words"),
        ("banjir OR -longsor", "OR stands between two words"),
        ("-longsor OR banjir", "OR stands between two words"),
        ("banjir AND longsor", 'leave AND out; to search for the word, write "and"'),
        ("banjir NOT garut", "write -word"),
        ("*jir", "write the start of a word: kata*"),
        ("ban*jir", "write the start of a word: kata*"),
        ("a " * (MAX_TERMS + 1), f"too many words; write {MAX_TERMS} at most"),
        ("a" * 1001, "too long; write 1000 characters at most"),
    ],
)
def test_x4_a_query_that_cannot_be_meant_is_explained(query: str, advice: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(query)
    assert advice in str(raised.value)


def test_a_query_is_read() -> None:
    query = parse_query('kata* OR "rumah warga" OR anak-anak desa -"kota besar" -kab*')
    alternatives, required = query.groups
    assert alternatives == (
        Term("prefix", ("kata",)),
        Term("phrase", ("rumah", "warga")),
        Term("phrase", ("anak", "anak")),
    )
    assert required == (Term("word", ("desa",)),)
    assert query.excluded == (Term("phrase", ("kota", "besar")), Term("prefix", ("kab",)))


HOSTILE = (
    *("'; DROP TABLE articles; --", "a' OR '1'='1", "NEAR(a b, 2)", "{headline text}: warga"),
    *("^warga", "warga:*", "warga & !rumah | (desa", "'warga':A <-> 'rumah'", "\\'warga\\'", "$1"),
    *(":param %s ?", "warga + rumah", "rowid:1", "search_words", "\0warga", "\ud800 warga", "%"),
    *("a" * 1000, "\U00020000" * 999, "a-" * 400, "-- warga", "/* warga */", "ŵ\u0301\u0301a"),
)
parts = st.sampled_from(["warga", "OR", "AND", "-", "*", '"', " ", "(", ")", "'", ":", "\\", "%"])
queries = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.lists(st.one_of(parts, st.text(max_size=3)), max_size=30).map("".join),
    st.lists(st.one_of(parts, st.characters()), max_size=30).map(" ".join),
)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(query=queries, condition=st.one_of(st.none(), st.text(max_size=20)))
def test_x4_no_query_makes_a_database_raise(
    filled: Engine, query: str, condition: str | None
) -> None:
    filters = Filters(speaker=condition and sanitize(condition))
    try:
        parse_query(query)
    except QueryError as explained:
        assert str(explained)
    else:
        found(filled, query, filters)
        found(filled, query, order="relevance")
