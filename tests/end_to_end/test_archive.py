"""Raw first: what is fetched is in the archive before anything reads it, and can be read again."""

import asyncio
import gzip
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest
from sqlalchemy import Engine
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawler.crawling.archive.recovery import reconcile
from newscrawler.crawling.archive.warc_reader import CorruptRange, Record, read_records, response_in
from newscrawler.crawling.archive.warc_writer import Archive, ArchivedResponse, ArchiveUnavailable
from newscrawler.crawling.network.replay import replay_server
from newscrawler.storage import Capture, find_sources, load_article, open_database, record_captures
from tests.support.site import (
    FIXTURES,
    HOST,
    PROJECT,
    RULES,
    Page,
    Ran,
    articles,
    assert_quiet,
    counts_of_last_run,
    crawl,
    ends,
    listed,
    news,
    rows,
    scrapy,
    serving,
    url,
)

NOON = datetime(2026, 11, 18, 5, 0, 0, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8")]
BIG = 64 * 1024**2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the place of an archive, beside the database."""
    return tmp_path / "archive"


def page(number: int, body: bytes | None = None) -> ArchivedResponse:
    """The response that brings article `number`."""
    return ArchivedResponse(url(number), NOON, 200, HTML, body or news(f"Saung {number}").encode())


def write(folder: Path, *pages: ArchivedResponse, run: str = "run1", size: int = BIG) -> list[str]:
    """Archive `pages` in `folder`; gives their places."""

    async def run_it() -> list[str]:
        archive = Archive(folder, run, size)
        places = [await archive.append(fetched) for fetched in pages]
        await archive.close()
        return places

    return asyncio.run(run_it())


def leave_open(folder: Path) -> Path:
    """Let the one file in `folder` look as a dead process leaves it."""
    (path,) = folder.iterdir()
    return path.rename(path.with_name(f"{path.name}.open"))


def responses(path: Path) -> list[ArchivedResponse]:
    """The responses in the file at `path`, all of which must be whole."""
    found = list(read_records(path))
    assert [record for record in found if isinstance(record, CorruptRange)] == []
    records = [record for record in found if isinstance(record, Record)]
    assert next(record.kind for record in records) == "warcinfo"
    return [response_in(record) for record in records[1:]]


def archived(folder: Path) -> dict[str, ArchivedResponse]:
    """The responses in all files in `folder`, by URL."""
    return {got.url: got for path in sorted(folder.iterdir()) for got in responses(path)}


def content(path: Path) -> bytes:
    """All that is written in a file of the archive."""
    return gzip.decompress(path.read_bytes())


def dead(_run: str) -> bool:
    return False


def sources(engine: Engine) -> set[str]:
    return {source for _, source in find_sources(engine)}


# The files


def test_other_tools_read_the_files_and_their_digests_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [
        replace(page(1), ip_address="192.0.2.7"),
        replace(page(2, gzip.compress(b"<p>saung</p>")), headers=[("Content-Encoding", "gzip")]),
        replace(page(3), status=404, headers=[("X-Name", "caf\xe9")]),
    ]
    write(tmp_path, *given)
    (path,) = tmp_path.iterdir()
    with path.open("rb") as file:
        found = [
            (record.rec_type, record.rec_headers, record.raw_stream.read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "response", "response"]
    assert [body for _, _, body in found[1:]] == [fetched.body for fetched in given]
    head = found[1][1]
    assert head.protocol == "WARC/1.1"
    assert head["WARC-Target-URI"] == url(1)
    assert head["WARC-Date"] == "2026-11-18T05:00:00Z"
    assert head["WARC-IP-Address"] == "192.0.2.7"
    assert head["WARC-Payload-Digest"] == given[0].digest
    assert head["WARC-Block-Digest"].startswith("sha1:")
    assert b"HTTP/1.1 404 Not Found\r\nX-Name: caf\xe9\r\n" in content(path)
    assert Checker(type("Options", (), {"inputs": [str(path)], "verbose": True})).process_all() == 0
    assert "fail" not in capsys.readouterr().out


def test_a_response_reads_back_as_it_was_written(tmp_path: Path) -> None:
    odd = [("X-A", "1"), ("X-A", "2"), ("Server", "caf\xe9"), ("X-Empty", "")]
    given = replace(page(1, b"\x00\xff\r\n\r\nWARC/1.1\r\n"), headers=odd, ip_address="::1")
    empty = replace(page(2), body=b"", truncated="disconnect", status=599, protocol="HTTP/1.0")
    reserved, free = replace(page(3), tdm_reserved=True), replace(page(4), tdm_reserved=False)
    write(tmp_path, given, empty, reserved, free)
    assert [*archived(tmp_path).values()] == [given, empty, reserved, free]
    (path,) = tmp_path.iterdir()
    assert content(path).count(b"TDM-Reservation: ") == 2


def test_every_record_can_be_read_from_its_place(tmp_path: Path) -> None:
    given = [page(number) for number in range(20)]
    for fetched, place in zip(given, write(tmp_path, *given, size=9_000), strict=True):
        name, _, offset = place.rpartition(":")
        record = next(read_records(tmp_path / name, int(offset)))
        assert isinstance(record, Record)
        assert response_in(record) == fetched


def test_files_are_rotated_by_size_and_sort_by_time(tmp_path: Path) -> None:
    noise = [random.Random(n).randbytes(30_000) for n in range(10)]  # noqa: S311 (no secret)
    places = write(tmp_path, *(page(n, body) for n, body in enumerate(noise)), size=100_000)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 4
    assert [path.name for path in files] == sorted({place.rpartition(":")[0] for place in places})
    assert all(path.stat().st_size <= 100_000 for path in files)
    assert [got.body for path in files for got in responses(path)] == noise


def test_what_waits_together_is_made_safe_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, real = [], os.fsync
    first, go_on = threading.Event(), threading.Event()

    def slow_fsync(descriptor: int) -> None:
        calls.append(descriptor)
        first.set()
        go_on.wait(30)
        real(descriptor)

    async def run_it() -> list[str]:
        archive = Archive(tmp_path, "run1", BIG)
        one = asyncio.ensure_future(archive.append(page(0)))
        await asyncio.to_thread(first.wait, 30)
        others = [asyncio.ensure_future(archive.append(page(n))) for n in range(1, 40)]
        await asyncio.sleep(0)
        assert not one.done(), "nothing is given before it is safe"
        go_on.set()
        places = await asyncio.gather(one, *others)
        calls_until_now.append(len(calls))
        await archive.close()
        return places

    calls_until_now: list[int] = []
    monkeypatch.setattr(os, "fsync", slow_fsync)
    assert len(set(asyncio.run(run_it()))) == 40
    assert calls_until_now[0] <= 4, "the folder, the first record, all the others"
    assert len(archived(tmp_path)) == 40


def test_nothing_is_written_to_a_closed_archive(tmp_path: Path) -> None:
    async def run_it() -> None:
        archive = Archive(tmp_path, "run1", BIG)
        await archive.close()
        with pytest.raises(ArchiveUnavailable):
            await archive.append(page(1))

    asyncio.run(run_it())
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveUnavailable, match="file"):
        write(tmp_path / "file" / "archive", page(1))


# A process that dies, a disk that is full


WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from newscrawler.crawling.archive.warc_writer import Archive, ArchiveFull, ArchivedResponse

async def main(folder, size):
    archive = Archive(Path(folder), "run1", 10**9)
    for number in range(100_000):
        url, body = "https://sumari.example/", Random(number).randbytes(int(size))
        moment = datetime.fromtimestamp(1_800_000_000 + number, UTC)
        try:
            place = await archive.append(ArchivedResponse(url, moment, 200, [], body))
        except ArchiveFull as error:
            print("full:", error, flush=True)
            break
        print(place, flush=True)
    await archive.close()

asyncio.run(main(*sys.argv[1:]))
"""


def start_writer(folder: Path, size: int, before: str = "") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", before + WRITER, str(folder), str(size)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_d10_killed_while_it_writes_it_loses_nothing_that_was_promised(
    tmp_path: Path, sqlite_url: str
) -> None:
    with start_writer(tmp_path / "archive", 300_000) as process:
        assert process.stdout
        promised = [process.stdout.readline().strip() for _ in range(5)]
        process.send_signal(signal.SIGKILL)
        promised += process.stdout.read().split()
    (left,) = (tmp_path / "archive").iterdir()
    assert left.name.endswith(".open")
    engine = open_database(sqlite_url)
    report = reconcile(tmp_path / "archive", engine, dead)
    (repaired,) = (tmp_path / "archive").iterdir()
    assert report.repaired == [repaired.name]
    assert not repaired.name.endswith(".open")
    assert len(responses(repaired)) == report.recorded >= len(promised)
    assert set(promised) <= sources(engine)
    engine.dispose()


