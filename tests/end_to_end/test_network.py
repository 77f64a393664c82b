"""Every failure of the network ends in a recorded state, with a reason, and costs no other URL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.faults import (
    Answer,
    FaultServer,
    announced,
    bomb,
    coded,
    compressed,
    cookies,
    cut_chunk,
    drip_body,
    drip_headers,
    endless_chunks,
    endless_headers,
    faults,
    hang,
    last_page,
    page,
    redirect,
    reset_after,
    until_closed,
)
from tests.support.measured import measured_crawl
from tests.support.site import counts_of_last_run, crawl_words, ends, news, rows, scrapy, url

MOST_MEMORY = 300
"""MB, of a crawl that meets hostile responses."""
CODINGS = ("gzip", "deflate", "br", "zstd")
BOMBS = (*CODINGS, "gzip, gzip")
STORED = ("stored", None)
TOO_LARGE = ("quarantined", "too_large")
LOST = ("failed", "connection_lost")


def long(name: str) -> bytes:
    """Return an article that is longer than one packet."""
    return news(f"Saung {name}", *(f"Buku {name} ke-{n} ada di rak." for n in range(500))).encode()


def half(name: str) -> bytes:
    return long(name)[: len(long(name)) // 2]


def address(name: str) -> str:
    """Return the URL of the article with this name."""
    return f"https://video.tribunnews.com/news/1000777/{name.replace(', ', '-').replace(' ', '-')}"


def truncated(coding: str, at: int | None) -> Answer:
    packed = compressed(coding, long(f"terpotong {coding}"))
    return coded(coding, packed[: at or len(packed) // 2])


CIRCLE = [f"{address('putar')}?n={n}" for n in range(3)]


def onwards(asked: str) -> Answer | None:
    """Return a redirect to the next step, without end."""
    start, query, number = asked.partition("?langkah=")
    return redirect(f"{start}?langkah={int(number) + 1}") if query else None


SLOW: dict[str, Answer] = {"hang": hang, "drip body": drip_body, "drip headers": drip_headers}
SITE: dict[str, Answer | Sequence[Answer]] = {
    "sound": page(long("utuh")),
    "reset": reset_after(half("putus")),
    "too long": announced(len(long("kurang")), half("kurang")),
    "too short": announced(len(half("lebih")), long("lebih")),
    "cut chunk": cut_chunk(half("potong")),
    "cut at close": until_closed(half("tutup")),
    "whole at close": until_closed(long("tutup")),
    "coded to its close": until_closed(
        compressed("gzip", b"".join((long("padat"), b" " * 20_000))), "Content-Encoding: gzip"
    ),
    "circle": redirect(CIRCLE[0]),
    "endless": redirect(f"{address('jauh')}?langkah=1"),
    "cookie wall": redirect(address("cookie wall"), "Set-Cookie: masuk=1"),
    "gone, unreadable": page("hilang", "Content-Encoding: gzip", status="404 Not Found"),
    "endless chunks": endless_chunks,
    "announced": announced(2**31, half("besar")),
    "endless headers": endless_headers,
    "endless header": page(long("kepala"), f"X-Panjang: {'a' * 300_000}"),
    "cookies": cookies(long("kue").decode(), 1000),
    "policy": page(
        long("aturan"), f"Content-Security-Policy: img-src {'https://a.example ' * 2000}"
    ),
    "empty": page(""),
    "blank": page(" \r\n"),
}
for coding in CODINGS:
    SITE[f"whole {coding}"] = coded(coding, compressed(coding, long(f"utuh {coding}")))
    SITE[f"cut {coding}"] = truncated(coding, None)
    SITE[f"cut by a byte {coding}"] = truncated(coding, -1)
    false = coded(coding, long(f"salah {coding}"))
    SITE[f"false {coding}"] = false
    SITE[f"false once {coding}"] = [false, page(long(f"benar {coding}"))]


@dataclass
class Crawled:
    """What came of a crawl of a site with faults."""

    database: str
    server: FaultServer
    said: str
    peak: float

    def end(self, name: str) -> tuple[str | None, str | None]:
        return ends(self.database)[address(name)]


def asked_for(folder: Path, *urls: str) -> tuple[str, ...]:
    listing = folder / "urls.txt"
    listing.write_text("\n".join(urls), encoding="utf-8")
    return ("tribun_video", "-a", f"urls_file={listing}")


def crawl_site(folder: Path, site: Mapping[str, Answer | Sequence[Answer]], *words: str) -> Crawled:
    """Crawl the articles of `site`, by name."""
    database = f"sqlite:///{folder}/news.db"
    answers = {address(name): answer for name, answer in site.items()}
    circle = {a: redirect(b) for a, b in zip(CIRCLE, CIRCLE[1:] + CIRCLE[:1], strict=True)}
    with faults(answers | circle, onwards) as server:
        words = (*asked_for(folder, *answers), *words)
        ran, peak = measured_crawl(server.address, database, *words)
    return Crawled(database, server, ran.err, peak)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Crawl everything else, and every bomb, at once."""
    bombs = {f"bomb {coding}": bomb(coding, long("bom")) for coding in BOMBS}
    site = SITE | {name: coded(name.removeprefix("bomb "), b) for name, b in bombs.items()}
    site["broken bomb"] = page(bombs["bomb br"], "Content-Encoding: br", status="500 Rusak")
    return crawl_site(tmp_path_factory.mktemp("faults"), site)


