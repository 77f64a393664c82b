"""`scrapy reextract` as a person runs it: over good pages and over everything else there is."""

import csv
import json
import re
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newscrawler.storage.database import open_database, table_counts
from tests.support.site import FIXTURES, HOST, Ran, in_zone, news, rows, scrapy, start

AMP = FIXTURES / "tribun_video" / "amp.html"  # its related links have relative times only
FETCHED = "2026-11-20T09:00:00+07:00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
NOISE = bytes((n * n * 31 + n * 7 + 13) % 251 for n in range(6000))
NO_PAGES = {
    "empty": b"",
    "blank": b" \n\t\n",
    "noise": NOISE,
    "png": PNG,
    "pdf": PDF,
    "json": b'{"headline": "Saung", "body": ["<b>"]}',
    "text": b"Hanya catatan rapat, bukan halaman.",
}
"""What is in files that end in .html and hold no page."""


def address(name: str) -> str:
    return f"{HOST}/news/1000777/{name}"


def page(name: str, *, related: str = "") -> str:
    return news(
        f"Saung {name}", head=f'<link rel="canonical" href="{address(name)}">', foot=related
    )


DOUBTFUL: dict[str, tuple[Any, str]] = {
    "half": (b'{"url": "htt', "sidecar_unreadable"),
    "list": ([1, 2], "sidecar_unreadable"),
    "not-text": (b"\xff\xfe\x00", "sidecar_unreadable"),
    "naive-time": ({"fetched_at": "2026-11-20T09:00:00"}, "fetched_at_without_zone"),
    "no-time": ({"fetched_at": "kemarin sore"}, "fetched_at_unreadable"),
    "number-time": ({"fetched_at": 1795140000}, "fetched_at_unreadable"),
}
"""Sidecars that do not say when the page was fetched, and the flag that tells."""
NONSENSE: dict[str, dict[str, Any]] = {
    "number-url": {"url": 12},
    "broken-url": {"url": "https://[saung/a"},
    "wordy-url": {"url": "halaman saung"},
    "text-headers": {"headers": "html"},
    "list-headers": {"headers": ["Content-Type", "text/html"]},
    "number-headers": {"headers": {"Content-Type": 7}},
}
"""Sidecars of a shape that nobody would write by hand."""


def write_sidecar(path: Path, facts: Any) -> None:
    path.write_bytes(facts if isinstance(facts, bytes) else json.dumps(facts).encode())


@dataclass
class Folder:
    """A re-extraction of one folder: how it went, and its articles by file name."""

    ran: Ran
    articles: dict[str, dict[str, Any]]