def test_d2_a_full_disk_costs_the_half_written_record_only(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    with start_writer(tmp_path, 30_000, limit) as process:
        assert process.stdout
        *places, last = process.stdout.read().splitlines()
        assert process.wait() == 0
    assert last.startswith("full:")
    assert len(places) == 3
    (path,) = tmp_path.iterdir()
    assert path.name == places[0].rpartition(":")[0], "it is closed as any other"
    assert len(responses(path)) == 3


LIMITED = """
import resource, sys
from scrapy.cmdline import execute
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
sys.argv[0] = "scrapy"
execute()
"""


def test_d2_a_crawl_whose_archive_is_full_stops_and_says_so(
    tmp_path: Path, sqlite_url: str
) -> None:
    noise = random.Random(1).randbytes(2_500_000).hex()  # noqa: S311 (no secret)
    large = Page(news("Saung Besar", foot=f"<!-- {noise} -->"))
    folder = tmp_path / "archive"
    open_database(sqlite_url).dispose()
    pages = listed(1, 2, 3) | articles(1) | {url(2): large, url(3): large}
    with serving(pages) as site:
        words = ["crawl", "tribun_video", "-s", f"REPLAY_SERVER={site.address}"]
        words += ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0"]
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, *words],
            cwd=PROJECT,
            env=os.environ | {"DATABASE_URL": sqlite_url, "ARCHIVE_DIR": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert "the crawl stops here" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(sqlite_url, "SELECT finish_reason FROM runs") == [("archive_unavailable",)]
    failed = {address: end for address, end in ends(sqlite_url).items() if end[0] != "stored"}
    assert failed
    for state, reason in failed.values():
        assert state == "failed"
        assert (reason or "").startswith("archive_unavailable: ")
    kept = archived(folder)
    assert f"{HOST}/robots.txt" in kept
    assert not failed.keys() & kept.keys()
    assert ends(sqlite_url).keys() - failed.keys() <= kept.keys(), "raw first"


# Reconciliation


def test_d10_a_record_without_a_row_gets_one(folder: Path, engine: Engine) -> None:
    places = write(folder, page(1), page(2))
    leave_open(folder)
    report = reconcile(folder, engine, dead)
    assert (report.repaired, report.recorded) == ([places[0].rpartition(":")[0]], 2)
    assert sources(engine) == set(places)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT url, status, digest, source FROM captures ORDER BY url"
        )
        assert [tuple(row) for row in found] == [
            (url(1), 200, page(1).digest, places[0]),
            (url(2), 200, page(2).digest, places[1]),
        ]
    again = reconcile(folder, engine, dead)
    assert (again.repaired, again.recorded, again.lost) == ([], 0, [])


