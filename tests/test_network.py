"""Every failure of the network ends in a recorded state, with a reason, and costs no other URL."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from crawling import counts_of_last_run, crawl, crawl_words, ends, news, rows, scrapy, url
from faults import (
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
from measured import measured_crawl

SOUND = news("Saung Baca yang Utuh")
LONG = news("Saung Baca yang Panjang", *(f"Buku ke-{n} ada di rak." for n in range(500)))
HALF = LONG.encode()[: len(LONG) // 2]
OTHER = url(99)
"""An article without a fault, in every crawl."""
MOST_MEMORY = 300
"""MB, of a crawl that meets one hostile response."""
HURRY = ("-s", "DOWNLOAD_TIMEOUT=1")


def asked_for(tmp_path: Path, *urls: str) -> tuple[str, ...]:
    listing = tmp_path / "urls.txt"
    listing.write_text("\n".join(urls), encoding="utf-8")
    return ("tribun_video", "-a", f"urls_file={listing}", *HURRY)


class Site:
    """What came of a crawl of a site with faults, beside one sound article."""

    def __init__(self, tmp_path: Path, answers: Mapping[str, Answer | list[Answer]]) -> None:
        self.database = f"sqlite:///{tmp_path}/news.db"
        self.server = FaultServer()
        words = asked_for(tmp_path, *answers, OTHER)
        with faults({**answers, OTHER: page(SOUND)}) as self.server:
            self.ran, self.peak = measured_crawl(self.server.address, self.database, *words)
        self.ends = ends(self.database)

    def assert_ended(self, wanted: Mapping[str, tuple[str, str | None]]) -> None:
        assert self.ends == {**wanted, OTHER: ("stored", None)}
        assert "Traceback" not in self.ran.err
        assert self.ran.code == 0


def one(tmp_path: Path, *answers: Answer) -> tuple[str, str | None]:
    """How the URL with these answers ended; the sound article beside it has been stored."""
    site = Site(tmp_path, {url(1): list(answers)})
    found = site.ends[url(1)]
    site.assert_ended({url(1): found})
    return found


def test_n01_a_closed_port_is_tried_again_and_stops_nothing(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/news.db"
    words = asked_for(tmp_path, url(1), url(2), url(3))
    with faults({url(n): last_page(SOUND) for n in (1, 2, 3)}) as server:
        # Without any delay Scrapy connects for all of them at once.
        words = crawl_words(server.address, words)
        ran = scrapy(*words, "-s", "DOWNLOAD_DELAY=0.01", database=database)
    assert sorted(ends(database).values()) == [("failed", "refused")] * 2 + [("stored", None)]
    assert "Traceback" not in ran.err


def test_n02_a_server_that_never_answers_is_cut_at_the_deadline(tmp_path: Path) -> None:
    assert one(tmp_path, hang) == ("failed", "timeout")


def test_n03_a_body_in_drips_is_cut_at_the_deadline(tmp_path: Path) -> None:
    assert one(tmp_path, drip_body) == ("failed", "timeout")


def test_n04_headers_in_drips_are_cut_at_the_deadline(tmp_path: Path) -> None:
    assert one(tmp_path, drip_headers) == ("failed", "timeout")


def test_n05_a_reset_within_the_body_is_tried_again(tmp_path: Path) -> None:
    assert one(tmp_path, reset_after(HALF)) == ("failed", "connection_lost")


def test_n06_a_body_shorter_than_announced_is_tried_again(tmp_path: Path) -> None:
    answer = announced(len(LONG), HALF)
    assert one(tmp_path, answer) == ("failed", "connection_lost")


def test_n07_a_page_cut_by_its_own_length_is_flagged(tmp_path: Path) -> None:
    site = Site(tmp_path, {url(1): announced(len(HALF), LONG.encode())})
    site.assert_ended({url(1): ("stored", None)})
    found = rows(site.database, "SELECT flags FROM versions WHERE headline LIKE '%Panjang'")
    assert "partial" in found[0][0]


def test_n08_a_cut_chunk_is_tried_again(tmp_path: Path) -> None:
    assert one(tmp_path, cut_chunk(HALF)) == ("failed", "connection_lost")


def test_n09_a_page_cut_by_the_end_of_its_connection_is_kept_apart(tmp_path: Path) -> None:
    assert one(tmp_path, until_closed(HALF)) == ("quarantined", "partial")


def test_n09_a_page_that_ends_with_its_connection_is_whole(tmp_path: Path) -> None:
    packed = until_closed(compressed("gzip", LONG.encode()), "Content-Encoding: gzip")
    site = Site(tmp_path, {url(1): until_closed(SOUND.encode()), url(2): packed})
    assert {state for state, _ in site.ends.values()} <= {"stored", "duplicate"}


def test_n14_redirects_in_a_circle_have_failed(tmp_path: Path) -> None:
    way = [f"{url(1)}?putar={n}" for n in range(3)]
    circle = {url(1): redirect(way[0])} | {
        there: redirect(then) for there, then in zip(way, [*way[1:], way[0]], strict=True)
    }
    database = f"sqlite:///{tmp_path}/news.db"
    with faults({**circle, OTHER: page(SOUND)}) as server:
        crawl(server.address, database, *asked_for(tmp_path, url(1), OTHER))
    assert ends(database)[url(1)] == ("failed", "redirect_loop")
    assert server.urls.count(way[0]) == 1


def test_n14_redirects_without_end_have_failed(tmp_path: Path) -> None:
    def onwards(asked: str) -> Answer | None:
        _, query, number = asked.partition("?langkah=")
        return redirect(f"{url(1)}?langkah={int(number) + 1}") if query else None

    database = f"sqlite:///{tmp_path}/news.db"
    with faults({url(1): redirect(f"{url(1)}?langkah=1")}, onwards) as server:
        crawl(server.address, database, *asked_for(tmp_path, url(1)))
    assert ends(database)[url(1)] == ("failed", "redirect_loop")
    assert sum("langkah" in asked for asked in server.urls) == 5


def test_n15_a_cookie_wall_is_never_silent(tmp_path: Path) -> None:
    assert one(tmp_path, redirect(url(1), "Set-Cookie: masuk=1")) == ("failed", "redirect_self")


@pytest.mark.parametrize("coding", ["gzip"])
def test_n23_a_gzip_bomb_is_kept_apart_in_little_memory(tmp_path: Path, coding: str) -> None:
    assert_small(tmp_path, coded(coding, bomb(coding, SOUND.encode())))


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_n24_any_other_bomb_is_kept_apart_in_little_memory(tmp_path: Path, coding: str) -> None:
    assert_small(tmp_path, coded(coding, bomb(coding, SOUND.encode())))


def assert_small(tmp_path: Path, answer: Answer) -> None:
    site = Site(tmp_path, {url(1): answer})
    site.assert_ended({url(1): ("quarantined", "too_large")})
    assert site.peak < MOST_MEMORY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_n25_a_truncated_coding_is_tried_again(tmp_path: Path, coding: str) -> None:
    packed = compressed(coding, LONG.encode())
    site = Site(
        tmp_path,
        {
            url(1): coded(coding, packed[: len(packed) // 2]),
            url(2): coded(coding, packed[:-1]),
            url(3): coded(coding, packed),
        },
    )
    cut = ("failed", "gzip_eof")
    site.assert_ended({url(1): cut, url(2): cut, url(3): ("stored", None)})


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_n26_a_wrong_label_is_asked_about_once(tmp_path: Path, coding: str) -> None:
    labelled = coded(coding, LONG.encode())
    site = Site(tmp_path, {url(1): [labelled, page(LONG)], url(2): labelled})
    site.assert_ended({url(1): ("stored", None), url(2): ("quarantined", "bad_encoding")})
    for asked in (url(1), url(2)):
        accepted = [seen.headers["accept-encoding"] for seen in site.server.log if seen.url == asked]
        assert len(accepted) == 2
        assert "gzip" in accepted[0]
        assert accepted[1] == "identity"
    assert counts_of_last_run(site.database)["integrity/asked_for_identity"] == 2


def test_n26_the_status_of_an_unreadable_error_is_its_end(tmp_path: Path) -> None:
    gone = page("tidak ada", "Content-Encoding: gzip", status="404 Not Found")
    assert one(tmp_path, gone) == ("gone", "http 404")


def test_n26_an_error_that_is_a_bomb_is_an_error(tmp_path: Path) -> None:
    packed = bomb("br", SOUND.encode())
    site = Site(tmp_path, {url(1): page(packed, "Content-Encoding: br", status="500 Rusak")})
    site.assert_ended({url(1): ("failed", "http 500")})
    assert site.peak < MOST_MEMORY


def test_n27_a_body_without_end_is_kept_apart_in_little_memory(tmp_path: Path) -> None:
    assert_small(tmp_path, endless_chunks)


def test_n27_a_body_announced_too_large_is_not_fetched(tmp_path: Path) -> None:
    assert one(tmp_path, announced(2**31, HALF)) == ("quarantined", "too_large")


def test_n28_headers_without_end_are_kept_apart_in_little_memory(tmp_path: Path) -> None:
    site = Site(tmp_path, {url(1): endless_headers})
    site.assert_ended({url(1): ("quarantined", "headers_too_large")})
    assert site.peak < MOST_MEMORY


def test_n28_one_header_without_end_is_too_large(tmp_path: Path) -> None:
    answer = page(SOUND, f"X-Panjang: {'a' * 300_000}")
    assert one(tmp_path, answer) == ("quarantined", "headers_too_large")


def test_n28_many_headers_are_no_harm(tmp_path: Path) -> None:
    policy = page(LONG, f"Content-Security-Policy: img-src {'https://a.example ' * 2000}")
    site = Site(tmp_path, {url(1): cookies(news("Saung Berkue"), 1000), url(2): policy})
    site.assert_ended({url(1): ("stored", None), url(2): ("stored", None)})


@pytest.mark.parametrize("body", ["", " \r\n"])
def test_n33_an_empty_page_is_tried_again(tmp_path: Path, body: str) -> None:
    assert one(tmp_path, page(body)) == ("failed", "empty")


def test_n33_an_empty_robots_txt_forbids_nothing(tmp_path: Path) -> None:
    robots = "https://video.tribunnews.com/robots.txt"
    database = f"sqlite:///{tmp_path}/news.db"
    with faults({robots: page(""), OTHER: page(SOUND)}) as server:
        crawl(server.address, database, *asked_for(tmp_path, OTHER))
    assert ends(database) == {OTHER: ("stored", None)}
    assert robots in server.urls
