"""What is saved: versions, captures, states and runs, on SQLite and PostgreSQL alike."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError, StatementError

from newscrawler.items import (
    Article,
    Block,
    Citation,
    DateMention,
    DateValue,
    Quote,
    RelatedBlock,
    RelatedLink,
)
from newscrawler.outcomes import State, ended
from newscrawler.storage import articles
from newscrawler.storage.articles import SaveResult, load_article, save_articles
from newscrawler.storage.captures import Capture, record_captures
from newscrawler.storage.content_hash import content_hash
from newscrawler.storage.database import open_database, table_counts, write_transaction
from newscrawler.storage.extractor import extractor_id
from newscrawler.storage.field_coverage import FieldCoverage, ListingYield
from newscrawler.storage.runs import finish_run, record_coverage, start_run
from newscrawler.storage.schema import (
    ArticleRow,
    Base,
    CaptureRow,
    QuoteRow,
    RunRow,
    UrlRow,
    VersionRow,
)
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes

MORNING = "2026-11-20T07:00:00+07:00"
EVENING = "2026-11-20T19:00:00+07:00"
NEXT_DAY = "2026-11-21T07:00:00+07:00"
AT = datetime(2026, 11, 20, 7, tzinfo=timezone(timedelta(hours=7)))


def news(number: int = 1, text: str = "Jembatan itu dibuka.", at: str | None = MORNING) -> Article:
    """Give a short article at its own URL, with a row for every child table."""
    return Article(
        url=f"https://kabar.example/{number}?utm=x",
        canonical_url=f"https://kabar.example/{number}",
        publisher="kabar",
        fetched_at=at,
        headline=f"Berita {number}",
        published=DateValue("Jumat (20/11)", "2026-11-20", precision="day", zone="WITA"),
        body=[Block("paragraph", text)],
        quotes=[Quote("direct", text, 0, len(text), cue="ujar", speaker="Wayan")],
        citations=[Citation("dikutip Antara", 0, 14, "dikutip", "Antara", "Antara", "news_agency")],
        dates=[DateMention("kemarin", "2026-11-19", text="kemarin", start=0, end=7)],
        related=[RelatedBlock("Baca juga", [RelatedLink("Lain", "https://kabar.example/9")])],
        tags=["jembatan"],
        hashtags=["#bali"],
    )


def states(outcomes: list[SaveResult]) -> list[str]:
    return [outcome.state for outcome in outcomes]


def body_text(engine: Engine, number: int = 1) -> str | None:
    article = load_article(engine, f"https://kabar.example/{number}")
    return article.text if article else None


def rows_of_all_tables(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(
                json.dumps(row._asdict(), default=str, sort_keys=True)
                for row in connection.execute(select(table))
            )
            for table in Base.metadata.sorted_tables
        }


# What is saved comes back


def strategy(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the type that `hint` names; dataclasses have every field filled in."""
    arguments = get_args(hint)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        hints = get_type_hints(hint)
        return st.builds(hint, **{part.name: strategy(hints[part.name]) for part in fields(hint)})
    if get_origin(hint) is list:
        return st.lists(strategy(arguments[0]), max_size=3)
    if get_origin(hint) is dict:
        return st.dictionaries(strategy(arguments[0]), strategy(arguments[1]), max_size=3)
    if get_origin(hint) is Literal:
        return st.sampled_from(arguments)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([strategy(argument) for argument in arguments])
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9),
        int: st.integers(0, 2**31 - 1),
        bool: st.booleans(),
        NoneType: st.none(),
    }
    return simple[hint]