def test_d10_rows_after_the_last_known_one_are_made_in_closed_files_too(
    tmp_path: Path, engine: Engine
) -> None:
    places = write(tmp_path, page(1), page(2), page(3))
    known = Capture(url=url(1), fetched_at=NOON, source=places[0])
    record_captures(engine, [known])
    assert reconcile(tmp_path, engine, dead).recorded == 2
    assert sources(engine) == set(places)


def test_d10_a_row_without_its_record_is_lost(tmp_path: Path, engine: Engine) -> None:
    folder = tmp_path / "archive"
    (kept,) = write(folder, page(1))
    (gone,) = write(folder, page(2), run="run2")
    (folder / gone.rpartition(":")[0]).unlink()
    beyond = f"{kept.rpartition(':')[0]}:99999999"
    foreign = "saved/newscrawler.html"
    given = {1: kept, 2: gone, 3: beyond, 4: foreign, 5: "CC-NEWS-2026.warc.gz:12"}
    record_captures(
        engine, [Capture(url=url(n), fetched_at=NOON, source=place) for n, place in given.items()]
    )
    report = reconcile(folder, engine, dead)
    assert report.lost == [url(2), url(3)]
    assert sources(engine) == {kept, foreign, given[5]}
    assert reconcile(folder, engine, dead).lost == []


