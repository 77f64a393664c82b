"""Raw first: what is fetched is in the archive before anything reads it, and can be read again."""

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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawler.crawling.archive.recovery import reconcile
from newscrawler.crawling.network.replay import replay_server
from newscrawler.exit_codes import ExitCode
from newscrawler.storage.articles import load_article
from newscrawler.storage.database import open_database
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
from tests.support.warc import (
    HTML,
    NOON,
    archived,
    content,
    dead,
    leave_open,
    page,
    responses,
    sources,
    write,
    write_foreign,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the place of an archive, beside the database."""
    return tmp_path / "archive"


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


LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))"


def test_d2_a_crawl_whose_archive_is_full_stops_and_says_so(
    tmp_path: Path, sqlite_url: str
) -> None:
    noise = random.Random(1).randbytes(2_500_000).hex()  # noqa: S311 (no secret)
    large = Page(news("Saung Besar", foot=f"<!-- {noise} -->"))
    folder = tmp_path / "archive"
    open_database(sqlite_url).dispose()
    pages = listed(1, 2, 3) | articles(1) | {url(2): large, url(3): large}
    with serving(pages) as site:
        elsewhere = {"ARCHIVE_DIR": str(folder), "before": LIMITED}
        ran = crawl(site.address, sqlite_url, "tribun_video", **elsewhere)
    assert "the crawl stops here" in ran.err
    assert "Traceback" not in ran.err
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
    return scrapy("reextract", folder, "--strict"), broken


def test_d16_damage_in_the_middle_costs_one_page_a_file(
    damaged: tuple[Ran, dict[str, str]],
) -> None:
    ran, _ = damaged
    assert_quiet(ran, ExitCode.PARTIAL)
    expected = {f"Saung {10 * tens + one}" for tens in range(len(DAMAGES)) for one in (1, 3, 4)}
    assert {article["headline"] for article in ran.lines} == expected
    assert re.search(rf"│ unreadable +│ {len(DAMAGES)} +│", ran.err)


@pytest.mark.parametrize("name", DAMAGES)
def test_d16_damage_is_listed_with_its_place_and_reason(
    damaged: tuple[Ran, dict[str, str]], name: str
) -> None:
    ran, broken = damaged
    (told,) = (line for line in ran.err.splitlines() if line.startswith(f"{broken[name]}: "))
    assert told.startswith(f"{broken[name]}: unreadable: ")
    assert DAMAGES[name][1] in told


def test_d16_a_cut_tail_is_listed_and_what_is_before_it_read(tmp_path: Path) -> None:
    places = write(tmp_path, page(1), page(2))
    path = leave_open(tmp_path)
    os.truncate(path, path.stat().st_size - 20)
    ran = scrapy("reextract", tmp_path)
    assert_quiet(ran, ExitCode.PARTIAL)
    assert [article["headline"] for article in ran.lines] == ["Saung 1"]
    assert f"{path}:{places[1].rpartition(':')[2]}: unreadable: cut off\n" in ran.err


def test_d16_nothing_but_damage_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b\x08 bukan arsip")
    (tmp_path / "b.warc").write_bytes(b"bukan arsip")
    (tmp_path / "c.warc.gz").write_bytes(b"")
    ran = scrapy("reextract", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert ran.err.count(": unreadable: ") == 3


@pytest.mark.parametrize("name", ["other.warc", "other.warc.gz"])
def test_archives_of_other_crawlers_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_foreign(path, is_gzip=name.endswith(".gz"))
    ran = scrapy("reextract", path)
    assert_quiet(ran, ExitCode.PARTIAL)
    assert [article["headline"] for article in ran.lines] == [f"Saung {n}" for n in range(1, 7)]
    assert [article["url"] for article in ran.lines] == [url(n) for n in range(1, 7)]
    assert {article["fetched_at"] for article in ran.lines} == {"2026-11-18T05:00:00+00:00"}
    assert all(article["source"].startswith(f"{path}:") for article in ran.lines)
    assert ran.err.count(": unreadable: ") == 2
    for reason, number in {"warcinfo": 1, "request": 11, "robots.txt": 1, "not HTML": 2}.items():
        assert re.search(rf"other records: {reason} +│ {number} +│", ran.err)


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
    (article,) = scrapy("reextract", path).lines
    assert ("digest_mismatch" in article["flags"]) == (digest == "wrong")
    ran = scrapy("reextract", path, "--strict")
    assert ("WARC-Payload-Digest is wrong" in ran.err) == (digest == "wrong")
    assert len(ran.lines) == (0 if digest == "wrong" else 1)
