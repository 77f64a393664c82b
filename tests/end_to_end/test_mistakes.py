"""Mistakes and interruptions: each ends with the code and the line that docs/reliability.md says.

None shows a traceback, and none costs an old output its content.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawler.exit_codes import ExitCode
from tests.support.injection import injected, on_full_disk, without_reader
from tests.support.site import (
    HOST,
    NOWHERE,
    PROJECT,
    Page,
    Ran,
    crawl,
    crawl_words,
    in_a_hurry,
    news,
    scrapy,
    serving,
)
from tests.support.warc import page as response
from tests.support.warc import write as write_warc

TABLE = PROJECT / "docs" / "reliability.md"
OLD = b"articles of yesterday\n"
ADDRESS = f"{HOST}/news/1000777/saung"
ROBOTS = f"{HOST}/robots.txt"
GONE = f"{HOST}/news/1000778/hilang"


@dataclass(frozen=True)
class Place:
    """A folder with three saved pages in `saved` and an output of yesterday in `old`."""

    folder: Path

    @property
    def saved(self) -> Path:
        return self.folder / "saved"

    @property
    def old(self) -> Path:
        return self.folder / "old.jsonl"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder}/news.db"

    def reextract(self, *words: str | Path) -> Ran:
        return scrapy("reextract", self.saved, "-O", self.old, *words)

    def reextract_with(self, fault: str, event: str, name: str, *words: str) -> Ran:
        return injected(
            fault, event, name, "reextract", str(self.saved), "-O", str(self.old), *words
        )

    def crawl_to(self, output: str | Path, *words: str) -> Ran:
        """Crawl one page into `output`."""
        with serving({ROBOTS: Page("", 404), **GOOD}) as site:
            return crawl(site.address, self.database, *ANY, "-O", output, *words)

    def crawl_unread(self) -> Ran:
        """Crawl one page for a reader that has gone."""
        with serving({ROBOTS: Page("", 404), **GOOD}) as site:
            words = crawl_words(site.address, [*ANY, "-o", "-:jsonlines"])
            return without_reader(*words, database=self.database)

    def crawl_with(self, fault: str, event: str, name: str) -> Ran:
        """Crawl one page with a fault built in, which strikes after the output was tried."""
        with serving({ROBOTS: Page("", 404), **GOOD}) as site:
            words = crawl_words(site.address, [*ANY, "-O", self.old])
            return injected(fault, event, name, *words, turn=2, database=self.database)

    def crawl_page(self, *words: str, status: int = 404) -> Ran:
        """Give a command for one page an address that answers with `status`."""
        with serving({ROBOTS: Page("", 404), ADDRESS: Page(news("Saung"), status)}) as site:
            settings = ("--nolog", *in_a_hurry(site.address))
            return scrapy(words[0], ADDRESS, *words[1:], *settings)

    def crawl(self, pages: dict[str, Page], *words: str | Path) -> Ran:
        """Crawl a site of `pages`, with a new file as output."""
        with serving({ROBOTS: Page("", 404), **pages}) as site:
            return crawl(site.address, self.database, *words, "-O", self.old)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.saved.mkdir()
    place.old.write_bytes(OLD)
    (place.saved / "more").mkdir()
    for name in "abc":
        (place.saved / f"{name}.html").write_text(news(f"Saung {name}"), encoding="utf-8")
    return place


Case = Callable[[Place], Ran]


def damaged(place: Place) -> Ran:
    """Read an archive with garbage in its middle."""
    folder = place.folder / "archive"
    write_warc(folder, *map(response, range(3)))
    (file,) = folder.glob("*.warc.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + bytes(40) + whole[len(whole) // 2 + 40 :])
    return scrapy("reextract", file, "-O", place.old)


def added_to_json(place: Place) -> Ran:
    """Add to a file of JSON, which is a whole document."""
    file = place.folder / "old.json"
    file.write_text("[]", encoding="utf-8")
    ran = scrapy("reextract", place.saved, "-o", file)
    assert file.read_text(encoding="utf-8") == "[]"
    return ran


def with_dangling_link(place: Place) -> Ran:
    """Read a folder with a link that leads nowhere."""
    (place.saved / "d.html").symlink_to(place.folder / "absent.html")
    return place.reextract()


def with_sidecar(place: Place) -> Ran:
    """Read a page whose sidecar cannot be read."""
    (place.saved / "b.json").write_text("{}", encoding="utf-8")
    return place.reextract_with("unreadable", "open", "b.json")


def empty_archive(place: Place) -> Ran:
    """Read an archive of no bytes."""
    file = place.folder / "empty.warc.gz"
    file.touch()
    return scrapy("reextract", file, "-O", place.old)


def redirected() -> Page:
    """Return the redirect to a page that is gone."""
    return Page("", 302, {"Location": GONE})


def listed(place: Place, *lines: str) -> Path:
    """Return a file of URLs."""
    file = place.folder / "urls.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def text_for_a_database(place: Place) -> str:
    file = place.folder / "list.txt"
    file.write_text("daftar belanja\n" * 99, encoding="utf-8")
    return f"sqlite:///{file}"


ANY = ("any", "-a", f"url={ADDRESS}")
GOOD = {ADDRESS: Page(news("Saung"))}

CASES: dict[str, Case] = {
    "M1": lambda p: p.reextract_with("unreadable", "open", "b.html"),
    "M2": lambda p: p.reextract_with("vanish", "open", "b.html"),
    "M3": lambda p: injected(
        "unreadable", "open", "a.html", "reextract", p.saved / "a.html", "-O", p.old
    ),
    "M4": damaged,
    "M5": lambda p: scrapy("reextract", p.folder / "absent", "-O", p.old),
    "M6": lambda p: scrapy("reextract", p.old, "-O", p.old),
    "M7": lambda p: p.reextract("--stor"),
    "M8": lambda p: p.reextract("-a", "since=2026-11-01"),
    "M9": lambda p: scrapy("reextract", "-", "-O", p.old),
    "M10": lambda p: scrapy("reextract", p.saved, "-O", "/dev/full:jsonlines"),
    "M11": lambda p: p.reextract_with("full", "open", "b.html"),
    "M12": lambda p: scrapy("reextract", p.saved, "-O", p.old / "new.jsonl"),
    "M13": lambda p: without_reader("reextract", p.saved),
    "M14": lambda p: on_full_disk("reextract", p.saved),
    "M15": lambda p: p.reextract_with("interrupt", "open", "a.html"),
    "M16": lambda p: p.reextract_with("terminate", "open", "c.html"),
    "M17": lambda p: p.reextract_with("interrupt", "open", "old.jsonl"),
    "M18": lambda p: p.reextract("--store"),
    "M19": lambda p: scrapy("reextract", p.saved, "--store", database=text_for_a_database(p)),
    "M20": lambda p: p.crawl({}, "tribun_video"),
    "M21": lambda p: p.crawl({ADDRESS: Page("", 403)}, *ANY),
    "M22": lambda p: p.crawl({ADDRESS: Page("", 404)}, *ANY),
    "M23": lambda p: p.crawl({ADDRESS: Page("", 500)}, *ANY),
    "M24": lambda p: p.crawl({ROBOTS: Page("User-agent: *\nDisallow: /\n"), **GOOD}, *ANY),
    "M25": lambda p: crawl(NOWHERE, p.database, *ANY, "-O", p.old),
    "M26": lambda p: p.crawl(GOOD, "any", "-a", f"urls_file={listed(p, ADDRESS, GONE)}"),
    "M27": lambda p: crawl(NOWHERE, p.database, "tribunews"),
    "M28": lambda p: crawl(NOWHERE, p.database, "tribunnews", "--limit", "3"),
    "M29": lambda p: crawl(NOWHERE, p.database, "tribunnews", "-a", "limt=3"),
    "M30": lambda p: crawl(NOWHERE, p.database, "tribunnews", "-a", "since=kemarin"),
    "M31": lambda p: crawl(NOWHERE, p.database, "any", "-a", f"urls_file={p.folder}/absent"),
    "M32": lambda p: p.crawl_to("/dev/full:jsonlines"),
    "M33": lambda p: p.crawl_unread(),
    "M34": lambda p: p.crawl_with("interrupt", "open", ".old.jsonl"),
    "M35": lambda p: p.crawl_to(p.old / "new.jsonl"),
    "M36": lambda p: crawl(NOWHERE, text_for_a_database(p), *ANY, "-O", p.old),
    "M37": lambda _: scrapy("date", "saung"),
    "M38": lambda _: scrapy("date", "kemarin", "--anchor", "lusa"),
    "M39": lambda p: scrapy("health", database=p.database),
    "M40": lambda _: scrapy("health", "tribunews"),
    "M41": lambda p: scrapy("frontier", database=p.database),
    "M42": lambda _: scrapy("frontier", "--retry-faild"),
    "M43": lambda p: scrapy("quotes", p.folder / "absent.html"),
    "M44": lambda p: scrapy("explain", p.saved / "a.html", "--field", "headlin"),
    "M45": lambda p: injected("unreadable", "open", "a.html", "explain", p.saved / "a.html"),
    "M46": lambda _: scrapy("fixture", "tribun_video/absent"),
    "M47": lambda _: scrapy("genspider", "kabar_desa", "bukan host"),
    "M48": lambda _: scrapy("fetch", ADDRESS, "-s", f"REPLAY_SERVER={NOWHERE}", "--nolog"),
    "M49": lambda p: without_reader("quotes", p.saved / "a.html", "--json"),
    "M50": lambda _: on_full_disk("list"),
    "M51": lambda p: injected("interrupt", "open", "a.html", "quotes", p.saved / "a.html"),
    "M52": lambda p: p.crawl_with("full file", "open", ".old.jsonl"),
    "M53": lambda p: p.crawl_to("s3://kabar/a.jsonl", "--nolog"),
    "M54": lambda p: p.crawl_to("gopher://kabar/a.jsonl", "--nolog"),
    "M55": lambda p: scrapy("reextract", p.saved, "-O", "s3://kabar/a.jsonl"),
    "M56": added_to_json,
    "M57": lambda p: p.reextract_with("unreadable", "os.scandir", "more"),
    "M58": with_dangling_link,
    "M59": with_sidecar,
    "M60": empty_archive,
    "M61": lambda p: scrapy("demo", database=p.database, ARCHIVE_DIR="/dev/null/archive"),
    "M62": lambda p: p.crawl_page("fetch"),
    "M63": lambda p: p.crawl_page("parse"),
    "M64": lambda p: p.crawl_page("parse", "-O", str(p.old), status=200),
    "M65": lambda _: scrapy("fetch"),
    "M66": lambda _: scrapy("genspider"),
    "M67": lambda _: scrapy("settings", "--get", "DATABSE_URL"),
    "M68": lambda p: p.crawl({ADDRESS: redirected(), GONE: Page("", 404)}, *ANY),
    "M69": lambda p: p.crawl({ADDRESS: Page("", 429, {"Retry-After": "3600"})}, *ANY),
    "M70": lambda p: crawl(NOWHERE, p.database, *ANY, "--nolog", ARCHIVE_DIR="/dev/null/archive"),
    "M71": lambda p: scrapy("search", "banjir", database=p.database),
    "M72": lambda _: scrapy("search", '"rumah warga'),
}


def rows() -> Iterator[tuple[str, int, str]]:
    """Yield the case, the exit code and the message of every row of the table."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if re.fullmatch(r"M\d+", cells[0]):
            case, _what, code, message = cells
            yield case, int(code), message.strip("`")


def test_every_case_has_one_row() -> None:
    assert [case for case, *_ in rows()] == list(CASES)


@pytest.mark.parametrize(("case", "code", "message"), list(rows()))
def test_a_mistake_ends_with_one_line_and_its_code(
    place: Place, case: str, code: int, message: str
) -> None:
    ran = CASES[case](place)
    assert "Traceback" not in ran.err
    assert ran.code == code, ran.err
    wanted = ".*".join(map(re.escape, message.split("…")))
    assert re.search(wanted, ran.err), ran.err
    assert code != ExitCode.USAGE_ERROR or (ran.out, ran.err.count("\n")) == ("", 1)
    is_done = code in {0, 7}
    assert (place.old.read_bytes() == OLD) is not is_done
    assert list(place.folder.glob(".*.part")) == []