def test_d10_a_file_that_comes_back_gives_its_rows_their_places_again(
    tmp_path: Path, engine: Engine
) -> None:
    folder, away = tmp_path / "archive", tmp_path / "away"
    (place,) = write(folder, page(1))
    assert reconcile(folder, engine, dead).recorded == 1
    folder.rename(away)
    assert reconcile(folder, engine, dead).lost == [url(1)]
    assert sources(engine) == set()
    away.rename(folder)
    assert reconcile(folder, engine, dead).recorded == 1
    assert sources(engine) == {place}


def test_files_of_a_run_that_still_writes_are_left_alone(folder: Path, sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    write(folder, page(1))
    path = leave_open(folder)
    before = path.read_bytes()
    asked = []

    def is_alive(run: str) -> bool:
        asked.append(run)
        return True

    report = reconcile(folder, engine, is_alive)
    assert (report.repaired, report.recorded, report.lost) == ([], 0, [])
    assert path.read_bytes() == before
    assert set(asked) == {"run1"}
    engine.dispose()


@pytest.mark.parametrize("missing", [1, 8, 100])
def test_d10_a_tail_cut_by_a_power_loss_is_cut_off(
    folder: Path, sqlite_url: str, missing: int
) -> None:
    engine = open_database(sqlite_url)
    places = write(folder, page(1), page(2))
    path = leave_open(folder)
    os.truncate(path, path.stat().st_size - missing)
    assert reconcile(folder, engine, dead).recorded == 1
    (repaired,) = folder.iterdir()
    assert [got.url for got in responses(repaired)] == [url(1)]
    assert repaired.stat().st_size == int(places[1].rpartition(":")[2])
    engine.dispose()


def test_a_file_with_not_one_whole_record_goes(folder: Path, sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    write(folder, page(1))
    os.truncate(leave_open(folder), 50)
    assert reconcile(folder, engine, dead).recorded == 0
    assert [*folder.iterdir()] == []
    engine.dispose()


def test_a_folder_that_is_not_there_has_nothing_to_sweep(tmp_path: Path, sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    report = reconcile(tmp_path / "nowhere", engine, dead)
    assert (report.repaired, report.recorded, report.lost) == ([], 0, [])
    engine.dispose()


# A crawl


SECRETS = ("rahasia-proxy", "rahasia-kepala", "rahasia-kuki", "rahasia-alamat")
COMPRESSED = gzip.compress(news("Saung Mampat").encode())
MOVED = f"{HOST}/news/1000099/pindah"
MEMENTO = "Wed, 18 Nov 2026 05:00:00 GMT"
LISTED = {
    f"{HOST}/sitemap.xml": 200,
    url(1): 200,
    url(2): 200,
    url(3): 302,
    MOVED: 200,
    url(4): 404,
    url(5): 500,
}
"""What the site answers."""


@dataclass
class Crawled:
    """A crawl, the articles it gave out and the folder of its archive."""

    ran: Ran
    articles: list[dict[str, Any]]
    folder: Path
    database: str


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Crawl a site with all sorts of answers, through a proxy, with secrets in the requests."""
    folder = tmp_path_factory.mktemp("crawled")
    database, out = f"sqlite:///{folder}/news.db", folder / "out.jsonl"
    pages = listed(1, 2, 3, 4, 5) | articles(1) | {MOVED: Page(news("Saung Pindah"))}
    pages |= {
        url(1): Page(news("Saung 1"), headers={"Set-Cookie": "sesi=rahasia-kuki"}),
        url(2): Page(COMPRESSED, headers={"Content-Encoding": "gzip"}),
        url(3): Page(status=302, headers={"Location": MOVED, "Memento-Datetime": MEMENTO}),
        url(5): Page("sebentar", status=500),
    }
    with serving({}) as site:
        proxied = {f"{site.address}/{address}": page for address, page in pages.items()}
        site.pages = pages | proxied
        proxy = site.address.replace("//", "//saung:rahasia-proxy@")
        headers = {"Authorization": "rahasia-kepala", "Accept-Encoding": "gzip"}
        words: list[str | Path] = ["crawl", "tribun_video", "-O", out]
        words += ["-s", f"REPLAY_SERVER={site.address}", "-s", "HTTPPROXY_ENABLED=1"]
        words += ["-s", f"DEFAULT_REQUEST_HEADERS={json.dumps(headers)}"]
        words += ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0"]
        ran = scrapy(
            *words, database=database, https_proxy=proxy, ARCHIVE_DIR=str(folder / "archive")
        )
        assert all(asked.startswith(site.address) for asked in site.asked), "through the proxy"
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return Crawled(ran, lines, folder / "archive", database)


def test_every_response_is_archived_whatever_it_is(crawled: Crawled) -> None:
    assert_quiet(crawled.ran)
    found = archived(crawled.folder)
    assert {address: found[address].status for address in LISTED} == LISTED
    assert found.keys() - LISTED.keys() == set(RULES)
    assert counts_of_last_run(crawled.database)["archive/records"] == len(found)


def test_a_body_is_archived_as_it_came_over_the_wire(crawled: Crawled) -> None:
    got = archived(crawled.folder)[url(2)]
    assert got.body == COMPRESSED
    assert ("Content-Encoding", "gzip") in got.headers
    assert got.digest in content(*crawled.folder.iterdir()).decode("latin-1")


def test_the_time_of_a_redirect_is_not_that_of_its_target(crawled: Crawled) -> None:
    found = archived(crawled.folder)
    assert found[url(3)].fetched_at == NOON
    assert found[MOVED].fetched_at != NOON


def test_a_closed_crawl_leaves_no_open_file(crawled: Crawled) -> None:
    assert [path.suffix for path in crawled.folder.iterdir()] == [".gz"]


def test_x6_no_secret_is_archived(crawled: Crawled, tmp_path: Path) -> None:
    write(tmp_path, replace(page(1), url="https://saung:rahasia-alamat@sumari.example/a?b#c"))
    (other,) = tmp_path.iterdir()
    (path,) = crawled.folder.iterdir()
    for secret in SECRETS:
        assert secret.encode() not in content(path) + content(other)
    assert responses(other)[0].url == "https://sumari.example/a?b#c"
    assert b"WARC-Type: request" not in content(path)


def test_reextraction_of_the_archive_gives_what_the_crawl_gave(crawled: Crawled) -> None:
    assert len(crawled.articles) == 3
    ran = scrapy("reextract", crawled.folder, ARCHIVE_DIR=str(crawled.folder))
    assert_quiet(ran)
    (path,) = crawled.folder.iterdir()
    for article in ran.lines:
        name, _, offset = article["source"].rpartition(":")
        assert (name, offset.isdecimal()) == (path.name, True)
    given = {article["url"]: article for article in crawled.articles}
    assert {article["url"]: article for article in ran.lines} == given


def test_storing_from_the_archive_again_changes_nothing(crawled: Crawled, tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    database.write_bytes(Path(crawled.database.removeprefix("sqlite:///")).read_bytes())
    engine = open_database(f"sqlite:///{database}")
    assert reconcile(crawled.folder, engine, dead).lost == []
    before = sources(engine)
    assert len(before) == len(archived(crawled.folder))
    ran = scrapy(
        "reextract",
        "--store",
        crawled.folder,
        database=f"sqlite:///{database}",
        ARCHIVE_DIR=str(crawled.folder),
    )
    assert_quiet(ran)
    assert sources(engine) == before
    engine.dispose()


def test_a_replayed_site_can_be_extracted_again_whole(tmp_path: Path) -> None:
    """With a page in parts: the whole of it is what is current, as after the crawl."""
    first, second = (f"sqlite:///{tmp_path}/{name}.db" for name in ("first", "second"))
    words = ("-a", "hosts=www", "-a", "since=2026-11-17", "-a", "until=2026-11-18")
    with replay_server(FIXTURES) as server:
        place = ("-s", f"ARCHIVE_DIR={tmp_path / 'archive'}")
        assert_quiet(crawl(server, first, "tribunnews", *words, *place))
    assert_quiet(scrapy("reextract", tmp_path / "archive", "--store", database=second))
    stored, again = open_database(first), open_database(second)
    known = rows(first, "SELECT canonical_url FROM articles ORDER BY 1")
    assert len(known) == 4
    assert [*known] == rows(second, "SELECT canonical_url FROM articles ORDER BY 1")
    for (address,) in known:
        one, other = load_article(stored, address), load_article(again, address)
        assert one is not None
        assert other is not None
        assert replace(one, url="", source="") == replace(other, url="", source="")
    stored.dispose()
    again.dispose()


ROBOTS_TAGS = {
    "noarchive": False,
    "nofollow, NoArchive": False,
    "newscrawler: noarchive": False,
    "unavailable_after: 25 Jun 2027 15:00:00 PST, noarchive": False,
    "otherbot: noarchive, nosnippet": True,
    "noindex": True,
}
"""Values of X-Robots-Tag, and whether a page that bears one may be archived."""


def test_r10_noarchive_is_obeyed_and_counted(folder: Path, sqlite_url: str) -> None:
    numbers = range(1, 1 + len(ROBOTS_TAGS))
    pages = listed(*numbers)
    for number, tag in zip(numbers, ROBOTS_TAGS, strict=True):
        pages[url(number)] = Page(news(f"Saung {number}"), headers={"X-Robots-Tag": tag})
    with serving(pages) as site:
        words = ("-s", f"ARCHIVE_DIR={folder}")
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video", *words))
    found = archived(folder)
    assert [url(number) in found for number in numbers] == [*ROBOTS_TAGS.values()]
    assert counts_of_last_run(sqlite_url)["archive/left_out/noarchive"] == 4
    states = [ends(sqlite_url)[url(number)] for number in numbers]
    kept, refused = ("stored", None), ("disallowed", "noarchive")
    assert states == [
        kept if kept_in_archive else refused for kept_in_archive in ROBOTS_TAGS.values()
    ]


def test_a_replay_may_go_without_an_archive_and_counts_it(sqlite_url: str) -> None:
    with serving(listed(1) | articles(1)) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video", "-s", "ARCHIVE_DIR="))
    counted = counts_of_last_run(sqlite_url)
    assert counted["archive/left_out/replay"] == counted["downloader/response_count"] > 2
    assert "archive/records" not in counted


@pytest.mark.parametrize("folder", ["", "a-file/archive"])
def test_without_an_archive_nothing_is_fetched_live(
    tmp_path: Path, sqlite_url: str, folder: str
) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    with serving({}) as site:
        ran = scrapy(
            *("crawl", "tribun_video", "-s", "DOWNLOAD_DELAY=0"),
            database=sqlite_url,
            ARCHIVE_DIR=folder and str(tmp_path / folder),
            http_proxy=site.address,
            https_proxy=site.address,  # nothing may get out of this machine
        )
        assert site.asked == []
    assert "Traceback" not in ran.err
    assert "the crawl stops here" in ran.err
    assert rows(sqlite_url, "SELECT finish_reason FROM runs") == [("archive_unavailable",)]


HALF = news("Saung Terpotong").encode()[:-40]
CUT = {
    "n5": b"Content-Length: 9999\r\n\r\n" + HALF,
    "n8": b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n400\r\nabc" % (len(HALF), HALF),
}


@contextmanager
def cutting(answer: bytes) -> Iterator[str]:
    """Serve article 1 as `answer` (its headers and body) and hang up; everything else is 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.endswith(url(1)):
                head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                self.wfile.write(head + answer)
            else:
                self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is given)
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("case", CUT)
def test_n5_n8_a_cut_body_is_archived_as_truncated(
    tmp_path: Path, sqlite_url: str, case: str
) -> None:
    words = ("-s", "DOWNLOAD_FAIL_ON_DATALOSS=0", "-s", f"ARCHIVE_DIR={tmp_path / 'archive'}")
    with cutting(CUT[case]) as server:
        crawl(server, sqlite_url, "tribun_video", "-a", f"url={url(1)}", *words)
    got = archived(tmp_path / "archive")[url(1)]
    assert got.truncated == "disconnect"
    assert got.body.startswith(HALF)
    assert "transfer-encoding" not in {name.lower() for name, _ in got.headers}
    (article,) = scrapy("reextract", tmp_path / "archive").lines
    assert {"truncated:disconnect", "partial"} <= set(article["flags"])


def test_n25_a_cut_coding_is_read_again_as_far_as_it_goes(tmp_path: Path) -> None:
    body = gzip.compress(news("Saung Terpotong", "Kalimat panjang. " * 500).encode())
    coded = [*HTML, ("Content-Encoding", "gzip")]
    write(tmp_path, replace(page(1, body[:-20]), headers=coded))
    (article,) = scrapy("reextract", tmp_path).lines
    assert {"truncated:gzip_eof", "partial"} <= set(article["flags"])
    assert article["headline"] == "Saung Terpotong"


# Damaged files


def broken_digest(path: Path, places: Sequence[int]) -> None:
    """Change the digest of the second record, and pack it as if nothing had happened."""
    raw = path.read_bytes()
    before, record, after = raw[: places[1]], raw[places[1] : places[2]], raw[places[2] :]
    changed = gzip.decompress(record).replace(b"Saung", b"Saunq")
    path.write_bytes(before + gzip.compress(changed) + after)


def flipped_bytes(path: Path, places: Sequence[int]) -> None:
    raw = bytearray(path.read_bytes())
    middle = (places[1] + places[2]) // 2
    raw[middle : middle + 8] = bytes(byte ^ 0xFF for byte in raw[middle : middle + 8])
    path.write_bytes(raw)


def wiped_head(path: Path, places: Sequence[int]) -> None:
    raw = bytearray(path.read_bytes())
    raw[places[1] : places[1] + 20] = bytes(20)
    path.write_bytes(raw)


def missing_middle(path: Path, places: Sequence[int]) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: places[1] + 100] + raw[places[2] :])