def extract_folder(folder: Path) -> Folder:
    ran = scrapy("reextract", folder)
    return Folder(ran, {Path(article["source"]).stem: article for article in ran.lines})


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Extract one folder with all sorts of files in it."""
    folder = tmp_path_factory.mktemp("odd")
    for name, body in NO_PAGES.items():
        (folder / f"{name}.html").write_bytes(body)
        write_sidecar(folder / f"{name}.json", {"url": address(name), "fetched_at": FETCHED})
    for name, (facts, _) in DOUBTFUL.items():
        (folder / f"{name}.html").write_text(page(name), encoding="utf-8")
        write_sidecar(folder / f"{name}.json", facts)
    (folder / "alone.html").write_bytes(AMP.read_bytes())
    declared = page("charset").replace("charset=utf-8", "charset=iso-8859-1")
    (folder / "charset.html").write_bytes(declared.replace("Warga", "Kafé").encode())
    headers = {"Content-Type": "text/html; charset=iso-8859-1"}
    write_sidecar(folder / "charset.json", {"url": address("charset"), "headers": headers})
    whole = (FIXTURES / "tribunnews" / "new-layout.html").read_bytes()
    (folder / "cut.html").write_bytes(whole[: len(whole) * 2 // 3])
    return extract_folder(folder)


# What good pages give


def test_standard_output_is_json_lines_in_the_order_of_the_files() -> None:
    ran = scrapy("reextract", FIXTURES / "tribunnews", FIXTURES / "tribun_video" / "amp.html")
    assert ran.code == 0
    sources = [article["source"] for article in ran.lines]
    pages = sorted(map(str, (FIXTURES / "tribunnews").glob("*.html")))
    assert [source for source in pages if source in sources] == sources[:-1]
    assert sources[-1] == str(AMP)
    assert {"headline", "body", "quotes", "related", "flags"} <= ran.lines[0].keys()


def test_same_pages_give_the_same_bytes_in_every_time_zone() -> None:
    here = scrapy("reextract", FIXTURES)
    assert len(here.lines) > 10
    assert scrapy("reextract", FIXTURES, TZ="America/New_York").out == here.out
    for zone in ("Asia/Jayapura", "UTC"):
        assert scrapy("reextract", FIXTURES, before=in_zone(zone)).out == here.out


def test_a_page_on_standard_input_takes_its_address_from_itself() -> None:
    ran = scrapy("reextract", "-", stdin=AMP.read_bytes())
    (article,) = ran.lines
    assert article["url"].startswith(f"{HOST}/news/1012874/")
    assert article["fetched_at"] is None
    assert "url_from_page" in article["flags"]
    assert ran.code == 0


def test_generic_uses_no_publishers_facts() -> None:
    path = FIXTURES / "tribun_video" / "new-layout.html"
    (known,) = scrapy("reextract", path).lines
    (generic,) = scrapy("reextract", "--generic", path).lines
    assert known["publisher"] == "tribun_video"
    assert generic["publisher"] is None
    assert generic["headline"] == known["headline"]
    assert "site" in known["provenance"].values()
    assert "site" not in generic["provenance"].values()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, str]], list[Any]]:
    """Extract the fixtures into a table and into JSON lines: its rows, and the articles."""
    folder = tmp_path_factory.mktemp("written")
    table, lines = folder / "articles.csv", folder / "articles.jsonl"
    ran = scrapy("reextract", FIXTURES, "-O", table, "-O", lines)
    assert (ran.code, ran.out) == (0, "")
    with table.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return found, [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]


def test_a_table_holds_one_whole_article_a_row(
    written: tuple[list[dict[str, str]], list[Any]],
) -> None:
    found, articles = written
    assert len(found) == len(articles) > 10
    for row, article in zip(found, articles, strict=True):
        assert row["url"] == article["url"]
        assert row["text"] == "\n".join(block["text"] for block in article["body"])
        assert row["published"] == (article["published"] or {}).get("value", "")
        assert json.loads(row["authors"] or "[]") == article["authors"]
        assert json.loads(row["quotes"] or "[]") == article["quotes"]


def test_a_table_holds_nothing_only_python_can_read(
    written: tuple[list[dict[str, str]], list[Any]],
) -> None:
    python = re.compile(r"\[?\{'|\['|[A-Z]\w+\(\w+=|(True|False|None)$")
    cells = {(name, cell) for row in written[0] for name, cell in row.items()}
    assert {(name, cell) for name, cell in cells if python.match(cell)} == set()


def test_storing_twice_adds_a_run_and_nothing_else(sqlite_url: str) -> None:
    stored = [scrapy("reextract", FIXTURES, "--store", database=sqlite_url)]
    engine = open_database(sqlite_url)
    once = table_counts(engine)
    stored.append(scrapy("reextract", FIXTURES, "--store", database=sqlite_url))
    twice = table_counts(engine)
    engine.dispose()
    assert once["articles"] > 10
    tallies = {name: 2 * rows for name, rows in once.items() if name.endswith("_tallies")}
    assert tallies["field_tallies"] > 0
    assert twice == once | {"runs": 2} | tallies
    assert [ran.code for ran in stored] == [0, 0]
    assert [ran.out for ran in stored] == ["", ""], "articles go to the database only"


def test_what_is_no_article_is_recorded_when_storing(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "kosong.html").write_bytes(b"")
    write_sidecar(tmp_path / "kosong.json", {"url": address("kosong"), "fetched_at": FETCHED})
    ran = scrapy("reextract", tmp_path, "--store", database=sqlite_url)
    found = rows(sqlite_url, "SELECT url, state, reason FROM urls")
    assert found == [(address("kosong"), "quarantined", "empty")]
    assert ran.code == 1


# What odd files give


def test_odd_files_stop_nothing(odd: Folder) -> None:
    assert odd.ran.code == 0
    assert "Traceback" not in odd.ran.err
    assert odd.articles.keys() == {"alone", "charset", "cut", *DOUBTFUL}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_a_sidecar_fails_to_say_is_flagged(odd: Folder, name: str) -> None:
    article = odd.articles[name]
    assert article["canonical_url"] == address(name)
    assert article["fetched_at"] is None
    assert DOUBTFUL[name][1] in article["flags"]
    assert "url_from_page" in article["flags"]


def test_nonsense_in_a_sidecar_stops_nothing(tmp_path: Path) -> None:
    """An address that is none is no address: the page's own is taken instead, and flagged."""
    for name, facts in NONSENSE.items():
        (tmp_path / f"{name}.html").write_text(page(name), encoding="utf-8")
        right = {"url": address(name), "fetched_at": FETCHED}
        write_sidecar(tmp_path / f"{name}.json", right | facts)
    found = extract_folder(tmp_path)
    assert "Traceback" not in found.ran.err
    assert found.ran.code == 0
    assert found.articles.keys() == NONSENSE.keys()
    for name, article in found.articles.items():
        assert article["headline"] == f"Saung {name}"
        assert article["url"] == article["canonical_url"] == address(name)
        assert ("url_from_page" in article["flags"]) == name.endswith("-url")