offsets = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
times = st.datetimes(min_value=datetime(1990, 1, 1), timezones=offsets).map(datetime.isoformat)  # noqa: DTZ001
numbers = count()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    saved=st.lists(strategy(Article), min_size=1, max_size=2),
    fetched_at=st.none() | times,
    source=strategy(str | None),
    published=times,
)
def test_saved_articles_come_back_as_they_were(
    engine: Engine, saved: list[Article], fetched_at: str | None, source: str | None, published: str
) -> None:
    """Different pages are different articles, even from one place at one time."""
    for article in saved:
        article.canonical_url = f"https://kabar.example/acak/{next(numbers)}"
        if article.url is not None:
            article.url = f"{article.canonical_url}/{article.url}"
        article.fetched_at, article.source = fetched_at, source
        article.modified = DateValue(published, published, precision="second")
        assert states(save_articles(engine, [article])) == ["stored"]
    assert [load_article(engine, each.canonical_url or "") for each in saved] == saved


def test_an_article_without_canonical_url_is_found_under_its_url(engine: Engine) -> None:
    article = replace(news(), canonical_url=None)
    save_articles(engine, [article])
    assert article.url
    assert load_article(engine, article.url) == article
    assert load_article(engine, "https://kabar.example/unknown") is None


def test_what_is_not_known_of_a_quote_is_null_in_its_row(engine: Engine) -> None:
    save_articles(engine, [replace(news(), quotes=[Quote("scare", "Jembatan", 0, 8)])])
    unknown = (QuoteRow.cue, QuoteRow.speaker, QuoteRow.speaker_full, QuoteRow.role, QuoteRow.rule)
    with engine.connect() as connection:
        assert connection.execute(select(*unknown)).all() == [(None,) * 5]


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        (DateValue("r", "2026-11-20", zone="WITA"), datetime(2026, 11, 19, 16, tzinfo=UTC)),
        (DateValue("r", "2026-11-20"), datetime(2026, 11, 19, 17, tzinfo=UTC)),
        (DateValue("r", "2026-11-20", zone="+02:00"), datetime(2026, 11, 19, 22, tzinfo=UTC)),
        (DateValue("r", "2026-11-20T10:00:00+09:00"), datetime(2026, 11, 20, 1, tzinfo=UTC)),
        (DateValue("r", "0001-01-01"), None),
        (DateValue("r", "besok"), None),
        (DateValue("r"), None),
        (None, None),
    ],
)
def test_a_publication_time_is_stored_as_an_instant(
    engine: Engine, date: DateValue | None, instant: datetime | None
) -> None:
    save_articles(engine, [replace(news(), published=date)])
    with engine.connect() as connection:
        found = connection.scalar(select(VersionRow.published_at))
    assert found == instant
    assert found is None or found.tzinfo is UTC


def test_d6_unstorable_characters_are_replaced_and_flagged(engine: Engine) -> None:
    article = replace(
        news(text="Nol\0 dan \ud800setengah."), raw={"dateline": "a\0b"}, flags=["partial"]
    )
    assert states(save_articles(engine, [article, article])) == ["stored", "unchanged"]
    saved = load_article(engine, "https://kabar.example/1")
    assert saved
    assert saved.text == "Nol\ufffd dan \ufffdsetengah."
    assert saved.raw == {"dateline": "a\ufffdb"}
    assert saved.flags == ["partial", "unstorable_characters"]
    assert content_hash(saved) == content_hash(article)


# Versions


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Lain"},
        {"kicker": "Lain"},
        {"summary": "Lain"},
        {"authors": ["Lain"]},
        {"editors": ["Lain"]},
        {"body": [Block("heading", "Jembatan itu dibuka.")]},
        {"published": DateValue("Jumat (20/11)", "2026-11-21")},
    ],
)
def test_the_hash_follows_what_a_reader_reads(change: dict[str, Any]) -> None:
    assert content_hash(replace(news(), **change)) != content_hash(news())


@pytest.mark.parametrize(
    "change",
    [
        {"related": []},
        {"tags": ["lain"]},
        {"fetched_at": NEXT_DAY},
        {"quotes": []},
        {"published": DateValue("20 November 2026", "2026-11-20")},
    ],
)
def test_the_hash_leaves_out_what_is_around_the_article(change: dict[str, Any]) -> None:
    assert content_hash(replace(news(), **change)) == content_hash(news())