DAMAGES: dict[str, tuple[Callable[[Path, Sequence[int]], None], str]] = {
    "digest": (broken_digest, "Digest is wrong"),
    "flipped": (flipped_bytes, "gzip: "),
    "head": (wiped_head, "gzip: "),
    "hole": (missing_middle, "gzip: "),
}


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, dict[str, str]]:
    """Extract a folder of damaged files: how it went, and where each of them is damaged."""
    folder, broken = tmp_path_factory.mktemp("damaged"), {}
    for tens, (name, (damage, _)) in enumerate(DAMAGES.items()):
        numbers = [10 * tens + one for one in (1, 2, 3, 4)]
        places = write(folder, *map(page, numbers), run=name)
        path = folder / places[0].rpartition(":")[0]
        damage(path, [int(place.rpartition(":")[2]) for place in places])
        broken[name] = f"{folder}/{places[1]}"
    return scrapy("reextract", folder), broken


def test_d16_damage_in_the_middle_costs_one_page_a_file(
    damaged: tuple[Ran, dict[str, str]],
) -> None:
    ran, _ = damaged
    assert_quiet(ran)
    expected = {f"Saung {10 * tens + one}" for tens in range(len(DAMAGES)) for one in (1, 3, 4)}
    assert {article["headline"] for article in ran.lines} == expected
    assert re.search(rf"│ damaged +│ {len(DAMAGES)} +│", ran.err)