def test_every_url_ends_in_a_state(crawled: Crawled) -> None:
    found = ends(crawled.database)
    assert len(found) > len(SITE) + len(BOMBS), "and the hops of redirects"
    assert all(state for state, _ in found.values())
    assert "Traceback" not in crawled.said
    assert crawled.end("sound") == STORED


def test_n01_a_closed_port_is_tried_again_and_stops_nothing(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/news.db"
    words = asked_for(tmp_path, url(1), url(2), url(3))
    with faults({url(n): last_page(long("pertama").decode()) for n in (1, 2, 3)}) as server:
        # Without any delay Scrapy connects for all of them at once.
        crawl = crawl_words(server.address, words)
        ran = scrapy(*crawl, "-s", "DOWNLOAD_DELAY=0.01", database=database)
    assert sorted(ends(database).values()) == [("failed", "refused")] * 2 + [STORED]
    assert "Traceback" not in ran.err


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Crawl what takes too long, with a deadline that has little patience."""
    folder = tmp_path_factory.mktemp("slow")
    return crawl_site(folder, SLOW, "-s", "DOWNLOAD_TIMEOUT=1")


def test_n02_a_server_that_never_answers_is_cut_at_the_deadline(slow: Crawled) -> None:
    assert slow.end("hang") == ("failed", "timeout")


def test_n03_a_body_in_drips_is_cut_at_the_deadline(slow: Crawled) -> None:
    assert slow.end("drip body") == ("failed", "timeout")


def test_n04_headers_in_drips_are_cut_at_the_deadline(slow: Crawled) -> None:
    assert slow.end("drip headers") == ("failed", "timeout")


def test_n05_a_reset_within_the_body_is_tried_again(crawled: Crawled) -> None:
    assert crawled.end("reset") == LOST


def test_n06_a_body_shorter_than_announced_is_tried_again(crawled: Crawled) -> None:
    assert crawled.end("too long") == LOST


def test_n07_a_page_cut_by_its_own_length_is_flagged(crawled: Crawled) -> None:
    assert crawled.end("too short") == STORED
    found = rows(crawled.database, "SELECT flags FROM versions WHERE headline = 'Saung lebih'")
    assert "partial" in found[0][0]


def test_n08_a_cut_chunk_is_tried_again(crawled: Crawled) -> None:
    assert crawled.end("cut chunk") == LOST


def test_n09_a_page_cut_by_the_end_of_its_connection_is_kept_apart(crawled: Crawled) -> None:
    assert crawled.end("cut at close") == ("quarantined", "partial")


@pytest.mark.parametrize("name", ["whole at close", "coded to its close"])
def test_n09_a_page_that_ends_with_its_connection_is_whole(crawled: Crawled, name: str) -> None:
    assert crawled.end(name) == STORED


def test_n14_redirects_in_a_circle_have_failed(crawled: Crawled) -> None:
    assert crawled.end("circle")[0] == "duplicate", "each hop is a URL of its own"
    assert [ends(crawled.database)[hop] for hop in CIRCLE].count(("failed", "redirect_loop")) == 1
    assert crawled.server.urls.count(CIRCLE[0]) == 1


def test_n14_redirects_without_end_have_failed(crawled: Crawled) -> None:
    assert crawled.end("endless")[0] == "duplicate", "each hop is a URL of its own"
    assert ("failed", "redirect_loop") in ends(crawled.database).values()
    assert sum("langkah" in asked for asked in crawled.server.urls) == 5


def test_n15_a_cookie_wall_is_never_silent(crawled: Crawled) -> None:
    assert crawled.end("cookie wall") == ("failed", "redirect_self")


def test_n23_a_gzip_bomb_is_kept_apart_in_little_memory(crawled: Crawled) -> None:
    assert crawled.end("bomb gzip") == TOO_LARGE
    assert crawled.peak < MOST_MEMORY


@pytest.mark.parametrize("coding", BOMBS[1:])
def test_n24_any_other_bomb_is_kept_apart_in_little_memory(crawled: Crawled, coding: str) -> None:
    assert crawled.end(f"bomb {coding}") == TOO_LARGE
    assert crawled.peak < MOST_MEMORY


@pytest.mark.parametrize("coding", CODINGS)
def test_n25_a_truncated_coding_is_tried_again(crawled: Crawled, coding: str) -> None:
    assert crawled.end(f"cut {coding}") == ("failed", "gzip_eof")
    assert crawled.end(f"cut by a byte {coding}") == ("failed", "gzip_eof")
    assert crawled.end(f"whole {coding}") == STORED


@pytest.mark.parametrize("coding", CODINGS)
def test_n26_a_false_label_is_asked_about_once(crawled: Crawled, coding: str) -> None:
    assert crawled.end(f"false once {coding}") == STORED
    assert crawled.end(f"false {coding}") == ("quarantined", "bad_encoding")
    for name in ("false", "false once"):
        asked = [seen for seen in crawled.server.log if seen.url == address(f"{name} {coding}")]
        accepted = [seen.headers["accept-encoding"] for seen in asked]
        assert accepted == ["gzip, deflate, br, zstd", "identity"]


def test_n26_asking_again_is_counted(crawled: Crawled) -> None:
    counted = counts_of_last_run(crawled.database)
    assert counted["integrity/asked_for_identity"] == 2 * len(CODINGS)


def test_n26_the_status_of_an_unreadable_error_is_its_end(crawled: Crawled) -> None:
    assert crawled.end("gone, unreadable") == ("gone", "http 404")
    assert crawled.end("broken bomb") == ("failed", "http 500")


def test_n27_a_body_without_end_is_kept_apart_in_little_memory(crawled: Crawled) -> None:
    assert crawled.end("endless chunks") == TOO_LARGE
    assert crawled.peak < MOST_MEMORY


def test_n27_a_body_announced_too_large_is_not_fetched(crawled: Crawled) -> None:
    assert crawled.end("announced") == TOO_LARGE


@pytest.mark.parametrize("name", ["endless headers", "endless header"])
def test_n28_headers_without_end_are_kept_apart_in_little_memory(
    crawled: Crawled, name: str
) -> None:
    assert crawled.end(name) == ("quarantined", "headers_too_large")
    assert crawled.peak < MOST_MEMORY


@pytest.mark.parametrize("name", ["cookies", "policy"])
def test_n28_many_headers_are_no_harm(crawled: Crawled, name: str) -> None:
    assert crawled.end(name) == STORED


@pytest.mark.parametrize("name", ["empty", "blank"])
def test_n33_an_empty_page_is_tried_again(crawled: Crawled, name: str) -> None:
    assert crawled.end(name) == ("failed", "empty")


def test_n33_an_empty_robots_txt_forbids_nothing(tmp_path: Path) -> None:
    robots = "https://video.tribunnews.com/robots.txt"
    database = f"sqlite:///{tmp_path}/news.db"
    with faults({robots: page(""), url(1): page(long("bebas"))}) as server:
        words = crawl_words(server.address, asked_for(tmp_path, url(1)))
        assert scrapy(*words, database=database).code == 0
    assert ends(database) == {url(1): STORED}
    assert server.urls[0] == robots
