"""Reading captures again: what is mended replaces what was read, and only edits are versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from newscrawler.items import Article, Block, RelatedBlock, RelatedLink
from newscrawler.storage import articles
from newscrawler.storage.articles import load_article, save_articles, withdraw_readings
from newscrawler.storage.captures import Capture, record_captures
from newscrawler.storage.database import table_counts
from newscrawler.storage.schema import ArticleRow, Base, CaptureRow, TagRow, VersionRow

URL = "https://kabar.example/1"
DAY = datetime(2026, 11, 20, tzinfo=UTC)


def page(day: int = 0, **read: Any) -> Article:
    """Return what was read from the page as it was on a day."""
    given = Article(
        url=URL,
        canonical_url=URL,
        publisher="kabar",
        fetched_at=(DAY + timedelta(days=day)).isoformat(),
        source=f"arsip.warc.gz:{day}",
        headline="Jembatan Dibuka",
        body=[Block("paragraph", "Jembatan itu dibuka.")],
        tags=["jembatan"],
    )
    return replace(given, **read)


@contextmanager
def reading_as(extractor: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(articles, "extractor_id", lambda: extractor)
        yield


def save(engine: Engine, *read: Article, extractor: str = "B") -> list[str]:
    with reading_as(extractor):
        return [result.state for result in save_articles(engine, read)]


def column(engine: Engine, *columns: Any) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*columns))]


# What is mended


def test_a_mended_rule_for_tags_reaches_the_table(engine: Engine) -> None:
    save(engine, page())
    mended = page(tags=["jembatan", "bali"])
    assert save(engine, mended) == ["rewritten"]
    assert column(engine, TagRow.tag) == [("bali",), ("jembatan",)]
    assert load_article(engine, URL) == mended
    assert save(engine, mended) == ["unchanged"]


@pytest.mark.parametrize("extractor", ["A", "B"])
def test_a_mended_headline_makes_no_second_version(engine: Engine, extractor: str) -> None:
    save(engine, page(), extractor="A")
    (version,) = column(engine, VersionRow.id)
    assert save(engine, page(headline="Jembatan"), extractor=extractor) == ["rewritten"]
    found = column(engine, VersionRow.id, VersionRow.headline, VersionRow.extractor_version)
    assert found == [(*version, "Jembatan", extractor)]
    assert table_counts(engine)["captures"] == 1


def test_an_edit_between_two_captures_makes_a_version(engine: Engine) -> None:
    edited = page(1, headline="Jembatan Ditutup")
    assert save(engine, page(0), edited, page(2, headline="Jembatan Ditutup")) == [
        "stored",
        "changed",
        "unchanged",
    ]
    found = column(engine, VersionRow.first_seen, VersionRow.last_seen, VersionRow.headline)
    assert found == [
        (DAY, DAY, "Jembatan Dibuka"),
        (DAY + timedelta(days=1), DAY + timedelta(days=2), "Jembatan Ditutup"),
    ]
    assert load_article(engine, URL) == edited


def test_versions_that_only_a_fault_told_apart_become_one(engine: Engine) -> None:
    assert save(engine, page(0, summary="Satu"), page(1, summary="Dua"), extractor="A") == [
        "stored",
        "changed",
    ]
    assert save(engine, page(1), page(0)) == ["rewritten", "rewritten"]
    found = column(engine, VersionRow.first_seen, VersionRow.last_seen, VersionRow.source)
    assert found == [(DAY, DAY + timedelta(days=1), "arsip.warc.gz:0")]
    assert column(engine, ArticleRow.current_version_id) == column(engine, VersionRow.id)


def test_versions_that_a_fault_took_for_one_are_told_apart(engine: Engine) -> None:
    assert save(engine, page(0), page(1), page(2), extractor="A")[1:] == ["unchanged"] * 2
    assert save(engine, page(1, summary="Dua")) == ["rewritten"]
    assert save(engine, page(0, summary="Satu"), page(2, summary="Satu")) == [
        "changed",
        "rewritten",
    ]
    found = column(engine, VersionRow.summary, VersionRow.first_seen, VersionRow.last_seen)
    assert found == [
        ("Dua", DAY + timedelta(days=1), DAY + timedelta(days=1)),
        ("Satu", DAY, DAY + timedelta(days=2)),
    ]


def test_a_mended_canonical_url_moves_the_captures(engine: Engine) -> None:
    wrong = "https://kabar.example/1?halaman=2"
    save(engine, page(0, canonical_url=wrong), page(1, canonical_url=wrong), extractor="A")
    assert save(engine, page(0)) == ["stored"]
    assert table_counts(engine)["articles"] == 2
    assert save(engine, page(1)) == ["rewritten"]
    assert load_article(engine, wrong) is None
    found = table_counts(engine)
    assert (found["articles"], found["versions"], found["tags"]) == (1, 1, 1)


def test_an_unchanged_reading_by_another_extractor_is_its_own(engine: Engine) -> None:
    save(engine, page(), extractor="A")
    assert save(engine, page(), extractor="B") == ["unchanged"]
    assert column(engine, VersionRow.extractor_version) == [("B",)]


def test_one_capture_read_twice_in_a_batch_counts_once(engine: Engine) -> None:
    other = "https://kabar.example/lain"
    assert save(engine, page(), page(canonical_url=other), page()) == ["stored"] * 3
    assert column(engine, ArticleRow.canonical_url) == [(URL,)]
    assert table_counts(engine)["versions"] == 1


def test_a_version_says_where_its_capture_is_kept(engine: Engine) -> None:
    live = page(source=None)
    assert live.url
    fetched_at = datetime.fromisoformat(live.fetched_at or "")
    capture = Capture(url=live.url, fetched_at=fetched_at, status=200, source="arsip.warc.gz:0")
    record_captures(engine, [capture])
    assert save(engine, live) == ["stored"]
    assert column(engine, VersionRow.source) == [("arsip.warc.gz:0",)]
    assert save(engine, page()) == ["unchanged"]
    assert column(engine, CaptureRow.id) == column(engine, VersionRow.capture_id)
    moved = page(source="kopi.warc.gz:7")
    assert save(engine, moved) == ["unchanged"], "where it is kept is nothing that was read"
    assert column(engine, VersionRow.source) == [("kopi.warc.gz:7",)]
    assert load_article(engine, URL) == moved


@pytest.mark.parametrize("source", ["-", "halaman.html"])
@pytest.mark.parametrize("fetched_at", [None, DAY])
def test_one_place_may_hold_one_page_after_another(
    engine: Engine, source: str, fetched_at: datetime | None
) -> None:
    """Standard input is such a place, and so is a file that another page has replaced."""
    other = "https://kabar.example/2"
    first = page(fetched_at=fetched_at and fetched_at.isoformat(), source=source)
    second = replace(first, url=other, canonical_url=other)
    assert save(engine, first) == save(engine, second) == ["stored"]
    assert [load_article(engine, url) for url in (URL, other)] == [first, second]
    third = Capture(url="https://kabar.example/3", source=source, fetched_at=fetched_at)
    assert withdraw_readings(engine, [third]) == 0
    assert table_counts(engine)["articles"] == 2


def test_a_record_of_the_archive_is_one_capture_under_any_address(engine: Engine) -> None:
    """A crawl stores an article in several pages under the address of the first of them."""
    place = "arsip.warc.gz:0"
    archived = Capture(url=f"{URL}?page=all", fetched_at=DAY, digest="sha1:A", source=place)
    record_captures(engine, [archived])
    assert save(engine, page()) == ["stored"]
    assert column(engine, CaptureRow.id) == column(engine, VersionRow.capture_id)
    again = Capture(url=URL, fetched_at=DAY, source=place)
    assert withdraw_readings(engine, [again]) == 1
    assert table_counts(engine)["articles"] == 0


def test_a_page_whose_time_is_unknown_is_the_same_version_wherever_it_is_kept(
    engine: Engine,
) -> None:
    saved = page(fetched_at=None, source="-")
    assert save(engine, saved, saved) == ["stored", "unchanged"]
    assert save(engine, replace(saved, source="halaman.html")) == ["unchanged"]
    assert table_counts(engine)["versions"] == 1


# Any readings, in any order


@dataclass(frozen=True)
class Read:
    """What one extractor reads from a capture: of which article, and what it says."""

    article: int
    content: int
    related: int


reads = st.builds(Read, st.integers(1, 2), st.integers(1, 3), st.integers(1, 2))
batches = st.lists(st.integers(1, 4), max_size=8)


@st.composite
def crawls(draw: st.DrawFn) -> list[tuple[Article, Article]]:
    """Return captures, each as one extractor reads it and as another one does."""
    days = draw(st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=8, unique_by=repr))
    return [
        (as_read(number, day, draw(reads)), as_read(number, day, draw(reads)))
        for number, day in enumerate(days)
    ]


def as_read(number: int, day: int | None, read: Read) -> Article:
    link = RelatedLink(f"Berita {read.related}", None)
    return page(
        url=f"{URL}?{number % 2}",
        canonical_url=f"https://kabar.example/{read.article}",
        fetched_at=day if day is None else (DAY + timedelta(days=day)).isoformat(),
        source=f"arsip.warc.gz:{number}",
        headline=f"Judul {read.content}",
        related=[RelatedBlock(None, [link] * read.related)],
    )


def save_in_batches(
    engine: Engine, extractor: str, read: list[Article], sizes: list[int]
) -> list[str]:
    states = []
    while read:
        size = sizes.pop() if sizes else len(read)
        states += save(engine, *read[:size], extractor=extractor)
        read = read[size:]
    return states


def contents(engine: Engine) -> dict[str, list[Any]]:
    """Return the rows of every table, with versions named by what they say, not by their ids."""
    with engine.connect() as connection:
        names: dict[str | None, Any] = {None: None}
        for key, owner, content in connection.execute(
            select(VersionRow.id, VersionRow.article_id, VersionRow.content_hash)
        ):
            names[key] = f"{owner} {content}"
        found = {}
        for table in Base.metadata.sorted_tables:
            rows = [row._asdict() for row in connection.execute(select(table))]
            for row in rows:
                for name in {"version_id", "current_version_id"} & row.keys():
                    row[name] = names[row[name]]
                if table.name == "versions":
                    row["id"] = names[row["id"]]
            found[table.name] = sorted(map(repr, rows))
    return found


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(crawl=crawls(), data=st.data())
def test_the_order_of_reading_again_changes_nothing(
    engine: Engine, crawl: list[tuple[Article, Article]], data: st.DataObject
) -> None:
    by_a, by_b = [list(read) for read in zip(*crawl, strict=True)]
    empty(engine)
    save_in_batches(engine, "B", data.draw(st.permutations(by_b)), data.draw(batches))
    alone = contents(engine)
    empty(engine)
    save_in_batches(engine, "A", data.draw(st.permutations(by_a)), data.draw(batches))
    save_in_batches(engine, "B", data.draw(st.permutations(by_b)), data.draw(batches))
    assert contents(engine) == alone
    distinct = {(article.canonical_url, article.headline) for article in by_b}
    assert len(alone["versions"]) == len(distinct)
    again = save_in_batches(engine, "B", data.draw(st.permutations(by_b)), data.draw(batches))
    assert set(again) == {"unchanged"}
    assert contents(engine) == alone
