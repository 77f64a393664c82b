"""`scrapy reextract --compare` says what would change, and `--store` then changes just that."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sqlalchemy import select, text, update

from newscrawler.storage.database import open_database
from newscrawler.storage.schema import VersionRow
from tests.support.site import Ran, rows, scrapy, with_publisher

HOST = "https://www.sumari.example/kabar"
HOSTILE = '<script>alert(1)</script> & "Pasar" \u202e'
PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Pasar {n}</title>
<meta property="article:published_time" content="2026-11-18T14:00:00+07:00"></head><body>
<h1 class="judul">Pasar Ikan {n}</h1><p class="lain">{other}</p>
<p class="penulis">Raka Dirgantara</p><div class="isi">
<p>Pasar ikan nomor {n} di Muara Sumari dibuka lagi setelah dua bulan diperbaiki warga, Rabu.</p>
<p>Sebanyak {n}8 pedagang kembali menempati lapak yang kini beratap dan berlantai keramik.</p></div>
<div class="label"><a href="/label/ikan">ikan</a></div>
<div class="baru"><a href="/label/ikan">ikan</a> <a href="/label/pasar">pasar</a></div>
</body></html>"""
FACTS: dict[str, Any] = {
    "name": "Kabar Sumari",
    "hosts": ["www.sumari.example"],
    "article_pattern": r"https?://www\.sumari\.example/kabar/.+",
}
OLD = {"headline": ["h1.judul"], "authors": ["p.penulis"], "tags": ["div.label a"]}
PAGES = 3


def save(folder: Path, n: int, other: str = "lain", day: int = 20) -> None:
    page = PAGE.format(n=n, other=other)
    (folder / f"{n}.html").write_text(page, encoding="utf-8")
    facts = {"url": f"{HOST}/pasar-{n}", "fetched_at": f"2026-11-{day}T09:00:00+07:00"}
    (folder / f"{n}.json").write_text(json.dumps(facts), encoding="utf-8")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(PAGES):
        save(folder, n)
    return folder


def run(pages: Path, database: str, *words: str | Path, **facts: Any) -> Ran:
    """Run `scrapy reextract` by the rules OLD, but for `facts`."""
    selectors = {"selectors": OLD | facts.pop("selectors", {})}
    before = with_publisher(pages.parent, **FACTS, **selectors, **facts)
    return scrapy("reextract", *words, database=database, before=before)


def store(pages: Path, database: str, *words: str | Path, **facts: Any) -> Ran:
    ran = run(pages, database, *words, "--store", **facts)
    assert ran.code == 0, ran.err
    return ran


def compare(pages: Path, database: str, *words: str | Path, code: int = 0, **facts: Any) -> Any:
    """Return what the comparison says as JSON."""
    ran = run(pages, database, "--compare", "--json", "-", *words, **facts)
    assert ran.code == code, ran.err
    return json.loads(ran.out)


def changed(found: Any) -> dict[str, tuple[int, ...]]:
    """Return how many pages are same, better, lost and different in each field that changes."""
    names = ("same", "better", "lost", "different")
    counts = {each["field"]: tuple(each[name] for name in names) for each in found["fields"]}
    return {field: numbers for field, numbers in counts.items() if any(numbers[1:])}


def edit(database: str, sql: str) -> None:
    engine = open_database(database)
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def edit_article(database: str, url: str, **fields: Any) -> None:
    """Change the stored article at `url` behind the program's back."""
    engine = open_database(database)
    with engine.begin() as connection:
        found = select(VersionRow.article).where(VersionRow.url == url)
        article = connection.execute(found).scalar_one() | fields
        connection.execute(update(VersionRow).where(VersionRow.url == url).values(article=article))
    engine.dispose()


MENDED: dict[str, Any] = {"selectors": {"tags": ["div.baru a"]}}