@pytest.mark.parametrize("name", DAMAGES)
def test_d16_damage_is_listed_with_its_place_and_reason(
    damaged: tuple[Ran, dict[str, str]], name: str
) -> None:
    ran, broken = damaged
    (told,) = (line for line in ran.err.splitlines() if line.startswith(f"{broken[name]}: "))
    assert told.startswith(f"{broken[name]}: damaged: ")
    assert DAMAGES[name][1] in told


def test_d16_a_cut_tail_is_listed_and_what_is_before_it_read(tmp_path: Path) -> None:
    places = write(tmp_path, page(1), page(2))
    path = leave_open(tmp_path)
    os.truncate(path, path.stat().st_size - 20)
    ran = scrapy("reextract", tmp_path)
    assert_quiet(ran)
    assert [article["headline"] for article in ran.lines] == ["Saung 1"]
    assert f"{path}:{places[1].rpartition(':')[2]}: damaged: cut off\n" in ran.err


def test_d16_nothing_but_damage_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b\x08 bukan arsip")
    (tmp_path / "b.warc").write_bytes(b"bukan arsip")
    (tmp_path / "c.warc.gz").write_bytes(b"")
    ran = scrapy("reextract", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert ran.err.count(": damaged: ") == 2


# Archives of other crawlers


def chunks(body: bytes) -> bytes:
    parts = [body[start : start + 50] for start in range(0, len(body), 50)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def foreign_records() -> Iterator[tuple[str, list[tuple[str, str]], bytes]]:
    """URL, headers and payload of responses as other crawlers keep them."""
    html, chunked = ("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")
    pages = {n: news(f"Saung {n}").encode() for n in range(1, 8)}
    yield url(1), [html], pages[1]
    yield url(2), [html, chunked], chunks(pages[2])
    yield (
        url(3),
        [html, ("Content-Encoding", "br"), ("Transfer-Encoding", "Chunked")],
        chunks(brotli.compress(pages[3])),
    )
    yield url(4), [html, chunked], pages[4]  # joined by the crawler, which kept the header
    yield f"<{url(5)}>", [html, ("Content-Encoding", "gzip")], gzip.compress(pages[5])
    yield url(6), [("Content-Type", "application/pdf")], pages[6]
    yield f"{HOST}/robots.txt", [html], b"<html>User-agent: *"
    yield f"{HOST}/a.png", [("Content-Type", "image/png")], b"\x89PNG\r\n"
    yield f"{HOST}/a.json", [("Content-Type", "application/json")], b'{"a": "<html>"}'
    yield url(7), [html, ("Content-Encoding", "gzip")], b"not gzip"
    yield url(8), [html, chunked], chunks(pages[7])[:-60]


def write_foreign(path: Path, *, is_gzip: bool) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_gzip, warc_version="1.0")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "other/1.0"}))
        for address, headers, payload in foreign_records():
            head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            for kind in ("request", "response"):
                about = {"WARC-Date": "2026-11-18T05:00:00Z"}
                if kind == "request":
                    lines = BytesIO(b"GET / HTTP/1.1\r\n\r\n")
                    record = writer.create_warc_record(address.strip("<>"), kind, payload=lines)
                else:
                    record = writer.create_warc_record(
                        address,
                        kind,
                        payload=BytesIO(payload),
                        length=len(payload),
                        http_headers=head,
                        warc_headers_dict=about,
                    )
                writer.write_record(record)


