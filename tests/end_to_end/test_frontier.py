"""The frontier from outside: who waits, who rests, what is tried again, and the account of it."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from newscrawler.outcomes import FIRST_RETRY_DELAY
from newscrawler.storage.database import open_database, write_transaction
from tests.support.faults import (
    Answer,
    Asked,
    Exchange,
    FaultServer,
    faults,
    page,
    reset_after,
    xml,
)
from tests.support.site import (
    Page,
    Ran,
    articles,
    counts_of_last_run,
    crawl,
    crawl_words,
    ends,
    listed,
    news,
    rows,
    scrapy,
    serving,
    sitemap,
    url,
)

REFUSING, OTHER = "jabar.tribunnews.com", "bali.tribunnews.com"
BOTH = ("tribun_regional", "-a", "hosts=jabar,bali")
IMPATIENT = ("-s", "FRONTIER_MAX_IDLE=0")
DAY = "2026-11-18T12:00:00+07:00"


def at(host: str, number: int) -> str:
    """Return the URL of article `number` of a regional site."""
    return f"https://{host}/2026/11/18/saung-baca-{number}"


def told(answer: Answer, host: str, numbers: Sequence[int]) -> dict[str, Answer]:
    """Return a host whose sitemap lists the articles `numbers`, each of which gives `answer`."""
    listing = sitemap(*((at(host, number), DAY) for number in numbers)).body
    pages = {at(host, number): answer for number in numbers}
    return {f"https://{host}/sitemap.xml": xml(listing)} | pages


def fine(number: int) -> Answer:
    return page(news(f"Saung Baca {number} Dibuka"))


def refusal(status: str, *headers: str) -> Answer:
    return page("tidak sekarang", *headers, status=status)


def asked_of(server: FaultServer, host: str) -> list[Asked]:
    """Return the articles of one host that the server was asked for, in order."""
    return [asked for asked in server.log if asked.url.startswith(f"https://{host}/2026/")]


def schedule(database: str, address: str) -> tuple[str | None, int, timedelta | None]:
    """Return the state of a URL, its counted tries, and how long after its end it is due again."""
    sql = f"SELECT state, attempts, next_try, last_seen FROM urls WHERE url = '{address}'"  # noqa: S608
    ((state, attempts, due, seen),) = rows(database, sql)
    wait = datetime.fromisoformat(due) - datetime.fromisoformat(seen) if due and seen else None
    return state, attempts, wait


# Tried again


def test_n1_what_failed_is_tried_later_and_later_and_the_others_go_on(sqlite_url: str) -> None:
    lost = at(REFUSING, 1)
    answers = told(reset_after(b"<html>"), REFUSING, [1]) | told(fine(2), OTHER, [2])
    with faults(answers) as server:
        for attempts in (1, 2):  # in a hurry, a crawl does not heed when a URL is due again
            crawl(server.address, sqlite_url, *BOTH, *IMPATIENT)
            wait = FIRST_RETRY_DELAY * 2 ** (attempts - 1)
            assert schedule(sqlite_url, lost) == ("failed", attempts, wait)
            assert ends(sqlite_url)[at(OTHER, 2)] in {("stored", None), ("unchanged", None)}
            assert len(server.times(lost)) == attempts, "not at once"
    answers = told(fine(1), REFUSING, [1]) | told(fine(2), OTHER, [2])
    with faults(answers) as server:
        words = (*crawl_words(server.address, BOTH), *IMPATIENT, "-s", "RECRAWL_AFTER=86400")
        scrapy(*words, database=sqlite_url)
        assert server.times(lost) == [], "not before it is due"
        again = scrapy("frontier", "--retry-failed", database=sqlite_url)
        assert "1 URLs will be fetched again" in again.out
        assert scrapy(*words, database=sqlite_url).code == 0
        assert len(server.times(lost)) == 1
    assert schedule(sqlite_url, lost) == ("stored", 0, None)


# Patience


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_n10_n12_a_host_that_says_wait_is_waited_for(sqlite_url: str, status: str) -> None:
    asked_to_wait = refusal(status, "Retry-After: 2")
    answers: dict[str, Answer | Sequence[Answer]] = dict(told(fine(0), REFUSING, [1, 2, 3]))
    answers |= {at(REFUSING, number): fine(number) for number in (2, 3)}
    first = at(REFUSING, 1)
    answers[first] = [asked_to_wait, fine(1)]
    with faults(answers) as server:
        ran = crawl(server.address, sqlite_url, "tribun_regional", "-a", "hosts=jabar")
    assert ran.code == 0
    refused, again = server.times(first)
    assert again - refused >= 2
    meanwhile = [each.url for each in server.log if refused < each.at < refused + 2]
    assert meanwhile == [], "the whole host rests"
    assert set(ends(sqlite_url).values()) == {("stored", None)}
    assert schedule(sqlite_url, first)[1] == 0
    assert counts_of_last_run(sqlite_url)["frontier/deferred"] == 1
    assert not counts_of_last_run(sqlite_url).get("articles/failed")


@pytest.mark.parametrize("words", [("403 Forbidden",), ("429 Too Many", "Retry-After: 1")])
def test_n13_a_host_that_only_refuses_is_left_alone(
    sqlite_url: str, words: tuple[str, ...]
) -> None:
    numbers = range(1, 9)
    answers = told(refusal(*words), REFUSING, numbers) | told(fine(20), OTHER, [20])
    breaking = ("-s", "THROTTLE_REFUSALS=3", "-s", "FRONTIER_MAX_IDLE=5")
    with faults(answers) as server:
        ran = crawl(server.address, sqlite_url, *BOTH, *breaking)
        assert ran.code == 5
        assert len(asked_of(server, REFUSING)) == 3
        crawl(server.address, sqlite_url, *BOTH, *breaking)
        assert len(asked_of(server, REFUSING)) == 3, "its rest outlives the crawl"
    found = ends(sqlite_url)
    assert found[at(OTHER, 20)][0] in {"stored", "unchanged"}
    refused = [found[at(REFUSING, number)] for number in numbers]
    tried = [("failed", "http 403")] * 2 if words[0].startswith("403") else []
    assert sorted(filter(any, refused)) == tried
    given_up = "SELECT url FROM urls WHERE host LIKE 'jabar.%' AND next_try IS NULL"
    assert rows(sqlite_url, f"{given_up} AND url LIKE '%/2026/%'") == []
    resting = "SELECT paused_until, reason FROM hosts WHERE host LIKE 'jabar.%'"
    ((until, reason),) = rows(sqlite_url, resting)
    assert datetime.fromisoformat(until).replace(tzinfo=UTC) > datetime.now(UTC)
    assert "refused" in reason


def test_n13_a_host_that_asks_for_patience_is_said(sqlite_url: str) -> None:
    answers = told(refusal("429 Too Many Requests"), REFUSING, [1, 2]) | told(fine(20), OTHER, [20])
    with faults(answers) as server:
        ran = crawl(server.address, sqlite_url, *BOTH, "-s", "FRONTIER_MAX_IDLE=0")
    assert ran.code == 5, "what waits is for the next crawl"
    assert len(asked_of(server, REFUSING)) == 1


def test_one_page_that_always_refuses_holds_up_no_other(sqlite_url: str) -> None:
    answers = told(refusal("429 Too Many Requests", "Retry-After: 1"), REFUSING, [1, 2, 3])
    answers |= {at(REFUSING, number): fine(number) for number in (2, 3)}
    words = ("-s", "FRONTIER_MAX_IDLE=3", "-s", "THROTTLE_REFUSALS=3")
    with faults(answers) as server:
        crawl(server.address, sqlite_url, "tribun_regional", "-a", "hosts=jabar", *words)
    found = ends(sqlite_url)
    assert [found[at(REFUSING, number)] for number in (2, 3)] == [("stored", None)] * 2
    assert found[at(REFUSING, 1)] == (None, None), "it waits"


def test_an_address_with_a_fragment_ends_as_any_other(sqlite_url: str) -> None:
    answers = told(fine(1), REFUSING, [1])
    listing = sitemap((f"{at(REFUSING, 1)}#komentar", DAY)).body
    answers[f"https://{REFUSING}/sitemap.xml"] = xml(listing)
    with faults(answers) as server:
        ran = crawl(server.address, sqlite_url, "tribun_regional", "-a", "hosts=jabar")
    assert ran.code == 0
    assert ends(sqlite_url) == {at(REFUSING, 1): ("stored", None)}


# Asked again with care


def test_what_has_not_changed_is_not_sent_again(sqlite_url: str) -> None:
    tag, day = '"saung-7"', "Wed, 18 Nov 2026 05:00:00 GMT"

    async def answer(exchange: Exchange) -> None:
        if exchange.asked.headers.get("if-none-match") == tag:
            await refusal("304 Not Modified", f"ETag: {tag}")(exchange)
        else:
            whole = page(news("Saung Tetap"), f"ETag: {tag}", f"Last-Modified: {day}")
            await whole(exchange)

    with faults(told(answer, REFUSING, [1])) as server:
        for _ in range(2):
            words = ("tribun_regional", "-a", "hosts=jabar")
            assert crawl(server.address, sqlite_url, *words, *IMPATIENT).code == 0
        first, second = (asked.headers for asked in asked_of(server, REFUSING))
    assert not {"if-none-match", "if-modified-since"} & first.keys()
    assert (second["if-none-match"], second["if-modified-since"]) == (tag, day)
    assert ends(sqlite_url) == {at(REFUSING, 1): ("unchanged", "not modified")}
    assert rows(sqlite_url, "SELECT count(*) FROM versions") == [(1,)]


def test_a_page_of_which_there_is_no_copy_is_not_taken_for_unchanged(sqlite_url: str) -> None:
    answers = told(refusal("304 Not Modified", 'ETag: "saung-7"'), REFUSING, [1])
    with faults(answers) as server:
        crawl(server.address, sqlite_url, "tribun_regional", "-a", "hosts=jabar", *IMPATIENT)
        (asked,) = (asked.headers for asked in asked_of(server, REFUSING))
    assert not {"if-none-match", "if-modified-since"} & asked.keys()
    assert ends(sqlite_url) == {at(REFUSING, 1): ("failed", "http 304 to a first request")}


def test_a_page_that_was_not_modified_at_first_is_asked_for_again_without_conditions(
    sqlite_url: str,
) -> None:
    answers: list[Answer] = [refusal("304 Not Modified", 'ETag: "saung-7"'), fine(1)]

    async def answer(exchange: Exchange) -> None:
        await answers.pop(0)(exchange)

    with faults(told(answer, REFUSING, [1])) as server:
        for _ in range(2):
            crawl(server.address, sqlite_url, "tribun_regional", "-a", "hosts=jabar", *IMPATIENT)
            make_due(sqlite_url)
        _, second = (asked.headers for asked in asked_of(server, REFUSING))
    assert not {"if-none-match", "if-modified-since"} & second.keys()
    assert ends(sqlite_url) == {at(REFUSING, 1): ("stored", None)}


def make_due(database: str) -> None:
    """Let the time pass after which what has failed is tried again."""
    engine = open_database(database)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE urls SET next_try = last_seen WHERE state = 'failed'"))
    engine.dispose()


# The account

GONE, MOVED, TARGET = url(3), url(4), url(5)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Ran]:
    """Crawl a site on which URLs end in many ways."""
    database = f"sqlite:///{tmp_path_factory.mktemp('mixed')}/news.db"
    pages = listed(1, 2, 3, 4, 6, 7) | articles(1, 2, 5)
    pages[MOVED] = Page(status=301, headers={"Location": TARGET})
    pages[url(6)] = Page("rusak", status=500)
    pages[url(7)] = Page(b"%PDF-1.7 saung", headers={"Content-Type": "application/pdf"})
    with serving(pages) as site:
        return database, crawl(site.address, database, "tribun_video", *IMPATIENT)


def test_every_url_that_was_taken_has_an_end_in_the_account(mixed: tuple[str, Ran]) -> None:
    database, ran = mixed
    assert ran.code == 0
    counted = counts_of_last_run(database)
    ended = Counter[str]()
    for name, number in counted.items():
        kind, _, state = name.partition("/")
        if kind in {"articles", "listings"}:
            ended[state] += number
    assert counted["frontier/fetched"] == sum(ended.values())
    by_state = rows(database, "SELECT state, count(*) FROM urls GROUP BY state")
    assert dict(by_state) == ended
    assert {"stored", "gone", "duplicate", "failed", "quarantined", "listed"} == ended.keys()
    assert "What became of the URLs" in ran.err
    (taken,) = [line for line in ran.err.splitlines() if "taken from the frontier" in line]
    assert taken.split()[-2] == str(counted["frontier/fetched"])
    assert rows(database, "SELECT count(*) FROM urls WHERE lease_owner IS NOT NULL") == [(0,)]


def test_the_frontier_shows_states_by_host_and_lets_urls_wait_again(
    mixed: tuple[str, Ran],
) -> None:
    database, _ = mixed
    shown = scrapy("frontier", database=database)
    assert shown.code == 0
    header, *body = [line for line in shown.out.splitlines() if "host" in line or "tribun" in line]
    assert [word for word in header.split() if word.isalpha()][:3] == ["spider", "host", "stored"]
    (line,) = body
    (total,) = rows(database, "SELECT count(*) FROM urls")[0]
    assert line.split()[1:4:2] == ["tribun_video", "video.tribunnews.com"]
    assert line.split()[-2] == str(total)
    for words in (("--requeue-quarantined", "--host", "a.example"), ("nosuch",)):
        nowhere = scrapy("frontier", *words, database=database)
        assert (nowhere.code, nowhere.out) == (2, "")
        named = f"no URLs of {words[-1]} in the frontier"
        assert nowhere.err == f"{named}; run scrapy frontier to list all\n"
    again = scrapy("frontier", "tribun_video", "--requeue-quarantined", database=database)
    assert "1 URLs will be fetched again" in again.out
    waiting = "SELECT url FROM urls WHERE state = 'quarantined' AND next_try IS NOT NULL"
    assert rows(database, waiting) == [(url(7),)]


@pytest.mark.parametrize("command", ["frontier", "health"])
def test_a_database_that_is_not_there_is_not_made_to_be_read(tmp_path: Path, command: str) -> None:
    ran = scrapy(command, database=f"sqlite:///{tmp_path}/mistyped.db")
    assert ran.code == 3
    assert ran.err.startswith(f"no database at {tmp_path}/mistyped.db yet")
    assert not list(tmp_path.iterdir())


def test_a_url_without_an_end_is_said_and_fetched_again(sqlite_url: str) -> None:
    with serving(listed(1) | articles(1)) as site:
        words = ("tribun_video", *IMPATIENT)
        ran = crawl(site.address, sqlite_url, *words, "-s", "ITEM_PIPELINES={}")
        assert ran.code == 6
        assert f"No end was recorded for {url(1)}" in ran.err
        assert counts_of_last_run(sqlite_url)["frontier/unaccounted"] == 1
        assert crawl(site.address, sqlite_url, *words).code == 0
    assert site.asked.count(url(1)) == 2
    assert ends(sqlite_url) == {url(1): ("stored", None)}


DROPPING = """
from scrapy.exceptions import DropItem