def test_a_publication_that_is_the_last_change_makes_no_version_at_each_change() -> None:
    changed = [
        replace(
            news(),
            published=DateValue(day, day),
            modified=DateValue(day, day),
            flags=["published_is_modified"],
        )
        for day in ("2026-11-20", "2026-11-21")
    ]
    assert content_hash(changed[0]) == content_hash(changed[1])
    assert content_hash(replace(changed[0], published=None)) == content_hash(changed[1])


def test_a_second_crawl_of_the_same_pages_adds_no_row(engine: Engine) -> None:
    assert states(save_articles(engine, [news(1), news(2)])) == ["stored", "stored"]
    before = table_counts(engine)
    later = [news(1, at=NEXT_DAY), replace(news(2, at=NEXT_DAY), tags=["lain"])]
    assert states(save_articles(engine, later)) == ["unchanged", "unchanged"]
    assert table_counts(engine) == before | {"captures": 4}
    with engine.connect() as connection:
        seen = connection.execute(select(VersionRow.first_seen, VersionRow.last_seen)).all()
    assert set(map(tuple, seen)) == {
        (datetime.fromisoformat(MORNING), datetime.fromisoformat(NEXT_DAY))
    }


def test_changed_content_is_a_new_version_and_the_old_one_stays(engine: Engine) -> None:
    save_articles(engine, [news(text="Lama.")])
    assert states(save_articles(engine, [news(text="Baru.", at=EVENING)])) == ["changed"]
    assert body_text(engine) == "Baru."
    found = table_counts(engine)
    assert (found["articles"], found["versions"], found["captures"]) == (1, 2, 2)


def test_a_known_publisher_is_not_forgotten(engine: Engine) -> None:
    for publisher in ("kabar", None):
        save_articles(engine, [replace(news(), publisher=publisher)])
    with engine.connect() as connection:
        assert connection.scalar(select(ArticleRow.publisher)) == "kabar"