@pytest.mark.parametrize("name", ["other.warc", "other.warc.gz"])
def test_archives_of_other_crawlers_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_foreign(path, is_gzip=name.endswith(".gz"))
    ran = scrapy("reextract", path)
    assert_quiet(ran)
    assert [article["headline"] for article in ran.lines] == [f"Saung {n}" for n in range(1, 7)]
    assert [article["url"] for article in ran.lines] == [url(n) for n in range(1, 7)]
    assert {article["fetched_at"] for article in ran.lines} == {"2026-11-18T05:00:00+00:00"}
    assert all(article["source"].startswith(f"{path}:") for article in ran.lines)
    assert ran.err.count(": damaged: ") == 2
    for reason, number in {"warcinfo": 1, "request": 11, "robots.txt": 1, "not HTML": 2}.items():
        assert re.search(rf"other records: {reason} +│ {number} +│", ran.err)


def test_d16_an_uncompressed_file_is_read_behind_its_damage(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    write_foreign(path, is_gzip=False)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"Saung 2", b"Saung yang kedua", 1))
    found = list(read_records(path))
    assert [type(record) for record in found].count(CorruptRange) == 1
    assert sum(isinstance(record, Record) for record in found) == 2 * 11
    path.write_bytes(raw[:-700])
    assert isinstance([*read_records(path)][-1], CorruptRange)