class DropAll:
    def process_item(self, item):
        raise DropItem("not of interest")
"""


def test_what_another_pipeline_drops_has_an_end(tmp_path: Path, sqlite_url: str) -> None:
    (tmp_path / "dropping.py").write_text(DROPPING)
    pipelines = json.dumps(
        {"dropping.DropAll": 350, "newscrawler.pipelines.store.StorePipeline": 400}
    )
    with serving(listed(1) | articles(1)) as site:
        dropped = ("-s", f"ITEM_PIPELINES={pipelines}")
        before = f"import sys; sys.path.append({str(tmp_path)!r})"
        ran = crawl(site.address, sqlite_url, "tribun_video", *dropped, before=before)
    assert ran.code == 0
    assert ends(sqlite_url) == {url(1): ("quarantined", "dropped: not of interest")}


def test_a_url_asked_for_by_name_waits_under_its_publisher(sqlite_url: str) -> None:
    later = Page(status=503, headers={"Retry-After": "3600"})
    with serving({url(1): later}) as site:
        crawl(site.address, sqlite_url, "tribun_video", "-a", f"url={url(1)}", *IMPATIENT)
    waiting = "SELECT spider, publisher FROM urls WHERE next_try IS NOT NULL"
    assert rows(sqlite_url, waiting) == [("tribun_video asked", "tribun_video")]