def test_another_extractor_replaces_what_it_read(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_articles(engine, [news()])
    before = table_counts(engine)
    monkeypatch.setattr(articles, "extractor_id", lambda: "999")
    again = replace(news(), tags=["baru"], quotes=[], flags=["partial"])
    assert states(save_articles(engine, [again, again])) == ["rewritten", "unchanged"]
    assert load_article(engine, "https://kabar.example/1") == again
    assert table_counts(engine) == before | {"quotes": 0}


@pytest.mark.parametrize(
    ("saves", "current"),
    [
        ([("Baru.", NEXT_DAY), ("Lama.", MORNING)], "Baru."),
        ([("Satu.", MORNING), ("Dua.", MORNING)], "Dua."),
        ([("Bertanggal.", MORNING), ("Tanpa.", None)], "Bertanggal."),
        ([("Satu.", None), ("Dua.", None)], "Dua."),
        ([("Satu.", MORNING), ("Dua.", EVENING), ("Satu.", NEXT_DAY)], "Satu."),
    ],
)
@pytest.mark.parametrize("together", [True, False])
def test_the_version_seen_last_is_current(
    engine: Engine, saves: list[tuple[str, str | None]], current: str, together: bool
) -> None:
    articles = [news(text=text, at=at) for text, at in saves]
    for batch in [articles] if together else [[article] for article in articles]:
        assert "failed" not in states(save_articles(engine, batch))
    assert body_text(engine) == current


def notice(number: int, at: str) -> Article:
    """Give the page of an article in whose place the site shows a notice."""
    text = "Kami sedang merawat server. Silakan kembali beberapa saat lagi."
    return replace(news(number, text, at), headline="Situs dalam Perawatan", published=None)


@pytest.mark.parametrize("batches", [1, 2])
def test_a_placeholder_never_becomes_the_current_version(engine: Engine, batches: int) -> None:
    save_articles(engine, [news(number, f"Berita asli {number}.") for number in (1, 2)])
    notices = [notice(number, NEXT_DAY) for number in (1, 2)]
    if batches == 1:
        states = [each.state for each in save_articles(engine, notices)]
        assert states == ["placeholder", "placeholder"]
    else:  # the first is not known for one until the second comes
        states = [save_articles(engine, [each])[0].state for each in notices]
        assert states == ["changed", "placeholder"]
    for number in (1, 2):
        current = load_article(engine, f"https://kabar.example/{number}")
        assert current
        assert current.text == f"Berita asli {number}."


def test_a_text_that_one_article_alone_shows_is_no_placeholder(engine: Engine) -> None:
    save_articles(engine, [news(1, "Berita asli."), notice(1, NEXT_DAY)])
    current = load_article(engine, "https://kabar.example/1")
    assert current
    assert current.headline == "Situs dalam Perawatan"


def test_copies_that_are_edited_together_show_the_edit(engine: Engine) -> None:
    for text, at in (("Jembatan itu dibuka.", MORNING), ("Jembatan itu dibuka Jumat.", NEXT_DAY)):
        save_articles(engine, [replace(news(n, text, at), headline="Jembatan") for n in (1, 2)])
    current = load_article(engine, "https://kabar.example/2")
    assert current
    assert current.text == "Jembatan itu dibuka Jumat."


def test_one_url_twice_in_a_batch_is_read_in_order(engine: Engine) -> None:
    batch = [news(text="A."), news(text="A."), news(2), news(text="B.", at=EVENING)]
    assert states(save_articles(engine, batch)) == ["stored", "unchanged", "stored", "changed"]
    assert body_text(engine) == "B."


def bad(change: str) -> Article:
    """Give an article that only the database can refuse, or that has no rows at all."""
    changes: dict[str, dict[str, Any]] = {
        "missing kind": {"quotes": [Quote(None, "x", 0, 1)]},  # type: ignore[arg-type]
        "huge offset": {"quotes": [Quote("direct", "x", 0, 2**70)]},
        "no JSON": {"videos": [object()]},
        "no URL": {"url": None, "canonical_url": None},
        "naive time": {"fetched_at": "2026-11-20T07:00:00"},
        "no text": {"body": [Block("paragraph", None)]},  # type: ignore[arg-type]
    }
    return replace(news(13), **changes[change])


@pytest.mark.parametrize(
    "change", ["missing kind", "huge offset", "no JSON", "no URL", "naive time", "no text"]
)
def test_a_bad_article_fails_alone(engine: Engine, change: str) -> None:
    outcomes = save_articles(engine, [news(1), bad(change), news(2)])
    assert states(outcomes) == ["stored", "failed", "stored"]
    assert outcomes[1].reason
    assert "\n" not in outcomes[1].reason
    assert table_counts(engine)["articles"] == table_counts(engine)["versions"] == 2


def test_d5_one_bad_article_of_25_costs_no_other(engine: Engine) -> None:
    batch = [news(number) for number in range(1, 26)]
    batch[12] = bad("missing kind")
    outcomes = save_articles(engine, batch)
    assert states(outcomes) == ["stored"] * 12 + ["failed"] + ["stored"] * 12
    assert table_counts(engine)["articles"] == 24


def test_d6_a_number_too_large_for_the_database_fails_alone(engine: Engine) -> None:
    assert states(save_articles(engine, [bad("huge offset"), news(2)])) == ["failed", "stored"]


def test_a_full_disk_loses_nothing_silently(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    event.listen(engine, "connect", lambda dbapi, _: dbapi.execute("PRAGMA max_page_count = 60"))
    engine.dispose()
    with pytest.raises(OperationalError, match="full"):
        save_articles(engine, [news(number, text="Panjang. " * 999) for number in range(30)])
    assert table_counts(engine)["articles"] == 0


# Captures, states and runs


def test_a_capture_gathers_what_is_known_of_one_fetch(engine: Engine) -> None:
    article = news()
    assert article.url
    fetch = Capture(url=article.url, fetched_at=AT, status=200, digest="sha256:ab", source="a:7")
    start_run(engine, "r1", "kabar")
    record_captures(engine, [fetch], "r1")
    save_articles(engine, [article])
    with engine.connect() as connection:
        row = connection.execute(select(CaptureRow.__table__)).one()._asdict()
        version = connection.scalar(select(VersionRow.id))
    assert row.pop("id")
    assert row == {
        "url": article.url,
        "fetched_at": AT.astimezone(UTC),
        "status": 200,
        "digest": "sha256:ab",
        "source": "a:7",
        "tdm_reserved": None,
        "version_id": version,
        "run_id": "r1",
    }


def test_pages_without_fetch_time_are_told_apart_by_their_source(engine: Engine) -> None:
    pages = [replace(news(text=path, at=None), source=path) for path in ("a.html", "b.html")]
    save_articles(engine, pages)
    save_articles(engine, pages)
    assert table_counts(engine)["captures"] == 2


def record(
    url: str, publisher: str | None, state: State, reason: str | None = None, at: datetime = AT
) -> UrlRecord:
    return UrlRecord(ended(url, state, reason), publisher, at)


def test_the_last_state_of_a_url_stays(engine: Engine) -> None:
    record_outcomes(
        engine,
        [
            record("https://Kabar.example/1", "kabar", "failed", "timeout"),
            record("https://[rusak", None, "quarantined", "bad\0url"),
            record("https://Kabar.example/1", None, "stored", at=AT + timedelta(hours=1)),
        ],
    )
    with engine.connect() as connection:
        columns = (UrlRow.publisher, UrlRow.host, UrlRow.state, UrlRow.reason)
        times = (UrlRow.discovered_at, UrlRow.last_seen)
        broken, stored = connection.execute(select(*columns, *times).order_by(UrlRow.state))
    assert stored == ("kabar", "kabar.example", "stored", None, AT, AT + timedelta(hours=1))
    assert broken == (None, None, "quarantined", "bad\ufffdurl", AT, AT)
    assert {moment.tzinfo for moment in stored[-2:] if moment} == {UTC}


def test_a_time_without_zone_is_refused(engine: Engine) -> None:
    state = record("https://kabar.example/1", None, "gone", at=datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(StatementError, match="needs a zone"):
        record_outcomes(engine, [state])
    assert table_counts(engine)["urls"] == 0


def test_a_run_keeps_its_start_and_its_counts(engine: Engine) -> None:
    start_run(engine, "r1", "kabar", AT)
    start_run(engine, "r1", "kabar", AT + timedelta(hours=1))
    finish_run(engine, "r1", {"stored": 3}, "finished", AT + timedelta(hours=2))
    with engine.connect() as connection:
        run = connection.execute(select(RunRow.__table__)).one()
    assert (run.started_at, run.finished_at) == (AT, AT + timedelta(hours=2))
    assert (run.spider, run.counts, run.finish_reason) == ("kabar", {"stored": 3}, "finished")
    assert run.extractor_version == extractor_id()
    with pytest.raises(LookupError, match="r2"):
        finish_run(engine, "r2", {}, "finished")


def test_the_same_articles_give_the_same_rows_everywhere(
    sqlite_url: str, postgresql_url: str
) -> None:
    dumps = []
    for url in (sqlite_url, postgresql_url):
        engine = open_database(url)
        start_run(engine, "r1", "kabar", AT)
        save_articles(engine, [news(1), news(2), bad("missing kind"), news(3)], "r1")
        save_articles(engine, [news(1, at=EVENING), news(2, text="Baru “kata” ñ.", at=EVENING)])
        record_outcomes(engine, [record("https://kabar.example/1", "kabar", "stored")])
        with write_transaction(engine) as connection:
            record_coverage(
                connection,
                "r1",
                [
                    FieldCoverage(publisher="kabar", field="body", rules={"site": 3}),
                    ListingYield(publisher="kabar", listing="https://kabar.example/*"),
                ],
            )
        finish_run(engine, "r1", {"stored": 3}, "finished", AT)
        dumps.append(rows_of_all_tables(engine))
        engine.dispose()
    assert dumps[0] == dumps[1]
    assert [table for table, rows in dumps[0].items() if not rows] == ["hosts"]