@pytest.mark.parametrize("digest", ["hex", "sha256", "wrong", "unknown"])
def test_digests_of_every_kind_are_held_against_the_page(tmp_path: Path, digest: str) -> None:
    body = news("Saung 1").encode()
    written = {
        "hex": f"sha1:{hashlib.sha1(body, usedforsecurity=False).hexdigest()}",
        "sha256": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "wrong": f"sha1:{hashlib.sha1(b'', usedforsecurity=False).hexdigest()}",
        "unknown": "blake3:00",
    }[digest]
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        head = StatusAndHeaders("200 OK", HTML, protocol="HTTP/1.1")
        about = {"WARC-Payload-Digest": written}
        record = writer.create_warc_record(
            url(1), "response", BytesIO(body), len(body), "", about, None, head
        )
        writer.write_record(record)
    ran = scrapy("reextract", path)
    assert ("WARC-Payload-Digest is wrong" in ran.err) == (digest == "wrong")
    assert len(ran.lines) == (0 if digest == "wrong" else 1)


def test_a_file_packed_as_one_is_not_read_by_halves(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    write_foreign(path, is_gzip=False)
    whole = tmp_path / "other.warc.gz"
    whole.write_bytes(gzip.compress(path.read_bytes()))
    assert [type(found) for found in read_records(whole)] == [CorruptRange]


def test_reading_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    body = b"<html>" + b"saung " * 500_000
    write(tmp_path, *(page(number, body) for number in range(30)), page(99, body * 20))
    (path,) = tmp_path.iterdir()
    tracemalloc.start()
    found = sum(len(record.block) for record in read_records(path) if isinstance(record, Record))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found > 100_000_000
    assert peak < 80_000_000