def test_without_a_sidecar_relative_dates_stay_raw(odd: Folder) -> None:
    article = odd.articles["alone"]
    assert article["url"].startswith(f"{HOST}/news/1012874/")
    assert {"no_sidecar", "url_from_page", "unanchored_dates"} <= set(article["flags"])
    dates = [link["date"] for block in article["related"] for link in block["links"]]
    assert [date["value"] for date in dates] == [None] * len(dates) != []
    assert [date["raw"] for date in dates if "lalu" in date["raw"]] != []
    assert article["published"]["value"] == "2026-11-18T14:26:00+07:00"


def test_a_wrong_charset_spoils_no_text(odd: Folder) -> None:
    assert odd.articles["charset"]["body"][0]["text"].startswith("Kafé Kampung")
    assert "charset_conflict" in odd.articles["charset"]["flags"]


def test_a_page_cut_short_gives_what_it_has_and_says_so(odd: Folder) -> None:
    assert odd.articles["cut"]["headline"].startswith("Uji Coba Kapal Perpustakaan")
    assert odd.articles["cut"]["body"]
    assert "partial" in odd.articles["cut"]["flags"]


@pytest.mark.parametrize("name", NO_PAGES)
def test_what_is_no_page_is_named_in_one_line(odd: Folder, name: str) -> None:
    assert name not in odd.articles
    assert len(re.findall(rf"^.*/{name}\.html: quarantined: .+$", odd.ran.err, re.MULTILINE)) == 1


def test_nothing_but_no_pages_is_no_success(tmp_path: Path) -> None:
    for name, body in NO_PAGES.items():
        (tmp_path / f"{name}.html").write_bytes(body)
    ran = scrapy("reextract", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err


def test_nothing_on_standard_input_is_no_success() -> None:
    ran = scrapy("reextract", "-", stdin=b"")
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err


# What cannot be done at all


def test_wrong_words_are_answered_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "catatan.txt").write_text("tidak ada halaman", encoding="utf-8")
    absent = tmp_path / "absent"
    answers: list[tuple[tuple[Path, ...], int]] = [((), 2), ((AMP, absent), 2), ((tmp_path,), 1)]
    for words, code in answers:
        ran = scrapy("reextract", *words)
        assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1), ran.err


@pytest.mark.parametrize("where", ["a-file/out.jsonl", "a-folder/out.jsonl"])
def test_an_output_that_cannot_be_written_is_one_line(tmp_path: Path, where: str) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    (tmp_path / "a-folder" / "out.jsonl").mkdir(parents=True)
    ran = scrapy("reextract", AMP, "-O", tmp_path / where)
    assert ran.code != 0
    assert "Traceback" not in ran.err
    assert where in ran.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 11), (signal.SIGTERM, 13)])
def test_reextraction_that_is_told_to_stop_ends_and_keeps_what_it_wrote(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    for at in range(400):
        (tmp_path / f"{at}.html").write_text(page(str(at)), encoding="utf-8")
    with start("reextract", tmp_path, "-O", "-:jsonlines") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(number)
        lines = [first, *process.stdout]
        assert process.wait() == code
    assert 0 < len([json.loads(line) for line in lines]) < 400


def test_generic_leaves_the_time_zone_of_the_publisher_out(tmp_path: Path) -> None:
    body = (
        "<!DOCTYPE html><html lang=id><head><title>Pasar Seni Dibuka</title></head><body>"
        "<h1>Pasar Seni Dibuka</h1><p>17 November 2026 10:00</p>"
        "<p>Pasar seni di tepi Danau Wanasari dibuka lagi setelah atapnya diganti warga.</p>"
        "<p>Pedagang menempati lapak mereka sejak subuh dan menata anyaman di atas meja.</p>"
        "</body></html>"
    )
    (tmp_path / "page.html").write_text(body, encoding="utf-8")
    url = "https://bali.tribunnews.com/2026/11/17/pasar-seni-dibuka"
    write_sidecar(tmp_path / "page.json", {"url": url, "fetched_at": FETCHED})
    (own,) = scrapy("reextract", tmp_path).lines
    (generic,) = scrapy("reextract", tmp_path, "--generic").lines
    assert own["published"]["value"] == "2026-11-17T10:00:00+08:00"
    assert generic["published"]["value"] == "2026-11-17T10:00:00+07:00"


def test_an_output_is_appended_to_or_replaced_when_it_is_complete(tmp_path: Path) -> None:
    output = tmp_path / "a.jsonl"
    for _ in range(2):
        assert scrapy("reextract", AMP, "-o", output).code == 0
    assert len(output.read_text(encoding="utf-8").splitlines()) == 2
    assert scrapy("reextract", AMP, "-O", output).code == 0
    assert len(output.read_text(encoding="utf-8").splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"], "no draft is left behind"
