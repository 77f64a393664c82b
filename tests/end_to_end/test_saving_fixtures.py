"""`scrapy fixture <publisher> <url|file>`: a page, its sidecar and its golden answer are saved."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.site import (
    HOST,
    PROJECT,
    Page,
    Ran,
    Site,
    articles,
    in_a_hurry,
    news,
    scrapy,
    serving,
    url,
)

KEY = "tribun_video"
TIME = "2026-11-20T09:00:00+07:00"
BARE = f"{HOST}/news/1000030/kosong"
PARTS = f"{HOST}/news/1000031/bersambung"
RESERVED = f"{HOST}/news/1000032/cadangan"
NEXT_PAGE = f'<a rel="next" href="{PARTS}?page=2">Halaman 2</a>'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make a checkout without any fixture."""
    checkout = tmp_path / "checkout"
    (checkout / "fixtures").mkdir(parents=True)
    (checkout / "newscrawler").symlink_to(PROJECT / "newscrawler")
    shutil.copy(PROJECT / "scrapy.cfg", checkout)
    return checkout


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve two good pages, and some that are refused as fixtures."""
    refused = {
        BARE: Page("<html><body><p>Halaman ini sedang diperbaiki.</p></body></html>"),
        PARTS: Page(news("Saung Bersambung", head=NEXT_PAGE, foot=NEXT_PAGE)),
        RESERVED: Page(news("Saung Cadangan"), headers={"X-Robots-Tag": "noarchive"}),
    }
    with serving({**articles(1, 2), **refused}) as site:
        yield site


def fixture(checkout: Path, *words: str | Path, site: Site | None = None) -> Ran:
    replay = in_a_hurry(site.address) if site else ()
    return scrapy("fixture", *words, *replay, folder=checkout)


def saved(checkout: Path) -> list[str]:
    return sorted(path.name for path in (checkout / "fixtures").rglob("*.*"))


def facts(checkout: Path, name: str) -> dict[str, Any]:
    sidecar = checkout / "fixtures" / KEY / f"{name}.json"
    found: dict[str, Any] = json.loads(sidecar.read_text(encoding="utf-8"))
    return found


def test_a_page_of_the_web_is_fetched_by_the_rules_and_saved(checkout: Path, site: Site) -> None:
    ran = fixture(checkout, KEY, url(1), site=site)
    assert ran.code == 0, ran.err
    assert site.asked[0] == f"{HOST}/robots.txt"
    assert site.asked.count(url(1)) == 1
    assert saved(checkout) == ["page-1.html", "page-1.json"], "no file is named after a URL"
    page = checkout / "fixtures" / KEY / "page-1.html"
    assert page.read_text(encoding="utf-8") == site.pages[url(1)].body
    assert facts(checkout, "page-1")["url"] == url(1)
    assert facts(checkout, "page-1")["article"]["headline"] == "Saung Baca 1 Dibuka"
    assert "Saung Baca 1 Dibuka" in ran.out, "the answer is shown, to be read against the page"
    again = fixture(checkout)
    assert (again.code, "1 fixtures, 0 differ" in again.out) == (0, True)


def test_what_is_saved_is_marked_until_its_sentences_are_replaced(
    checkout: Path, site: Site
) -> None:
    ran = fixture(checkout, KEY, url(1), site=site)
    assert "replace them by your own" in ran.err
    assert facts(checkout, "page-1")["own_words"] is False
    assert f"{KEY}/page-1 has its publisher's sentences" in fixture(checkout).err
    sidecar = checkout / "fixtures" / KEY / "page-1.json"
    own = {name: fact for name, fact in facts(checkout, "page-1").items() if name != "own_words"}
    sidecar.write_text(json.dumps(own), encoding="utf-8")
    assert fixture(checkout).err == ""


def test_nothing_is_rewritten_without_being_asked(checkout: Path, site: Site) -> None:
    fixture(checkout, KEY, url(1), site=site)
    before = facts(checkout, "page-1")
    site.pages[url(1)] = Page(news("Saung Baca Ditutup"))
    refused = fixture(checkout, KEY, url(1), site=site)
    assert refused.code == 4
    assert "Saung Baca 1 Dibuka" in refused.out
    assert "Saung Baca Ditutup" in refused.out
    assert facts(checkout, "page-1") == before
    assert fixture(checkout, KEY, url(1), "--update", site=site).code == 0
    assert facts(checkout, "page-1")["article"]["headline"] == "Saung Baca Ditutup"
    assert saved(checkout) == ["page-1.html", "page-1.json"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        pytest.param(BARE, "missing:headline, missing:published", id="bare"),
        pytest.param(PARTS, "incomplete", id="in parts"),
    ],
)
def test_an_incomplete_page_is_refused_and_says_what_it_lacks(
    checkout: Path, site: Site, address: str, why: str
) -> None:
    ran = fixture(checkout, KEY, address, site=site)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert why in ran.err
    assert saved(checkout) == []
    assert fixture(checkout, KEY, address, "--incomplete", "--name", "utuh", site=site).code == 0
    assert saved(checkout) == ["utuh.html", "utuh.json"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        pytest.param(RESERVED, "noarchive", id="reserved"),
        pytest.param(url(9), "gone: http 404", id="gone"),
    ],
)
def test_a_page_that_cannot_be_had_leaves_nothing(
    checkout: Path, site: Site, address: str, why: str
) -> None:
    ran = fixture(checkout, KEY, address, "--incomplete", site=site)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert why in ran.err
    assert saved(checkout) == []


def test_a_page_that_robots_txt_forbids_is_never_asked_for(checkout: Path, site: Site) -> None:
    rules = Page("User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
    site.pages[f"{HOST}/robots.txt"] = rules
    ran = fixture(checkout, KEY, url(1), site=site)
    assert (ran.code, saved(checkout)) == (1, [])
    assert "disallowed: robots.txt" in ran.err
    assert url(1) not in site.asked


def page_on_disk(folder: Path, sidecar: Any = None) -> Path:
    file = folder / "saung.html"
    file.write_text(news("Saung di Wanareja"), encoding="utf-8")
    if sidecar:
        file.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
    return file


def test_a_page_on_disk_is_saved_with_what_its_sidecar_says(checkout: Path, tmp_path: Path) -> None:
    file = page_on_disk(tmp_path, {"url": url(1), "fetched_at": TIME})
    assert fixture(checkout, KEY, file).code == 0
    assert saved(checkout) == ["saung.html", "saung.json"]
    assert (facts(checkout, "saung")["url"], facts(checkout, "saung")["fetched_at"]) == (
        url(1),
        TIME,
    )
    again = fixture(checkout, KEY, file)
    assert (again.code, "has this page already" in again.out) == (0, True)


def test_a_page_on_disk_may_be_told_where_it_is_from(checkout: Path, tmp_path: Path) -> None:
    file = page_on_disk(tmp_path)
    told = ("--url", url(2), "--fetched-at", "2026-11-20T02:00:00+00:00", "--name", "bambu")
    assert fixture(checkout, KEY, file, *told).code == 0
    assert facts(checkout, "bambu")["article"]["url"] == url(2)
    assert facts(checkout, "bambu")["fetched_at"] == TIME


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param((KEY,), "give one page", id="no page"),
        pytest.param((KEY, "https://saung.example/a"), "not on a host", id="another site"),
        pytest.param(
            (KEY, url(1), "--name", "../saung"), "not a valid name", id="a name that leads out"
        ),
        pytest.param(("site/a",), "no such fixture", id="a page of the demo"),
        pytest.param((KEY, "tidak-ada.html"), "no such file", id="no file"),
        pytest.param((KEY, "{page}"), "--url", id="from nowhere"),
        pytest.param((KEY, "{page}", "--url", url(1)), "--fetched-at", id="from no time"),
        pytest.param(
            (KEY, "{page}", "--url", url(1), "--fetched-at", "2026-11-20"), "offset", id="no offset"
        ),
        pytest.param(
            ("tribunnews", "{page}", "--url", url(1), "--fetched-at", TIME),
            "not a page of",
            id="another publisher",
        ),
    ],
)
def test_wrong_words_are_answered_in_one_line(
    checkout: Path, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    file = page_on_disk(tmp_path)
    ran = fixture(checkout, *(word.format(page=file) for word in words))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
    assert why in ran.err
    assert saved(checkout) == []
