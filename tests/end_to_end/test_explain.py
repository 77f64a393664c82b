"""`scrapy explain`: from a file, standard input, an archive and the web."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from newscrawler.exit_codes import ExitCode
from tests.support.site import FIXTURES, Page, Ran, in_a_hurry, news, scrapy, serving, url
from tests.support.warc import leave_open, page, write

DETIK = FIXTURES / "detik" / "new-layout.html"
PAGE = news("Saung Baca Dibuka")


def explained(ran: Ran) -> dict[str, Any]:
    assert (ran.code, ran.err) == (ExitCode.DONE, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.fixture
def nothing_kept(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Give a database and an archive that are not there, and hold that they are not made."""
    places = {"DATABASE_URL": f"sqlite:///{tmp_path}/news.db", "ARCHIVE_DIR": f"{tmp_path}/archive"}
    yield places
    assert list(tmp_path.iterdir()) == []


def test_a_saved_page_is_explained_within_the_width_of_the_terminal() -> None:
    ran = scrapy("explain", DETIK, COLUMNS="80")
    assert (ran.code, ran.err) == (ExitCode.DONE, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    for words in ("facts of     detik (detikcom)", "ends as      stored", "h1.detail__title"):
        assert words in ran.out


def test_a_page_is_explained_to_machines() -> None:
    found = explained(scrapy("explain", DETIK, "--json"))
    assert (found["publisher"], found["state"], found["matchless"]) == (
        "detik",
        "stored",
        ["authors"],
    )


def test_a_page_is_explained_without_the_facts_of_its_publisher() -> None:
    found = explained(scrapy("explain", DETIK, "--json", "--generic"))
    assert (found["publisher"], found["selectors"]) == (None, 0)


def test_one_field_is_explained() -> None:
    found = explained(scrapy("explain", DETIK, "--json", "--field", "published"))
    assert (found["field"], found["rule"], found["selector"]) == (
        "published",
        "site",
        ".detail__date",
    )
    ran = scrapy("explain", DETIK, "--field", "published")
    assert ran.out.split()[0] == "published"
    assert "headline" not in ran.out


def test_standard_input_is_explained() -> None:
    found = explained(scrapy("explain", "-", "--json", stdin=PAGE.encode()))
    assert (found["source"], found["url"]) == ("-", None)
    assert "no_url" in [each["flag"] for each in found["flags"]]


def test_what_is_no_page_is_explained_as_that() -> None:
    found = explained(scrapy("explain", "-", "--json"))
    assert (found["state"], found["reason"]) == ("quarantined", "empty")


# A page of an archive


def test_a_page_of_an_archive_is_explained(tmp_path: Path) -> None:
    first, second = write(tmp_path, page(1), page(2))
    found = explained(scrapy("explain", tmp_path / second, "--json"))
    assert (found["url"], found["publisher"]) == (url(2), "tribun_video")
    # As `Article.source` names it, also while a crawl still writes to the file.
    leave_open(tmp_path)
    found = explained(scrapy("explain", first, "--json", ARCHIVE_DIR=str(tmp_path)))
    assert (found["url"], found["source"]) == (url(1), first)


@pytest.mark.parametrize(
    ("offset", "complaint"),
    [("0", "warcinfo"), ("7", "gzip"), ("99999999", "the file ends before")],
)
def test_a_place_in_an_archive_that_holds_no_page_has_no_result(
    tmp_path: Path, offset: str, complaint: str
) -> None:
    (place,) = write(tmp_path, page(1))
    ran = scrapy("explain", f"{tmp_path / place.rpartition(':')[0]}:{offset}")
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.NO_RESULT, "", 1)
    assert complaint in ran.err


def test_an_archive_without_an_offset_is_refused(tmp_path: Path) -> None:
    (place,) = write(tmp_path, page(1))
    ran = scrapy("explain", tmp_path / place.rpartition(":")[0])
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.USAGE_ERROR, "", 1)
    assert ":<offset>" in ran.err


# A page of the web


def test_a_page_of_a_publisher_is_fetched_and_nothing_is_stored(
    nothing_kept: dict[str, Any],
) -> None:
    with serving({url(1): Page(PAGE)}) as site:
        words = ("explain", url(1), "--json", *in_a_hurry(site.address))
        found = explained(scrapy(*words, **nothing_kept))
    assert (found["url"], found["publisher"], found["state"]) == (url(1), "tribun_video", "stored")
    assert [address.rpartition("/")[2] for address in site.asked].count("robots.txt") == 1
    assert site.asked.count(url(1)) == 1


def test_a_page_of_an_unknown_site_is_fetched(nothing_kept: dict[str, Any]) -> None:
    address = "https://warta.example/berita/saung"
    with serving({address: Page(PAGE)}) as site:
        words = ("explain", address, "--json", *in_a_hurry(site.address))
        found = explained(scrapy(*words, **nothing_kept))
    assert (found["url"], found["publisher"]) == (address, None)


@pytest.mark.parametrize(
    ("pages", "complaint"),
    [
        ({}, "gone: http 404"),
        ({url(1): Page(status=500)}, "failed: http 500"),
        (
            {
                url(1): Page(PAGE),
                "https://video.tribunnews.com/robots.txt": Page("User-agent: *\nDisallow: /"),
            },
            "disallowed: ",
        ),
    ],
)
def test_a_page_that_cannot_be_had_has_no_result(
    pages: dict[str, Page], complaint: str, nothing_kept: dict[str, Any]
) -> None:
    with serving(pages) as site:
        words = ("explain", url(1), *in_a_hurry(site.address), "-s", "RETRY_ENABLED=0")
        ran = scrapy(*words, **nothing_kept)
    assert (ran.code, ran.out) == (ExitCode.NO_RESULT, "")
    assert complaint in ran.complaint


# Wrong words


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "name one file"),
        ((DETIK, DETIK), "name one file"),
        (("absent.html",), "no such file: absent.html"),
        (("absent.warc.gz:12",), "no such file: absent.warc.gz"),
        ((FIXTURES,), "no such file"),
        (("ftp://contoh.example/a",), "no web address"),
        (("https://republika.co.id/berita/1",), "permitted=yes"),
        ((DETIK, "--field", "saung"), "no field 'saung'; choose from url, "),
        ((DETIK, "--field", "flags"), "no field 'flags'"),
    ],
)
def test_wrong_words_are_answered_in_one_line(words: Sequence[str | Path], complaint: str) -> None:
    ran = scrapy("explain", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.USAGE_ERROR, "", 1)
    assert complaint in ran.err