def test_a_changed_selector_shows_before_it_is_stored_and_not_after(
    pages: Path, database_url: str
) -> None:
    store(pages, database_url, pages)
    assert changed(compare(pages, database_url)) == {}
    found = compare(pages, database_url, **MENDED)
    assert changed(found) == {"tags": (0, 0, 0, PAGES)}
    (tags,) = [each for each in found["fields"] if each["field"] == "tags"]
    assert (tags["publisher"], tags["words_lost"], tags["words_gained"]) == ("sumari", 0, PAGES)
    assert tags["examples"][0] == {
        "url": f"{HOST}/pasar-0",
        "source": str(pages / "0.html"),
        "verdict": "different",
        "stored": ["… (the rest is the same)"],
        "new": ["pasar"],
        "words_lost": 0,
        "words_gained": 1,
    }
    stored = rows(database_url, "SELECT tag FROM tags ORDER BY 1")
    assert stored == [("ikan",)] * PAGES, "a comparison stores nothing"
    rewritten = store(pages, database_url, pages, **MENDED).err
    assert f"sumari: {PAGES} articles read anew, {PAGES} changed in a field" in rewritten
    (row,) = [line for line in rewritten.splitlines() if "│ tags " in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == ["sumari", "tags", "3", "0", "0", "0", "3", "−0 +3"]
    assert changed(compare(pages, database_url, **MENDED)) == {}


def test_a_row_that_was_edited_by_hand_shows_and_is_repaired(
    pages: Path, database_url: str
) -> None:
    store(pages, database_url, pages)
    edit_article(database_url, f"{HOST}/pasar-1", kicker="Sisipan", authors=[], tags=["ikan", "x"])
    expected = {"kicker": (2, 0, 1, 0), "authors": (2, 1, 0, 0), "tags": (2, 0, 0, 1)}
    assert changed(compare(pages, database_url)) == expected
    assert changed(compare(pages, database_url, pages)) == expected
    told = store(pages, database_url).err
    assert f"sumari: {PAGES} articles read anew, 1 changed in a field" in told
    assert changed(compare(pages, database_url)) == {}
    assert "what was rewritten" not in store(pages, database_url).err


def test_a_lost_article_is_shown_first(pages: Path, sqlite_url: str) -> None:
    store(pages, sqlite_url, pages)
    edit(sqlite_url, "UPDATE captures SET version_id = NULL WHERE url LIKE '%pasar-2'")
    edit(sqlite_url, "UPDATE urls SET state = 'wall', reason = 'login' WHERE url LIKE '%pasar-2'")
    (pages / "1.html").write_text("<html><head><title>404 Not Found</title></head></html>")
    found = compare(pages, sqlite_url, **MENDED)
    first = found["fields"][0]
    assert (first["field"], first["pages"]) == ("state", PAGES)
    assert changed(found) == {"state": (1, 1, 1, 0), "tags": (0, 0, 0, 1)}
    told = [(each["verdict"], each["stored"], each["new"][0][:4]) for each in first["examples"]]
    assert told == [("lost", ["stored"], "wall"), ("better", ["wall: login"], "stor")]
    store(pages, sqlite_url, pages, **MENDED)
    again = compare(pages, sqlite_url, **MENDED)
    assert changed(again) == {"state": (2, 0, 1, 0)}, "what is stored of a lost article is kept"


def test_what_cannot_be_compared_is_counted_and_named(pages: Path, database_url: str) -> None:
    store(pages, database_url, pages)
    (pages / "0.html").unlink()
    save(pages, 1, day=21)  # another page stands there now
    found = compare(pages, database_url, code=7)
    assert found["pages"] == 1
    assert found["uncompared"] == [
        {
            "reason": "the file does not hold it any more",
            "pages": 1,
            "first": [str(pages / "1.html")],
        },
        {"reason": "the file is gone", "pages": 1, "first": [str(pages / "0.html")]},
    ]
    edit(database_url, "UPDATE captures SET source = NULL WHERE url LIKE '%pasar-2'")
    ran = run(pages, database_url, "--compare")
    assert ran.code == 1
    assert f"not compared: {HOST}/pasar-2: its bytes are not kept" in ran.err.splitlines()


def test_a_page_over_its_limits_is_not_called_lost(pages: Path, sqlite_url: str) -> None:
    store(pages, sqlite_url, pages)
    limit = ("-s", "EXTRACTION_TIMEOUT=0.001")
    found = compare(pages, sqlite_url, *limit, code=1)
    reason = {"reason": "extraction_failed:TimeoutError", "pages": PAGES}
    (uncompared,) = found["uncompared"]
    assert uncompared == reason | {"first": [str(pages / f"{n}.html") for n in range(PAGES)]}
    assert found["fields"] == []


def test_pages_that_the_database_does_not_know_are_counted(pages: Path, sqlite_url: str) -> None:
    store(pages, sqlite_url, pages / "0.html")
    ran = run(pages, sqlite_url, "--compare", pages)
    assert ran.code == 0
    assert "1 pages compared, 0 would change" in ran.out
    (line,) = [line for line in ran.err.splitlines() if "not in the database" in line]
    assert line.strip("│ ").split("│")[1].strip() == "2"


def test_filters_leave_captures_out(pages: Path, database_url: str) -> None:
    save(pages, 1, day=22)
    store(pages, database_url, pages)
    assert compare(pages, database_url, "--since", "2026-11-21")["pages"] == 1
    assert compare(pages, database_url, "--until", "2026-11-21")["pages"] == PAGES - 1
    assert compare(pages, database_url, "--host", "sumari.example")["pages"] == PAGES
    assert compare(pages, database_url, "--publisher", "detik", code=1)["pages"] == 0


def test_the_number_of_jobs_changes_nothing(pages: Path, sqlite_url: str) -> None:
    for n in range(PAGES, 30):
        save(pages, n)
    store(pages, sqlite_url, pages)
    one, three = (compare(pages, sqlite_url, "--jobs", jobs, **MENDED) for jobs in ("1", "3"))
    assert one.pop("command") != three.pop("command")
    assert one == three
    assert one["changed"] == 30


def test_two_captures_of_one_version_differ_only_in_what_makes_it(
    pages: Path, sqlite_url: str
) -> None:
    later = pages / "later"
    later.mkdir()
    save(later, 1, day=25)
    page = (later / "1.html").read_text().replace(">pasar</a>", ">dermaga</a>")
    (later / "1.html").write_text(page)
    store(pages, sqlite_url, pages, **MENDED)
    assert rows(sqlite_url, "SELECT count(*) FROM versions") == [(PAGES,)]
    found = compare(pages, sqlite_url, **MENDED)
    assert (found["pages"], changed(found)) == (PAGES + 1, {})


# The page


def test_the_page_stands_alone_and_shows_hostile_text_as_text(
    pages: Path, sqlite_url: str, tmp_path: Path
) -> None:
    save(pages, 1, HOSTILE.replace("&", "&amp;").replace("<", "&lt;"))
    store(pages, sqlite_url, pages, selectors={"headline": ["p.lain"]})
    file = tmp_path / "new" / "changes.html"
    setting = f"DATABASE_URL={sqlite_url}"
    ran = run(pages, sqlite_url, "--compare", "--html", file, "-s", setting)
    assert ran.code == 0, ran.err
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    page = html.fromstring(file.read_bytes())
    assert page.xpath("//script | //img | //link | //iframe | //@src | //@onload") == []
    links = {str(link) for link in page.xpath("//@href")}
    assert links == {f"{HOST}/pasar-{n}" for n in range(2)}
    shown = page.xpath("//del/text()")
    assert any('<script>alert(1)</script> & "Pasar"' in each for each in shown)
    assert "\u202e" not in file.read_text(encoding="utf-8")
    told = " ".join(page.xpath("string(//header)").split())
    assert f"--html {file} -s DATABASE_URL=..." in told
    assert sqlite_url not in told
    assert "3 pages would change" in told
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


# Mistakes


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--compare", "--store"], "leave --store out"),
        (["--compare", "--resume"], "leave --resume out"),
        (["--compare", "-O", "a.jsonl"], "--compare writes no articles"),
        (["--html", "a.html", "x"], "--html is for --compare"),
        (["--compare", "--html", "/dev/null/a.html"], "cannot write /dev/null/a.html"),
        (["--compare", "nowhere/"], "no such file or folder"),
        ([], "name a file, a folder"),
    ],
)
def test_options_that_cannot_be_meant_end_the_command(
    words: list[str], complaint: str, sqlite_url: str
) -> None:
    ran = scrapy("reextract", *words, database=sqlite_url)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.complaint


def test_a_database_that_is_not_there_is_not_made(empty_sqlite_url: str) -> None:
    ran = scrapy("reextract", "--compare", database=empty_sqlite_url)
    assert ran.code == 3
    assert not Path(empty_sqlite_url.removeprefix("sqlite:///")).exists()
