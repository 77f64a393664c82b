"""The queue of URLs: what is discovered, what listings said of it, and what is queued again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from newscrawler.items import ListingEntry
from newscrawler.outcomes import ended
from newscrawler.storage.captures import Capture, record_captures
from newscrawler.storage.database import write_transaction
from newscrawler.storage.leases import LeasedUrl, LeaseOwner, lease_urls
from newscrawler.storage.reports import open_reports
from newscrawler.storage.runs import RunLease, start_run
from newscrawler.storage.schema import CaptureRow, UrlRow
from newscrawler.storage.url_outcomes import UrlRecord, record_outcomes
from newscrawler.storage.url_queue import Discovery, listing_entries, requeue_skipped, write_crawl
from tests.support.site import url

NOW = datetime.now(UTC)
ENTRY = ListingEntry(
    "https://kabar.example/sitemap.xml", "Judul", "2026-11-18T12:00:00+07:00", "2026-11-18"
)


def discovery(number: int, listing: ListingEntry | None = None) -> Discovery:
    return Discovery(
        url=f"https://kabar.example/{number}",
        spider="kabar asked",
        publisher="kabar",
        at=NOW - timedelta(hours=1),
        crawl_started_at=NOW - timedelta(hours=1),
        refetch_before=NOW - timedelta(days=1),
        request={"callback": "parse_article"},
        listing=listing,
    )


def lease_all(engine: Engine) -> dict[str, LeasedUrl]:
    start_run(engine, "r", "kabar asked", lease=RunLease("worker", timedelta(hours=1)))
    with write_transaction(engine) as connection:
        owner = LeaseOwner("r", "kabar asked")
        leased = lease_urls(connection, owner, max_hosts=9, max_urls=99, have={})
    return {each.url: each for each in leased}


def entries(engine: Engine, *numbers: int) -> dict[str, ListingEntry]:
    with engine.connect() as connection:
        return listing_entries(connection, [discovery(number).url for number in numbers])


def test_a_leased_url_says_what_it_leads_to_and_what_listed_it(engine: Engine) -> None:
    sitemap = replace(discovery(2), kind="listing")
    write_crawl(engine, [discovery(1, ENTRY), sitemap, discovery(3)], "r")
    leased = lease_all(engine)
    said = {url: (each.kind, each.listing) for url, each in leased.items()}
    assert said == {
        discovery(1).url: ("article", ENTRY),
        discovery(2).url: ("listing", None),
        discovery(3).url: ("article", None),
    }
    with engine.connect() as connection:
        assert set(connection.scalars(select(UrlRow.publisher))) == {"kabar"}


def test_what_listings_say_is_found_for_many_urls_at_once(engine: Engine) -> None:
    numbers = range(1, 1203)
    write_crawl(engine, [discovery(n, replace(ENTRY, title=str(n))) for n in numbers[:-1]], "r")
    found = entries(engine, *numbers)
    assert {url: entry.title for url, entry in found.items()} == {
        discovery(n).url: str(n) for n in numbers[:-1]
    }
    assert entries(engine) == {}


def test_a_url_met_again_keeps_the_last_listing_that_named_it(engine: Engine) -> None:
    url = discovery(1).url
    skipped = replace(discovery(1, ENTRY), skip_reason="out of range")
    write_crawl(engine, [skipped], "r")
    assert entries(engine, 1) == {url: ENTRY}
    later = ListingEntry("https://kabar.example/rss")
    write_crawl(engine, [discovery(1, later)], "r")
    assert entries(engine, 1) == {url: later}
    record_outcomes(engine, [UrlRecord(ended(url, "gone"), "kabar", NOW - timedelta(days=3))])
    write_crawl(engine, [discovery(1)], "r")  # asked for by name: no listing says anything
    assert url in lease_all(engine)
    assert entries(engine, 1) == {url: later}


@pytest.mark.parametrize(
    ("since", "until", "taken"),
    [
        (None, None, {1, 2, 3}),
        (date(2026, 11, 18), None, {1, 3}),
        (None, date(2026, 11, 17), {2, 3}),
        (date(2026, 11, 19), date(2026, 11, 20), {3}),
    ],
)
def test_what_was_skipped_is_queued_by_the_day_of_its_listing(
    engine: Engine, since: date | None, until: date | None, taken: set[int]
) -> None:
    skipped = [
        replace(discovery(number, replace(ENTRY, listed_on=day)), skip_reason="out of range")
        for number, day in ((1, "2026-11-18"), (2, "2026-11-17"), (3, None))
    ]
    write_crawl(engine, [*skipped, replace(skipped[0], url="https://x.example/", spider="x")], "r")
    with write_transaction(engine) as connection:
        assert requeue_skipped(connection, "kabar asked", since, until) == len(taken)
        waiting = connection.scalars(select(UrlRow.url).where(UrlRow.next_try.is_not(None)))
        assert set(waiting) == {discovery(number).url for number in taken}


def test_a_reservation_is_kept_with_the_capture(engine: Engine) -> None:
    captures = [
        Capture(url=discovery(number).url, fetched_at=NOW, tdm_reserved=reserved)
        for number, reserved in ((1, True), (2, False), (3, None))
    ]
    record_captures(engine, captures)
    record_captures(engine, [replace(each, tdm_reserved=None, status=200) for each in captures])
    with engine.connect() as connection:
        found = connection.execute(select(CaptureRow.tdm_reserved).order_by(CaptureRow.url))
        assert list(found.scalars()) == [True, False, None]


@pytest.mark.parametrize("order", [1, -1])
def test_a_url_that_one_listing_wants_is_not_skipped_for_another(
    engine: Engine, database_url: str, order: int
) -> None:
    now = datetime.now(UTC)
    wanted = Discovery(
        url=url(1),
        spider="tribun_video",
        at=now,
        crawl_started_at=now,
        refetch_before=now,
        request={"callback": "x"},
    )
    both = [wanted, replace(wanted, skip_reason="out of range")]
    write_crawl(engine, both[::order], "run")
    with open_reports(database_url) as reports:
        waiting = ("tribun_video", "video.tribunnews.com", "waiting", 1)
        assert reports.count_urls() == [waiting]
